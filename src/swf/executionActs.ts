import * as l10n from '@vscode/l10n';
import type { HistoryEvent } from '@aws-sdk/client-swf';
import type { ActContext, ActInput, ActOutcome, UncheckedAct } from './actRequest';
import type { ExecutionRef } from './activityTasks';
import { checkInput, type Problem } from './checkInput';
import { Deed } from './deed';
import { eventsAfter, type ExecutionLook, lookAtExecution, openRunOf } from './executionLook';
import { SwfFault } from './faults';
import { executionClose, id } from './historyEvents';
import type { ExecutionOperation } from './operations';
import { mayPass } from './proof';

/** The wait before each further try while the service is busy, in milliseconds: what it refused was not done. */
const waitsBeforeRetry = [250, 1_000];

/** Histories are read from copies that may lag behind: the waits before each look, in milliseconds. */
const looks = [0, 100, 300, 700, 1_500, 3_000];

/** Faults of the look before that say nothing about the send: the person decides without it. */
const inconclusive: ReadonlySet<SwfFault['kind']> = new Set([
  'accessDenied',
  'throttled',
  'serviceFailed',
  'connectionBroken',
]);

interface Act {
  readonly operation: ExecutionOperation;
  readonly input: ActInput;
  readonly execution: ExecutionRef;
  /** The newest event before the first try; what comes after may be ours. */
  readonly after: number | undefined;
}

/**
 * Signals an open execution, requests its cancellation, or terminates it: check the input, look whether the run is open,
 * confirm, send once, prove in the history. Never throws for a failed call: the outcome says it.
 *
 * None of the three is idempotent on the wire: a signal sent twice arrives twice. So what may have been carried out is
 * never sent again before the history was asked, and what the history does not show yet is called unknown.
 */
export async function actOnExecution(unchecked: UncheckedAct, context: ActContext): Promise<ActOutcome> {
  const { operation, document, task, earlier } = unchecked;
  const problems = checkInput(operation, document);
  if (!isInput(document, problems)) return { kind: 'refused', why: problems };

  context.step(l10n.t('Looking at the workflow execution…'));
  const before = await lookBefore(document, context);
  if ('kind' in before) return before;
  const { execution, look } = before;
  const lastSeen = look instanceof SwfFault ? undefined : look.newestEventId;
  const input: ActInput = { ...document, runId: execution.runId };
  const act: Act = { operation, input, execution, after: earlier?.after ?? lastSeen };
  if (earlier?.after !== undefined) {
    const found = await findOnce(act, context);
    if ('eventIds' in found && found.eventIds.length > 0) return recorded(act, found.eventIds, true);
  }
  if (!(look instanceof SwfFault) && look.closed !== undefined) {
    return { kind: 'alreadyClosed', execution, close: look.closed.close };
  }

  context.step(l10n.t('Waiting for your answer…'));
  const { target } = context.client;
  const earlierLost = earlier !== undefined;
  const confirmed = await context.confirm({ operation, target, input, execution, look, task, earlierLost });
  if (!confirmed || context.signal?.aborted === true) return { kind: 'dismissed' };

  context.step(l10n.t('Sending…'));
  const deed = new Deed(task);
  const fault = await send(act, deed, context);
  context.step(l10n.t('Reading the history…'));
  return deed.ended(fault === undefined ? await prove(act, context) : await concludeFault(act, fault, context));
}

/** Whoever has no problem is an input: `checkInput` knows the shapes that the SDK's types are made from. */
function isInput(document: unknown, problems: readonly Problem[]): document is ActInput {
  return document !== undefined && problems.length === 0;
}

interface Before {
  readonly execution: ExecutionRef;
  readonly look: ExecutionLook | SwfFault;
}

/** Finds the run and looks at it; without a run nothing can be sent safely. */
async function lookBefore(
  { domain = '', workflowId = '', runId }: ActInput,
  { client, clock }: ActContext,
): Promise<Before | ActOutcome> {
  let execution: ExecutionRef | undefined;
  try {
    execution = runId ? { domain, workflowId, runId } : await openRunOf(client, { domain, workflowId }, clock.now());
    if (execution === undefined) return { kind: 'alreadyClosed', execution: { domain, workflowId } };
    const { runId: chosen } = execution;
    execution = { domain, workflowId, runId: chosen };
    return { execution, look: await lookAtExecution(client, execution) };
  } catch (error) {
    if (!(error instanceof SwfFault)) throw error;
    if (execution !== undefined && inconclusive.has(error.kind)) return { execution, look: error };
    return { kind: 'refused', why: error };
  }
}

/** Sends once; once more only after an answer that says that nothing was done. Gives the fault that was left. */
async function send(
  { operation, input }: Act,
  deed: Deed,
  { client, clock }: ActContext,
): Promise<SwfFault | undefined> {
  for (let attempt = 0; ; attempt++) {
    try {
      await client.call(operation, input, { deed });
      return undefined;
    } catch (error) {
      if (!(error instanceof SwfFault)) throw error;
      const wait = waitsBeforeRetry[attempt];
      if (wait === undefined || error.kind !== 'throttled' || error.details.delivered !== 'no') return error;
      await clock.sleep(wait);
    }
  }
}

/** The service accepted: finds the event that proves it. */
async function prove(act: Act, context: ActContext): Promise<ActOutcome> {
  const accepted = { kind: 'accepted', execution: act.execution } as const;
  // Without the id of the newest event before, an older event of the same form could not be told from ours.
  if (act.after === undefined && act.operation !== 'TerminateWorkflowExecution') return accepted;
  let unreadable: SwfFault | undefined;
  for (const wait of looks) {
    if (wait > 0) await context.clock.sleep(wait);
    const found = await findOnce(act, context);
    const again = unreadable === undefined;
    unreadable = found instanceof SwfFault ? found : undefined;
    if (found instanceof SwfFault) {
      if (again && mayPass(found)) continue;
      break;
    }
    if (found.eventIds.length > 0) return recorded(act, found.eventIds, false);
  }
  return { ...accepted, ...(unreadable !== undefined && { fault: unreadable }) };
}

/** It was refused, or its answer was lost: what the history says is the answer. */
async function concludeFault(act: Act, fault: SwfFault, context: ActContext): Promise<ActOutcome> {
  const { execution, after } = act;
  const lost = fault.details.delivered === 'maybe';
  const toldClosed = fault.kind === 'unknownExecution';
  if (!lost && !toldClosed) return { kind: 'refused', why: fault };
  let notSeen = false;
  let unreadable: SwfFault | undefined;
  for (const wait of after === undefined && lost ? [] : looks) {
    if (wait > 0) await context.clock.sleep(wait);
    const found = await findOnce(act, context);
    const again = unreadable === undefined;
    unreadable = found instanceof SwfFault ? found : undefined;
    notSeen = unreadable === undefined;
    if (found instanceof SwfFault) {
      if (again && mayPass(found)) continue;
      break;
    }
    if (lost && found.eventIds.length > 0) return recorded(act, found.eventIds, true);
    // A history ends with the close: what is not in it by then was not done.
    if (found.close !== undefined) return { kind: 'alreadyClosed', execution, close: found.close };
  }
  return lost ? { kind: 'unknown', execution, fault, after, notSeen } : { kind: 'alreadyClosed', execution };
}

function recorded({ execution }: Act, eventIds: readonly number[], answerLost: boolean): ActOutcome {
  return { kind: 'recorded', execution, eventIds, answerLost };
}

interface Found {
  /** The events after the last one seen that are just what was sent, oldest first. */
  readonly eventIds: readonly number[];
  readonly close: ReturnType<typeof executionClose>;
}

async function findOnce(act: Act, { client }: ActContext): Promise<Found | SwfFault> {
  try {
    const events = await eventsAfter(client, act.execution, act.after);
    const ours = events.filter((event) => isWhatWeSent(act, event));
    const eventIds = ours.flatMap(({ eventId }) => id(eventId) ?? []);
    return { eventIds, close: events.map(executionClose).find((close) => close !== undefined) };
  } catch (error) {
    if (error instanceof SwfFault) return error;
    throw error;
  }
}

/** Signals and requests that another execution sent name it; those of a child policy name their cause. */
function isWhatWeSent({ operation, input }: Act, event: HistoryEvent): boolean {
  const same = (sent: string | undefined, found: string | undefined) => (sent ?? '') === (found ?? '');
  switch (operation) {
    case 'SignalWorkflowExecution': {
      const signal = event.workflowExecutionSignaledEventAttributes;
      const external = signal?.externalWorkflowExecution !== undefined;
      return !external && signal?.signalName === input.signalName && same(input.input, signal?.input);
    }
    case 'RequestCancelWorkflowExecution': {
      const request = event.workflowExecutionCancelRequestedEventAttributes;
      if (event.eventType !== 'WorkflowExecutionCancelRequested') return false;
      return request?.externalWorkflowExecution === undefined && request?.cause === undefined;
    }
    case 'TerminateWorkflowExecution': {
      const end = event.workflowExecutionTerminatedEventAttributes;
      if (end === undefined || (end.cause !== undefined && end.cause !== 'OPERATOR_INITIATED')) return false;
      const policy = input.childPolicy === undefined || input.childPolicy === end.childPolicy;
      return policy && same(input.reason, end.reason) && same(input.details, end.details);
    }
  }
}
