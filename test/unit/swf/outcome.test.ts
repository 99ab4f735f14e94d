import { describe, expect, test } from 'vitest';
import type { TaskClose } from '../../../src/swf/activityTasks';
import { SwfFault } from '../../../src/swf/faults';
import { sentences } from '../../../src/swf/fault';
import { closingOperations } from '../../../src/swf/operations';
import { describeOutcome, type Outcome, type TaskRef, verbs } from '../../../src/swf/outcome';

const task: TaskRef = {
  execution: { domain: 'orders', workflowId: 'order-1', runId: 'run' },
  scheduledEventId: 5,
  activityId: 'charge-card',
};
const close: TaskClose = {
  type: 'ActivityTaskCanceled',
  eventId: 12,
  at: Date.UTC(2026, 0, 2, 3, 4, 5),
  scheduledEventId: 5,
  details: 'the customer number is 4711',
};
const fault = new SwfFault('connectionBroken', 'The connection broke: 127.0.0.1', {
  operation: 'RespondActivityTaskCanceled',
  delivered: 'maybe',
  nextStep: 'Try again.',
});

type Told = Exclude<Outcome, { kind: 'dismissed' }>;

/** Every outcome, the severity and the words by which a person knows it. */
const outcomes: readonly [severity: string, outcome: Told, words: readonly string[]][] = [
  [
    'information',
    { kind: 'recorded', task, close, answerLost: false },
    ['recorded as event 12 (ActivityTaskCanceled): charge-card in order-1, domain orders'],
  ],
  [
    'information',
    { kind: 'recorded', task, close, answerLost: true },
    ['recorded as event 12', 'answer was lost, but the history holds the event'],
  ],
  [
    'information',
    { kind: 'accepted', why: 'noExecutionKnown', scheduledEventId: 5 },
    ['there is no proof', 'scheduledEventId is 5', 'Use the tree'],
  ],
  ['information', { kind: 'accepted', why: 'noExecutionKnown' }, ['there is no proof: the token does not tell']],
  ['information', { kind: 'accepted', why: 'severalMatch' }, ['more than one task closed in the same way']],
  [
    'information',
    { kind: 'accepted', why: 'probable', task, close },
    ['Probably it is event 12 of charge-card', 'not every open execution'],
  ],
  [
    'information',
    { kind: 'accepted', why: 'notYetVisible', task },
    ['does not show it yet: charge-card', 'may lag behind'],
  ],
  [
    'information',
    { kind: 'accepted', why: 'historyUnreadable', task, fault },
    ['could not be read. The connection broke'],
  ],
  [
    'warning',
    { kind: 'accepted', why: 'otherTask', task, scheduledEventId: 77 },
    ['another task than the chosen one', 'scheduledEventId 77', 'still open: charge-card'],
  ],
  ['warning', { kind: 'accepted', why: 'otherTask' }, ['a task elsewhere']],
  [
    'warning',
    { kind: 'alreadyClosed', task, close, executionClosed: false, ours: 'no' },
    ['already closed by event 12 (ActivityTaskCanceled) at 2026-01-02T03:04:05.000Z', 'nothing left to close'],
  ],
  [
    'warning',
    {
      kind: 'alreadyClosed',
      task,
      close: { ...close, type: 'ActivityTaskTimedOut', timeoutType: 'HEARTBEAT' },
      executionClosed: false,
      ours: 'no',
    },
    ['(ActivityTaskTimedOut, HEARTBEAT)'],
  ],
  [
    'information',
    { kind: 'alreadyClosed', task, close, executionClosed: false, ours: 'yes' },
    ['It was this very request'],
  ],
  [
    'warning',
    { kind: 'alreadyClosed', task, close, executionClosed: false, ours: 'perhaps' },
    ['It was probably this very request'],
  ],
  [
    'warning',
    { kind: 'alreadyClosed', task, executionClosed: true, ours: 'no' },
    ['workflow execution of this task is closed', 'nothing left to close'],
  ],
  [
    'warning',
    { kind: 'alreadyClosed', executionClosed: false, ours: 'perhaps', scheduledEventId: 5 },
    ['already closed (scheduledEventId 5)', 'may have been this very request'],
  ],
  ['error', { kind: 'refused', why: fault }, ['Not done. The connection broke', 'Try again.']],
  [
    'error',
    {
      kind: 'refused',
      why: [
        { path: ['taskToken'], code: 'missing', message: 'A required member is missing: taskToken' },
        { path: ['x'], code: 'unknown', message: 'Unknown member: x' },
      ],
    },
    ['Nothing was sent. A required member is missing: taskToken; Unknown member: x', 'Correct it'],
  ],
  [
    'error',
    { kind: 'unknown', fault, seenOpen: false },
    ['It is not known whether', 'The connection broke', 'does no harm'],
  ],
  ['error', { kind: 'unknown', fault, seenOpen: true, task }, ['still shows the task open']],
];

describe('an outcome in words', () => {
  test.each(outcomes)('%s: %o', (severity, outcome, words) => {
    const report = describeOutcome('RespondActivityTaskCanceled', outcome);
    expect(report.severity).toBe(severity);
    const text = sentences(report.message, report.nextStep);
    for (const word of words) expect(text).toContain(word);
  });

  test('never says "recorded" of what was not read in the history', () => {
    const texts = outcomes.filter(([, { kind }]) => kind !== 'recorded').map(([, outcome]) => told(outcome));
    expect(texts.filter((text) => /recorded/.test(text))).toEqual([]);
  });

  test('is made of whole sentences, and repeats no details', () => {
    const texts = outcomes.map(([, outcome]) => told(outcome));
    expect(texts.filter((text) => !/^[A-Z].*[.…]$/s.test(text) || /\.\.|  |undefined| \./.test(text))).toEqual([]);
    expect(texts.filter((text) => text.includes('4711'))).toEqual([]);
  });

  test('speaks of what was done: canceled, completed or failed', () => {
    const texts = closingOperations.map(
      (operation) =>
        describeOutcome(operation, { kind: 'recorded', task, close, answerLost: false }).message.split(':')[0],
    );
    expect(texts).toEqual([
      'Activity task canceled, recorded as event 12 (ActivityTaskCanceled)',
      'Activity task completed, recorded as event 12 (ActivityTaskCompleted)',
      'Activity task failed, recorded as event 12 (ActivityTaskFailed)',
    ]);
    expect(closingOperations.map((operation) => verbs[operation].asked)).toEqual(['Cancel', 'Complete', 'Fail']);
  });
});

function told(outcome: Told): string {
  const { message, nextStep } = describeOutcome('RespondActivityTaskCanceled', outcome);
  return sentences(message, nextStep);
}
