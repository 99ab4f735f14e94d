import type { CancelTimer } from './clock';
import { scheduleDecisionTask } from './decisionTask';
import { given } from './durations';
import type { Execution } from './execution';
import type { FollowUp } from './externalExecutions';
import type { Structure } from './wireTypes';

/** AWS page "ScheduleLambdaFunctionDecisionAttributes": in seconds; it is also the longest. */
const defaultStartToCloseTimeout = '900';

/** What a function has answered. */
export type LambdaOutcome =
  { readonly result: string } | { readonly reason: string; readonly details?: string | undefined };

/** An open lambda task; one that is to be started has no `startedEventId` yet. */
export interface LambdaTask {
  readonly execution: Execution;
  readonly id: string;
  /** The function's name or ARN. */
  readonly name: string;
  readonly input: string | undefined;
  readonly scheduledEventId: number;
  startedEventId: number;
  cancelTimeout: CancelTimer | undefined;
  /** Aborted when nobody waits for the answer any more. */
  readonly waiting: AbortController;
}

/** Begins a ScheduleLambdaFunction decision; true when it failed at once. */
export function scheduleLambdaFunction(
  execution: Execution,
  attributes: Structure<'ScheduleLambdaFunctionDecisionAttributes'>,
  decisionTaskCompletedEventId: number,
): true | FollowUp {
  const { id, name, input, control } = attributes;
  const { lambdaTasks, world } = execution;
  const inUse = lambdaTasks?.has(id) === true;
  if (inUse || (lambdaTasks?.size ?? 0) >= world.quotas.openLambdaFunctions) {
    const cause = inUse ? 'ID_ALREADY_IN_USE' : 'OPEN_LAMBDA_FUNCTIONS_LIMIT_EXCEEDED';
    execution.append('ScheduleLambdaFunctionFailed', { id, name, cause, decisionTaskCompletedEventId });
    return true;
  }
  const startToCloseTimeout = given(attributes.startToCloseTimeout) ?? defaultStartToCloseTimeout;
  const scheduledEventId = execution.append('LambdaFunctionScheduled', {
    ...{ id, name, control, input, startToCloseTimeout, decisionTaskCompletedEventId },
  });
  const abort = new AbortController();
  const task: LambdaTask = {
    ...{ execution, id, name, input, scheduledEventId, startedEventId: 0, cancelTimeout: undefined, waiting: abort },
  };
  execution.lambdaTasks ??= new Map();
  execution.lambdaTasks.set(id, task);
  return () => execution.closed === undefined && startLambdaTask(task, Number(startToCloseTimeout) * 1000);
}

/** True when the function cannot be called, which the decider has to hear of. */
function startLambdaTask(task: LambdaTask, timeoutMs: number): boolean {
  const { execution, scheduledEventId } = task;
  if (execution.configuration.lambdaRole === undefined) {
    removeLambdaTask(task);
    // Cause and text seen in a published answer of the service.
    const message = 'No IAM role is attached to the current workflow execution.';
    execution.append('StartLambdaFunctionFailed', { scheduledEventId, cause: 'ASSUME_ROLE_FAILED', message });
    return true;
  }
  task.startedEventId = execution.append('LambdaFunctionStarted', { scheduledEventId });
  const { startedEventId } = task;
  task.cancelTimeout = execution.world.after(timeoutMs, () => {
    removeLambdaTask(task);
    execution.append('LambdaFunctionTimedOut', { scheduledEventId, startedEventId, timeoutType: 'START_TO_CLOSE' });
    scheduleDecisionTask(execution);
  });
  execution.world.callLambda(task);
  return false;
}

/** Writes what a function has answered; false when nobody waits for it any more. */
export function endLambdaTask(execution: Execution, scheduledEventId: number, outcome: LambdaOutcome): boolean {
  const tasks = execution.lambdaTasks?.values() ?? [];
  const task = [...tasks].find((each) => each.scheduledEventId === scheduledEventId);
  if (task === undefined) return false;
  removeLambdaTask(task);
  const { startedEventId } = task;
  if ('result' in outcome) {
    execution.append('LambdaFunctionCompleted', { scheduledEventId, startedEventId, result: outcome.result });
  } else {
    const { reason, details } = outcome;
    execution.append('LambdaFunctionFailed', { scheduledEventId, startedEventId, reason, details });
  }
  scheduleDecisionTask(execution);
  return true;
}

/** Takes the lambda tasks of a closing execution away, without an event. */
export function dropLambdaTasks(execution: Execution): void {
  for (const task of execution.lambdaTasks?.values() ?? []) removeLambdaTask(task);
}

function removeLambdaTask(task: LambdaTask): void {
  task.cancelTimeout?.();
  task.waiting.abort();
  task.execution.lambdaTasks?.delete(task.id);
}
