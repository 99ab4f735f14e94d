import type { HistoryEvent } from '@aws-sdk/client-swf';
import { describe, expect, test } from 'vitest';
import { type ExecutionFacts, ExecutionFactsFold } from '../../../src/swf/executionFacts';
import { Readings } from '../../../src/swf/readings';
import { HistoryBuilder } from './historyBuilder';

/** Reads a history newest first in pages of some size, and stops after so many pages. */
function factsOf(events: readonly HistoryEvent[], pageSize = 1000, pages = Number.POSITIVE_INFINITY): ExecutionFacts {
  const fold = new ExecutionFactsFold();
  const newestFirst = events.toReversed();
  for (let page = 0; page < pages && page * pageSize < newestFirst.length; page++) {
    fold.add(newestFirst.slice(page * pageSize, (page + 1) * pageSize));
  }
  return fold.facts;
}

class DecisionsBuilder extends HistoryBuilder {
  begin(limit = '600'): void {
    this.add('WorkflowExecutionStarted', {
      workflowExecutionStartedEventAttributes: {
        childPolicy: 'TERMINATE',
        taskList: { name: 'deciders' },
        workflowType: { name: 'T', version: '1' },
        executionStartToCloseTimeout: limit,
      },
    });
  }

  wake(): number {
    const decisionTaskScheduledEventAttributes = { taskList: { name: 'deciders' }, startToCloseTimeout: '60' };
    return this.add('DecisionTaskScheduled', { decisionTaskScheduledEventAttributes });
  }

  take(scheduledEventId: number, identity: string): number {
    return this.add('DecisionTaskStarted', { decisionTaskStartedEventAttributes: { scheduledEventId, identity } });
  }

  answer(scheduledEventId: number, startedEventId: number): number {
    return this.add('DecisionTaskCompleted', {
      decisionTaskCompletedEventAttributes: { scheduledEventId, startedEventId },
    });
  }

  timeOut(scheduledEventId: number, startedEventId: number): number {
    return this.add('DecisionTaskTimedOut', {
      decisionTaskTimedOutEventAttributes: { timeoutType: 'START_TO_CLOSE', scheduledEventId, startedEventId },
    });
  }
}

describe('decision tasks', () => {
  test('one may wait while another is at work, and both are known', () => {
    const history = new DecisionsBuilder();
    history.begin();
    const first = history.wake();
    const taken = history.take(first, 'decider-1');
    const second = history.wake();
    const during = factsOf(history.events).decisions;
    expect(during.running).toEqual({ since: history.timeOf(taken), identity: 'decider-1', startToClose: 60 });
    expect(during.waiting).toEqual({ since: history.timeOf(second), eventId: second, taskList: 'deciders' });

    const answered = history.answer(first, taken);
    const after = factsOf(history.events, 1).decisions;
    expect(after.running).toBeUndefined();
    expect(after.waiting?.eventId).toBe(second);
    expect(after.lastAnswer).toEqual({ at: history.timeOf(answered), identity: 'decider-1' });
  });

  test('that timed out count only since the last answer, and as "or more" when that was not read', () => {
    const history = new DecisionsBuilder();
    history.begin();
    const round = (identity: string, end: 'answer' | 'timeOut') => {
      const scheduled = history.wake();
      return history[end](scheduled, history.take(scheduled, identity));
    };
    round('old', 'timeOut');
    round('good', 'answer');
    const first = round('hangs-1', 'timeOut');
    const last = round('hangs-2', 'timeOut');
    const { timeouts, lastAnswer, lastTaken } = factsOf(history.events).decisions;
    expect(timeouts).toEqual({
      count: 2,
      orMore: false,
      firstAt: history.timeOf(first),
      lastAt: history.timeOf(last),
      lastType: 'START_TO_CLOSE',
    });
    expect(lastAnswer?.identity).toBe('good');
    expect(lastTaken?.identity).toBe('hangs-2');
    expect(factsOf(history.events, 3, 1).decisions.timeouts).toMatchObject({ count: 1, orMore: true });
    round('good again', 'answer');
    expect(factsOf(history.events).decisions.timeouts).toBeUndefined();
  });
});

describe('what a part of a history tells', () => {
  test('is not taken for the whole: no end, nothing else open', () => {
    const history = new DecisionsBuilder();
    history.begin('600');
    history.wake();
    expect(factsOf(history.events)).toMatchObject({ endsAt: history.timeOf(1) + 600_000, pending: { timers: 0 } });
    const part = factsOf(history.events, 1, 1);
    expect([part.endsAt, part.pending]).toEqual([undefined, undefined]);
  });

  test('events that lack what links them tell nothing', () => {
    const broken: HistoryEvent[] = [
      { eventId: 4, eventType: 'DecisionTaskStarted', eventTimestamp: new Date(4000) },
      { eventId: 3, eventType: 'DecisionTaskCompleted', eventTimestamp: new Date(3000) },
      { eventId: 2, eventType: 'ActivityTaskStarted', eventTimestamp: new Date(2000) },
      { eventId: 1, eventType: 'DecisionTaskScheduled', eventTimestamp: undefined },
    ];
    const fold = new ExecutionFactsFold();
    fold.add([null, undefined, ...broken]);
    expect(fold.facts.decisions).toEqual({
      lastAnswer: { at: 3000, identity: undefined },
      lastTaken: { at: 4000, identity: undefined },
    });
    expect(fold.facts.lastStarts.size).toBe(0);
  });
});

describe('readings', () => {
  const execution = (workflowId: string) => ({ domain: 'orders', workflowId, runId: 'r' });
  const withStart = (at: number, identity: string): ExecutionFacts => ({
    ...factsOf([]),
    lastStarts: new Map([['packers', { at, identity, activityId: 'pack' }]]),
  });

  test('keep the newest start of a list over all executions, per domain', () => {
    const readings = new Readings();
    readings.add(execution('order-1'), withStart(2000, 'newer'), 10);
    readings.add(execution('order-2'), withStart(1000, 'older'), 11);
    expect(readings.lastStart('orders', 'packers')).toMatchObject({
      identity: 'newer',
      execution: execution('order-1'),
    });
    expect(readings.lastStart('media', 'packers')).toBeUndefined();
  });

  test('say whether they told anything new', () => {
    const readings = new Readings();
    const changes: boolean[] = [];
    readings.onDidRead(({ before, after }) => changes.push(before !== after));
    readings.add(execution('order-1'), withStart(1, 'a'), 10);
    readings.add(execution('order-1'), withStart(1, 'a'), 20);
    readings.add(execution('order-1'), withStart(2, 'a'), 30);
    expect(changes).toEqual([true, false, true]);
    expect(readings.of(execution('order-1'))?.at).toBe(30);
  });

  test('of a large domain forget the oldest, never the newest start', () => {
    const readings = new Readings();
    for (let i = 0; i <= 5000; i++) readings.add(execution(`order-${i}`), withStart(10_000 - i, `w${i}`), i);
    expect(readings.of(execution('order-0'))).toBeUndefined();
    expect(readings.of(execution('order-1'))).toBeDefined();
    expect(readings.lastStart('orders', 'packers')?.identity).toBe('w0');
  });
});
