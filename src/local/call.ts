import type { OperationName } from '../swf/operations';
import type { Decision } from './decisionChecks';
import type { Refusal } from './decisionRefusals';
import type { Domain, Region } from './domain';
import { invalidTokenFault } from './serviceFault';
import type { Request } from './wireTypes';

/** What an operation knows of its request besides the input. */
export interface Call {
  readonly operation: OperationName;
  readonly region: Region;
  /** Whether to refuse RespondActivityTaskCanceled for a task that nobody asked to cancel; the service accepts it. */
  readonly refuseUnrequestedCancels: boolean;
  /** Calls back when the client has gone before the answer was written. */
  onHangUp(callback: () => void): void;
  /** To be called in the moment that a poll changes the state; other writing operations do when they end well. */
  noteChange(): void;
  /** How the caller's decisions are judged, as `Admission` says; none is refused when nobody judges. */
  readonly refusals: Admission['refusals'];
}

/** Says what a caller may do, and how often. */
export interface Admission {
  /** Judges a request that is sound in itself. Throws AccessDeniedException or ThrottlingException. */
  admit(call: Call, request: object): void;
  /** Judges a sound batch of decisions: one entry for each, undefined for those to be carried out. */
  refusals(domain: Domain, decisions: readonly Decision[]): readonly (Refusal | undefined)[];
}

/** The body of an answer; undefined for the operations that answer nothing. */
export type Answer = object | undefined;

/** Carries out an operation, or throws a ServiceFault. */
export type Handler<Name extends OperationName> = (request: Request<Name>, call: Call) => Answer | Promise<Answer>;

export type Handlers = { readonly [Name in OperationName]?: Handler<Name> };

/** What a task token says. */
export interface TaskReference {
  readonly workflowId: string;
  readonly runId: string;
  readonly scheduledEventId: number;
  readonly startedEventId: number;
}

/** A workflow id that makes the token longer than it may be stays out of it. */
const longestWorkflowId = 512;

/** A token that only this service can read, for a task of one kind. A very long workflow id is left out of it. */
export function sealTaskToken(region: Region, kind: 'activity' | 'decision', task: TaskReference): string {
  const workflowId = Buffer.byteLength(task.workflowId) > longestWorkflowId ? '' : task.workflowId;
  const fields = [region.name, task.runId, task.scheduledEventId, task.startedEventId, workflowId];
  return region.world.sealer.seal(kind, fields);
}

/** Throws "Invalid token" for garbage, a token of the other kind of task, of another region or another service. */
export function openTaskToken(region: Region, kind: 'activity' | 'decision', token: string): TaskReference {
  const fields = region.world.sealer.open(kind, token);
  if (fields?.[0] !== region.name) throw invalidTokenFault();
  const [, runId, scheduledEventId, startedEventId, workflowId] = fields;
  return {
    runId: String(runId),
    scheduledEventId: Number(scheduledEventId),
    startedEventId: Number(startedEventId),
    workflowId: String(workflowId),
  };
}
