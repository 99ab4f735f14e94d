import type { CommandId } from '../contract';
import type { ActivityTask } from '../swf/activityTasks';

/** Something that a person can do about a task, and what it does to it. */
export interface TaskAction {
  readonly command: CommandId;
  readonly label: string;
  readonly does: string;
  /** More of it, for those who point at it. */
  readonly more: string;
  readonly icon: string;
}

const look: TaskAction = {
  command: 'swf.openHistory',
  label: 'Open History',
  does: 'changes nothing',
  more: 'Shows all that is recorded of the execution, at the event that scheduled this task.',
  icon: 'history',
};

const complete: TaskAction = {
  command: 'swf.completeActivityTask',
  label: 'Complete This Task…',
  does: 'with its token: ends it as done, with a result that you give',
  more: 'Its decider goes on as if the worker had done the work.',
  icon: 'check',
};

const fail: TaskAction = {
  command: 'swf.failActivityTask',
  label: 'Fail This Task…',
  does: 'with its token: ends it as failed, for a reason that you give',
  more: 'Its decider does what it does after failures: it may try again, or give up.',
  icon: 'error',
};

const cancelAsRequested: TaskAction = {
  command: 'swf.cancelActivityTask',
  label: 'Cancel This Task…',
  does: 'with its token: ends it as canceled, which its decider requested',
  more: 'Its decider learns that its request was followed.',
  icon: 'circle-slash',
};

const cancelUnasked: TaskAction = {
  ...cancelAsRequested,
  does: 'with its token: ends it as canceled, which nobody requested',
  more: 'A decider that did not request it may take it for a mistake and fail the whole execution.',
};

function heartbeat(task: ActivityTask): TaskAction {
  const hasTimeout = task.timeouts.heartbeat !== 'NONE';
  return {
    command: 'swf.recordHeartbeat',
    label: 'Record Heartbeat…',
    does: `with its token: stays open${hasTimeout ? ', and its heartbeat timeout starts anew' : ', and nothing else changes'}`,
    more: 'The answer tells whether a cancellation was requested, and so whether the token is of an open task.',
    icon: 'pulse',
  };
}

const signal: TaskAction = {
  command: 'swf.signalExecution',
  label: 'Signal the Execution…',
  does: 'this task stays as it is; its decider is woken, and does what it does with that signal',
  more: 'No token is needed.',
  icon: 'megaphone',
};

/** What a request to cancel the execution means for a task: its decider has to pass it on. */
function requestCancel(started: boolean): TaskAction {
  return {
    command: 'swf.requestCancelExecution',
    label: 'Request Cancel of the Execution…',
    does: started
      ? 'reaches this task only if its decider passes it on, and its worker sends heartbeats'
      : 'ends this task only if its decider passes it on',
    more: 'Asks the decider to end the execution in good order. No token is needed.',
    icon: 'stop-circle',
  };
}

const terminate: TaskAction = {
  command: 'swf.terminateExecution',
  label: 'Terminate the Execution…',
  does: 'ends the execution at once, and this task with it; nobody is asked',
  more: 'No event of its own tells of the task, and its worker is not told. No token is needed.',
  icon: 'trash',
};

/**
 * What can be done about a task, the least harm first: what ends nothing, what ends the task, what ends its execution. A
 * task that was never started has no token to act with.
 */
export function taskActions(task: ActivityTask): readonly TaskAction[] {
  if (task.startedEventId === undefined) return [look, signal, requestCancel(false), terminate];
  const requested = task.cancelRequestedEventId !== undefined;
  const ending = requested ? [cancelAsRequested, complete, fail] : [fail, complete, cancelUnasked];
  return [look, heartbeat(task), signal, ...ending, requestCancel(true), terminate];
}
