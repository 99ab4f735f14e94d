import * as l10n from '@vscode/l10n';
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
  label: l10n.t('Open History'),
  does: l10n.t('changes nothing'),
  more: l10n.t('Shows all that is recorded of the execution, at the event that scheduled this task.'),
  icon: 'history',
};

const complete: TaskAction = {
  command: 'swf.completeActivityTask',
  label: l10n.t('Complete This Task…'),
  does: l10n.t('with its token: ends it as done, with a result that you give'),
  more: l10n.t('Its decider goes on as if the worker had done the work.'),
  icon: 'check',
};

const fail: TaskAction = {
  command: 'swf.failActivityTask',
  label: l10n.t('Fail This Task…'),
  does: l10n.t('with its token: ends it as failed, for a reason that you give'),
  more: l10n.t('Its decider does what it does after failures: it may try again, or give up.'),
  icon: 'error',
};

const cancelAsRequested: TaskAction = {
  command: 'swf.cancelActivityTask',
  label: l10n.t('Cancel This Task…'),
  does: l10n.t('with its token: ends it as canceled, which its decider requested'),
  more: l10n.t('Its decider learns that its request was followed.'),
  icon: 'circle-slash',
};

const cancelUnasked: TaskAction = {
  ...cancelAsRequested,
  does: l10n.t('with its token: ends it as canceled, which nobody requested'),
  more: l10n.t('A decider that did not request it may take it for a mistake and fail the whole execution.'),
};

function heartbeat(task: ActivityTask): TaskAction {
  const hasTimeout = task.timeouts.heartbeat !== 'NONE';
  return {
    command: 'swf.recordHeartbeat',
    label: l10n.t('Record Heartbeat…'),
    does: hasTimeout
      ? l10n.t('with its token: stays open, and its heartbeat timeout starts anew')
      : l10n.t('with its token: stays open, and nothing else changes'),
    more: l10n.t('The answer tells whether a cancellation was requested, and so whether the token is of an open task.'),
    icon: 'pulse',
  };
}

const signal: TaskAction = {
  command: 'swf.signalExecution',
  label: l10n.t('Signal the Execution…'),
  does: l10n.t('this task stays as it is; its decider is woken, and does what it does with that signal'),
  more: l10n.t('No token is needed.'),
  icon: 'megaphone',
};

/** What a request to cancel the execution means for a task: its decider has to pass it on. */
function requestCancel(started: boolean): TaskAction {
  return {
    command: 'swf.requestCancelExecution',
    label: l10n.t('Request Cancel of the Execution…'),
    does: started
      ? l10n.t('reaches this task only if its decider passes it on, and its worker sends heartbeats')
      : l10n.t('ends this task only if its decider passes it on'),
    more: l10n.t('Asks the decider to end the execution in good order. No token is needed.'),
    icon: 'stop-circle',
  };
}

const terminate: TaskAction = {
  command: 'swf.terminateExecution',
  label: l10n.t('Terminate the Execution…'),
  does: l10n.t('ends the execution at once, and this task with it; nobody is asked'),
  more: l10n.t('No event of its own tells of the task, and its worker is not told. No token is needed.'),
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
