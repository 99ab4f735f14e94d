import { openTaskToken, sealTaskToken, type Answer, type Call, type Handlers, type TaskReference } from '../call';
import { scheduleDecisionTask, offerDecisionTask, startDecisionTask, type StartedDecisionTask } from '../decisionTask';
import { applyDecisions } from '../decisions';
import { decisionProblems } from '../decisionChecks';
import { durationProblems, given } from '../durations';
import { findTokenExecution, type Execution } from '../execution';
import { pagePosition, pageSize, pageToken } from '../paging';
import { throwValidationErrors } from '../readRequest';
import { unknownDecisionTaskFault } from '../serviceFault';
import type { Request } from '../wireTypes';
import { eventPage } from './historyOperations';
import { longPoll } from './longPoll';

/** Polling for decision tasks, and their answers. */
export const decisionTaskOperations = {
  PollForDecisionTask(request, call) {
    const domain = call.region.domain(request.domain);
    const position = pagePosition(call, questionOf(request), request);
    if (position !== undefined) return nextPage(request, call, position);
    return longPoll(
      call,
      domain.decisionList(request.taskList.name),
      (task) => answerOf(request, call, task.execution, startDecisionTask(task, request.identity), undefined),
      { taskToken: '', startedEventId: 0, previousStartedEventId: 0 },
    );
  },

  RespondDecisionTaskCompleted(request, call) {
    const timeout = request.taskListScheduleToStartTimeout;
    throwValidationErrors([
      ...durationProblems(timeout, 'taskListScheduleToStartTimeout'),
      ...decisionProblems(request.decisions ?? []),
    ]);
    const token = openTaskToken(call.region, 'decision', request.taskToken);
    const { execution, started } = findTask(call, token);
    const decisions = request.decisions ?? [];
    const refusals = call.refusals(execution.domain, decisions);
    const { scheduledEventId, startedEventId } = started;
    started.cancelTimeout?.();
    execution.startedDecision = undefined;
    execution.previousStartedEventId = startedEventId;
    execution.latestExecutionContext = request.executionContext ?? execution.latestExecutionContext;
    if (request.taskList !== undefined) {
      execution.stickyTaskList = { name: request.taskList.name, scheduleToStartTimeout: given(timeout) };
    }
    const completedEventId = execution.append('DecisionTaskCompleted', {
      executionContext: request.executionContext,
      scheduledEventId,
      startedEventId,
      taskList: request.taskList,
      taskListScheduleToStartTimeout: timeout,
    });
    const newsForDecider = applyDecisions(execution, decisions, completedEventId, refusals);
    if (execution.closed !== undefined) return undefined;
    if (newsForDecider) scheduleDecisionTask(execution);
    offerDecisionTask(execution);
    return undefined;
  },

  CountPendingDecisionTasks(request, { region }) {
    const count = region.domain(request.domain).decisionList(request.taskList.name).size;
    return { count, truncated: false };
  },
} satisfies Handlers;

function questionOf(request: Request<'PollForDecisionTask'>): string {
  const { domain, taskList, reverseOrder = false, startAtPreviousStartedEvent = false } = request;
  return JSON.stringify([domain, taskList.name, reverseOrder, startAtPreviousStartedEvent]);
}

/** Further events of a decision task that was handed out before: the position is its token and an event id. */
function nextPage(request: Request<'PollForDecisionTask'>, call: Call, position: string): Answer {
  const [eventId = '', taskToken = ''] = position.split(' ');
  const { execution, started } = findTask(call, openTaskToken(call.region, 'decision', taskToken));
  return answerOf(request, call, execution, started, Number(eventId));
}

function answerOf(
  request: Request<'PollForDecisionTask'>,
  call: Call,
  execution: Execution,
  task: StartedDecisionTask,
  from: number | undefined,
): Answer {
  const { scheduledEventId, startedEventId, previousStartedEventId } = task;
  const { events, next } = eventPage(execution.history, pageSize(request), {
    reversed: request.reverseOrder === true,
    lowest: request.startAtPreviousStartedEvent === true ? Math.max(1, previousStartedEventId) : 1,
    highest: startedEventId,
    from,
  });
  const taskToken = sealTaskToken(call.region, 'decision', {
    workflowId: execution.workflowId,
    runId: execution.runId,
    scheduledEventId,
    startedEventId,
  });
  return {
    taskToken,
    startedEventId,
    previousStartedEventId,
    workflowExecution: execution.reference,
    workflowType: execution.configuration.workflowType,
    events,
    nextPageToken: next === undefined ? undefined : pageToken(call, questionOf(request), `${next} ${taskToken}`),
  };
}

function findTask(call: Call, token: TaskReference): { execution: Execution; started: StartedDecisionTask } {
  const execution = findTokenExecution(call.region, token.workflowId, token.runId);
  const started = execution.startedDecision;
  if (started?.scheduledEventId !== token.scheduledEventId || started.startedEventId !== token.startedEventId) {
    throw unknownDecisionTaskFault(token.scheduledEventId);
  }
  return { execution, started };
}
