import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Node } from '../../../src/explorer/nodes';
import { rowOf } from '../../../src/explorer/rows';
import { Desk } from '../../support/desk';

let desk: Desk;
beforeEach(async () => {
  desk = await Desk.open();
});
afterEach(async () => {
  await desk.close();
});

async function rows(...path: string[]): Promise<readonly Node[]> {
  let level = await desk.model.children();
  for (const label of path) level = await desk.model.children(level.find((row) => rowOf(row, 0).label === label));
  return level;
}
const labels = (level: readonly Node[]) => level.map((row) => rowOf(row, Date.now()).label);

async function close(workflowId: string): Promise<void> {
  await desk.scene.sdk.terminateWorkflowExecution({ domain: 'orders', workflowId });
}

test('an open execution is shown by its workflow id, though a filter hides it', async () => {
  await desk.scene.scheduleTask();
  await desk.scene.scheduleTask();
  desk.ui.types('workflow:order-2*');
  await desk.run('swf.filterExplorer');
  expect(labels(await rows('orders'))).toEqual(['Open Activity Tasks', 'Closed Executions', 'order-2']);
  desk.ui.types('order-1');
  await desk.run('swf.revealExecution');
  expect(desk.shown).toMatchObject([{ state: 'open', execution: { workflowId: 'order-1' } }]);
  expect(labels(await rows('orders'))).toEqual(['Open Activity Tasks', 'Closed Executions', 'order-2', 'order-1']);
});

test('an open execution that was shown so leaves when it has closed, and not before', async () => {
  await desk.scene.scheduleTask();
  await desk.scene.scheduleTask();
  desk.ui.types('workflow:order-2*');
  await desk.run('swf.filterExplorer');
  desk.ui.types('order-1');
  await desk.run('swf.revealExecution');
  const shown = async () => labels(await rows('orders')).slice(2);
  expect(await shown()).toEqual(['order-2', 'order-1']);
  await desk.model.rereadOpen();
  expect(await shown()).toEqual(['order-2', 'order-1']);
  await close('order-1');
  await desk.model.rereadOpen();
  expect(await shown()).toEqual(['order-2']);
});

test('a run id alone cannot be looked for, and what was typed is kept', async () => {
  const { execution } = await desk.scene.scheduleTask();
  desk.ui.moves.push({ how: 'left', value: execution.runId });
  await desk.run('swf.revealExecution');
  expect(desk.ui.remarkOn(execution.runId)).toMatchObject({ severity: 'error' });
  expect(desk.ui.remarkOn(execution.runId)?.text).toContain('No call of Amazon SWF finds an execution by its run id');
  desk.ui.moves.push({ how: 'left' });
  await desk.run('swf.revealExecution');
  expect(desk.ui.fields[1]?.value).toBe(execution.runId);
});

test('with its run id an execution costs one call, open or closed', async () => {
  const { execution } = await desk.scene.scheduleTask();
  await close('order-1');
  const json = JSON.stringify({ domain: 'orders', workflowId: 'order-1', runId: execution.runId });
  const before = desk.requests;
  desk.ui.types(json);
  await desk.run('swf.revealExecution');
  expect(desk.shown).toMatchObject([{ state: 'closed', execution: { closeStatus: 'TERMINATED' } }]);
  // The domains, for the tree, are the other two.
  expect(desk.requests - before).toBe(3);
  expect(labels(await rows('orders', 'Closed Executions'))).toEqual(['order-1']);
});

test('of several closed runs one is chosen', async () => {
  await desk.scene.scheduleTask();
  await close('order-1');
  const { runId } = await desk.scene.sdk.startWorkflowExecution({
    domain: 'orders',
    workflowId: 'order-1',
    workflowType: { name: 'T', version: '1' },
    taskList: { name: 'L' },
    childPolicy: 'TERMINATE',
    executionStartToCloseTimeout: '60',
    taskStartToCloseTimeout: '60',
  });
  await close('order-1');
  desk.ui.types('order-1');
  desk.ui.picks.push(runId);
  await desk.run('swf.revealExecution');
  expect(desk.shown).toMatchObject([{ state: 'closed', execution: { runId } }]);
});

test('what is not there is told, with the domain it was looked for in', async () => {
  desk.ui.types('order-9');
  await desk.run('swf.revealExecution');
  expect(desk.told).toContain('No execution of this name in the domain orders: order-9');
});

test('among several domains one is asked for, unless the text names it', async () => {
  await desk.scene.sdk.registerDomain({ name: 'media', workflowExecutionRetentionPeriodInDays: '1' });
  await desk.scene.scheduleTask();
  desk.ui.types('order-1');
  desk.ui.picks.push('orders');
  await desk.run('swf.revealExecution');
  expect(desk.shown).toHaveLength(1);
  desk.ui.types('arn:aws:swf:us-east-1:1:/domain/orders order-1');
  await desk.run('swf.revealExecution');
  expect(desk.shown).toHaveLength(2);
});

test('closed executions are listed latest first, say how they ended, and can be had by status', async () => {
  for (let i = 0; i < 2; i++) await desk.scene.scheduleTask();
  await close('order-2');
  await close('order-1');
  const closed = await rows('orders', 'Closed Executions');
  expect(labels(closed)).toEqual(['order-1', 'order-2']);
  const [row] = closed.map((node) => rowOf(node, Date.now()));
  expect(row).toMatchObject({ tokens: ['execution', 'closed'], expandable: false });
  expect(row?.description).toMatch(/^terminated · \d+ s ago · T 1$/);
  const list = closed[0]?.kind === 'closedExecution' ? closed[0].parent : undefined;
  if (list === undefined) throw new Error('No closed execution');
  desk.model.setClosedStatus(list, 'COMPLETED');
  expect(labels(await rows('orders', 'Closed Executions'))).toEqual(['None that completed']);
  desk.model.setClosedStatus(list, 'TERMINATED');
  expect(labels(await rows('orders', 'Closed Executions'))).toHaveLength(2);
});

test('a domain that keeps none says why', async () => {
  await desk.scene.sdk.registerDomain({ name: 'fleeting', workflowExecutionRetentionPeriodInDays: '0' });
  const [row] = await rows('fleeting', 'Closed Executions');
  expect(row).toMatchObject({ kind: 'message', text: 'No closed executions are kept' });
  const [other] = await rows('orders', 'Closed Executions');
  expect(other).toMatchObject({ text: 'No closed executions', tooltip: expect.stringContaining('7 days') as string });
});
