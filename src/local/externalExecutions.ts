import { requestCancelOfExecution } from './closing';
import { scheduleDecisionTask } from './decisionTask';
import type { Execution } from './execution';
import type { Structure } from './wireTypes';

/** What follows a decision once its whole batch is written; true when the decider has to hear of it. */
export type FollowUp = () => boolean;

/** Begins a SignalExternalWorkflowExecution decision. */
export function signalExternal(
  execution: Execution,
  attributes: Structure<'SignalExternalWorkflowExecutionDecisionAttributes'>,
  decisionTaskCompletedEventId: number,
): FollowUp {
  const { workflowId, runId, signalName, input, control } = attributes;
  const common = { workflowId, runId, control, decisionTaskCompletedEventId };
  const initiatedEventId = execution.append('SignalExternalWorkflowExecutionInitiated', {
    ...common,
    signalName,
    input,
  });
  return () => {
    const target = findTarget(execution, workflowId, runId);
    if (target === undefined) {
      return tell(execution, () => {
        const cause = 'UNKNOWN_EXTERNAL_WORKFLOW_EXECUTION';
        execution.append('SignalExternalWorkflowExecutionFailed', { ...common, cause, initiatedEventId });
      });
    }
    target.append('WorkflowExecutionSignaled', {
      signalName,
      input,
      externalWorkflowExecution: execution.reference,
      externalInitiatedEventId: initiatedEventId,
    });
    scheduleDecisionTask(target);
    return tell(execution, () => {
      const workflowExecution = target.reference;
      execution.append('ExternalWorkflowExecutionSignaled', { workflowExecution, initiatedEventId });
    });
  };
}

/** Begins a RequestCancelExternalWorkflowExecution decision. */
export function requestCancelExternal(
  execution: Execution,
  attributes: Structure<'RequestCancelExternalWorkflowExecutionDecisionAttributes'>,
  decisionTaskCompletedEventId: number,
): FollowUp {
  const { workflowId, runId, control } = attributes;
  const common = { workflowId, runId, control, decisionTaskCompletedEventId };
  const initiatedEventId = execution.append('RequestCancelExternalWorkflowExecutionInitiated', common);
  return () => {
    const target = findTarget(execution, workflowId, runId);
    if (target === undefined) {
      return tell(execution, () => {
        const cause = 'UNKNOWN_EXTERNAL_WORKFLOW_EXECUTION';
        execution.append('RequestCancelExternalWorkflowExecutionFailed', { ...common, cause, initiatedEventId });
      });
    }
    requestCancelOfExecution(target, {
      externalWorkflowExecution: execution.reference,
      externalInitiatedEventId: initiatedEventId,
    });
    return tell(execution, () => {
      const workflowExecution = target.reference;
      execution.append('ExternalWorkflowExecutionCancelRequested', { workflowExecution, initiatedEventId });
    });
  };
}

/** The open execution of the same domain that the decision names. */
function findTarget(execution: Execution, workflowId: string, runId = ''): Execution | undefined {
  const found = execution.domain.openByWorkflowId.get(workflowId);
  return found !== undefined && (runId === '' || found.runId === runId) ? found : undefined;
}

/** Writes an event of the answer, unless the batch has closed the execution that asked. */
function tell(execution: Execution, append: () => void): boolean {
  if (execution.closed !== undefined) return false;
  append();
  return true;
}
