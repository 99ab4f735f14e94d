import type { CancelTimer } from './clock';
import { scheduleDecisionTask } from './decisionTask';
import type { Execution } from './execution';
import { durationMs } from './durations';
import type { Withdraw } from './taskQueue';

export interface ActivityTimeouts {
  readonly scheduleToStart: string;
  readonly scheduleToClose: string;
  readonly startToClose: string;
  readonly heartbeat: string;
}

type TimeoutType = 'SCHEDULE_TO_START' | 'SCHEDULE_TO_CLOSE' | 'START_TO_CLOSE' | 'HEARTBEAT';

/** An open activity task. */
export interface ActivityTask {
  readonly execution: Execution;
  readonly activityId: string;
  readonly activityType: { readonly name: string; readonly version: string };
  readonly scheduledEventId: number;
  readonly input: string | undefined;
  readonly taskList: string;
  readonly priority: number;
  readonly timeouts: ActivityTimeouts;
  readonly scheduledAt: number;
  /** 0 until it is started. */
  startedEventId: number;
  startedAt: number;
  lastHeartbeatAt: number;
  heartbeatDetails: string | undefined;
  latestCancelRequestedEventId: number | undefined;
  withdraw: Withdraw | undefined;
  cancelTimeout: CancelTimer | undefined;
}

type ScheduledTask = Pick<
  ActivityTask,
  'execution' | 'activityId' | 'activityType' | 'scheduledEventId' | 'input' | 'taskList' | 'priority' | 'timeouts'
>;

/** Opens a task whose ActivityTaskScheduled has been written, and offers it to the workers. */
export function openActivityTask(scheduled: ScheduledTask): void {
  const { execution } = scheduled;
  const now = execution.world.clock.now();
  const task: ActivityTask = {
    execution,
    activityId: scheduled.activityId,
    activityType: scheduled.activityType,
    scheduledEventId: scheduled.scheduledEventId,
    input: scheduled.input,
    taskList: scheduled.taskList,
    priority: scheduled.priority,
    timeouts: scheduled.timeouts,
    scheduledAt: now,
    startedEventId: 0,
    startedAt: 0,
    lastHeartbeatAt: 0,
    heartbeatDetails: undefined,
    latestCancelRequestedEventId: undefined,
    withdraw: undefined,
    cancelTimeout: undefined,
  };
  execution.activities.set(task.activityId, task);
  execution.latestActivityTaskAt = now;
  const list = execution.domain.activityList(task.taskList);
  task.withdraw = list.add(task);
  execution.world.unsettled(list);
  setTimeoutOf(task);
}

/** Starts a task that a poll was given. */
export function startActivityTask(task: ActivityTask, identity: string | undefined): void {
  const { execution, scheduledEventId } = task;
  task.startedEventId = execution.append('ActivityTaskStarted', { identity, scheduledEventId });
  task.startedAt = execution.world.clock.now();
  task.lastHeartbeatAt = task.startedAt;
  task.withdraw = undefined;
  setTimeoutOf(task);
}

/** Takes the heartbeat; details left out leave those of the last one standing. */
export function beat(task: ActivityTask, details: string | undefined): void {
  task.lastHeartbeatAt = task.execution.world.clock.now();
  if (details !== undefined) task.heartbeatDetails = details;
}

/**
 * Carries out a RequestCancelActivityTask decision whose ActivityTaskCancelRequested has been written. A task that no
 * worker has is canceled at once: then the answer is true, for the decider has to hear of it.
 */
export function requestCancel(task: ActivityTask, cancelRequestedEventId: number): boolean {
  task.latestCancelRequestedEventId = cancelRequestedEventId;
  if (task.startedEventId !== 0) return false;
  removeActivityTask(task);
  appendCanceled(task, undefined);
  return true;
}

/** Closes a task with its last event, and lets the decider know. */
export function closeActivityTask(task: ActivityTask, appendLastEvent: () => void): void {
  removeActivityTask(task);
  appendLastEvent();
  scheduleDecisionTask(task.execution);
}

/** Records that the task was canceled; the service names the latest request to cancel it, where there was one. */
export function appendCanceled(task: ActivityTask, details: string | undefined): void {
  const { scheduledEventId, startedEventId, latestCancelRequestedEventId } = task;
  task.execution.append('ActivityTaskCanceled', {
    details,
    scheduledEventId,
    startedEventId,
    latestCancelRequestedEventId,
  });
}

/** Takes the open tasks of a closing execution away; they get no event (nothing in any published history shows one). */
export function dropActivityTasks(execution: Execution): void {
  for (const task of execution.activities.values()) removeActivityTask(task);
}

function removeActivityTask(task: ActivityTask): void {
  task.withdraw?.();
  task.cancelTimeout?.();
  task.execution.activities.delete(task.activityId);
}

/** The next timeout that can end the task as it stands. */
function nextTimeout(task: ActivityTask): { readonly type: TimeoutType; readonly at: number } | undefined {
  const { timeouts, scheduledAt, startedAt, lastHeartbeatAt } = task;
  const running: readonly (readonly [TimeoutType, string, number])[] =
    task.startedEventId === 0
      ? [
          ['SCHEDULE_TO_START', timeouts.scheduleToStart, scheduledAt],
          ['SCHEDULE_TO_CLOSE', timeouts.scheduleToClose, scheduledAt],
        ]
      : [
          ['START_TO_CLOSE', timeouts.startToClose, startedAt],
          ['SCHEDULE_TO_CLOSE', timeouts.scheduleToClose, scheduledAt],
          ['HEARTBEAT', timeouts.heartbeat, lastHeartbeatAt],
        ];
  let next: { type: TimeoutType; at: number } | undefined;
  for (const [type, duration, from] of running) {
    const limit = durationMs(duration);
    if (limit !== undefined && (next === undefined || from + limit < next.at)) next = { type, at: from + limit };
  }
  return next;
}

/** One timer a task: a heartbeat leaves it alone, and it looks again when it fires. */
function setTimeoutOf(task: ActivityTask): void {
  const { clock } = task.execution.world;
  task.cancelTimeout?.();
  const next = nextTimeout(task);
  task.cancelTimeout =
    next === undefined
      ? undefined
      : task.execution.world.after(next.at - clock.now(), () => {
          const due = nextTimeout(task);
          if (due !== undefined && due.at <= clock.now()) timeOut(task, due.type);
          else setTimeoutOf(task);
        });
}

function timeOut(task: ActivityTask, timeoutType: TimeoutType): void {
  const { scheduledEventId, startedEventId, heartbeatDetails } = task;
  closeActivityTask(task, () => {
    task.execution.append('ActivityTaskTimedOut', {
      timeoutType,
      scheduledEventId,
      startedEventId,
      details: heartbeatDetails,
    });
  });
}
