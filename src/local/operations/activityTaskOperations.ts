import { appendCanceled, beat, closeActivityTask, startActivityTask, type ActivityTask } from '../activityTask';
import { openTaskToken, sealTaskToken, type Call, type Handlers } from '../call';
import { findTokenExecution } from '../execution';
import { attributesOf } from '../history';
import { unknownActivityFault, validationFault } from '../serviceFault';
import { longPoll } from './longPoll';

/** Polling for activity tasks, their heartbeats, and their three ends. */
export const activityTaskOperations = {
  PollForActivityTask(request, call) {
    const queue = call.region.domain(request.domain).activityList(request.taskList.name);
    return longPoll(
      call,
      queue,
      (task) => {
        startActivityTask(task, request.identity);
        return answerOf(call, task);
      },
      { taskToken: '', startedEventId: 0 },
    );
  },

  RecordActivityTaskHeartbeat(request, call) {
    const task = findTask(call, request.taskToken);
    beat(task, request.details);
    return { cancelRequested: task.latestCancelRequestedEventId !== undefined };
  },

  RespondActivityTaskCanceled(request, call) {
    const task = findTask(call, request.taskToken);
    if (call.refuseUnrequestedCancels && task.latestCancelRequestedEventId === undefined) {
      // No published text: this refusal exists for tests of clients.
      const text = `Cancellation of the activity was not requested, scheduledEventId = ${task.scheduledEventId}`;
      throw validationFault(text);
    }
    closeActivityTask(task, () => {
      appendCanceled(task, request.details);
    });
    return undefined;
  },

  RespondActivityTaskCompleted(request, call) {
    const task = findTask(call, request.taskToken);
    const { scheduledEventId, startedEventId } = task;
    closeActivityTask(task, () => {
      const { result } = request;
      task.execution.append('ActivityTaskCompleted', { result, scheduledEventId, startedEventId });
    });
    return undefined;
  },

  RespondActivityTaskFailed(request, call) {
    const task = findTask(call, request.taskToken);
    const { scheduledEventId, startedEventId } = task;
    closeActivityTask(task, () => {
      const { reason, details } = request;
      task.execution.append('ActivityTaskFailed', { reason, details, scheduledEventId, startedEventId });
    });
    return undefined;
  },

  CountPendingActivityTasks(request, { region }) {
    const count = region.domain(request.domain).activityList(request.taskList.name).size;
    return { count, truncated: false };
  },
} satisfies Handlers;

function answerOf(call: Call, task: ActivityTask): object {
  const { execution, scheduledEventId, startedEventId } = task;
  const { workflowId, runId } = execution;
  return {
    taskToken: sealTaskToken(call.region, 'activity', { workflowId, runId, scheduledEventId, startedEventId }),
    activityId: task.activityId,
    startedEventId,
    workflowExecution: execution.reference,
    activityType: task.activityType,
    input: task.input,
  };
}

/** Judges a token in the service's order: garbage, then the execution, then the task. */
function findTask(call: Call, taskToken: string): ActivityTask {
  const token = openTaskToken(call.region, 'activity', taskToken);
  const execution = findTokenExecution(call.region, token.workflowId, token.runId);
  const scheduled = execution.history[token.scheduledEventId - 1];
  const { activityId = '' } = (scheduled && attributesOf(scheduled, 'ActivityTaskScheduled')) ?? {};
  const task = execution.activities.get(activityId);
  if (task?.scheduledEventId !== token.scheduledEventId) throw unknownActivityFault(token.scheduledEventId);
  return task;
}
