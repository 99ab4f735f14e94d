import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ExplorerModel } from '../../../src/explorer/model';
import type { Node } from '../../../src/explorer/nodes';
import { rowOf } from '../../../src/explorer/rows';
import { needsConnection, quickestPause, Watch } from '../../../src/explorer/watch';
import { isPin, watchedOf } from '../../../src/explorer/watched';
import { localSwfConnection } from '../../../src/connection/resolveConnection';
import { LocalClock } from '../../../src/local/clock';
import { SwfFault } from '../../../src/swf/faults';
import type { OperationName } from '../../../src/swf/operations';
import { PinnedTasks } from '../../../src/swf/pinnedTasks';
import { createSdkClient } from '../../../src/swf/sdkClient';
import { FakeMemory } from '../../support/fakeUi';
import { Scene } from '../../support/scene';
import { VirtualTime } from '../../support/virtualTime';
import { rowSources } from '../../support/rowSources';

const seconds = 1000;
const minutes = 60 * seconds;

let scene: Scene;
let time: VirtualTime;
let model: ExplorerModel;

/** The rows below a row, less the one for the open tasks of all executions, which has tests of its own. */
async function childrenOf(parent?: Node): Promise<readonly Node[]> {
  return (await model.children(parent)).filter(({ kind }) => kind !== 'openTasks' && kind !== 'closedList');
}
let pins: PinnedTasks;
let watch: Watch;
let setting: string;
let failures: unknown[];
let changes: string[];
let memory: FakeMemory;

beforeEach(async () => {
  const clock = new LocalClock({ standing: true });
  scene = await Scene.start('orders', clock);
  time = new VirtualTime(clock);
  const client = time.watch(createSdkClient(localSwfConnection(scene.local.url)));
  const connect = () => Promise.resolve(client);
  memory = new FakeMemory();
  pins = new PinnedTasks(memory, time);
  model = new ExplorerModel(rowSources(client, time));
  changes = [];
  model.onDidChange((node) => changes.push(node?.kind ?? 'domains'));
  setting = 'on';
  failures = [];
  watch = new Watch({
    clock: time,
    watched: () => watchedOf({ model, pins, target: () => client.target, connect }),
    quickest: () => quickestPause(setting),
    needsPerson: needsConnection,
    onFailure: (failure) => failures.push(failure),
  });
});
afterEach(async () => {
  watch.dispose();
  await scene.stop();
});

/** The operations that were called since the last look. */
function calls(): OperationName[] {
  return time.requests.splice(0).map(({ operation }) => operation);
}

async function count(milliseconds: number): Promise<Partial<Record<OperationName, number>>> {
  calls();
  await time.pass(milliseconds);
  const counts: Partial<Record<OperationName, number>> = {};
  for (const operation of calls()) counts[operation] = (counts[operation] ?? 0) + 1;
  return counts;
}

/** Opens the first row of each level, down to the tasks, as a person would. */
async function openAll(): Promise<readonly Node[]> {
  const [domain] = await childrenOf();
  const [execution] = await childrenOf(domain);
  return await childrenOf(execution);
}

async function shown(): Promise<string[]> {
  return (await openAll()).map((node) => rowOf(node, time.now()).label);
}

describe('while the view can be seen', () => {
  beforeEach(async () => {
    await scene.holdTask();
    await openAll();
    watch.setVisible(true);
  });

  test('what does not change is looked at ever more rarely, domains most rarely, down to every five minutes', async () => {
    calls();
    const start = time.now();
    await time.pass(25 * minutes);
    const looks = time.requests.filter(({ operation }) => operation === 'GetWorkflowExecutionHistory');
    const pauses = looks.map(({ at }, i) => (at - (looks[i - 1]?.at ?? start)) / seconds);
    expect(pauses.slice(0, 6).map(Math.round)).toEqual([10, 20, 40, 80, 160, 300]);
    expect(new Set(pauses.slice(5).map(Math.round))).toEqual(new Set([300]));
    const domains = time.requests.filter(({ operation }) => operation === 'ListDomains');
    // Registered and deprecated ones are two lists.
    expect(domains.map(({ at }) => Math.round((at - start) / minutes))).toEqual([1, 1, 3, 3, 7, 7, 15, 15]);
    expect(changes).toEqual([]);
  });

  test('a change is seen without a click, and then looked for soon again', async () => {
    await time.pass(20 * minutes);
    expect(await shown()).toEqual(['charge-card']);
    await scene.sdk.terminateWorkflowExecution({ domain: scene.domain, workflowId: 'order-1' });
    calls();
    await time.pass(6 * minutes);
    expect(labels(await childrenOf((await childrenOf())[0]))).toEqual(['No open workflow executions']);
    expect(changes).not.toEqual([]);
    const looks = time.requests
      .filter(({ operation }) => operation === 'ListOpenWorkflowExecutions')
      .map(({ at }) => at);
    const pauses = looks.slice(1, 3).map((at, i) => Math.round((at - (looks[i] ?? 0)) / seconds));
    expect(pauses).toEqual([10, 20]);
  });

  test('an act makes it look at once, and soon after', async () => {
    await time.pass(20 * minutes);
    calls();
    watch.hurry();
    await time.pass(1 * seconds);
    const looks = ['GetWorkflowExecutionHistory', 'ListDomains', 'ListDomains', 'ListOpenWorkflowExecutions'];
    expect(calls().sort()).toEqual(looks);
    expect((await count(31 * seconds)).GetWorkflowExecutionHistory).toBe(2);
  });

  test('a closed row is not looked at, nor what is below it', async () => {
    const [domain] = await childrenOf();
    if (domain?.kind !== 'domain') throw new Error('No domain');
    model.setOpen(domain, false);
    expect(await count(10 * minutes)).toEqual({ ListDomains: 6 });
  });

  test('off: nothing is read by itself, but an act is followed', async () => {
    setting = 'off';
    expect(await count(10 * minutes)).toEqual({});
    watch.hurry();
    expect((await count(10 * minutes)).GetWorkflowExecutionHistory).toBe(1);
  });

  test('a number of seconds is the shortest pause', async () => {
    setting = '2';
    watch.hurry();
    expect((await count(7 * seconds)).GetWorkflowExecutionHistory).toBe(3);
  });
});

describe('a scan of all open tasks of a domain', () => {
  beforeEach(async () => {
    await scene.holdTask('first');
    const [domain] = await model.children();
    const [scan] = await model.children(domain);
    if (scan?.kind !== 'openTasks') throw new Error('No scan');
    await time.until(scan.scan.start());
    await model.children(scan);
    watch.setVisible(true);
  });

  async function found(): Promise<string[]> {
    const [domain] = await model.children();
    const [scan] = await model.children(domain);
    return labels(await model.children(scan));
  }

  test('is read again by itself while its rows can be seen', async () => {
    expect(await found()).toEqual(['first']);
    await scene.holdTask('second');
    await time.pass(4 * minutes);
    expect(await found()).toEqual(['first', 'second']);
  });

  test('is read again whole no more often than a tenth of the rates allows, whatever is set and done', async () => {
    for (let n = 0; n < 29; n++) await scene.scheduleTask(`task-${n}`);
    const [, scan] = [...(await model.children()), ...(await model.children((await model.children())[0]))];
    if (scan?.kind !== 'openTasks') throw new Error('No scan');
    await time.until(scan.scan.rescan());
    setting = '1';
    let read = 0;
    for (let n = 0; n < 60; n++) {
      watch.hurry();
      read += (await count(1 * seconds)).GetWorkflowExecutionHistory ?? 0;
    }
    // 30 executions take five seconds at six a second.
    expect(read).toBeGreaterThanOrEqual(30);
    expect(read).toBeLessThanOrEqual(12 * 30);
  });

  test('is not read while its row is closed, nor while the view is hidden', async () => {
    const [domain] = await model.children();
    const [scan] = await model.children(domain);
    if (scan?.kind !== 'openTasks' || domain?.kind !== 'domain') throw new Error('No scan');
    model.setOpen(scan, false);
    expect((await count(20 * minutes)).GetWorkflowExecutionHistory).toBeUndefined();
    model.setOpen(scan, true);
    watch.setVisible(false);
    expect(await count(20 * minutes)).toEqual({});
  });
});

describe('a hidden view', () => {
  beforeEach(async () => {
    const held = await scene.holdTask();
    await pins.pin(held.task, scene.client.target);
    await openAll();
    watch.setVisible(true);
    // No look is due at this very moment: one that had begun would end after the view is hidden.
    await time.pass(1 * minutes + 5 * seconds);
  });

  test('costs no call, whatever happens, until it is seen again: then all is looked at', async () => {
    watch.setVisible(false);
    watch.hurry();
    await scene.sdk.terminateWorkflowExecution({ domain: scene.domain, workflowId: 'order-1' });
    expect(await count(600 * minutes)).toEqual({});
    watch.setVisible(true);
    await time.pass(1 * seconds);
    expect(calls()).toEqual(expect.arrayContaining(['ListOpenWorkflowExecutions', 'ListDomains']));
    expect(labels(await childrenOf((await childrenOf())[0]))).toEqual(['No open workflow executions']);
  });

  test('is like a window that has lost the focus for five minutes', async () => {
    watch.setFocused(false);
    expect((await count(5 * minutes)).ListOpenWorkflowExecutions).toBeGreaterThan(0);
    expect(await count(600 * minutes)).toEqual({});
    watch.setFocused(true);
    expect((await count(1 * seconds)).ListOpenWorkflowExecutions).toBe(1);
  });

  test('is not looked at twice at once when it comes and goes', async () => {
    for (let i = 0; i < 20; i++) watch.setVisible(i % 2 === 0);
    watch.setVisible(true);
    expect((await count(11 * seconds)).ListOpenWorkflowExecutions).toBe(1);
  });
});

describe('faults', () => {
  beforeEach(async () => {
    await scene.holdTask();
    await openAll();
    watch.setVisible(true);
  });

  test('take no row away, say since when, and are tried ever more rarely', async () => {
    const before = await shown();
    scene.local.control.setFaults({ rules: [{ operation: 'GetWorkflowExecutionHistory', fault: 'html' }] });
    await time.pass(10 * minutes);
    const rows = await openAll();
    expect(labels(rows.slice(0, -1))).toEqual(before);
    expect(rows.at(-1)).toMatchObject({ kind: 'fault', staleSince: expect.any(Number) as number });
    expect(failures.every((failure) => failure instanceof SwfFault)).toBe(true);
    // Told once: the row stays as it is while nothing but the time changes.
    expect(changes).toEqual(['execution']);
    expect((await count(10 * minutes)).GetWorkflowExecutionHistory).toBe(2);
    scene.local.control.setFaults({ rules: [] });
    await time.pass(6 * minutes);
    expect(await shown()).toEqual(before);
  });

  test('that only a person can mend are not asked for again until somebody looks', async () => {
    let asked = 0;
    const needy = new Watch({
      clock: time,
      watched: () => [
        {
          id: 'x',
          readAt: 0,
          slowness: 1,
          look: () => {
            asked++;
            return Promise.reject(
              new SwfFault('credentialsExpired', 'Expired', { operation: 'ListDomains', delivered: 'no' }),
            );
          },
        },
      ],
      quickest: () => 10 * seconds,
      needsPerson: needsConnection,
      onFailure: () => undefined,
    });
    needy.setVisible(true);
    await time.pass(60 * minutes);
    expect(asked).toBe(1);
    needy.setVisible(false);
    await time.pass(1 * minutes);
    needy.setVisible(true);
    await time.pass(60 * minutes);
    expect(asked).toBe(2);
    needy.dispose();
  });
});

describe('pinned tasks', () => {
  let ends: string[];
  beforeEach(() => {
    ends = [];
    pins.onDidEnd(({ task, end }) =>
      ends.push(`${task.activityId} ${end.how}${'close' in end ? ` ${end.close.eventId}` : ''}`),
    );
  });

  test('are told of once, when they close, at the cost of one call a look', async () => {
    const { task, taskToken } = await scene.holdTask();
    await pins.pin(task, scene.client.target);
    watch.setVisible(true);
    expect(await count(10 * minutes)).toEqual({ GetWorkflowExecutionHistory: 5 });
    expect(ends).toEqual([]);
    await scene.sdk.respondActivityTaskCompleted({ taskToken });
    await time.pass(5 * minutes);
    expect(ends).toEqual(['charge-card closed 7']);
    expect(await count(60 * minutes)).toEqual({});
  });

  test('time out by themselves, and are told of', async () => {
    const { task } = await scene.holdTask();
    await pins.pin(task, scene.client.target);
    watch.setVisible(true);
    await time.pass(36 * minutes);
    expect(ends).toEqual(['charge-card closed 7']);
  });

  test('end with their execution, and with what is known of it', async () => {
    const [first, second] = [await scene.holdTask('first'), await scene.holdTask('second')];
    await pins.pin(first.task, scene.client.target);
    await pins.pin(second.task, scene.client.target);
    await scene.sdk.terminateWorkflowExecution({ domain: scene.domain, workflowId: 'order-1' });
    watch.setVisible(true);
    await time.pass(20 * seconds);
    expect(ends).toEqual(['first executionClosed 7']);
    scene.local.control.reset();
    await time.pass(1 * minutes);
    expect(ends).toEqual(['first executionClosed 7', 'second gone']);
  });

  test('survive a restart, for the same target only, and what cannot be understood is left out', async () => {
    const { task } = await scene.holdTask();
    await pins.pin(task, scene.client.target);
    const text = memory.kept.get('swf.pinnedTasks') ?? '';
    memory.kept.set('swf.pinnedTasks', `[null, {"task": {"execution": 1}}, 7, ${text.slice(1)}`);
    const again = new PinnedTasks(memory, time);
    expect(again.of(scene.client.target).map((pin) => pin.task)).toEqual([task]);
    expect(again.has(task, scene.client.target)).toBe(true);
    expect(again.of({ kind: 'aws', label: 'prod', region: 'us-east-1' })).toEqual([]);
    await again.unpin(task, scene.client.target);
    expect(new PinnedTasks(memory, time).of(scene.client.target)).toEqual([]);
  });

  test('are looked at when a row changed', async () => {
    const { task, taskToken } = await scene.holdTask();
    await pins.pin(task, scene.client.target);
    watch.setVisible(true);
    await time.pass(20 * minutes);
    await scene.sdk.respondActivityTaskFailed({ taskToken });
    watch.hurry(isPin);
    await time.pass(1 * seconds);
    expect(ends).toEqual(['charge-card closed 7']);
  });
});

test.each([
  ['on', 10_000],
  ['off', undefined],
  [' OFF ', undefined],
  ['30', 30_000],
  ['0', 10_000],
  ['soon', 10_000],
])('the setting %s', (text, pause) => {
  expect(quickestPause(text)).toBe(pause);
});

function labels(rows: readonly Node[]): string[] {
  return rows.map((node) => rowOf(node, time.now()).label);
}
