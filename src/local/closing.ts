import { dropActivityTasks } from './activityTask';
import { dropDecisionTasks, scheduleDecisionTask } from './decisionTask';
import { durationMs } from './durations';
import type { ChildPolicy, CloseStatus, Execution } from './execution';
import type { EventAttributes } from './history';
import { dropLambdaTasks } from './lambdaTask';
import { tellParent } from './parents';
import { dropTimers } from './timers';

const dayMs = 86_400_000;

/** Ends an execution whose closing event has been written: its tasks go without an event, its timers with them. */
export function closeExecution(execution: Execution, status: CloseStatus): void {
  const { domain, world } = execution;
  dropActivityTasks(execution);
  dropDecisionTasks(execution);
  dropTimers(execution);
  dropLambdaTasks(execution);
  execution.cancelTimeout?.();
  execution.closed = { at: world.clock.now(), status, number: world.nextNumber() };
  domain.open.remove(execution);
  domain.openByWorkflowId.delete(execution.workflowId);
  domain.closed.add(execution);
  tellParent(execution, status);
  const days = Number(domain.retentionPeriodInDays === 'NONE' ? 0 : domain.retentionPeriodInDays);
  if (days === 0) forget(execution);
  else
    world.after(days * dayMs, () => {
      forget(execution);
    });
}

/** Starts the time that an execution has. */
export function setExecutionTimeout(execution: Execution): void {
  const limit = durationMs(execution.configuration.executionStartToCloseTimeout);
  if (limit === undefined) return;
  execution.cancelTimeout = execution.world.after(limit, () => {
    const { childPolicy } = execution.configuration;
    execution.append('WorkflowExecutionTimedOut', { timeoutType: 'START_TO_CLOSE', childPolicy });
    closeExecution(execution, 'TIMED_OUT');
    applyChildPolicy(execution, childPolicy);
  });
}

/** Ends an execution from outside. */
export function terminate(
  execution: Execution,
  reason: string | undefined,
  details: string | undefined,
  childPolicy: ChildPolicy,
  cause: 'OPERATOR_INITIATED' | 'CHILD_POLICY_APPLIED' | 'EVENT_LIMIT_EXCEEDED' = 'OPERATOR_INITIATED',
): void {
  execution.append('WorkflowExecutionTerminated', { reason, details, childPolicy, cause });
  closeExecution(execution, 'TERMINATED');
  applyChildPolicy(execution, childPolicy);
}

/** Ends an execution whose history is as long as it may be (AWS page "Amazon SWF Quotas"). */
export function endAtEventLimit(execution: Execution): void {
  if (execution.closed !== undefined) return;
  terminate(execution, undefined, undefined, execution.configuration.childPolicy, 'EVENT_LIMIT_EXCEEDED');
}

/** What becomes of the children of an execution that was terminated or timed out. */
function applyChildPolicy(execution: Execution, childPolicy: ChildPolicy): void {
  const cause = 'CHILD_POLICY_APPLIED';
  for (const child of [...execution.children.values()]) {
    if (childPolicy === 'TERMINATE') {
      terminate(child, undefined, undefined, child.configuration.childPolicy, cause);
    } else if (childPolicy === 'REQUEST_CANCEL') {
      requestCancelOfExecution(child, { cause, externalInitiatedEventId: 0 });
    }
  }
}

/** Asks the decider to end its execution; it does not reach the activities by itself. */
export function requestCancelOfExecution(
  execution: Execution,
  cause: EventAttributes<'WorkflowExecutionCancelRequested'> = { externalInitiatedEventId: 0 },
): void {
  execution.append('WorkflowExecutionCancelRequested', cause);
  execution.cancelRequested = true;
  scheduleDecisionTask(execution);
}

/** The end of the retention period (AWS page "RegisterDomain"). */
function forget(execution: Execution): void {
  const { domain } = execution;
  domain.region.executions.delete(execution.runId);
  domain.started.remove(execution);
  domain.closed.remove(execution);
}
