import * as l10n from '@vscode/l10n';
import type { BatchInput, TargetContext, TargetOutcome } from './actOnTarget';
import { brakedClient, isTurn } from './brakedClient';
import { type BatchTarget, type TargetRow, taskOperation } from './record';
import { closeTask } from '../swf/closeTask';
import type { Requested } from '../swf/closeRequest';
import { sentences } from '../swf/fault';
import { SwfFault } from '../swf/faults';
import { readTask } from '../swf/openTasks';
import { describeOutcome, type Outcome, type TaskRef, verbs } from '../swf/outcome';

/** A store that fails for a moment looks the same as one that has no token. */
const noToken = l10n.t('Not sent: the editor has no token of this task, or does not give it');

/** The kept tokens, as a batch uses them. */
export interface KeptTokens {
  /** The kept token of a task; nothing when none is kept. Fails when the editor does not give it. */
  tokenOf(task: TaskRef): Promise<string | undefined>;
  /** Told of what was closed, or may have been: a token that is used up is forgotten. */
  closed(outcome: Outcome): void;
}

/**
 * Cancels one activity task with its kept token, by the one procedure that also serves a single close. The batch's own
 * question was answered before: instead of asking again it waits for its turn and writes down what it is about to send.
 */
export async function cancelTarget(
  input: BatchInput,
  row: TargetRow,
  context: TargetContext,
  tokens: KeptTokens,
): Promise<TargetOutcome> {
  const task = taskOf(row.target);
  if (task === undefined) return refused(l10n.t('Not sent: the record names no activity task.'), row);
  let taskToken: string | undefined;
  try {
    taskToken = await tokens.tokenOf(task);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return refused(sentences(l10n.t('Not sent: the editor does not give its token'), why), row);
  }
  if (taskToken === undefined) return await withoutToken(task, row, context, tokens);

  const { clock, rates, signal } = context;
  let unseen: Extract<Requested, { answer: 'unknown' }>['why'] | undefined;
  let { after } = row;
  const outcome = await closeTask(
    { operation: taskOperation, document: { ...input, taskToken }, task },
    {
      client: brakedClient(taskOperation, context),
      clock,
      check: 'history',
      step: () => undefined,
      confirm: async ({ requested }) => {
        // Blind, nobody could tell whether the cancellation was requested: that is for a person to decide, one by one.
        if (requested.answer === 'unknown') {
          unseen = requested.why;
          return false;
        }
        if (!(await isTurn(rates.take(taskOperation, signal), signal))) return false;
        await context.sending(task.scheduledEventId);
        after ??= task.scheduledEventId;
        return !signal.aborted;
      },
    },
  );
  if (unseen === 'notAsked') return refused(l10n.t('Not sent: the history does not show this task.'), row);
  if (unseen !== undefined) {
    return refused(sentences(l10n.t('Not sent: the task could not be looked at'), unseen.message), row, unseen);
  }
  return outcomeOf(outcome, row, after, tokens);
}

/** A target's task, as the rest of the house names tasks. */
export function taskOf({ domain, workflowId, runId, task }: BatchTarget): TaskRef | undefined {
  if (task === undefined) return undefined;
  const { activityId, scheduledEventId } = task;
  return { execution: { domain, workflowId, runId }, activityId, scheduledEventId };
}

/** A token is forgotten once its task is closed, perhaps by our own earlier send: the history tells. */
async function withoutToken(
  task: TaskRef,
  row: TargetRow,
  context: TargetContext,
  tokens: KeptTokens,
): Promise<TargetOutcome> {
  const { execution, scheduledEventId } = task;
  try {
    const reading = await readTask(brakedClient(taskOperation, context), execution, scheduledEventId);
    const closed = { kind: 'alreadyClosed', task, ours: 'no' } as const;
    switch (reading.state) {
      case 'closed':
        return outcomeOf({ ...closed, close: reading.close, executionClosed: false }, row, row.after, tokens);
      case 'executionClosed':
        return outcomeOf({ ...closed, executionClosed: true }, row, row.after, tokens);
      default:
        return refused(`${noToken}.`, row);
    }
  } catch (fault) {
    if (!(fault instanceof SwfFault)) throw fault;
    return refused(sentences(noToken, fault.message), row, fault);
  }
}

function outcomeOf(
  outcome: Outcome,
  { after: before }: TargetRow,
  after: number | undefined,
  tokens: KeptTokens,
): TargetOutcome {
  const notSent = { result: { state: 'notSent', text: l10n.t('Not sent: stopped.'), after: before } } as const;
  if (outcome.kind === 'dismissed') return notSent;
  if (outcome.kind !== 'refused') tokens.closed(outcome);
  const { message, nextStep } = describeOutcome(taskOperation, outcome);
  const text = sentences(message, nextStep);
  const { event } = verbs[taskOperation];
  switch (outcome.kind) {
    case 'recorded': {
      const lost = outcome.answerLost ? l10n.t('; the service’s answer was lost, but the history holds the event') : '';
      return { result: { state: 'recorded', eventId: outcome.close.eventId, text: `${event}${lost}` } };
    }
    case 'alreadyClosed': {
      const { close } = outcome;
      const ours = before !== undefined && close?.type === event;
      const words = ours
        ? l10n.t('{0}, probably by this batch before: it had sent this, and not seen the answer', event)
        : text;
      return { result: { state: 'alreadyClosed', eventId: close?.eventId, text: words } };
    }
    case 'accepted':
      return { result: { state: 'accepted', text, after } };
    case 'unknown':
      return { result: { state: 'unknown', text, after }, fault: outcome.fault };
    case 'refused': {
      const fault = outcome.why instanceof SwfFault ? outcome.why : undefined;
      return fault?.kind === 'stopped' ? notSent : { result: { state: 'refused', text, after: before }, fault };
    }
  }
}

function refused(text: string, { after }: TargetRow, fault?: SwfFault): TargetOutcome {
  return { result: { state: 'refused', text, after }, fault };
}
