import type { Decision } from './decisionChecks';
import type { Execution } from './execution';

/** Why a decision that is sound in itself is not carried out: its caller may not make it, or makes it too often. */
export type Refusal = 'OPERATION_NOT_PERMITTED' | 'RATE_EXCEEDED';

/** Writes the event that a refused decision leaves. The causes are those of the API model. */
export function refuseDecision(
  execution: Execution,
  decision: Decision,
  refusal: Refusal,
  decisionTaskCompletedEventId: number,
): void {
  const denied = 'OPERATION_NOT_PERMITTED';
  const causeOr = <Cause extends string>(rateCause: Cause) => (refusal === denied ? denied : rateCause);
  const common = { cause: denied, decisionTaskCompletedEventId } as const;
  switch (decision.decisionType) {
    case 'ScheduleActivityTask': {
      const { activityId, activityType } = decision.scheduleActivityTaskDecisionAttributes ?? {};
      const cause = causeOr('ACTIVITY_CREATION_RATE_EXCEEDED');
      const type = activityType && { ...activityType };
      execution.append('ScheduleActivityTaskFailed', { ...common, activityType: type, activityId, cause });
      return;
    }
    case 'StartTimer': {
      const { timerId } = decision.startTimerDecisionAttributes ?? {};
      execution.append('StartTimerFailed', { ...common, timerId, cause: causeOr('TIMER_CREATION_RATE_EXCEEDED') });
      return;
    }
    case 'StartChildWorkflowExecution': {
      const { workflowId, workflowType, control } = decision.startChildWorkflowExecutionDecisionAttributes ?? {};
      const cause = causeOr('CHILD_CREATION_RATE_EXCEEDED');
      const type = workflowType && { ...workflowType };
      const child = { workflowId, workflowType: type, control, initiatedEventId: 0 };
      execution.append('StartChildWorkflowExecutionFailed', { ...common, ...child, cause });
      return;
    }
    case 'SignalExternalWorkflowExecution': {
      const { workflowId, runId, control } = decision.signalExternalWorkflowExecutionDecisionAttributes ?? {};
      const cause = causeOr('SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_RATE_EXCEEDED');
      const target = { workflowId, runId, control, initiatedEventId: 0 };
      execution.append('SignalExternalWorkflowExecutionFailed', { ...common, ...target, cause });
      return;
    }
    case 'RequestCancelExternalWorkflowExecution': {
      const { workflowId, runId, control } = decision.requestCancelExternalWorkflowExecutionDecisionAttributes ?? {};
      const cause = causeOr('REQUEST_CANCEL_EXTERNAL_WORKFLOW_EXECUTION_RATE_EXCEEDED');
      const target = { workflowId, runId, control, initiatedEventId: 0 };
      execution.append('RequestCancelExternalWorkflowExecutionFailed', { ...common, ...target, cause });
      return;
    }
    case 'RequestCancelActivityTask': {
      const { activityId } = decision.requestCancelActivityTaskDecisionAttributes ?? {};
      execution.append('RequestCancelActivityTaskFailed', { ...common, activityId });
      return;
    }
    case 'CancelTimer': {
      const { timerId } = decision.cancelTimerDecisionAttributes ?? {};
      execution.append('CancelTimerFailed', { ...common, timerId });
      return;
    }
    case 'RecordMarker': {
      const { markerName } = decision.recordMarkerDecisionAttributes ?? {};
      execution.append('RecordMarkerFailed', { ...common, markerName });
      return;
    }
    case 'CompleteWorkflowExecution':
      execution.append('CompleteWorkflowExecutionFailed', common);
      return;
    case 'FailWorkflowExecution':
      execution.append('FailWorkflowExecutionFailed', common);
      return;
    case 'CancelWorkflowExecution':
      execution.append('CancelWorkflowExecutionFailed', common);
      return;
    case 'ContinueAsNewWorkflowExecution':
      execution.append('ContinueAsNewWorkflowExecutionFailed', common);
      return;
    default:
      throw new RangeError(`No event says that this decision was refused: ${decision.decisionType}`);
  }
}
