import { scheduleDecisionTask } from './decisionTask';
import type { CloseStatus, Execution } from './execution';
import { attributesOf } from './history';

/** Who started a child execution, and by which events. */
export interface ParentLink {
  readonly execution: Execution;
  readonly initiatedEventId: number;
  /** The parent's ChildWorkflowExecutionStarted; 0 if it was closed by then. */
  startedEventId: number;
}

/** Tells an open parent how its child has ended, unless the child goes on in a new run. */
export function tellParent(child: Execution, status: CloseStatus): void {
  const { parent } = child;
  parent?.execution.children.delete(child.runId);
  if (parent === undefined || status === 'CONTINUED_AS_NEW' || parent.execution.closed !== undefined) return;
  appendChildClosed(parent, child, status);
  scheduleDecisionTask(parent.execution);
}

function appendChildClosed(
  { execution, initiatedEventId, startedEventId }: ParentLink,
  child: Execution,
  status: Exclude<CloseStatus, 'CONTINUED_AS_NEW'>,
): void {
  const { workflowType } = child.configuration;
  const common = { workflowExecution: child.reference, workflowType, initiatedEventId, startedEventId };
  const last = child.history.at(-1);
  if (last === undefined) return;
  switch (status) {
    case 'COMPLETED': {
      const result = attributesOf(last, 'WorkflowExecutionCompleted')?.result;
      execution.append('ChildWorkflowExecutionCompleted', { ...common, result });
      return;
    }
    case 'FAILED': {
      const { reason, details } = attributesOf(last, 'WorkflowExecutionFailed') ?? {};
      execution.append('ChildWorkflowExecutionFailed', { ...common, reason, details });
      return;
    }
    case 'CANCELED': {
      const details = attributesOf(last, 'WorkflowExecutionCanceled')?.details;
      execution.append('ChildWorkflowExecutionCanceled', { ...common, details });
      return;
    }
    case 'TERMINATED':
      execution.append('ChildWorkflowExecutionTerminated', common);
      return;
    case 'TIMED_OUT':
      execution.append('ChildWorkflowExecutionTimedOut', { ...common, timeoutType: 'START_TO_CLOSE' });
  }
}
