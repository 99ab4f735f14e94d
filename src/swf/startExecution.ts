import * as l10n from '@vscode/l10n';
import type { ExecutionRef } from './activityTasks';
import { checkInput, type Problem } from './checkInput';
import type { Input, SwfClient } from './client';
import { Deed } from './deed';
import { openRunOf } from './executionLook';
import type { Fault } from './fault';
import { SwfFault } from './faults';
import type { Clock } from '../ports';

export type StartInput = Input<'StartWorkflowExecution'>;

/** How an attempt to start an execution ended. Only what the service showed is called started. */
export type StartOutcome =
  /** `seen`: DescribeWorkflowExecution shows the run; `answerLost`: the run was found, not told. */
  | { readonly kind: 'started'; readonly execution: ExecutionRef; readonly seen: boolean; readonly answerLost: boolean }
  /** One with this workflow id is open; nothing was started. */
  | { readonly kind: 'alreadyOpen'; readonly execution: ExecutionRef }
  | { readonly kind: 'refused'; readonly why: Fault | readonly Problem[] }
  | { readonly kind: 'unknown'; readonly fault: SwfFault }
  | { readonly kind: 'dismissed' };

export interface StartContext {
  readonly client: SwfClient;
  readonly clock: Clock;
  readonly confirm: (input: StartInput) => Promise<boolean>;
  readonly step: (text: string) => void;
}

/** Lists and descriptions lag behind: the waits before each look, in milliseconds. */
const looks = [0, 200, 600, 1_500, 3_000];

/**
 * Starts a workflow execution: check the input, look whether one is open, confirm, send once, prove. Never throws for a
 * failed call: the outcome says it. After a lost answer the open run is looked for, and never started again: Amazon SWF
 * would refuse a second one only while the first is open (AWS page "StartWorkflowExecution").
 */
export async function startExecution(document: unknown, context: StartContext): Promise<StartOutcome> {
  const { client, clock, step } = context;
  const problems = checkInput('StartWorkflowExecution', document);
  if (!isInput(document, problems)) return { kind: 'refused', why: problems };
  const { domain = '', workflowId = '' } = document;
  const openRun = () => openRunOf(client, { domain, workflowId }, clock.now());

  step(l10n.t('Looking for an open execution with this workflow id…'));
  try {
    const execution = await openRun();
    if (execution !== undefined) return { kind: 'alreadyOpen', execution };
  } catch (error) {
    if (!(error instanceof SwfFault)) throw error;
    // Without the right to list, the service itself still refuses a second one.
    if (error.kind !== 'accessDenied') return { kind: 'refused', why: error };
  }

  step(l10n.t('Waiting for your answer…'));
  if (!(await context.confirm(document))) return { kind: 'dismissed' };
  const deed = new Deed();
  return deed.ended(await send(document, deed, openRun, context));
}

/** Sends once, and looks for the run. */
async function send(
  document: StartInput,
  deed: Deed,
  openRun: () => Promise<ExecutionRef | undefined>,
  context: StartContext,
): Promise<StartOutcome> {
  const { client, clock, step } = context;
  const { domain = '', workflowId = '' } = document;
  step(l10n.t('Sending…'));
  try {
    const { runId = '' } = await client.call('StartWorkflowExecution', document, { deed });
    const execution = { domain, workflowId, runId };
    step(l10n.t('Looking for the new run…'));
    return { kind: 'started', execution, seen: await isThere(execution, context), answerLost: false };
  } catch (error) {
    if (!(error instanceof SwfFault)) throw error;
    step(l10n.t('Looking for an open execution with this workflow id…'));
    const waits = error.details.delivered === 'no' ? looks.slice(0, 1) : looks;
    const execution = await firstOf(waits, clock, openRun);
    if (error.details.delivered === 'no') {
      return execution === undefined ? { kind: 'refused', why: error } : { kind: 'alreadyOpen', execution };
    }
    if (execution === undefined) return { kind: 'unknown', fault: error };
    return { kind: 'started', execution, seen: true, answerLost: true };
  }
}

/** Whoever has no problem is an input: `checkInput` knows the shapes that the SDK's types are made from. */
function isInput(document: unknown, problems: readonly Problem[]): document is StartInput {
  return document !== undefined && problems.length === 0;
}

async function isThere({ domain, workflowId, runId }: ExecutionRef, { client, clock }: StartContext): Promise<boolean> {
  const describe = async () => {
    const { executionInfo } = await client.call('DescribeWorkflowExecution', {
      domain,
      execution: { workflowId, runId },
    });
    return executionInfo;
  };
  return (await firstOf(looks, clock, describe)) !== undefined;
}

/** Looks again and again until something is there; a look that fails saw nothing. */
async function firstOf<T>(
  waits: readonly number[],
  clock: Clock,
  look: () => Promise<T | undefined>,
): Promise<T | undefined> {
  for (const wait of waits) {
    if (wait > 0) await clock.sleep(wait);
    try {
      const found = await look();
      if (found !== undefined) return found;
    } catch (error) {
      if (!(error instanceof SwfFault)) throw error;
    }
  }
  return undefined;
}

/**
 * What starts an execution like another one: the input, tags, lists, timeouts, policy, priority and role of its
 * WorkflowExecutionStarted event, which is the first of its history. What the event leaves out is left out.
 * @throws SwfFault when the history cannot be read
 */
export async function startOf(client: SwfClient, execution: ExecutionRef): Promise<StartInput | undefined> {
  const { domain, workflowId, runId } = execution;
  const page = { domain, execution: { workflowId, runId }, maximumPageSize: 1 };
  const { events = [] } = await client.call('GetWorkflowExecutionHistory', page);
  const started = events[0]?.workflowExecutionStartedEventAttributes;
  if (started?.workflowType === undefined) return undefined;
  const { workflowType, taskList, taskPriority, input, tagList, childPolicy, lambdaRole } = started;
  const { executionStartToCloseTimeout, taskStartToCloseTimeout } = started;
  const tags = tagList === undefined || tagList.length === 0 ? undefined : tagList;
  const given = { taskList, taskPriority, input, executionStartToCloseTimeout, tagList: tags };
  const values = { domain, workflowId, workflowType, ...given, taskStartToCloseTimeout, childPolicy, lambdaRole };
  const present = Object.entries(values).filter(([, value]) => value !== undefined && value !== '');
  return { domain, workflowId, workflowType, ...Object.fromEntries(present) };
}
