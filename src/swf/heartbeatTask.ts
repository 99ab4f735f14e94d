import * as l10n from '@vscode/l10n';
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

  step(l10n.t('Reading the history…'));
  const before = await reading(client, task);
  if (before?.state === 'closed') return { kind: 'closed', task, close: before.close, executionClosed: false };
  if (before?.state === 'executionClosed') return { kind: 'closed', task, executionClosed: true };

  step(l10n.t('Sending…'));
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
        message: l10n.t(
          'It is not known whether the heartbeat arrived{0}. {1}',
          at(outcome.task),
          outcome.fault.message,
        ),
        nextStep: l10n.t('Send it again: a second heartbeat does no harm.'),
      };
  }
}

function takenWords({ task, cancelRequested, timeout, contradicted }: HeartbeatOutcome & { kind: 'taken' }): Report {
  const requested = cancelRequested
    ? l10n.t('Its cancellation was requested')
    : l10n.t('Its cancellation was not requested');
  if (contradicted) {
    return {
      severity: 'warning',
      message: l10n.t(
        'Heartbeat taken, but probably of another task than the chosen one. {0}, says the heartbeat; the history says the opposite{1}',
        requested,
        at(task),
      ),
      nextStep: l10n.t('Look for the right token of this task before anything is closed with this one.'),
    };
  }
  const anew = {
    none: l10n.t('the task has no heartbeat timeout to start anew'),
    unknown: l10n.t('the heartbeat timeout of the task, if it has one, starts anew'),
    known: l10n.t('the heartbeat timeout of the task starts anew: {0} s from now', String(timeout)),
  }[timeout === undefined ? 'unknown' : timeout === 'NONE' ? 'none' : 'known'];
  return {
    severity: 'information',
    message: l10n.t('Heartbeat taken by Amazon SWF{0}; {1}. {2}', at(task), anew, requested),
    nextStep: cancelRequested ? l10n.t('Stop the work, then cancel the task.') : '',
  };
}

function closedWords(outcome: HeartbeatOutcome & { kind: 'closed' }): Report {
  const { task, close, executionClosed, scheduledEventId } = outcome;
  const report = (message: string, nextStep: string): Report => ({ severity: 'warning', message, nextStep });
  if (executionClosed) {
    return report(
      l10n.t('No heartbeat: the workflow execution of the token’s task is closed{0}', at(task)),
      l10n.t('Refresh the tree.'),
    );
  }
  if (close !== undefined) {
    const when = new Date(close.at).toISOString();
    return report(
      l10n.t(
        'No heartbeat: the activity task was closed by event {0} ({1}) at {2}{3}',
        close.eventId,
        close.type,
        when,
        at(task),
      ),
      l10n.t('The token is used up.'),
    );
  }
  if (task !== undefined && scheduledEventId !== undefined && scheduledEventId !== task.scheduledEventId) {
    return report(
      l10n.t(
        'No heartbeat: the token belongs to another task, which is closed: scheduledEventId {0}. The chosen one was not touched{1}',
        scheduledEventId,
        at(task),
      ),
      l10n.t('Find the right token for this task.'),
    );
  }
  const number = scheduledEventId === undefined ? '' : ` (scheduledEventId ${scheduledEventId})`;
  return report(
    l10n.t('No heartbeat: the token’s activity task is closed{0}{1}', number, at(task)),
    l10n.t('The token is used up.'),
  );
}

function at(task: TaskRef | undefined): string {
  return task === undefined ? '' : `: ${place(task)}`;
}
