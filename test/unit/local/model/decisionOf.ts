import type { Decision } from '@aws-sdk/client-swf';
import { activityType } from '../support';
import type { ModelDecision, ModelTimeouts } from './lifeCycleModel';

/** A decision of the model as it travels. */
export function decisionOf(decision: ModelDecision): Decision {
  switch (decision.kind) {
    case 'schedule': {
      const { id: activityId, timeouts } = decision;
      const attributes = { activityId, activityType, ...durationsOf(timeouts) };
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

function durationsOf(timeouts: ModelTimeouts): object {
  const duration = (seconds: number): string => (seconds === Infinity ? 'NONE' : String(seconds));
  return {
    scheduleToStartTimeout: duration(timeouts.scheduleToStart),
    scheduleToCloseTimeout: duration(timeouts.scheduleToClose),
    startToCloseTimeout: duration(timeouts.startToClose),
    heartbeatTimeout: duration(timeouts.heartbeat),
  };
}
