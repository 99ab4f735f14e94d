import type { CancelTimer } from './clock';
import { durationMs } from './durations';
import type { Execution } from './execution';
import type { Withdraw } from './taskQueue';

/** A decision task that was scheduled and not started. */
export interface DecisionTask {
  readonly execution: Execution;
  readonly scheduledEventId: number;
  readonly taskList: string;
  readonly scheduleToStartTimeout: string | undefined;
  readonly priority: number;
  /** Set while it stands in its task list; it does not while another decision task is started. */
  withdraw: Withdraw | undefined;
  cancelTimeout: CancelTimer | undefined;
}

export interface StartedDecisionTask {
  readonly scheduledEventId: number;
  readonly startedEventId: number;
  readonly previousStartedEventId: number;
  readonly cancelTimeout: CancelTimer | undefined;
}

/**
 * Lets the decider see what has happened. At most one decision task waits: later events join it. While one is started
 * the next is written at once, and can be polled when the running one has ended.
 */
export function scheduleDecisionTask(execution: Execution): void {
  if (execution.closed !== undefined || execution.waitingDecision !== undefined) return;
  const { configuration, stickyTaskList } = execution;
  const taskList = stickyTaskList?.name ?? configuration.taskList;
  const scheduledEventId = execution.append('DecisionTaskScheduled', {
    taskList: { name: taskList },
    taskPriority: configuration.taskPriority,
    startToCloseTimeout: configuration.taskStartToCloseTimeout,
    scheduleToStartTimeout: stickyTaskList?.scheduleToStartTimeout ?? 'NONE',
  });
  execution.waitingDecision = {
    execution,
    scheduledEventId,
    taskList,
    scheduleToStartTimeout: stickyTaskList?.scheduleToStartTimeout,
    priority: Number(configuration.taskPriority ?? 0),
    withdraw: undefined,
    cancelTimeout: undefined,
  };
  offerDecisionTask(execution);
}

/** Puts the waiting decision task into its list, unless another one is started. */
export function offerDecisionTask(execution: Execution): void {
  const task = execution.waitingDecision;
  if (task === undefined || execution.startedDecision !== undefined || task.withdraw !== undefined) return;
  const list = execution.domain.decisionList(task.taskList);
  task.withdraw = list.add(task);
  const limit = durationMs(task.scheduleToStartTimeout);
  if (limit !== undefined) {
    task.cancelTimeout = execution.world.after(limit, () => {
      timeOutWaiting(task);
    });
  }
  execution.world.unsettled(list);
}

/** Starts a decision task that a poll was given. */
export function startDecisionTask(task: DecisionTask, identity: string | undefined): StartedDecisionTask {
  const { execution, scheduledEventId } = task;
  task.cancelTimeout?.();
  execution.waitingDecision = undefined;
  const startedEventId = execution.append('DecisionTaskStarted', { identity, scheduledEventId });
  const limit = durationMs(execution.configuration.taskStartToCloseTimeout);
  const started: StartedDecisionTask = {
    scheduledEventId,
    startedEventId,
    previousStartedEventId: execution.previousStartedEventId,
    cancelTimeout:
      limit === undefined
        ? undefined
        : execution.world.after(limit, () => {
            timeOutStarted(execution);
          }),
  };
  execution.startedDecision = started;
  return started;
}

function timeOutStarted(execution: Execution): void {
  const started = execution.startedDecision;
  if (started === undefined) return;
  const { scheduledEventId, startedEventId } = started;
  execution.startedDecision = undefined;
  execution.append('DecisionTaskTimedOut', { timeoutType: 'START_TO_CLOSE', scheduledEventId, startedEventId });
  scheduleDecisionTask(execution);
  offerDecisionTask(execution);
}

/** Nobody polled the list the decider had moved to in time: back to the list of the start. */
function timeOutWaiting(task: DecisionTask): void {
  const { execution, scheduledEventId } = task;
  task.withdraw?.();
  execution.waitingDecision = undefined;
  execution.stickyTaskList = undefined;
  const timeoutType = 'SCHEDULE_TO_START';
  execution.append('DecisionTaskTimedOut', { timeoutType, scheduledEventId, startedEventId: 0 });
  scheduleDecisionTask(execution);
}

/** Takes the decision tasks of a closing execution away. */
export function dropDecisionTasks(execution: Execution): void {
  execution.waitingDecision?.withdraw?.();
  execution.waitingDecision?.cancelTimeout?.();
  execution.waitingDecision = undefined;
  execution.startedDecision?.cancelTimeout?.();
  execution.startedDecision = undefined;
}
