import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isPin } from '../../../src/explorer/watched';
import { PinnedTasks } from '../../../src/swf/pinnedTasks';
import { minutes, seconds, WatchDesk } from './watchDesk';

let desk: WatchDesk;
beforeEach(async () => {
  desk = await WatchDesk.start();
});
afterEach(async () => {
  await desk.stop();
});

describe('pinned tasks', () => {
  let ends: string[];
  beforeEach(() => {
    ends = [];
    desk.pins.onDidEnd(({ task, end }) =>
      ends.push(`${task.activityId} ${end.how}${'close' in end ? ` ${end.close.eventId}` : ''}`),
    );
  });

  test('are told of once, when they close, at the cost of one call a look', async () => {
    const { task, taskToken } = await desk.scene.holdTask();
    await desk.pins.pin(task, desk.scene.client.target);
    desk.watch.setVisible(true);
    expect(await desk.count(10 * minutes)).toEqual({ GetWorkflowExecutionHistory: 5 });
    expect(ends).toEqual([]);
    await desk.scene.sdk.respondActivityTaskCompleted({ taskToken });
    await desk.time.pass(5 * minutes);
    expect(ends).toEqual(['charge-card closed 7']);
    expect(await desk.count(60 * minutes)).toEqual({});
  });

  test('time out by themselves, and are told of', async () => {
    const { task } = await desk.scene.holdTask();
    await desk.pins.pin(task, desk.scene.client.target);
    desk.watch.setVisible(true);
    await desk.time.pass(36 * minutes);
    expect(ends).toEqual(['charge-card closed 7']);
  });

  test('end with their execution, and with what is known of it', async () => {
    const [first, second] = [await desk.scene.holdTask('first'), await desk.scene.holdTask('second')];
    await desk.pins.pin(first.task, desk.scene.client.target);
    await desk.pins.pin(second.task, desk.scene.client.target);
    await desk.scene.sdk.terminateWorkflowExecution({ domain: desk.scene.domain, workflowId: 'order-1' });
    desk.watch.setVisible(true);
    await desk.time.pass(20 * seconds);
    expect(ends).toEqual(['first executionClosed 7']);
    desk.scene.local.control.reset();
    await desk.time.pass(1 * minutes);
    expect(ends).toEqual(['first executionClosed 7', 'second gone']);
  });

  test('survive a restart, for the same target only, and what cannot be understood is left out', async () => {
    const { task } = await desk.scene.holdTask();
    await desk.pins.pin(task, desk.scene.client.target);
    const text = desk.memory.kept.get('swf.pinnedTasks') ?? '';
    desk.memory.kept.set('swf.pinnedTasks', `[null, {"task": {"execution": 1}}, 7, ${text.slice(1)}`);
    const again = new PinnedTasks(desk.memory, desk.time);
    expect(again.of(desk.scene.client.target).map((pin) => pin.task)).toEqual([task]);
    expect(again.has(task, desk.scene.client.target)).toBe(true);
    expect(again.of({ kind: 'aws', label: 'prod', region: 'us-east-1' })).toEqual([]);
    await again.unpin(task, desk.scene.client.target);
    expect(new PinnedTasks(desk.memory, desk.time).of(desk.scene.client.target)).toEqual([]);
  });

  test('are looked at when a row changed', async () => {
    const { task, taskToken } = await desk.scene.holdTask();
    await desk.pins.pin(task, desk.scene.client.target);
    desk.watch.setVisible(true);
    await desk.time.pass(20 * minutes);
    await desk.scene.sdk.respondActivityTaskFailed({ taskToken });
    desk.watch.hurry(isPin);
    await desk.time.pass(1 * seconds);
    expect(ends).toEqual(['charge-card closed 7']);
  });
});
