import type { Decision } from '@aws-sdk/client-swf';
import { activityType, workflowType } from '../support';
import type { ModelDecision, ModelStart, ModelTimeouts } from './modelDecision';

/** A decision of the model as it travels. */
export function decisionOf(decision: ModelDecision): Decision {
  switch (decision.kind) {
    case 'schedule': {
      const { id: activityId, priority, timeouts } = decision;
      const attributes = { activityId, activityType, taskPriority: String(priority), ...durationsOf(timeouts) };
      return { decisionType: 'ScheduleActivityTask', scheduleActivityTaskDecisionAttributes: attributes };
    }
    case 'requestCancel': {
      const attributes = { activityId: decision.id };
      return { decisionType: 'RequestCancelActivityTask', requestCancelActivityTaskDecisionAttributes: attributes };
    }
    case 'startTimer': {
      const attributes = { timerId: decision.id, startToFireTimeout: String(decision.seconds) };
      return { decisionType: 'StartTimer', startTimerDecisionAttributes: attributes };
    }
    case 'cancelTimer':
      return { decisionType: 'CancelTimer', cancelTimerDecisionAttributes: { timerId: decision.id } };
    case 'marker':
      return { decisionType: 'RecordMarker', recordMarkerDecisionAttributes: { markerName: 'm' } };
    case 'startChild': {
      const attributes = { workflowId: decision.id, workflowType, ...startOf(decision) };
      return { decisionType: 'StartChildWorkflowExecution', startChildWorkflowExecutionDecisionAttributes: attributes };
    }
    case 'signalExternal':
      return {
        decisionType: 'SignalExternalWorkflowExecution',
        signalExternalWorkflowExecutionDecisionAttributes: { ...externalOf(decision), signalName: 's' },
      };
    case 'cancelExternal':
      return {
        decisionType: 'RequestCancelExternalWorkflowExecution',
        requestCancelExternalWorkflowExecutionDecisionAttributes: externalOf(decision),
      };
    case 'lambda': {
      const { id, answer: name, seconds } = decision;
      const attributes = { id, name, startToCloseTimeout: String(seconds) };
      return { decisionType: 'ScheduleLambdaFunction', scheduleLambdaFunctionDecisionAttributes: attributes };
    }
    case 'complete':
      return { decisionType: 'CompleteWorkflowExecution' };
    case 'fail':
      return { decisionType: 'FailWorkflowExecution' };
    case 'cancel':
      return { decisionType: 'CancelWorkflowExecution' };
    case 'continueAsNew':
      return { decisionType: 'ContinueAsNewWorkflowExecution' };
  }
}

/** The members of a start, the same for a request and for a decision. */
export function startOf({ priority, childPolicy, role, seconds }: ModelStart) {
  return {
    taskPriority: String(priority),
    childPolicy,
    executionStartToCloseTimeout: String(seconds),
    ...(role && { lambdaRole: 'arn:aws:iam::123456789012:role/r' }),
  };
}

export function duration(seconds: number): string {
  return seconds === Infinity ? 'NONE' : String(seconds);
}

function externalOf({ id, wrongRun }: { readonly id: string; readonly wrongRun: boolean }) {
  return { workflowId: id, ...(wrongRun && { runId: 'nobody' }) };
}

function durationsOf(timeouts: ModelTimeouts): object {
  return {
    scheduleToStartTimeout: duration(timeouts.scheduleToStart),
    scheduleToCloseTimeout: duration(timeouts.scheduleToClose),
    startToCloseTimeout: duration(timeouts.startToClose),
    heartbeatTimeout: duration(timeouts.heartbeat),
  };
}
