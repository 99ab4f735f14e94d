import { afterEach, beforeEach, expect, test } from 'vitest';
import { Desk } from '../../support/desk';
import { taskRow } from '../../support/fakeExplorer';
import type { HeldTask } from '../../support/scene';

let desk: Desk;
let held: HeldTask;
beforeEach(async () => {
  desk = await Desk.open();
  held = await desk.hold();
});
afterEach(async () => {
  await desk.close();
});

/** What the watch does with the pinned tasks. */
async function look(): Promise<void> {
  const client = await desk.connection.client();
  for (const pin of desk.pins.of(client.target)) await desk.pins.look(pin, client);
}

test('a pinned task is told of when it closes, with the event and its history', async () => {
  await desk.run('swf.pinTask', taskRow(held));
  expect(desk.ui.glances).toEqual(['Pinned: charge-card. You are told when it closes, while the explorer can be seen']);
  await look();
  expect(desk.ui.offers).toEqual([]);
  await desk.scene.sdk.respondActivityTaskCompleted({ taskToken: held.taskToken, result: 'a secret result' });
  await look();
  await look();
  expect(desk.ui.offers.map(({ severity, message }) => [severity, message])).toEqual([
    [
      'information',
      'A pinned task was completed, event 7 (ActivityTaskCompleted): charge-card in order-1, domain orders.',
    ],
  ]);
  await desk.ui.press('Open History');
  expect(desk.documents.readOnly).toHaveLength(1);
  expect(desk.documents.readOnly[0]?.at).toBe('"eventId": 7');
});

test('a failure and the end of the execution are warnings, without what the worker said', async () => {
  const other = await desk.hold('other');
  await desk.run('swf.pinTask', taskRow(held));
  await desk.run('swf.pinTask', taskRow(other));
  await desk.scene.sdk.respondActivityTaskFailed({ taskToken: held.taskToken, reason: 'secret reason' });
  await desk.scene.sdk.terminateWorkflowExecution({ domain: 'orders', workflowId: 'order-2' });
  await look();
  expect(desk.ui.offers.map(({ severity, message }) => [severity, message])).toEqual([
    ['warning', 'A pinned task failed, event 7 (ActivityTaskFailed): charge-card in order-1, domain orders.'],
    [
      'warning',
      'A pinned task ended with its workflow execution (TERMINATED, event 7): other in order-2, domain orders.',
    ],
  ]);
  desk.expectNoSecret();
});

test('an unpinned task is not told of, and the memory holds no token', async () => {
  await desk.run('swf.pinTask', taskRow(held));
  expect([...desk.memory.kept.values()].join()).not.toContain(held.taskToken);
  await desk.run('swf.unpinTask', taskRow(held));
  await desk.scene.sdk.respondActivityTaskCompleted({ taskToken: held.taskToken });
  await look();
  expect(desk.ui.offers).toEqual([]);
  expect([...desk.memory.kept.values()]).toEqual(['[]']);
});

test('without a row nothing is pinned', async () => {
  await desk.run('swf.pinTask');
  expect(desk.memory.kept.size).toBe(0);
});
