import { afterEach, beforeEach, expect, test } from 'vitest';
import { localSwfConnection } from '../../../src/connection/resolveConnection';
import { chosenHeld } from '../../../src/explorer/chosenHeld';
import { chosenRows } from '../../../src/explorer/chosenRows';
import { parseFilter } from '../../../src/explorer/filter';
import { ExplorerModel } from '../../../src/explorer/model';
import type { Node } from '../../../src/explorer/nodes';
import { systemClock } from '../../../src/host/clock';
import type { SwfClient } from '../../../src/swf/client';
import { readTask } from '../../../src/swf/openTasks';
import { createSdkClient } from '../../../src/swf/sdkClient';
import type { Held } from '../../../src/tokens/heldTasks';
import { rowSources } from '../../support/rowSources';
import { Scene } from '../../support/scene';

let scene: Scene;
let client: SwfClient;
let model: ExplorerModel;
let held: Held[];

/** Three tasks in three executions, whose tokens are kept. */
beforeEach(async () => {
  scene = await Scene.start();
  client = createSdkClient(localSwfConnection(scene.local.url));
  model = new ExplorerModel(rowSources(client, systemClock));
  held = [];
  for (const activityId of ['task-1', 'task-2', 'task-3']) {
    const { execution, scheduledEventId } = (await scene.holdTask(activityId)).task;
    const reading = await readTask(client, execution, scheduledEventId);
    const task = reading.state === 'open' ? reading.task : undefined;
    const { domain, ...run } = execution;
    const work = { ...run, activityId, scheduledEventId };
    held.push({
      held: { id: activityId, how: 'remembered', since: 0, target: client.target, domain, work, task },
      standing: 'held',
    });
  }
});
afterEach(async () => {
  model.dispose();
  client.dispose();
  await scene.stop();
});

async function domainRow(): Promise<Node> {
  const [domain] = await model.children();
  if (domain === undefined) throw new Error('The tree shows no domain');
  return domain;
}

function filter(text: string): void {
  model.setFilter(parseFilter(text).filter);
}

async function idsBelow(row: Node): Promise<string[]> {
  return (await chosenRows([row], model, systemClock.now())).executions
    .map(({ execution }) => execution.workflowId)
    .sort();
}

function heldBelow(...rows: Node[]): string[] {
  const shown = { filter: model.filtered.current, loaded: model.loaded(), now: systemClock.now() };
  return chosenHeld(rows, held, shown).map((each) => each.held.id);
}

test('a domain stands for the executions that the filter shows below it, and for no hidden one', async () => {
  const domain = await domainRow();
  const all = await idsBelow(domain);
  expect(all).toHaveLength(3);
  filter(`workflow:${all[1] ?? ''}`);
  expect(await idsBelow(domain)).toEqual([all[1]]);
  filter('older:2h');
  expect(await idsBelow(domain)).toEqual([]);
});

test('where the filter asks something of tasks, a domain stands for the executions of the tasks that are known to fit', async () => {
  const domain = await domainRow();
  const rows = (await model.children(domain)).filter(({ kind }) => kind === 'execution');
  const wanted = held[1]?.held.work?.workflowId;
  for (const text of ['activity:task-2', 'activity:task-2 type:*', 'by:* activity:task-2']) {
    filter(text);
    // Nobody knows their tasks yet, and an act on all of them would be one on healthy ones.
    if (model.loaded().every(({ kind }) => kind !== 'task')) expect(await idsBelow(domain)).toEqual([]);
    for (const row of rows) await model.children(row);
    expect(await idsBelow(domain)).toEqual([wanted]);
    expect((await chosenRows([domain], model, systemClock.now())).more).toBe(true);
  }
  filter('state:cancel-requested');
  expect(await idsBelow(domain)).toEqual([]);
});

test('a domain stands for its held tasks that the filter shows, and for no hidden one', async () => {
  const domain = await domainRow();
  expect(heldBelow(domain)).toEqual(['task-1', 'task-2', 'task-3']);
  filter('activity:task-2');
  expect(heldBelow(domain)).toEqual(['task-2']);
  filter('state:cancel-requested');
  expect(heldBelow(domain)).toEqual([]);
  // Which type an execution has is known when it is loaded; before, it may be one that the filter hides.
  filter('type:*');
  expect(heldBelow(domain)).toEqual([]);
  await model.children(domain);
  expect(heldBelow(domain)).toEqual(['task-1', 'task-2', 'task-3']);
  const [first] = held;
  if (first !== undefined) held[0] = { ...first, held: { ...first.held, task: undefined } };
  expect(heldBelow(domain)).toEqual(['task-2', 'task-3']);
});

test('the rows of executions and tasks stand for their own held tasks', async () => {
  const rows = await model.children(await domainRow());
  const executions = rows.filter((row) => row.kind === 'execution');
  const of = (id: string) =>
    executions.find(
      (row) => row.execution.workflowId === held.find((each) => each.held.id === id)?.held.work?.workflowId,
    );
  const [two, three] = [of('task-2'), of('task-3')];
  if (two === undefined || three === undefined) throw new Error('An execution is missing');
  const tasks = (await model.children(three)).filter(({ kind }) => kind === 'task');
  expect(tasks).toHaveLength(1);
  expect(heldBelow(two, ...tasks)).toEqual(['task-2', 'task-3']);
  expect(heldBelow(...tasks)).toEqual(['task-3']);
  expect(heldBelow(...rows.filter(({ kind }) => kind === 'closedList'))).toEqual([]);
});
