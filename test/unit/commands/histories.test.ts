import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkSkeleton } from '../../../src/skeleton/parse';
import { Desk } from '../../support/desk';
import { taskRow } from '../../support/fakeExplorer';

let desk: Desk;
beforeEach(async () => {
  desk = await Desk.open();
});
afterEach(() => desk.close());

/** A URI as VS Code gives it. */
function uri(text: string) {
  return { scheme: text.split(':')[0], path: '/x', toString: () => text };
}

test('a row opens the timeline of its execution, at its task', async () => {
  const held = await desk.hold();
  await desk.run('swf.openTimeline', taskRow(held));
  expect(desk.timelines).toEqual([{ address: 'swf-history:/order-1', eventId: held.task.scheduledEventId }]);
});

test('a history opens its timeline, from its lens, at an event, and from the palette', async () => {
  await desk.run('swf.openTimeline', uri('swf-history:/a'));
  await desk.run('swf.openTimeline', uri('swf-history:/a'), 7);
  desk.documents.inFront = 'swf-history:/b';
  await desk.run('swf.openTimeline');
  expect(desk.timelines).toEqual([
    { address: 'swf-history:/a', eventId: undefined },
    { address: 'swf-history:/a', eventId: 7 },
    { address: 'swf-history:/b', eventId: undefined },
  ]);
});

test('a history in front is saved under its own name, and another document is not', async () => {
  desk.documents.inFront = 'file:///notes.txt';
  await desk.run('swf.saveHistory');
  expect(desk.documents.saved).toEqual([]);
  desk.documents.inFront = 'swf-history:/orders/2026 №7';
  await desk.run('swf.saveHistory');
  expect(desk.documents.saved).toEqual([{ fileName: 'swf-history-orders-2026-7.history.json', text: '{}' }]);
  expect(desk.ui.glances).toEqual(['Saved: /runbooks/swf-history-orders-2026-7.history.json']);
});

test('a saved history is asked for and opened; who leaves the question opens nothing', async () => {
  await desk.run('swf.openSavedHistory');
  expect(desk.documents.readOnly).toEqual([]);
  desk.documents.chosenFile = 'file:///tmp/h.json';
  await desk.run('swf.openSavedHistory');
  expect(desk.documents.readOnly).toEqual([{ address: 'swf-history:/saved?file:///tmp/h.json', at: undefined }]);
});

test('following is a history’s to begin or end', async () => {
  desk.documents.inFront = 'swf-history:/a';
  await desk.run('swf.followHistory');
  desk.documents.inFront = 'file:///notes.txt';
  await desk.run('swf.followHistory');
  expect(desk.followed).toEqual(['swf-history:/a']);
});

test('an event fills a skeleton file; what answers its task knows which one when it runs', async () => {
  const held = await desk.hold();
  const { execution, scheduledEventId, activityId } = held.task;
  const { domain, workflowId, runId } = execution;
  const address = { domain, execution: { workflowId, runId } };
  const { events = [] } = await desk.connection.use((client) => client.call('GetWorkflowExecutionHistory', address));
  desk.events = { events, execution };
  desk.ui.picks.push('respond-activity-task-canceled', 'start-workflow-execution');
  await desk.run('swf.newSkeletonFileFromEvent', uri('swf-history:/a'), scheduledEventId);
  const file = desk.documents.inFront ?? '';
  const fileName = desk.documents.open.get(file)?.fileName ?? '';
  expect(fileName).toBe(`${activityId}.respond-activity-task-canceled.json`);
  desk.documents.open.set(file, { fileName, text: JSON.stringify({ taskToken: held.taskToken }) });
  expect(await desk.run('swf.runSkeletonFile')).toMatchObject({ kind: 'recorded', task: held.task });

  await desk.run('swf.newSkeletonFileFromEvent', uri('swf-history:/a'), 1);
  const { text = '' } = desk.documents.open.get(desk.documents.inFront ?? '') ?? {};
  expect(JSON.parse(text)).toMatchObject({ domain, workflowId });
  expect(checkSkeleton('StartWorkflowExecution', text).problems).toEqual([]);
});

test('without an event at hand it says where to put the cursor', async () => {
  await desk.run('swf.newSkeletonFileFromEvent', uri('swf-history:/a'));
  expect(desk.told).toBe('Put the cursor on an event of a history first.');
  expect(desk.documents.open.size).toBe(0);
});
