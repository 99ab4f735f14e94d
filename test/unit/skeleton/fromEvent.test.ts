import type { HistoryEvent } from '@aws-sdk/client-swf';
import { describe, expect, test } from 'vitest';
import { type EventSkeleton, skeletonsOf } from '../../../src/skeleton/fromEvent';
import { filledSkeletonText } from '../../../src/skeleton/generate';
import { checkSkeleton } from '../../../src/skeleton/parse';
import { everyKind } from '../../support/everyKind';

const execution = { domain: 'orders', workflowId: 'order-7', runId: 'run-7' };
const at = { eventTimestamp: new Date(0) };
const started: HistoryEvent = {
  ...at,
  eventId: 1,
  eventType: 'WorkflowExecutionStarted',
  workflowExecutionStartedEventAttributes: {
    workflowType: { name: 'ship', version: '2' },
    taskList: { name: 'deciders' },
    childPolicy: 'TERMINATE',
    input: '{"parcel": 7}',
    executionStartToCloseTimeout: '3600',
    tagList: ['express'],
    parentInitiatedEventId: 0,
  },
};
const signaled: HistoryEvent = {
  ...at,
  eventId: 2,
  eventType: 'WorkflowExecutionSignaled',
  workflowExecutionSignaledEventAttributes: { signalName: 'paid', input: '12 EUR' },
};
const scheduled: HistoryEvent = {
  ...at,
  eventId: 3,
  eventType: 'ActivityTaskScheduled',
  activityTaskScheduledEventAttributes: {
    activityId: 'pack',
    activityType: { name: 'pack', version: '1' },
    taskList: { name: 'packers' },
    decisionTaskCompletedEventId: 0,
  },
};
const taken: HistoryEvent = {
  ...at,
  eventId: 4,
  eventType: 'ActivityTaskStarted',
  activityTaskStartedEventAttributes: { scheduledEventId: 3 },
};
const completed: HistoryEvent = {
  ...at,
  eventId: 5,
  eventType: 'ActivityTaskCompleted',
  activityTaskCompletedEventAttributes: { scheduledEventId: 3, startedEventId: 4 },
};

function from(event: HistoryEvent, events: readonly HistoryEvent[], known = true): readonly EventSkeleton[] {
  return skeletonsOf({ event, events, execution: known ? execution : undefined });
}

describe('skeletonsOf', () => {
  test('a start fills a start, with its input', () => {
    const [first, ...others] = from(started, [started]);
    expect(first).toEqual({
      operation: 'StartWorkflowExecution',
      values: {
        domain: 'orders',
        workflowId: 'order-7',
        workflowType: { name: 'ship', version: '2' },
        taskList: { name: 'deciders' },
        childPolicy: 'TERMINATE',
        input: '{"parcel": 7}',
        executionStartToCloseTimeout: '3600',
        tagList: ['express'],
      },
    });
    expect(
      checkSkeleton('StartWorkflowExecution', filledSkeletonText('StartWorkflowExecution', first?.values ?? {}))
        .problems,
    ).toEqual([]);
    const names = others.map(({ operation }) => operation);
    expect(names).toEqual(
      expect.arrayContaining(['DescribeWorkflowType', 'GetWorkflowExecutionHistory', 'CountPendingDecisionTasks']),
    );
    expect(names.filter((name) => /Activity/.test(name))).toEqual([]);
  });

  test('a signal fills a signal', () => {
    expect(from(signaled, [started, signaled])[0]).toEqual({
      operation: 'SignalWorkflowExecution',
      values: { domain: 'orders', workflowId: 'order-7', runId: 'run-7', signalName: 'paid', input: '12 EUR' },
    });
  });

  test('a started task is answered, with its own task tied to the file; a scheduled one has no token yet', () => {
    const answers = from(taken, [started, scheduled, taken]).filter(({ task }) => task !== undefined);
    expect(answers.map(({ operation }) => operation)).toEqual([
      'RespondActivityTaskCanceled',
      'RespondActivityTaskCompleted',
      'RespondActivityTaskFailed',
      'RecordActivityTaskHeartbeat',
    ]);
    expect(answers[0]?.task).toEqual({ execution, scheduledEventId: 3, activityId: 'pack' });
    const [first, ...others] = from(scheduled, [started, scheduled]);
    expect(first).toEqual({
      operation: 'CountPendingActivityTasks',
      values: { domain: 'orders', taskList: { name: 'packers' } },
    });
    expect(others.map(({ operation }) => operation)).toContain('DescribeActivityType');
    expect(others.filter(({ operation }) => /^Respond|Decision|^Start/.test(operation))).toEqual([]);
  });

  test('a closed task is not answered again', () => {
    const all = [started, scheduled, taken, completed];
    for (const event of [scheduled, taken, completed]) {
      expect(from(event, all).filter(({ operation }) => /^Respond/.test(operation))).toEqual([]);
    }
  });

  test('of a saved history the domain stays to be filled in', () => {
    const [first] = from(signaled, [started, signaled], false);
    expect(first?.values).toEqual({ signalName: 'paid', input: '12 EUR' });
    expect(JSON.parse(filledSkeletonText('SignalWorkflowExecution', first?.values ?? {}))).toEqual({
      ...{ domain: '', workflowId: '', signalName: 'paid', input: '12 EUR' },
    });
  });

  test('of children and outside executions it names those, never the history’s own', () => {
    const child: HistoryEvent = {
      ...at,
      eventId: 6,
      eventType: 'StartChildWorkflowExecutionInitiated',
      startChildWorkflowExecutionInitiatedEventAttributes: {
        workflowId: 'child-1',
        workflowType: { name: 'box', version: '1' },
        taskList: { name: 'boxes' },
        childPolicy: 'ABANDON',
        decisionTaskCompletedEventId: 0,
      },
    };
    expect(from(child, [started, child])[0]).toMatchObject({
      operation: 'StartWorkflowExecution',
      values: { domain: 'orders', workflowId: 'child-1', workflowType: { name: 'box' } },
    });
    const signal: HistoryEvent = {
      ...at,
      eventId: 7,
      eventType: 'SignalExternalWorkflowExecutionInitiated',
      signalExternalWorkflowExecutionInitiatedEventAttributes: {
        workflowId: 'other',
        runId: 'other-run',
        signalName: 'go',
        decisionTaskCompletedEventId: 0,
      },
    };
    expect(from(signal, [started, signal])[0]?.values).toEqual({
      ...{ domain: 'orders', workflowId: 'other', runId: 'other-run', signalName: 'go' },
    });
  });

  test('of every kind of event: what is filled in is of its operation, and only what a person has to put in is missing', async () => {
    const events = await everyKind();
    for (const event of events) {
      const skeletons = from(event, events);
      expect(skeletons.length, event.eventType).toBeGreaterThan(0);
      for (const { operation, values } of skeletons) {
        const { problems } = checkSkeleton(operation, filledSkeletonText(operation, values));
        const wrong = problems.filter(({ code }) => !['tooShort', 'enum', 'missing', 'format'].includes(code));
        expect(wrong, `${event.eventType} ${operation}`).toEqual([]);
      }
    }
  });
});
