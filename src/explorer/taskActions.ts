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

/** What can be done about a task, the least harm first. A task that was never started has no token to act with. */
export function taskActions(task: ActivityTask): readonly TaskAction[] {
  if (task.startedEventId === undefined) return [look];
  if (task.cancelRequestedEventId !== undefined) return [look, cancelAsRequested, complete, fail];
  return [look, fail, complete, cancelUnasked];
}
