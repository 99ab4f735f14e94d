import * as l10n from '@vscode/l10n';
import type { ActivityTask } from './activityTasks';
import { type Candidates, candidateTasks } from './candidateTasks';
import { checkInput, type Problem } from './checkInput';
import { checkToken } from './checkToken';
import type { Input } from './client';
import type { CloseContext, CloseRequest, Requested, UncheckedRequest } from './closeRequest';
import { Deed } from './deed';
import { SwfFault } from './faults';
import { readTask } from './openTasks';
import type { ClosingOperation } from './operations';
import type { Outcome, TaskRef } from './outcome';
import { prove, proveLostAnswer, type Send } from './proof';

/** Tries in all, when the service was busy or the answer was lost; the wait before each further one, in milliseconds. */
const waitsBeforeRetry = [250, 1_000];

/** Faults of the check that say nothing about the send: the person is told that nobody knows. */
const inconclusive: ReadonlySet<SwfFault['kind']> = new Set([
  'accessDenied',
  'throttled',
  'serviceFailed',
  'connectionBroken',
  'unknownDomain',
  'unknownResource',
  'other',
]);

/**
 * Closes an activity task, the one way for palette, tree and skeleton files: check the input, see whether a cancellation
 * was requested, confirm, send, prove in the history. Never throws for a failed call: the outcome says it.
 *
 * A cancel is not idempotent on the wire, so after a lost answer "Unknown activity" can mean that it worked; the history
 * decides, and where it cannot be read the outcome says so.
 */
export async function closeTask(unchecked: UncheckedRequest, context: CloseContext): Promise<Outcome> {
  const { operation, document, task } = unchecked;
  const problems = [...checkInput(operation, document), ...checkToken(document)];
  if (!isInput(document, problems)) return { kind: 'refused', why: problems };
  const request: CloseRequest = { operation, input: document, task };

  const before = await lookBefore(request, context);
  if (before.kind !== 'open') return before;

  context.step(l10n.t('Waiting for your answer…'));
  const { requested, candidates } = before;
  const fitting = task === undefined ? fittingTasks(candidates, requested) : undefined;
  const { target } = context.client;
  const { input } = request;
  const confirmed = await context.confirm({ operation, target, input, task, fitting, requested });
  if (!confirmed) return { kind: 'dismissed' };

  context.step(l10n.t('Sending…'));
  const deed = new Deed(task);
  const sent = await send(request, deed, context);
  context.step(l10n.t('Reading the history…'));
  return deed.ended(await conclude(request, sent, candidates, context));
}

/** Whoever has no problem is an input: `checkInput` knows the shapes that the SDK's types are made from. */
function isInput(document: unknown, problems: readonly Problem[]): document is Input<ClosingOperation> {
  return document !== undefined && problems.length === 0;
}

interface Open {
  readonly kind: 'open';
  readonly requested: Requested;
  readonly candidates: Candidates;
}

/** Looks at the task before anything is sent: is it still open, was its cancellation requested, where may it be? */
async function lookBefore(request: CloseRequest, context: CloseContext): Promise<Open | Outcome> {
  try {
    if (request.task !== undefined) return await lookAtKnownTask(request.task, context);
    const requested = await askByHeartbeat(request, context);
    context.step(l10n.t('Looking for the task among the open executions…'));
    return { kind: 'open', requested, candidates: await candidateTasks(context.client, context.clock) };
  } catch (error) {
    if (!(error instanceof SwfFault)) throw error;
    return beforeSending(error, request.task);
  }
}

/** A token does not tell its task, but its heartbeat tells whether a cancellation was requested, and so does a history. */
function fittingTasks({ tasks, complete }: Candidates, { answer }: Requested): readonly TaskRef[] | undefined {
  if (!complete) return undefined;
  return tasks.filter(({ cancelRequested }) => answer === 'unknown' || cancelRequested === (answer === 'yes'));
}

async function lookAtKnownTask(task: TaskRef, context: CloseContext): Promise<Open | Outcome> {
  const open = (seen: boolean, requested: Requested): Open => {
    const tasks = [{ ...task, cancelRequested: requested.answer === 'yes' }];
    return { kind: 'open', requested, candidates: { tasks, complete: seen } };
  };
  context.step(l10n.t('Reading the history…'));
  try {
    const found = await readTask(context.client, task.execution, task.scheduledEventId);
    switch (found.state) {
      case 'closed':
        return { kind: 'alreadyClosed', task, close: found.close, executionClosed: false, ours: 'no' };
      case 'executionClosed':
        return { kind: 'alreadyClosed', task, executionClosed: true, ours: 'no' };
      case 'open':
        if (context.check === 'never') return open(true, { answer: 'unknown', why: 'notAsked' });
        return open(true, { answer: wasRequested(found.task), source: 'history' });
      case 'unknown':
        return open(false, { answer: 'unknown', why: 'notAsked' });
    }
  } catch (error) {
    if (error instanceof SwfFault && inconclusive.has(error.kind))
      return open(false, { answer: 'unknown', why: error });
    throw error;
  }
}

function wasRequested(task: ActivityTask): 'yes' | 'no' {
  return task.cancelRequestedEventId === undefined ? 'no' : 'yes';
}

/**
 * A heartbeat tells whether a cancellation was requested, and finds a bad token before anything is closed. Its price: it
 * starts the task's heartbeat timeout anew (AWS page "RecordActivityTaskHeartbeat").
 */
async function askByHeartbeat(request: CloseRequest, context: CloseContext): Promise<Requested> {
  if (context.check !== 'historyOrHeartbeat') return { answer: 'unknown', why: 'notAsked' };
  context.step(l10n.t('Asking by a heartbeat whether a cancellation was requested…'));
  try {
    const { taskToken } = request.input;
    const { cancelRequested } = await context.client.call('RecordActivityTaskHeartbeat', { taskToken });
    return { answer: cancelRequested === true ? 'yes' : 'no', source: 'heartbeat' };
  } catch (error) {
    if (error instanceof SwfFault && inconclusive.has(error.kind)) return { answer: 'unknown', why: error };
    throw error;
  }
}

/** A fault of the look before: nothing was sent, so nothing was changed. */
function beforeSending(fault: SwfFault, task: TaskRef | undefined): Outcome {
  if (!saysClosed(fault)) return { kind: 'refused', why: fault };
  const { scheduledEventId } = fault.details;
  const executionClosed = fault.kind === 'unknownExecution';
  return { kind: 'alreadyClosed', task, scheduledEventId, executionClosed, ours: 'no' };
}

function saysClosed({ kind }: SwfFault): boolean {
  return kind === 'unknownActivity' || kind === 'unknownExecution';
}

/** Sends, and sends again while the service is busy or the answer was lost: a task closes only once. */
async function send(request: CloseRequest, deed: Deed, context: CloseContext): Promise<Send> {
  let answerLost = false;
  for (let attempt = 0; ; attempt++) {
    try {
      await context.client.call(request.operation, request.input, { deed });
      return { accepted: true, answerLost };
    } catch (error) {
      if (!(error instanceof SwfFault)) throw error;
      const wait = waitsBeforeRetry[attempt];
      if (wait === undefined || !worthRetrying(error)) return { accepted: false, answerLost, fault: error };
      answerLost ||= error.details.delivered === 'maybe';
      await context.clock.sleep(wait);
    }
  }
}

function worthRetrying({ kind }: SwfFault): boolean {
  return kind === 'throttled' || kind === 'serviceFailed' || kind === 'connectionBroken';
}

/** Turns what the service answered into an outcome, by what the history says. */
async function conclude(
  request: CloseRequest,
  sent: Send,
  candidates: Candidates,
  context: CloseContext,
): Promise<Outcome> {
  if (sent.accepted) return await prove(request, sent, candidates, context);
  const { fault } = sent;
  if (fault.details.delivered === 'maybe' || sent.answerLost) {
    return await proveLostAnswer(request, sent, candidates, context);
  }
  if (!saysClosed(fault)) return { kind: 'refused', why: fault };
  return await howClosed(request, fault, context);
}

/** The service says that the task is closed: by whom, the history of a known task tells. */
async function howClosed(request: CloseRequest, fault: SwfFault, context: CloseContext): Promise<Outcome> {
  const { task } = request;
  const { scheduledEventId } = fault.details;
  const executionClosed = fault.kind === 'unknownExecution';
  const closed = { kind: 'alreadyClosed', scheduledEventId, executionClosed, ours: 'no' } as const;
  if (task === undefined || executionClosed) return { ...closed, task };
  if ((scheduledEventId ?? task.scheduledEventId) !== task.scheduledEventId) return closed;
  try {
    const found = await readTask(context.client, task.execution, task.scheduledEventId);
    return found.state === 'closed' ? { ...closed, task, close: found.close } : { ...closed, task };
  } catch (error) {
    if (error instanceof SwfFault) return { ...closed, task };
    throw error;
  }
}
