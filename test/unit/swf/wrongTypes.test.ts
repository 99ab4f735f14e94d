import type { HistoryEvent } from '@aws-sdk/client-swf';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ExplorerModel } from '../../../src/explorer/model';
import type { Node } from '../../../src/explorer/nodes';
import { rowOf } from '../../../src/explorer/rows';
import { historyDocument } from '../../../src/history/historyDocument';
import { systemClock } from '../../../src/host/clock';
import type { ExecutionRef } from '../../../src/swf/activityTasks';
import type { SwfClient } from '../../../src/swf/client';
import { lookAtExecution } from '../../../src/swf/executionLook';
import { Fault } from '../../../src/swf/fault';
import { readFacts, readOpenTasks, readTask } from '../../../src/swf/openTasks';
import type { OperationName } from '../../../src/swf/operations';
import { findPermissions } from '../../../src/swf/permissionCheck';
import { createSdkClient } from '../../../src/swf/sdkClient';
import { offeredTaskLists } from '../../../src/swf/taskLists';
import { whyExecutionIsOpen, whyTaskIsOpen } from '../../../src/swf/whyStuck';
import { barsOf } from '../../../src/timeline/bars';
import { factsOf, spoken, titleOf } from '../../../src/timeline/describe';
import { layOut } from '../../../src/timeline/layout';
import { AnsweringServer } from '../../support/answeringServer';
import { everyKind } from '../../support/everyKind';
import { connectionTo } from '../../support/failingCancel';
import { FaultyScene } from '../../support/faultyScene';
import { rowSources } from '../../support/rowSources';
import { historyPages, ScriptedClient } from './scriptedClient';

/** Whatever stands where something else should. */
const wrong: readonly unknown[] = [
  null,
  true,
  -1,
  1e300,
  '',
  'NaN',
  '\u202e[x](command:y)<b>',
  [],
  [null],
  {},
  [[[[[[]]]]]],
  JSON.parse('{"__proto__":{"a":1},"constructor":1,"length":-1}'),
];

/** All of them with SWF_TEST_LONG=1; else one, each in its turn. */
function turnOf(): readonly unknown[] {
  return process.env['SWF_TEST_LONG'] === '1' ? wrong : [wrong[turn++ % wrong.length]];
}
let turn = 0;

type Path = readonly (string | number)[];

/** Every place in a value: the value itself, its members, theirs. */
function placesIn(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null || value instanceof Date) return [path];
  const below = Array.isArray(value) ? value.slice(0, 2).map((each, i) => [i, each] as const) : Object.entries(value);
  return [path, ...below.flatMap(([key, each]) => placesIn(each, [...path, key]))];
}

/** The value with another one at that place. */
function replaced(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
  if (key === undefined) return by;
  if (Array.isArray(value)) return value.map((each: unknown, i) => (i === key ? replaced(each, rest, by) : each));
  const record = value as Readonly<Record<string, unknown>>;
  return { ...record, [key]: replaced(record[key], rest, by) };
}

/** Faults are answers too; anything else that is thrown is a crash. */
async function survives(work: () => unknown): Promise<string | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    return error instanceof Fault ? undefined : error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}

describe('lists and descriptions, a wrong value in every place', () => {
  const domain = 'orders';
  let scene: FaultyScene;
  let server: AnsweringServer;
  const truth = new Map<string, unknown>();
  let told: ReadonlyMap<string, unknown> = truth;

  beforeAll(async () => {
    scene = await FaultyScene.start(1);
    const { task } = await scene.hold();
    const { workflowId, runId } = task.execution;
    const execution = { workflowId, runId };
    const since = { oldestDate: 0 as unknown as Date };
    const activityType = { name: 'T', version: '1' };
    const asked: readonly (readonly [OperationName, Parameters<FaultyScene['truly']>[1]])[] = [
      ['ListDomains', { registrationStatus: 'REGISTERED' }],
      ['DescribeDomain', { name: domain }],
      ['ListOpenWorkflowExecutions', { domain, startTimeFilter: since }],
      ['CountOpenWorkflowExecutions', { domain, startTimeFilter: since }],
      ['ListClosedWorkflowExecutions', { domain, closeTimeFilter: since }],
      ['GetWorkflowExecutionHistory', { domain, execution, reverseOrder: true }],
      ['DescribeWorkflowExecution', { domain, execution }],
      ['ListActivityTypes', { domain, registrationStatus: 'REGISTERED' }],
      ['DescribeActivityType', { domain, activityType }],
      ['CountPendingActivityTasks', { domain, taskList: { name: 'L' } }],
    ];
    for (const [operation, input] of asked) truth.set(operation, await scene.truly(operation, input));
    server = await AnsweringServer.start((response) => {
      response.end(JSON.stringify(told.get(server.requests.at(-1)?.operation ?? '') ?? {}));
    });
  });
  afterAll(async () => {
    await server.stop();
    await scene.stop();
  });

  async function readEverything(): Promise<number> {
    const client = createSdkClient(connectionTo(server.url));
    try {
      const model = new ExplorerModel(rowSources(client, systemClock));
      let rows = 0;
      const walk = async (parent: Node | undefined, depth: number): Promise<void> => {
        for (const node of await model.children(parent)) {
          rows++;
          const { label, tooltip, spoken: said } = rowOf(node, Date.now(), model.readings);
          expect([label, ...tooltip, said].join('')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
          if (depth < 3 && node.kind !== 'openTasks') await walk(node, depth + 1);
        }
      };
      const crashes = await Promise.all([
        survives(() => walk(undefined, 0)),
        survives(() => offeredTaskLists(client, domain)),
        survives(() => findPermissions(client, domain, { now: Date.now(), signal: new AbortController().signal })),
      ]);
      expect(crashes.filter((crash) => crash !== undefined)).toEqual([]);
      return rows;
    } finally {
      client.dispose();
    }
  }

  test('the true answers give rows', async () => {
    expect(await readEverything()).toBeGreaterThan(3);
  });

  test('every other answer gives rows or a fault', { timeout: 60_000 }, async () => {
    for (const [operation, answer] of truth) {
      if (operation === 'GetWorkflowExecutionHistory') continue;
      for (const path of placesIn(answer)) {
        for (const value of turnOf()) {
          told = new Map([...truth, [operation, replaced(answer, path, value)]]);
          await readEverything().catch((error: unknown) => {
            const where = `${operation} ${path.join('.')} = ${JSON.stringify(value)}`;
            throw new Error(where, { cause: error });
          });
        }
      }
    }
  });
});

/** An event as the wire has it: its time in seconds. */
function onWire(event: HistoryEvent): object {
  return { ...event, eventTimestamp: (event.eventTimestamp?.getTime() ?? 0) / 1000 };
}

test(
  'histories, a wrong value in every place of every kind of event, give a picture or a fault',
  { timeout: 120_000 },
  async () => {
    const events = (await everyKind()).toReversed().map(onWire);
    const execution = { domain: 'orders', workflowId: 'order-1', runId: 'run' };
    let told: unknown = { events };
    const server = await AnsweringServer.start((response) => response.end(JSON.stringify(told)));
    const client = createSdkClient(connectionTo(server.url));
    expect(await draw(client, execution)).toBeGreaterThan(20);
    const seen = new Set<string>();
    const crashes: string[] = [];
    for (const [index, event] of events.entries()) {
      for (const path of placesIn(event)) {
        const place = `${String(Reflect.get(event, 'eventType'))} ${path.join('.')}`;
        if (seen.has(place)) continue;
        seen.add(place);
        for (const value of turnOf()) {
          told = { events: events.with(index, replaced(event, path, value) as object) };
          const crash = await survives(() => draw(client, execution));
          if (crash !== undefined) crashes.push(`${place} = ${JSON.stringify(value)}: ${crash}`);
        }
      }
    }
    client.dispose();
    await server.stop();
    expect(seen.size).toBeGreaterThan(150);
    expect(crashes.slice(0, 3)).toEqual([]);
  },
);

/** Everything that is made of a history; gives how many groups were drawn. */
async function draw(client: SwfClient, execution: ExecutionRef): Promise<number> {
  const { domain, workflowId, runId } = execution;
  const { events = [] } = await client.call('GetWorkflowExecutionHistory', {
    domain,
    execution: { workflowId, runId },
  });
  const now = Date.UTC(2030, 0);
  const { groups } = historyDocument(events.toReversed(), { name: workflowId, origin: 'test' });
  const bars = barsOf(groups);
  layOut(bars, true);
  for (const bar of bars.slice(0, 60)) [titleOf(bar), factsOf(bar, now), spoken(bar, now, 1, 1)].flat();
  // What was read once is read the same way again, past the wire.
  const past = new ScriptedClient({ GetWorkflowExecutionHistory: historyPages(events.toReversed(), 1000) });
  const { tasks, facts } = await readOpenTasks(past, execution);
  for (const task of tasks) whyTaskIsOpen(task, undefined);
  whyExecutionIsOpen(facts, tasks.length, now);
  await readTask(past, execution, 9);
  await lookAtExecution(past, execution);
  await readFacts(past, execution);
  return groups.length;
}
