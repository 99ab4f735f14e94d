import { beforeEach, describe, expect, test } from 'vitest';
import type { Candidates } from '../../../src/swf/candidateTasks';
import type { CloseContext, CloseRequest } from '../../../src/swf/closeRequest';
import { type FaultKind, SwfFault } from '../../../src/swf/faults';
import type { Outcome, TaskRef } from '../../../src/swf/outcome';
import { prove, proveLostAnswer } from '../../../src/swf/proof';
import { HistoryBuilder } from './historyBuilder';
import { historyPages, ScriptedClient } from './scriptedClient';

const execution = { domain: 'orders', workflowId: 'order-1', runId: 'run' };
const details = 'host lost';
const waits = [100, 300, 700, 1_500, 3_000];

let history: HistoryBuilder;
let task: TaskRef;
let slept: number[];
/** What happens in the world while one waits, by the number of waits before it. */
let events: Map<number, () => void>;
/** What a heartbeat with the used token tells. */
let heartbeat: number | undefined;
let readable: boolean;
/** So many readings fail at first, as a service that stumbles does. */
let stumbles: number;

beforeEach(() => {
  history = new HistoryBuilder();
  task = { execution, scheduledEventId: history.schedule('charge-card'), activityId: 'charge-card' };
  history.start(task.scheduledEventId, 'w1');
  slept = [];
  events = new Map();
  heartbeat = undefined;
  readable = true;
  stumbles = 0;
});

function fault(kind: FaultKind, scheduledEventId?: number): SwfFault {
  const more = scheduledEventId === undefined ? {} : { scheduledEventId };
  return new SwfFault(kind, 'A fault', { operation: 'RespondActivityTaskCanceled', delivered: 'no', ...more });
}

const client = new ScriptedClient({
  GetWorkflowExecutionHistory: (input) => {
    if (!readable) throw fault('accessDenied');
    if (stumbles-- > 0) throw fault('serviceFailed');
    return historyPages(history.events, 1000)(input);
  },
  RecordActivityTaskHeartbeat: () => {
    throw fault('unknownActivity', heartbeat);
  },
});

const context: CloseContext = {
  client,
  check: 'history',
  clock: {
    now: () => 0,
    sleep: (milliseconds) => {
      slept.push(milliseconds);
      events.get(slept.length)?.();
      return Promise.resolve();
    },
  },
  confirm: () => Promise.resolve(true),
  step: () => undefined,
};

function request(more: Partial<CloseRequest> = {}): CloseRequest {
  return { operation: 'RespondActivityTaskCanceled', input: { taskToken: 'x', details }, task, ...more };
}

function candidates(tasks: readonly TaskRef[] = [task], complete = true): Candidates {
  return { tasks: tasks.map((each) => ({ ...each, cancelRequested: false })), complete };
}

const cancel = (words = details) => history.close(task.scheduledEventId, 'Canceled', { details: words });

describe('an accepted close', () => {
  const accepted = { accepted: true, answerLost: false } as const;
  const proof = async (known = candidates(), of = request()): Promise<Outcome> =>
    await prove(of, accepted, known, context);

  test('that the history shows is recorded, at once', async () => {
    const eventId = cancel();
    expect(await proof()).toMatchObject({ kind: 'recorded', task, close: { eventId }, answerLost: false });
    expect(slept).toEqual([]);
  });

  test('is waited for while the history lags, longer each time', async () => {
    heartbeat = task.scheduledEventId;
    events.set(3, () => cancel());
    expect(await proof()).toMatchObject({ kind: 'recorded' });
    expect(slept).toEqual(waits.slice(0, 3));
  });

  test('that never shows is not called recorded', async () => {
    heartbeat = task.scheduledEventId;
    expect(await proof()).toEqual({ kind: 'accepted', why: 'notYetVisible', task, scheduledEventId: heartbeat });
    expect(slept).toEqual(waits);
  });

  test('of another task than the chosen one is told by the service’s number', async () => {
    heartbeat = 77;
    expect(await proof()).toMatchObject({ kind: 'accepted', why: 'otherTask', scheduledEventId: 77 });
    expect(slept).toEqual([]);
  });

  test('beside a close with other details is not taken for it', async () => {
    cancel('by somebody else');
    const outcome = await proof();
    expect(outcome).toMatchObject({ kind: 'accepted', why: 'otherTask' });
    expect(outcome).not.toHaveProperty('close');
  });

  test.each(['Completed', 'Failed', 'TimedOut'] as const)('beside a task that %s is not taken for it', async (how) => {
    history.close(task.scheduledEventId, how);
    expect(await proof(candidates(), request({ input: { taskToken: 'x' } }))).toMatchObject({ why: 'otherTask' });
  });

  test('whose history cannot be read is accepted, with the reason', async () => {
    readable = false;
    expect(await proof()).toMatchObject({ why: 'historyUnreadable', fault: { kind: 'accessDenied' } });
  });

  test('of a bare token is recorded when one of the open tasks closed just so', async () => {
    heartbeat = task.scheduledEventId;
    cancel();
    const elsewhere = { ...task, scheduledEventId: 99 };
    const outcome = await proof(candidates([elsewhere, task]), request({ task: undefined }));
    expect(outcome).toMatchObject({ kind: 'recorded', task: { scheduledEventId: task.scheduledEventId } });
  });

  test('of a bare token is only probable when not every task could be looked at', async () => {
    heartbeat = task.scheduledEventId;
    const eventId = cancel();
    const outcome = await proof(candidates([task], false), request({ task: undefined }));
    expect(outcome).toMatchObject({ kind: 'accepted', why: 'probable', close: { eventId } });
  });

  test('of a bare token is not told apart from another that closed in the same way', async () => {
    heartbeat = task.scheduledEventId;
    cancel();
    const twin = { ...task, execution: { ...execution, runId: 'another run' } };
    expect(await proof(candidates([task, twin]), request({ task: undefined }))).toMatchObject({ why: 'severalMatch' });
  });

  test('of a bare token and no task to look at is accepted at once, with the number that the service tells', async () => {
    heartbeat = 41;
    expect(await proof(candidates([]), request({ task: undefined }))).toEqual({
      kind: 'accepted',
      why: 'noExecutionKnown',
      task: undefined,
      scheduledEventId: 41,
    });
    expect(slept).toEqual([]);
  });
});

describe('a lost answer', () => {
  const proof = async (kind: FaultKind = 'connectionBroken', of = request(), known = candidates()): Promise<Outcome> =>
    await proveLostAnswer(of, { accepted: false, answerLost: true, fault: fault(kind) }, known, context);

  test('is found in the history', async () => {
    events.set(1, () => cancel());
    expect(await proof()).toMatchObject({ kind: 'recorded', answerLost: true, task });
  });

  test('is unknown while the history shows the task open, and unknown when it cannot be read', async () => {
    expect(await proof()).toMatchObject({ kind: 'unknown', seenOpen: true, fault: { kind: 'connectionBroken' } });
    expect(slept).toEqual(waits);
    readable = false;
    expect(await proof()).toMatchObject({ kind: 'unknown', seenOpen: false });
  });

  test('followed by "Unknown activity" was ours when the event says our words', async () => {
    cancel();
    expect(await proof('unknownActivity')).toMatchObject({ kind: 'alreadyClosed', ours: 'yes' });
  });

  test('is found behind a reading that fails once, and unknown when it fails again', async () => {
    cancel();
    stumbles = 1;
    expect(await proof()).toMatchObject({ kind: 'recorded', answerLost: true });
    stumbles = 2;
    expect(await proof()).toMatchObject({ kind: 'unknown', seenOpen: false });
  });

  test('of a task that nobody saw open before was probably ours, and is not called unknown', async () => {
    const eventId = cancel();
    const unseen = candidates([task], false);
    expect(await proof('connectionBroken', request(), unseen)).toMatchObject({
      kind: 'alreadyClosed',
      close: { eventId },
      ours: 'perhaps',
    });
  });

  test('without words of ours was perhaps ours', async () => {
    history.close(task.scheduledEventId, 'Canceled');
    const silent = request({ input: { taskToken: 'x' } });
    expect(await proof('unknownActivity', silent)).toMatchObject({ kind: 'alreadyClosed', ours: 'perhaps' });
  });

  test('of a bare token without words of its own is unknown: the close may be somebody else’s, of another task', async () => {
    history.close(task.scheduledEventId, 'Canceled');
    const silent = { input: { taskToken: 'x' }, task: undefined };
    expect(await proof('connectionBroken', request(silent))).toMatchObject({ kind: 'unknown', seenOpen: false });
    expect(await proof('connectionBroken', request({ input: silent.input }))).toMatchObject({ kind: 'recorded' });
  });

  test('beside a close by somebody else was not ours', async () => {
    const eventId = cancel('by somebody else');
    expect(await proof('unknownActivity')).toMatchObject({ kind: 'alreadyClosed', ours: 'no', close: { eventId } });
  });

  test('followed by "closed", with nothing to read, was perhaps ours', async () => {
    readable = false;
    expect(await proof('unknownActivity')).toMatchObject({ kind: 'alreadyClosed', ours: 'perhaps' });
    expect(await proof('unknownExecution')).toMatchObject({ executionClosed: true, ours: 'perhaps' });
    expect(await proof('connectionBroken', request({ task: undefined }), candidates([]))).toMatchObject({
      kind: 'unknown',
      seenOpen: false,
    });
  });
});
