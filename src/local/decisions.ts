import { openActivityTask, requestCancel, type ActivityTimeouts } from './activityTask';
import { startChild } from './children';
import { closeExecution } from './closing';
import type { Decision } from './decisionChecks';
import type { ActivityTypeRecord } from './domain';
import { refuseDecision, type Refusal } from './decisionRefusals';
import { given } from './durations';
import type { Execution } from './execution';
import { requestCancelExternal, signalExternal, type FollowUp } from './externalExecutions';
import { scheduleLambdaFunction } from './lambdaTask';
import { configure, missingDefaultCauses, newRun, startExecution } from './starting';
import { cancelTimer, startTimer } from './timers';
import type { Structure } from './wireTypes';

type ScheduleAttributes = Structure<'ScheduleActivityTaskDecisionAttributes'>;
type ContinueAttributes = Structure<'ContinueAsNewWorkflowExecutionDecisionAttributes'>;

/**
 * Carries out a batch that has been checked, writing its events. True when one of them is news for the decider, which
 * then gets another decision task. `completedEventId` is the DecisionTaskCompleted event's; `refusals` says, by index,
 * which decisions leave a failure event instead.
 */
export function applyDecisions(
  execution: Execution,
  decisions: readonly Decision[],
  completedEventId: number,
  refusals: readonly (Refusal | undefined)[] = [],
): boolean {
  // A decision task that waits already means an event that this decider has not seen.
  const unseenEvents = execution.waitingDecision !== undefined;
  let news = false;
  const followUps: FollowUp[] = [];
  for (const [index, decision] of decisions.entries()) {
    const refusal = refusals[index];
    if (refusal !== undefined) {
      refuseDecision(execution, decision, refusal, completedEventId);
      news = true;
      continue;
    }
    const result = apply(execution, decision, completedEventId, unseenEvents);
    if (typeof result === 'boolean') news = result || news;
    else followUps.push(result);
  }
  for (const followUp of followUps) news = followUp() || news;
  return news;
}

function apply(
  execution: Execution,
  decision: Decision,
  completedEventId: number,
  unseenEvents: boolean,
): boolean | FollowUp {
  const decisionTaskCompletedEventId = completedEventId;
  const cause = 'UNHANDLED_DECISION';
  switch (decision.decisionType) {
    case 'ScheduleActivityTask': {
      const attributes = decision.scheduleActivityTaskDecisionAttributes;
      return attributes !== undefined && scheduleActivityTask(execution, attributes, completedEventId);
    }
    case 'RequestCancelActivityTask': {
      const activityId = decision.requestCancelActivityTaskDecisionAttributes?.activityId ?? '';
      return requestCancelActivityTask(execution, activityId, completedEventId);
    }
    case 'CompleteWorkflowExecution': {
      if (unseenEvents) {
        execution.append('CompleteWorkflowExecutionFailed', { cause, decisionTaskCompletedEventId });
        return true;
      }
      const { result } = decision.completeWorkflowExecutionDecisionAttributes ?? {};
      execution.append('WorkflowExecutionCompleted', { result, decisionTaskCompletedEventId });
      closeExecution(execution, 'COMPLETED');
      return false;
    }
    case 'FailWorkflowExecution': {
      if (unseenEvents) {
        execution.append('FailWorkflowExecutionFailed', { cause, decisionTaskCompletedEventId });
        return true;
      }
      const { reason, details } = decision.failWorkflowExecutionDecisionAttributes ?? {};
      execution.append('WorkflowExecutionFailed', { reason, details, decisionTaskCompletedEventId });
      closeExecution(execution, 'FAILED');
      return false;
    }
    case 'CancelWorkflowExecution': {
      if (unseenEvents) {
        execution.append('CancelWorkflowExecutionFailed', { cause, decisionTaskCompletedEventId });
        return true;
      }
      const { details } = decision.cancelWorkflowExecutionDecisionAttributes ?? {};
      execution.append('WorkflowExecutionCanceled', { details, decisionTaskCompletedEventId });
      closeExecution(execution, 'CANCELED');
      return false;
    }
    case 'ContinueAsNewWorkflowExecution': {
      if (unseenEvents) {
        execution.append('ContinueAsNewWorkflowExecutionFailed', { cause, decisionTaskCompletedEventId });
        return true;
      }
      const attributes = decision.continueAsNewWorkflowExecutionDecisionAttributes ?? {};
      return continueAsNew(execution, attributes, completedEventId);
    }
    case 'RecordMarker': {
      const { markerName, details } = decision.recordMarkerDecisionAttributes ?? {};
      execution.append('MarkerRecorded', { markerName, details, decisionTaskCompletedEventId });
      return false;
    }
    case 'StartTimer': {
      const attributes = decision.startTimerDecisionAttributes;
      return attributes !== undefined && startTimer(execution, attributes, completedEventId);
    }
    case 'CancelTimer': {
      const attributes = decision.cancelTimerDecisionAttributes;
      return attributes !== undefined && cancelTimer(execution, attributes.timerId, completedEventId);
    }
    case 'SignalExternalWorkflowExecution': {
      const attributes = decision.signalExternalWorkflowExecutionDecisionAttributes;
      return attributes !== undefined && signalExternal(execution, attributes, completedEventId);
    }
    case 'RequestCancelExternalWorkflowExecution': {
      const attributes = decision.requestCancelExternalWorkflowExecutionDecisionAttributes;
      return attributes !== undefined && requestCancelExternal(execution, attributes, completedEventId);
    }
    case 'StartChildWorkflowExecution': {
      const attributes = decision.startChildWorkflowExecutionDecisionAttributes;
      return attributes !== undefined && startChild(execution, attributes, completedEventId);
    }
    case 'ScheduleLambdaFunction': {
      const attributes = decision.scheduleLambdaFunctionDecisionAttributes;
      return attributes !== undefined && scheduleLambdaFunction(execution, attributes, completedEventId);
    }
    default:
      throw new RangeError(`No such decision: ${decision.decisionType}`);
  }
}

function scheduleActivityTask(execution: Execution, attributes: ScheduleAttributes, completedEventId: number): boolean {
  const { activityId, activityType, control, input } = attributes;
  const { name, version } = activityType;
  const type = execution.domain.activityTypes.get(name, version);
  const resolved = resolve(execution, attributes, type);
  if (typeof resolved === 'string') {
    execution.append('ScheduleActivityTaskFailed', {
      activityType: { name, version },
      activityId,
      cause: resolved,
      decisionTaskCompletedEventId: completedEventId,
    });
    return true;
  }
  const { taskList, taskPriority, timeouts } = resolved;
  const scheduledEventId = execution.append('ActivityTaskScheduled', {
    activityType: { name, version },
    activityId,
    input,
    control,
    scheduleToStartTimeout: timeouts.scheduleToStart,
    scheduleToCloseTimeout: timeouts.scheduleToClose,
    startToCloseTimeout: timeouts.startToClose,
    heartbeatTimeout: timeouts.heartbeat,
    taskList: { name: taskList },
    taskPriority,
    decisionTaskCompletedEventId: completedEventId,
  });
  openActivityTask({
    execution,
    activityId,
    activityType: { name, version },
    scheduledEventId,
    input,
    taskList,
    priority: Number(taskPriority ?? 0),
    timeouts,
  });
  return false;
}

/** What the task will have, or the cause why it cannot be scheduled. */
function resolve(execution: Execution, attributes: ScheduleAttributes, type: ActivityTypeRecord | undefined) {
  if (type === undefined) return 'ACTIVITY_TYPE_DOES_NOT_EXIST';
  if (type.deprecatedAt !== undefined) return 'ACTIVITY_TYPE_DEPRECATED';
  if (execution.activities.has(attributes.activityId)) return 'ACTIVITY_ID_ALREADY_IN_USE';
  if (execution.activities.size >= execution.world.quotas.openActivityTasks) return 'OPEN_ACTIVITIES_LIMIT_EXCEEDED';
  const { defaults } = type;
  const scheduleToClose = given(attributes.scheduleToCloseTimeout) ?? given(defaults.defaultTaskScheduleToCloseTimeout);
  if (scheduleToClose === undefined) return 'DEFAULT_SCHEDULE_TO_CLOSE_TIMEOUT_UNDEFINED';
  const taskList = attributes.taskList ?? defaults.defaultTaskList;
  if (taskList === undefined) return 'DEFAULT_TASK_LIST_UNDEFINED';
  const scheduleToStart = given(attributes.scheduleToStartTimeout) ?? given(defaults.defaultTaskScheduleToStartTimeout);
  if (scheduleToStart === undefined) return 'DEFAULT_SCHEDULE_TO_START_TIMEOUT_UNDEFINED';
  const startToClose = given(attributes.startToCloseTimeout) ?? given(defaults.defaultTaskStartToCloseTimeout);
  if (startToClose === undefined) return 'DEFAULT_START_TO_CLOSE_TIMEOUT_UNDEFINED';
  const heartbeat = given(attributes.heartbeatTimeout) ?? given(defaults.defaultTaskHeartbeatTimeout);
  if (heartbeat === undefined) return 'DEFAULT_HEARTBEAT_TIMEOUT_UNDEFINED';
  const timeouts: ActivityTimeouts = { scheduleToStart, scheduleToClose, startToClose, heartbeat };
  const taskPriority = given(attributes.taskPriority) ?? given(defaults.defaultTaskPriority);
  return { taskList: taskList.name, taskPriority, timeouts };
}

function requestCancelActivityTask(execution: Execution, activityId: string, completedEventId: number): boolean {
  const task = execution.activities.get(activityId);
  const decisionTaskCompletedEventId = completedEventId;
  if (task === undefined) {
    const cause = 'ACTIVITY_ID_UNKNOWN';
    execution.append('RequestCancelActivityTaskFailed', { activityId, cause, decisionTaskCompletedEventId });
    return true;
  }
  return requestCancel(
    task,
    execution.append('ActivityTaskCancelRequested', { activityId, decisionTaskCompletedEventId }),
  );
}

function continueAsNew(execution: Execution, attributes: ContinueAttributes, completedEventId: number): boolean {
  const { domain, configuration: current, workflowId } = execution;
  const version = attributes.workflowTypeVersion ?? current.workflowType.version;
  const type = domain.workflowTypes.get(current.workflowType.name, version);
  const decisionTaskCompletedEventId = completedEventId;
  const configuration = type === undefined ? undefined : configure(type, attributes);
  if (type === undefined || configuration === undefined) {
    const cause = 'WORKFLOW_TYPE_DOES_NOT_EXIST';
    execution.append('ContinueAsNewWorkflowExecutionFailed', { cause, decisionTaskCompletedEventId });
    return true;
  }
  if (type.deprecatedAt !== undefined || 'missing' in configuration) {
    const cause = 'missing' in configuration ? missingDefaultCauses[configuration.missing] : 'WORKFLOW_TYPE_DEPRECATED';
    execution.append('ContinueAsNewWorkflowExecutionFailed', { cause, decisionTaskCompletedEventId });
    return true;
  }
  const run = newRun(domain);
  const { tagList, taskList, ...unchanged } = configuration;
  execution.append('WorkflowExecutionContinuedAsNew', {
    ...unchanged,
    taskList: { name: taskList },
    tagList: tagList === undefined ? undefined : [...tagList],
    newExecutionRunId: run.runId,
    decisionTaskCompletedEventId,
  });
  closeExecution(execution, 'CONTINUED_AS_NEW');
  const { parent, runId: continuedExecutionRunId } = execution;
  startExecution(domain, workflowId, configuration, run, { parent, continuedExecutionRunId });
  return false;
}
