import { afterEach, beforeEach, expect, test } from 'vitest';
import { maskToken } from '../../../src/swf/taskToken';
import { Desk } from '../../support/desk';
import type { HeldTask } from '../../support/scene';

let desk: Desk;
let held: HeldTask;
let mask: string;

beforeEach(async () => {
  desk = await Desk.open();
  held = await desk.hold('charge-1');
  mask = maskToken(held.taskToken);
});
afterEach(async () => {
  desk.expectNoSecret();
  await desk.close();
});

const address = 'file:///logs/worker.log';
function openLog(text: string): void {
  desk.documents.open.set(address, { text, fileName: 'worker.log' });
  desk.documents.inFront = address;
}

test('a token that stands on several lines is one hit, and moving to it shows its first place', async () => {
  const { taskToken } = held;
  openLog(`start\nworkflowId=order-1 taskToken=${taskToken}\nagain ${taskToken}\n`);
  desk.ui.picks.push(mask, 'Copy Task Token');
  await desk.run('swf.findTaskTokensInFile');
  expect(desk.ui.lists[0]).toEqual({ title: 'One task token in worker.log', labels: [mask] });
  expect(desk.ui.words).toContain('lines 2, 3 · workflowId order-1');
  expect(desk.documents.places).toMatchObject([{ address, offset: 35, length: taskToken.length }]);
  expect(desk.documents.copied).toEqual([taskToken]);
});

test('in a byte order mark’s file the places are those that the editor counts', async () => {
  openLog(`\uFEFF${held.taskToken}`);
  desk.ui.picks.push(mask, undefined, undefined);
  await desk.run('swf.findTaskTokensInFile');
  expect(desk.documents.places[0]).toMatchObject({ offset: 0 });
});

test('leaving what can be done goes back to the list, leaving the list ends', async () => {
  desk.documents.clip = held.taskToken;
  desk.ui.picks.push(mask, undefined, mask, undefined, undefined);
  await desk.run('swf.findTaskTokensInClipboard');
  expect(desk.ui.lists).toHaveLength(5);
  expect(desk.documents.places).toEqual([]);
});

test('a selection is looked at alone, with what stands around it', async () => {
  const other = await desk.hold('charge-2');
  const first = `{"activityId": "charge-1", "taskToken": "${held.taskToken}"}\n`;
  openLog(`${first}{"taskToken": "${other.taskToken}"}`);
  desk.documents.selected = [{ offset: 60, length: 1 }];
  desk.ui.picks.push(undefined);
  await desk.run('swf.findTaskTokensInSelection');
  expect(desk.ui.lists[0]?.labels).toEqual([mask]);
  expect(desk.ui.words).toContain('line 1 · activityId charge-1');
});

test('nothing selected, nothing open and nothing found are told', async () => {
  await desk.run('swf.findTaskTokensInFile');
  expect(desk.told).toContain('Open a file');
  openLog('no token here');
  await desk.run('swf.findTaskTokensInSelection');
  expect(desk.told).toContain('Nothing is selected');
  await desk.run('swf.findTaskTokensInFile');
  expect(desk.told).toBe('No task token was found in worker.log.');
});

test('a check asks, sends one heartbeat, and tells what it learned', async () => {
  await desk.scene.requestCancel(held);
  desk.documents.clip = held.taskToken;
  desk.ui.picks.push(mask, 'Check by a Heartbeat…');
  await desk.run('swf.findTaskTokensInClipboard');
  expect(desk.ui.questions[0]?.detail).toContain('starts the heartbeat timeout of the task anew');
  expect(desk.ui.questions[0]?.detail).toContain(desk.scene.local.url);
  expect(desk.scene.requests('RecordActivityTaskHeartbeat')).toBe(1);
  expect(desk.told).toContain(`of ${mask} is open; its cancellation was requested`);
  expect([...(desk.ui.offers.at(-1)?.actions.keys() ?? [])]).toEqual([
    'Cancel Activity Task…',
    'Complete Activity Task…',
    'Fail Activity Task…',
  ]);
});

test('a check that is not agreed to sends nothing', async () => {
  desk.documents.clip = held.taskToken;
  desk.ui.picks.push(mask, 'Check by a Heartbeat…');
  desk.ui.confirmations.push(false);
  await desk.run('swf.findTaskTokensInClipboard');
  expect(desk.scene.requests('RecordActivityTaskHeartbeat')).toBe(0);
});

test('a workspace that is not trusted sends nothing, but finds and copies', async () => {
  desk.trusted = false;
  desk.documents.clip = held.taskToken;
  desk.ui.picks.push(mask, 'Check by a Heartbeat…');
  await desk.run('swf.findTaskTokensInClipboard');
  expect(desk.told).toContain('not trusted');
  expect(desk.ui.questions).toEqual([]);
  expect(desk.scene.requests('RecordActivityTaskHeartbeat')).toBe(0);
});

test('of a closed task the check says so', async () => {
  await desk.scene.sdk.respondActivityTaskCompleted({ taskToken: held.taskToken });
  desk.documents.clip = held.taskToken;
  desk.ui.picks.push(mask, 'Check by a Heartbeat…');
  await desk.run('swf.findTaskTokensInClipboard');
  expect(desk.told).toContain('no longer open');
});

test('a found token goes to the cancel prompt, which asks only for the details', async () => {
  desk.documents.clip = `Bearer of ${held.taskToken}`;
  desk.ui.picks.push(mask, 'Cancel Activity Task…');
  desk.ui.types('by hand');
  await desk.run('swf.findTaskTokensInClipboard');
  expect(desk.ui.fields).toHaveLength(1);
  expect(await desk.scene.eventTypes(held.task)).toContain('ActivityTaskCanceled');
});
