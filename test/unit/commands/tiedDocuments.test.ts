import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DocumentTies } from '../../../src/connection/documentTies';
import type { OpenConnection } from '../../../src/connection/openConnection';
import type { Mark } from '../../../src/swf/client';
import { maskToken } from '../../../src/swf/taskToken';
import { Desk } from '../../support/desk';
import { executionRow, taskRow } from '../../support/fakeExplorer';
import { type HeldTask, Scene } from '../../support/scene';
import { openSecond } from '../../support/secondConnection';

let desk: Desk;
let other: Scene;
let held: HeldTask;
let second: OpenConnection;
beforeEach(async () => {
  desk = await Desk.open();
  other = await Scene.start();
  held = await other.holdTask();
  second = await open();
});
afterEach(async () => {
  await desk.close();
  await other.stop();
});

const open = (mark?: Mark) => openSecond(desk, other.local.url, mark);

/** A new skeleton file for the task's row, with its token put in. */
async function skeletonOfRow(): Promise<string> {
  await desk.run('swf.newSkeletonFileForTask', { ...taskRow(held), connection: second });
  const address = desk.documents.inFront ?? '';
  const text = JSON.stringify({ taskToken: held.taskToken, details: 'by file' });
  desk.documents.open.set(address, { text, fileName: 'x.respond-activity-task-canceled.json' });
  return address;
}

/** How many cancels the second service has had, and how many the first, whose heartbeats would be wrong as well. */
function cancels(): [number, number] {
  const { scene } = desk;
  const first = scene.requests('RespondActivityTaskCanceled') + scene.requests('RecordActivityTaskHeartbeat');
  return [other.requests('RespondActivityTaskCanceled'), first];
}

describe('a skeleton file made from a row of the second connection', () => {
  test('runs there while the first is in use, and the question names it', async () => {
    await skeletonOfRow();
    expect(await desk.run('swf.runSkeletonFile')).toMatchObject({ kind: 'recorded' });
    expect(desk.ui.questions[0]?.detail).toContain(`shop: endpoint ${other.local.url}`);
    expect(cancels()).toEqual([1, 0]);
  });

  test('also when it is saved, and named by a task', async () => {
    const path = (await skeletonOfRow()).replace('untitled:', '');
    desk.documents.files.set(path, JSON.stringify({ taskToken: held.taskToken }));
    const terminal = { print: () => undefined, ended: () => false };
    const definition = { operation: 'respond-activity-task-canceled', cliInputJson: `file://${path}` };
    expect(await desk.runSkeletonTask(definition, terminal)).toBe(0);
    expect(cancels()).toEqual([1, 0]);
  });

  test('and what is found in it is used there', async () => {
    await skeletonOfRow();
    desk.ui.picks.push(maskToken(held.taskToken), 'Cancel Activity Task…');
    desk.ui.types('');
    await desk.run('swf.findTaskTokensInFile');
    expect(cancels()).toEqual([1, 0]);
  });

  test('is refused once that connection is closed, by the lens and by a task', async () => {
    const path = (await skeletonOfRow()).replace('untitled:', '');
    desk.saved = [];
    desk.connections.update();
    expect(await desk.run('swf.runSkeletonFile')).toBeUndefined();
    expect(desk.told).toContain('belongs to a connection that is not open: shop');
    const printed: string[] = [];
    const terminal = { print: (line: string) => printed.push(line), ended: () => false };
    const definition = { operation: 'respond-activity-task-canceled', cliInputJson: `file://${path}` };
    expect(await desk.runSkeletonTask(definition, terminal)).toBe(1);
    expect(printed.join()).toContain('not open: shop');
    expect(desk.ui.questions).toEqual([]);
    expect(cancels()).toEqual([0, 0]);
  });

  test('belongs there after a restart too, and a new one of the same name from the palette does not', async () => {
    const address = await skeletonOfRow();
    const restarted = new DocumentTies(desk.memory, desk.connections);
    expect(restarted.connectionOf(address)).toEqual({ open: second });
    expect(restarted.connectionOf(pathToFileURL(address.replace('untitled:', '')).href)).toEqual({ open: second });
    await restarted.tie(address, {});
    expect(desk.ties.connectionOf(address)).toBeUndefined();
  });

  test('of a read-only one sends nothing', async () => {
    await skeletonOfRow();
    second = await open('read-only');
    await desk.run('swf.runSkeletonFile');
    expect(desk.told).toContain('marked read-only: shop');
    expect(cancels()).toEqual([0, 0]);
  });
});

test('Edit as JSON of a row’s act, and Re-run, stay with the row’s connection', async () => {
  desk.ui.moves.push({ how: 'accepted', value: held.taskToken }, { how: 'action', value: 'by hand' });
  await desk.run('swf.cancelActivityTask', { ...taskRow(held), connection: second });
  await desk.run('swf.runSkeletonFile');
  expect(cancels()).toEqual([1, 0]);

  const { domain, workflowId } = held.task.execution;
  await other.sdk.terminateWorkflowExecution({ domain, workflowId });
  await desk.run('swf.rerunExecution', { ...executionRow(held), connection: second });
  expect(await desk.run('swf.runSkeletonFile')).toMatchObject({ kind: 'started' });
  expect(desk.scene.requests('StartWorkflowExecution')).toBe(0);
});

test('a skeleton from an event goes where the history is read, and from a saved history to the one in use', async () => {
  const { execution } = held.task;
  const { domain, workflowId, runId } = execution;
  const { events = [] } = await other.sdk.getWorkflowExecutionHistory({ domain, execution: { workflowId, runId } });
  desk.events = { events, execution };
  const address = 'swf-history:/order-1';
  desk.documents.inFront = address;
  desk.historiesOf.set(address, { open: second });
  desk.ui.picks.push('signal-workflow-execution');
  await desk.run('swf.newSkeletonFileFromEvent', undefined, 1);
  expect(desk.ties.connectionOf(desk.documents.inFront)).toEqual({ open: second });

  desk.historiesOf.clear();
  desk.documents.inFront = address;
  desk.ui.picks.push('signal-workflow-execution');
  await desk.run('swf.newSkeletonFileFromEvent', undefined, 1);
  expect(desk.ties.connectionOf(desk.documents.inFront)).toBeUndefined();
});
