import type { TaskClose, Timeout } from './activityTasks';
import { checkInput, type Problem } from './checkInput';
import { checkToken } from './checkToken';
import type { Input, SwfClient } from './client';
import { Deed } from './deed';
import type { Fault } from './fault';
import { SwfFault } from './faults';
import { readTask, type TaskReading } from './openTasks';
import { place, refusedWords, type Report, type TaskRef } from './outcome';

/** How a heartbeat ended. It leaves no event, so the service's answer is all there is. */
export type HeartbeatOutcome =
  | {
      readonly kind: 'taken';
      readonly task?: TaskRef | undefined;
      readonly cancelRequested: boolean;
      /** The chosen task's timeout that starts anew; unknown where its history does not tell. */
      readonly timeout?: Timeout | undefined;
      /** The heartbeat and the chosen task's history say different things of a cancel request: two tasks, probably. */
      readonly contradicted: boolean;
    }
  | {
      readonly kind: 'closed';
      readonly task?: TaskRef | undefined;
      readonly close?: TaskClose | undefined;
      readonly executionClosed: boolean;
      /** Of the token's task, as the service tells it. */
      readonly scheduledEventId?: number | undefined;
    }
  | { readonly kind: 'refused'; readonly why: Fault | readonly Problem[] }
  | { readonly kind: 'unknown'; readonly task?: TaskRef | undefined; readonly fault: SwfFault };

export interface HeartbeatContext {
  readonly client: SwfClient;
  /** Tells the person what is being done. */
  readonly step: (text: string) => void;
}

/**
 * Records a heartbeat: check, look at the chosen task, send, compare. A token does not tell its task, but the answer tells
 * whether a cancellation was requested, and so does the history: where they differ, the token is another task's. Never
 * throws for a failed call. Repeating a heartbeat does no harm, so the client repeats it by itself.
 */
export async function recordHeartbeat(
  { document, task }: { readonly document: unknown; readonly task?: TaskRef | undefined },
  { client, step }: HeartbeatContext,
): Promise<HeartbeatOutcome> {
  const problems = [...checkInput('RecordActivityTaskHeartbeat', document), ...checkToken(document)];
  if (!isInput(document, problems)) return { kind: 'refused', why: problems };

  step('Reading the history…');
  const before = await reading(client, task);
  if (before?.state === 'closed') return { kind: 'closed', task, close: before.close, executionClosed: false };
  if (before?.state === 'executionClosed') return { kind: 'closed', task, executionClosed: true };

  step('Sending…');
  let cancelRequested: boolean;
  try {
    cancelRequested =
      (await client.call('RecordActivityTaskHeartbeat', document, { deed: new Deed(task) })).cancelRequested === true;
  } catch (error) {
    if (!(error instanceof SwfFault)) throw error;
    return faultOutcome(error, task);
  }
  const differs = (read: TaskReading | undefined) => requestedIn(read) === !cancelRequested;
  // The request may have come between the look and the heartbeat.
  const contradicted = differs(before) && differs(await reading(client, task));
  const timeout = before?.state === 'open' ? before.task.timeouts.heartbeat : undefined;
  return { kind: 'taken', task, cancelRequested, timeout, contradicted };
}

function isInput(document: unknown, problems: readonly Problem[]): document is Input<'RecordActivityTaskHeartbeat'> {
  return document !== undefined && problems.length === 0;
}

/** What the history says of the chosen task; nothing where it cannot be read, for a heartbeat does no harm. */
async function reading(client: SwfClient, task: TaskRef | undefined): Promise<TaskReading | undefined> {
  if (task === undefined) return undefined;
  try {
    return await readTask(client, task.execution, task.scheduledEventId);
  } catch (error) {
    if (error instanceof SwfFault) return undefined;
    throw error;
  }
}

function requestedIn(read: TaskReading | undefined): boolean | undefined {
  return read?.state === 'open' ? read.task.cancelRequestedEventId !== undefined : undefined;
}

function faultOutcome(fault: SwfFault, task: TaskRef | undefined): HeartbeatOutcome {
  const { delivered, scheduledEventId } = fault.details;
  if (fault.kind === 'unknownActivity' || fault.kind === 'unknownExecution') {
    return { kind: 'closed', task, scheduledEventId, executionClosed: fault.kind === 'unknownExecution' };
  }
  return delivered === 'maybe' ? { kind: 'unknown', task, fault } : { kind: 'refused', why: fault };
}

/** Puts an outcome into words: fixed words first, the variable part after a colon. Holds no token and no details. */
export function describeHeartbeat(outcome: HeartbeatOutcome): Report {
  switch (outcome.kind) {
    case 'taken':
      return takenWords(outcome);
    case 'closed':
      return closedWords(outcome);
    case 'refused':
      return refusedWords(outcome.why);
    case 'unknown':
      return {
        severity: 'warning',
        message: `It is not known whether the heartbeat arrived${at(outcome.task)}. ${outcome.fault.message}`,
        nextStep: 'Send it again: a second heartbeat does no harm.',
      };
  }
}

function takenWords({ task, cancelRequested, timeout, contradicted }: HeartbeatOutcome & { kind: 'taken' }): Report {
  const requested = cancelRequested ? 'Its cancellation was requested' : 'Its cancellation was not requested';
  if (contradicted) {
    return {
      severity: 'warning',
      message:
        `Heartbeat taken, but probably of another task than the chosen one. ${requested}, says the heartbeat; ` +
        `the history says the opposite${at(task)}`,
      nextStep: 'Look for the right token of this task before anything is closed with this one.',
    };
  }
  const anew = {
    none: 'the task has no heartbeat timeout to start anew',
    unknown: 'the heartbeat timeout of the task, if it has one, starts anew',
    known: `the heartbeat timeout of the task starts anew: ${String(timeout)} s from now`,
  }[timeout === undefined ? 'unknown' : timeout === 'NONE' ? 'none' : 'known'];
  return {
    severity: 'information',
    message: `Heartbeat taken by Amazon SWF${at(task)}; ${anew}. ${requested}`,
    nextStep: cancelRequested ? 'Stop the work, then cancel the task.' : '',
  };
}

function closedWords(outcome: HeartbeatOutcome & { kind: 'closed' }): Report {
  const { task, close, executionClosed, scheduledEventId } = outcome;
  const report = (message: string, nextStep: string): Report => ({ severity: 'warning', message, nextStep });
  if (executionClosed) {
    return report(`No heartbeat: the workflow execution of the token’s task is closed${at(task)}`, 'Refresh the tree.');
  }
  if (close !== undefined) {
    const when = new Date(close.at).toISOString();
    return report(
      `No heartbeat: the activity task was closed by event ${close.eventId} (${close.type}) at ${when}${at(task)}`,
      'The token is used up.',
    );
  }
  if (task !== undefined && scheduledEventId !== undefined && scheduledEventId !== task.scheduledEventId) {
    return report(
      `No heartbeat: the token belongs to another task, which is closed: scheduledEventId ${scheduledEventId}. The chosen one was not touched${at(task)}`,
      'Find the right token for this task.',
    );
  }
  const number = scheduledEventId === undefined ? '' : ` (scheduledEventId ${scheduledEventId})`;
  return report(`No heartbeat: the token’s activity task is closed${number}${at(task)}`, 'The token is used up.');
}

function at(task: TaskRef | undefined): string {
  return task === undefined ? '' : `: ${place(task)}`;
}
