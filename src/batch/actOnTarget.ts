import * as l10n from '@vscode/l10n';
import { brakedClient, isTurn } from './brakedClient';
import type { BatchResult, TargetRow } from './record';
import type { Clock } from '../ports';
import type { ActOutcome } from '../swf/actRequest';
import { actVerbs, describeActOutcome } from '../swf/actOutcome';
import type { SwfClient } from '../swf/client';
import { actOnExecution } from '../swf/executionActs';
import { sentences } from '../swf/fault';
import { SwfFault } from '../swf/faults';
import type { ExecutionOperation } from '../swf/operations';
import type { RequestRates } from '../swf/rates';

/** The texts that a batch sends to each of its targets, checked. */
export type BatchInput = { readonly [Member in BatchMember]?: string };
export type BatchMember = 'signalName' | 'input' | 'reason' | 'details';

export interface TargetContext {
  readonly client: SwfClient;
  readonly rates: RequestRates;
  readonly clock: Clock;
  /** Nothing is sent once it is aborted; what was sent is still proven. */
  readonly signal: AbortSignal;
  /** Keeps what is about to be sent: until it resolves nothing leaves. */
  readonly sending: (after: number) => Promise<void>;
}

/** How it went for one target, and the fault that kept it from being done, if there was one. */
export interface TargetOutcome {
  readonly result: BatchResult;
  readonly fault?: SwfFault | undefined;
}

/**
 * Acts on one target, by the one procedure that also serves a single act. The batch's own question was answered before;
 * instead of asking again it waits for its turn by the documented rates, and writes down what it is about to send.
 */
export async function actOnTarget(
  operation: ExecutionOperation,
  input: BatchInput,
  row: TargetRow,
  context: TargetContext,
): Promise<TargetOutcome> {
  const { clock, rates, signal } = context;
  const { domain, workflowId, runId } = row.target;
  const earlier = row.after === undefined ? undefined : { after: row.after };
  let unseen: SwfFault | undefined;
  let after = row.after;
  const outcome = await actOnExecution(
    { operation, document: { ...input, domain, workflowId, runId }, earlier },
    {
      client: brakedClient(operation, context),
      clock,
      signal,
      step: () => undefined,
      confirm: async ({ look }) => {
        // Blind, a lost answer could never be told from an older event: that is for a person to decide, one by one.
        if (look instanceof SwfFault) {
          unseen = look;
          return false;
        }
        if (!(await isTurn(rates.take(operation, signal), signal))) return false;
        await context.sending(look.newestEventId);
        after ??= look.newestEventId;
        return !signal.aborted;
      },
    },
  );
  if (unseen !== undefined) {
    const text = sentences(l10n.t('Not sent: the execution could not be looked at'), unseen.message);
    return { result: { state: 'refused', text, after: row.after }, fault: unseen };
  }
  return outcomeOf(operation, outcome, { before: row.after, after });
}

function outcomeOf(
  operation: ExecutionOperation,
  outcome: ActOutcome,
  { before, after }: { readonly before: number | undefined; readonly after: number | undefined },
): TargetOutcome {
  if (outcome.kind === 'dismissed')
    return { result: { state: 'notSent', text: l10n.t('Not sent: stopped.'), after: before } };
  const { message, nextStep } = describeActOutcome(operation, outcome);
  const text = sentences(message, nextStep);
  switch (outcome.kind) {
    case 'recorded':
      return { result: { state: 'recorded', eventId: outcome.eventIds[0], text: recordedWords(operation, outcome) } };
    case 'alreadyClosed':
      return { result: { state: 'alreadyClosed', eventId: outcome.close?.eventId, text } };
    case 'accepted':
      return { result: { state: 'accepted', text, after } };
    case 'unknown':
      return { result: { state: 'unknown', text, after }, fault: outcome.fault };
    case 'refused': {
      const fault = outcome.why instanceof SwfFault ? outcome.why : undefined;
      if (fault?.kind === 'stopped')
        return { result: { state: 'notSent', text: l10n.t('Not sent: stopped.'), after: before } };
      return { result: { state: 'refused', text, after: before }, fault };
    }
  }
}

/** Short, as most lines of a table say just this. */
function recordedWords(
  operation: ExecutionOperation,
  { eventIds, answerLost }: ActOutcome & { kind: 'recorded' },
): string {
  const same = eventIds.length > 1 ? l10n.t(', one of the events {0}, which say the same', eventIds.join(', ')) : '';
  const lost = answerLost ? l10n.t('; the service’s answer was lost, but the history holds the event') : '';
  return `${actVerbs[operation].event}${same}${lost}`;
}
