import { afterEach, beforeEach, expect, test } from 'vitest';
import { localSwfConnection } from '../../../src/connection/resolveConnection';
import { parseFilter } from '../../../src/explorer/filter';
import { ExplorerModel } from '../../../src/explorer/model';
import type { Node } from '../../../src/explorer/nodes';
import { rowOf } from '../../../src/explorer/rows';
import { LocalClock } from '../../../src/local/clock';
import type { SwfClient } from '../../../src/swf/client';
import { createSdkClient } from '../../../src/swf/sdkClient';
import { rowSources } from '../../support/rowSources';
import { Scene, scheduleOf } from '../../support/scene';
import { VirtualTime } from '../../support/virtualTime';

let scene: Scene;
let time: VirtualTime;
let client: SwfClient;
let model: ExplorerModel;

beforeEach(async () => {
  const clock = new LocalClock({ standing: true });
  scene = await Scene.start('orders', clock);
  time = new VirtualTime(clock);
  client = time.watch(createSdkClient(localSwfConnection(scene.local.url)));
  model = new ExplorerModel(rowSources(client, time));
});
afterEach(async () => {
  model.dispose();
  client.dispose();
  await scene.stop();
});

async function openTasks(): Promise<Node> {
  const [domain] = await model.children();
  const [node] = await model.children(domain);
  if (node?.kind !== 'openTasks') throw new Error('The first row of a domain is not the one of its open tasks');
  return node;
}

/** The rows below once the scan has ended. */
async function rowsWhenDone(node: Node): Promise<readonly Node[]> {
  const ended = new Promise<void>((resolve) => {
    model.onDidChange((changed) => {
      if (changed?.kind === 'openTasks' && changed.scan.state !== 'running') resolve();
    });
  });
  await model.children(node);
  if (node.kind === 'openTasks' && node.scan.state === 'running') await time.until(ended);
  return await model.children(node);
}

const look = (node: Node) => rowOf(node, time.now());
const labels = (nodes: readonly Node[]) => nodes.map((node) => look(node).label);

test('nothing is read before the row is opened, and a second opening reads nothing', async () => {
  await scene.scheduleTask('charge-card');
  const node = await openTasks();
  expect(scene.requests('GetWorkflowExecutionHistory')).toBe(0);
  const rows = await rowsWhenDone(node);
  expect(labels(rows)).toEqual(['charge-card']);
  expect(look(node).description).toBe('1 open task · 1 execution read 0 s ago');
  await rowsWhenDone(await openTasks());
  expect(scene.requests('GetWorkflowExecutionHistory')).toBe(1);
});

test('a task says whose it is, has a row of its own, and stands below the row it came from', async () => {
  await scene.scheduleTask('charge-card');
  await scene.scheduleTask('charge-card');
  const node = await openTasks();
  const rows = await rowsWhenDone(node);
  expect(rows.map((row) => look(row).description.split(' · ')[0]).sort()).toEqual(['order-1', 'order-2']);
  expect(new Set(rows.map(({ id }) => id)).size).toBe(2);
  expect(rows.map((row) => model.parent(row))).toEqual([node, node]);
  expect(look(rows[0] ?? node).spoken).toContain('of workflow execution order-');
});

test('very many tasks are shown a part at a time', async () => {
  await scene.scheduleTask('first');
  await scene.sdk.signalWorkflowExecution({ domain: 'orders', workflowId: 'order-1', signalName: 'more' });
  await scene.decide(...Array.from({ length: 250 }, (_, i) => scheduleOf(`task-${i}`)));
  const node = await openTasks();
  const rows = await rowsWhenDone(node);
  expect(rows).toHaveLength(201);
  expect(look(rows.at(-1) ?? node)).toMatchObject({ label: 'Load More…', description: '200 shown' });
  if (node.kind === 'openTasks') await model.loadMore(node);
  expect(await model.children(node)).toHaveLength(251);
});

test('a filter is asked of every task that was found, by its execution too', async () => {
  await scene.scheduleTask('charge-card');
  await scene.scheduleTask('send-mail');
  const node = await openTasks();
  await rowsWhenDone(node);
  model.setFilter(parseFilter('activity:send-mail').filter);
  expect(labels(await model.children(node))).toEqual(['send-mail']);
  model.setFilter(parseFilter('workflow:order-1').filter);
  expect(labels(await model.children(node))).toEqual(['charge-card']);
});

test('a new connection to the same place keeps what was found and reads what has happened since', async () => {
  const held = await scene.holdTask('held');
  await scene.scheduleTask('waits');
  await rowsWhenDone(await openTasks());
  await scene.sdk.respondActivityTaskCompleted({ taskToken: held.taskToken });
  model.reset();
  const node = await openTasks();
  expect(await model.children(node)).toHaveLength(2);
  expect(labels(await rowsWhenDone(node))).toEqual(['waits']);
});

test('no open task is a row that says so, and so is a scan that fails', async () => {
  const node = await openTasks();
  expect(labels(await rowsWhenDone(node))).toEqual(['No open activity tasks']);
  scene.local.control.reset();
  const [row] = await time.until(model.refresh(node).then(() => model.children(node)));
  expect(row).toMatchObject({ kind: 'fault', fault: { kind: 'unknownDomain' } });
  expect(look(node).tokens).toEqual(['resumable', 'rescannable']);
});

test('a task that is read again costs its own history, not those of the domain, and its row tells what is new', async () => {
  const held = await scene.holdTask('held');
  for (let n = 0; n < 5; n++) await scene.scheduleTask(`task-${n}`);
  const node = await openTasks();
  const rowOfHeld = async () => {
    const row = (await rowsWhenDone(node)).find((each) => look(each).label === 'held');
    if (row === undefined) throw new Error('The task has no row');
    return row;
  };
  const row = await rowOfHeld();
  const details = await time.until(model.children(row));
  await scene.requestCancel(held);
  const before = time.requests.length;
  for (const each of [row, details[0] ?? row]) await time.until(model.refresh(each));
  expect(time.requests.slice(before).map(({ operation }) => operation)).toEqual([
    'GetWorkflowExecutionHistory',
    'GetWorkflowExecutionHistory',
  ]);
  expect(look(await rowOfHeld()).spoken).toContain('cancel requested');
  expect(labels(await time.until(model.children(row))).join()).toMatch(/cancel/i);
});

test('a scan pauses while the rows are hidden and goes on when they are seen; one that was stopped does not', async () => {
  for (let n = 0; n < 60; n++) await scene.scheduleTask(`task-${n}`);
  const node = await openTasks();
  if (node.kind !== 'openTasks') throw new Error('No scan');
  const { scan } = node;
  await model.children(node);
  model.openTasks.setVisible(false);
  await expect.poll(() => scan.state).toBe('stopped');
  const before = time.requests.length;
  await time.pass(600_000);
  expect(time.requests.length).toBe(before);
  model.openTasks.setVisible(true);
  await time.pass(60_000);
  expect(scan.progress).toMatchObject({ read: 60, tasks: 60 });

  void scan.rescan();
  scan.stop();
  model.openTasks.setVisible(false);
  model.openTasks.setVisible(true);
  await time.pass(60_000);
  expect(scan.state).toBe('stopped');
});

test('what is hidden and seen again at once loses nothing of a scan', async () => {
  for (let n = 0; n < 60; n++) await scene.scheduleTask(`task-${n}`);
  const node = await openTasks();
  await model.children(node);
  for (const visible of [false, true, false, true, false, true]) model.openTasks.setVisible(visible);
  await time.pass(60_000);
  if (node.kind === 'openTasks') expect(node.scan).toMatchObject({ state: 'done', progress: { read: 60, tasks: 60 } });
});

test('all tasks found count for the badge and for batches, not only those whose rows are drawn', async () => {
  await scene.scheduleTask('first');
  await scene.sdk.signalWorkflowExecution({ domain: 'orders', workflowId: 'order-1', signalName: 'more' });
  await scene.decide(...Array.from({ length: 250 }, (_, i) => scheduleOf(`task-${i}`)));
  const node = await openTasks();
  await rowsWhenDone(node);
  expect(model.loaded().filter(({ kind }) => kind === 'task')).toHaveLength(251);
  // Their execution ends an hour after its start, and they with it.
  expect(model.endingBy(time.now() + 3_700_000)).toHaveLength(251);
  expect(model.endingBy(time.now())).toHaveLength(0);
});

test('a domain that is deprecated in mid-scan stays, says so, and its tasks with it', async () => {
  await scene.scheduleTask('charge-card');
  await rowsWhenDone(await openTasks());
  await scene.sdk.deprecateDomain({ name: 'orders' });
  await model.rereadOpen();
  const [domain] = await model.children();
  expect(domain && look(domain)).toMatchObject({ description: 'deprecated', spoken: 'Domain orders, deprecated' });
  expect(labels(await rowsWhenDone(await openTasks()))).toEqual(['charge-card']);
  const node = await openTasks();
  await time.until(model.refresh(node));
  expect(look(node).description).toContain('1 open task · 1 execution read');
});
