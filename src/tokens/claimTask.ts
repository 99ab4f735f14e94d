import { type HeldTask, heldTarget } from './heldTask';
import { type HeldTasks, UnstoredTokenFault } from './heldTasks';
import type { SwfClient } from '../swf/client';
import { SwfFault } from '../swf/faults';

/** Which list to poll, and under which name: the history shows it as the worker's identity. */
export interface ClaimRequest {
  readonly domain: string;
  readonly taskList: string;
  readonly identity: string;
}

/** How a claim ended. */
export type ClaimOutcome =
  | { readonly kind: 'claimed'; readonly held: HeldTask; readonly unstored?: UnstoredTokenFault | undefined }
  /** The poll was answered, without a task. */
  | { readonly kind: 'noTask' }
  /** There was no answer; `maybeTaken` when a task may have been handed out all the same. */
  | {
      readonly kind: 'stopped' | 'failed';
      readonly fault: SwfFault;
      readonly maybeTaken: boolean;
      readonly identity: string;
    };

/**
 * Polls once as a worker does and keeps the token of the task that comes, before anything else is done with it. The
 * record is written before the poll, so that a window that ends meanwhile leaves a trace.
 * @throws whatever the records throw before the poll is sent
 */
export async function claimTask(
  request: ClaimRequest,
  { client, heldTasks, signal }: { client: SwfClient; heldTasks: HeldTasks; signal: AbortSignal },
  begun: (id: string) => void = () => undefined,
): Promise<ClaimOutcome> {
  const { domain, taskList, identity } = request;
  const target = heldTarget(client.target);
  const claim = await heldTasks.expect({ how: 'claimed', target, domain, claim: { taskList, identity } });
  begun(claim.id);
  let answer;
  try {
    answer = await client.call('PollForActivityTask', { domain, taskList: { name: taskList }, identity }, { signal });
  } catch (fault) {
    await heldTasks.drop(claim.id);
    if (!(fault instanceof SwfFault)) throw fault;
    const kind = fault.kind === 'stopped' ? 'stopped' : 'failed';
    return { kind, fault, maybeTaken: fault.details.delivered === 'maybe', identity };
  }
  const { taskToken, activityId = '', workflowExecution, activityType, startedEventId } = answer;
  // An idle poll is answered with an empty token, or with none (seen: both).
  if (taskToken === undefined || taskToken === '') {
    await heldTasks.drop(claim.id);
    return { kind: 'noTask' };
  }
  const { workflowId = '', runId = '' } = workflowExecution ?? {};
  const { name, version } = activityType ?? {};
  const type = name === undefined || version === undefined ? undefined : { name, version };
  const held = { ...claim, work: { workflowId, runId, activityId, activityType: type, startedEventId } };
  try {
    await heldTasks.keep(held, taskToken);
    return { kind: 'claimed', held };
  } catch (unstored) {
    if (!(unstored instanceof UnstoredTokenFault)) throw unstored;
    return { kind: 'claimed', held, unstored };
  }
}
