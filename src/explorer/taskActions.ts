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

/** What can be done about a task, the least harm first. A task that was never started has no token to act with. */
export function taskActions(task: ActivityTask): readonly TaskAction[] {
  const look: TaskAction = {
    command: 'swf.openHistory',
    label: 'Open History',
    does: 'changes nothing',
    more: 'Shows all that is recorded of the execution, at the event that scheduled this task.',
    icon: 'history',
  };
  return task.startedEventId === undefined ? [look] : [look, cancel(task)];
}

function cancel(task: ActivityTask): TaskAction {
  const requested = task.cancelRequestedEventId !== undefined;
  return {
    command: 'swf.cancelActivityTask',
    label: 'Cancel This Task…',
    does: requested
      ? 'needs its token: ends it as canceled, as its decider requested'
      : 'needs its token: ends it as canceled, although nobody requested it',
    more: requested
      ? 'The decider learns that its request was followed.'
      : 'A decider that did not request it may take it for a mistake and fail the whole execution.',
    icon: 'circle-slash',
  };
}
