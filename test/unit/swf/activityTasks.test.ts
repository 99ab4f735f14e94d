import type { HistoryEvent } from '@aws-sdk/client-swf';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { closeOf, nextTimeout, OpenTaskFold, taskState } from '../../../src/swf/activityTasks';
import type { ActivityTask } from '../../../src/swf/activityTasks';
import { HistoryBuilder } from './historyBuilder';

const execution = { domain: 'Orders', workflowId: 'order-1', runId: 'a/b+c=' };

function fold(events: readonly HistoryEvent[]): OpenTaskFold {
  const result = new OpenTaskFold(execution);
  result.add(events.toReversed());
  return result;
}

describe('OpenTaskFold', () => {
  test('a scheduled task carries all that its event says', () => {
    const history = new HistoryBuilder();
    const scheduled = history.schedule('ship', {
      input: '{"a":1}',
      heartbeatTimeout: '30',
      startToCloseTimeout: 'NONE',
    });
    expect(fold(history.events).tasks).toEqual([
      {
        execution,
        scheduledEventId: scheduled,
        activityId: 'ship',
        activityType: { name: 'Ship', version: '1' },
        taskList: 'shipping',
        scheduledAt: history.timeOf(scheduled),
        input: '{"a":1}',
        timeouts: { heartbeat: 30, startToClose: 'NONE' },
      },
    ]);
  });

  test('a started task knows its worker and the newest request to cancel it', () => {
    const history = new HistoryBuilder();
    const scheduled = history.schedule('ship');
    const started = history.start(scheduled, 'worker-7');
    const oldest = history.requestCancel('ship');
    const newest = history.requestCancel('ship');
    const [task] = fold(history.events).tasks;
    expect(task).toMatchObject({
      startedEventId: started,
      startedAt: history.timeOf(started),
      identity: 'worker-7',
      cancelRequestedEventId: newest,
      cancelRequestedAt: history.timeOf(oldest),
    });
  });

  test.each(['Completed', 'Failed', 'TimedOut', 'Canceled'] as const)('a task is gone once it is %s', (how) => {
    const history = new HistoryBuilder();
    const scheduled = history.schedule('ship');
    history.start(scheduled);
    history.close(scheduled, how);
    expect(fold(history.events).tasks).toEqual([]);
  });

  test('a request belongs to the task that had the activity id then, not to an older one of that id', () => {
    const history = new HistoryBuilder();
    const first = history.schedule('ship');
    const second = history.schedule('ship');
    history.requestCancel('ship');
    history.close(second, 'Canceled');
    expect(fold(history.events).tasks).toEqual([expect.objectContaining({ scheduledEventId: first })]);
    expect(fold(history.events).tasks[0]?.cancelRequestedEventId).toBeUndefined();
  });

  test('a refused request is none', () => {
    const history = new HistoryBuilder();
    history.start(history.schedule('ship'));
    history.add('RequestCancelActivityTaskFailed', {
      requestCancelActivityTaskFailedEventAttributes: {
        activityId: 'ship',
        cause: 'OPERATION_NOT_PERMITTED',
        decisionTaskCompletedEventId: 1,
      },
    });
    expect(fold(history.events).tasks[0]?.cancelRequestedEventId).toBeUndefined();
  });

  test('the close of the execution is told, wherever on the page it stands; its refused twin is not one', () => {
    const history = new HistoryBuilder();
    history.schedule('ship');
    history.add('CompleteWorkflowExecutionFailed', {});
    expect(fold(history.events).executionClose).toBeUndefined();
    const closed = history.add('WorkflowExecutionContinuedAsNew', {
      workflowExecutionContinuedAsNewEventAttributes: {
        decisionTaskCompletedEventId: 1,
        newExecutionRunId: 'next',
        taskList: { name: 'l' },
        childPolicy: 'ABANDON',
        workflowType: { name: 'w', version: '1' },
      },
    });
    history.add('WorkflowExecutionSignaled', {});
    expect(fold(history.events).executionClose).toEqual({
      status: 'CONTINUED_AS_NEW',
      eventId: closed,
      at: history.timeOf(closed),
      newRunId: 'next',
    });
  });

  test('an event id of 0, as in the close of a task that never started, links nothing', () => {
    const history = new HistoryBuilder();
    const scheduled = history.schedule('ship');
    history.close(scheduled, 'TimedOut', { startedEventId: 0 });
    expect(closeOf(history.events, scheduled)?.startedEventId).toBeUndefined();
    expect(closeOf(history.events, 0)).toBeUndefined();
  });

  test('what the service may send but no type foresees is skipped and never throws', { timeout: 60_000 }, () => {
    const types = [
      'ActivityTaskScheduled',
      'ActivityTaskStarted',
      'ActivityTaskCanceled',
      'ActivityTaskCancelRequested',
    ];
    const attributes = fc.option(
      fc.dictionary(
        fc.constantFrom('activityId', 'scheduledEventId', 'activityType', 'taskList', 'identity', 'heartbeatTimeout'),
        fc.anything(),
      ),
      { nil: null },
    );
    const event = fc.oneof(
      fc.constantFrom(null, undefined, 7, 'event'),
      fc.record(
        {
          eventId: fc.oneof(fc.integer(), fc.anything()),
          eventType: fc.constantFrom(...types, 'WorkflowExecutionTerminated', 'SomethingNew', 5, null),
          eventTimestamp: fc.oneof(fc.date(), fc.anything()),
          activityTaskScheduledEventAttributes: attributes,
          activityTaskStartedEventAttributes: attributes,
          activityTaskCanceledEventAttributes: attributes,
          activityTaskCancelRequestedEventAttributes: attributes,
        },
        { requiredKeys: [] },
      ),
    );
    fc.assert(
      fc.property(fc.array(event), (events) => {
        // As the service sends it: the types hold no more here than they do there.
        const page = events as unknown as HistoryEvent[];
        const folded = new OpenTaskFold(execution);
        folded.add(page);
        for (const task of folded.tasks) {
          expect(task.activityId).toBeTypeOf('string');
          expect(task.activityType.name).toBeTypeOf('string');
          expect(Number.isFinite(task.scheduledAt)).toBe(true);
        }
        closeOf(page, 5);
      }),
    );
  });
});

describe('closeOf', () => {
  test('tells how the task ended, and whether anyone had asked for it', () => {
    const history = new HistoryBuilder();
    const scheduled = history.schedule('ship');
    const started = history.start(scheduled);
    const requested = history.requestCancel('ship');
    const closed = history.close(scheduled, 'Canceled', {
      latestCancelRequestedEventId: requested,
      details: 'by hand',
    });
    expect(closeOf(history.events, scheduled)).toEqual({
      type: 'ActivityTaskCanceled',
      eventId: closed,
      at: history.timeOf(closed),
      scheduledEventId: scheduled,
      startedEventId: started,
      latestCancelRequestedEventId: requested,
      details: 'by hand',
    });
    expect(closeOf(history.events, scheduled + 1)).toBeUndefined();
  });

  test('names the timeout', () => {
    const history = new HistoryBuilder();
    const scheduled = history.schedule('ship');
    history.close(scheduled, 'TimedOut', { timeoutType: 'HEARTBEAT' });
    expect(closeOf(history.events, scheduled)).toMatchObject({
      type: 'ActivityTaskTimedOut',
      timeoutType: 'HEARTBEAT',
    });
  });
});

describe('an open task', () => {
  const at = Date.UTC(2026, 0, 1);
  const scheduled: ActivityTask = {
    execution,
    scheduledEventId: 5,
    activityId: 'ship',
    activityType: { name: 'Ship', version: '1' },
    taskList: 'shipping',
    scheduledAt: at,
    timeouts: { scheduleToStart: 60, scheduleToClose: 3600, startToClose: 600, heartbeat: 30 },
  };
  const started: ActivityTask = { ...scheduled, startedEventId: 6, startedAt: at + 10_000 };

  test('is scheduled, started or asked to cancel', () => {
    expect([scheduled, started, { ...started, cancelRequestedEventId: 7 }].map(taskState)).toEqual([
      'scheduled',
      'started',
      'cancelRequested',
    ]);
  });

  test('that is not started must start in time, and nothing else runs yet', () => {
    expect(nextTimeout(scheduled, at)).toEqual({ type: 'SCHEDULE_TO_START', at: at + 60_000 });
    const others = { ...scheduled.timeouts, scheduleToStart: undefined };
    expect(nextTimeout({ ...scheduled, timeouts: others }, at)).toEqual({
      type: 'SCHEDULE_TO_CLOSE',
      at: at + 3_600_000,
      unknown: ['SCHEDULE_TO_START'],
    });
  });

  test('that is started shows its heartbeat as a span, since no event tells the last beat', () => {
    expect(nextTimeout(started, at + 100_000)).toEqual({
      type: 'START_TO_CLOSE',
      at: at + 610_000,
      heartbeat: { seconds: 30, earliest: at + 100_000, latest: at + 130_000 },
    });
    expect(nextTimeout(started, at + 10_000)).toMatchObject({
      heartbeat: { earliest: at + 40_000, latest: at + 40_000 },
    });
    const alone = { ...started, timeouts: { scheduleToClose: 'NONE', startToClose: 'NONE', heartbeat: 30 } } as const;
    expect(nextTimeout(alone, at + 20_000)).toEqual({
      type: 'HEARTBEAT',
      at: undefined,
      heartbeat: { seconds: 30, earliest: at + 40_000, latest: at + 50_000 },
    });
  });

  test('names the heartbeat only if it can come first', () => {
    const slow = { ...started, timeouts: { ...started.timeouts, heartbeat: 7200 } };
    expect(nextTimeout(slow, at + 10_000)).toEqual({ type: 'START_TO_CLOSE', at: at + 610_000 });
  });

  test('that nothing ends says never, and unknown when the history does not tell', () => {
    const none = { scheduleToStart: 'NONE', scheduleToClose: 'NONE', startToClose: 'NONE', heartbeat: 'NONE' } as const;
    expect(nextTimeout({ ...scheduled, timeouts: none }, at)).toBe('never');
    expect(nextTimeout({ ...started, timeouts: none }, at)).toBe('never');
    expect(nextTimeout({ ...started, timeouts: { ...none, heartbeat: undefined } }, at)).toBe('unknown');
    expect(nextTimeout({ ...scheduled, timeouts: {} }, at)).toBe('unknown');
    const onceStarted = { ...none, startToClose: 600 };
    expect(nextTimeout({ ...scheduled, timeouts: onceStarted }, at)).toBe('neverUnlessStarted');
    expect(nextTimeout({ ...scheduled, timeouts: { ...none, heartbeat: 30 } }, at)).toBe('neverUnlessStarted');
  });
});
