import * as l10n from '@vscode/l10n';
import { targetWords } from './confirmation';
import { excerpt } from './excerpt';
import type { Question } from '../ports';
import type { ActConfirmation } from '../swf/actRequest';
import { taskState } from '../swf/activityTasks';
import type { ChildPolicy, ExecutionLook } from '../swf/executionLook';
import { SwfFault } from '../swf/faults';
import type { ExecutionOperation } from '../swf/operations';
import type { TaskRef } from '../swf/outcome';
import { plainName } from '../swf/plainText';

/** So many open tasks are named; more are counted. */
const namedAtMost = 4;

interface Words {
  /** Begins the question; the workflow id follows. */
  readonly question: string;
  readonly action: string;
  readonly effect: string;
  /** When an earlier try may still arrive. */
  readonly twice: string;
}

const words: Readonly<Record<ExecutionOperation, Words>> = {
  SignalWorkflowExecution: {
    question: l10n.t('Signal workflow execution'),
    action: l10n.t('Send the Signal'),
    effect: l10n.t('The signal is recorded, and the decider decides what follows.'),
    twice: l10n.t('the decider may get the signal twice'),
  },
  RequestCancelWorkflowExecution: {
    question: l10n.t('Request the cancellation of workflow execution'),
    action: l10n.t('Request Cancel'),
    effect: l10n.t(
      'The request is recorded, and the decider decides what follows: it may clean up first, or ignore it.',
    ),
    twice: l10n.t('the request may be recorded twice'),
  },
  TerminateWorkflowExecution: {
    question: l10n.t('Terminate workflow execution'),
    action: l10n.t('Terminate the Execution'),
    effect: l10n.t(
      'The execution is closed at once, and cannot be opened again. Its decider is not asked and cannot clean up.',
    ),
    twice: l10n.t('the second try finds the execution closed'),
  },
};

/** The one question before an execution is acted on: what, where, and what it does to its open tasks. */
export function actQuestion(confirmation: ActConfirmation): Question {
  const { operation, target, execution, look, task, earlierLost } = confirmation;
  const { question, action, effect, twice } = words[operation];
  const seen = look instanceof SwfFault ? undefined : look;
  const unread = look instanceof SwfFault ? [l10n.t('The execution could not be looked at: {0}', look.message)] : [];
  const lines = [
    l10n.t('Where: {0}', targetWords(target)),
    l10n.t('Workflow execution: {0}, run {1}', plainName(execution.workflowId), execution.runId),
    l10n.t('Domain: {0}', plainName(execution.domain)),
    ...givenLines(confirmation, seen),
    '',
    effect,
    ...(seen === undefined ? unread : operation === 'TerminateWorkflowExecution' ? goneLines(seen) : goOnLines(seen)),
    ...(operation === 'TerminateWorkflowExecution' ? childLines(confirmation.input.childPolicy, seen) : []),
    ...(operation === 'RequestCancelWorkflowExecution' && seen?.cancelRequested === true
      ? [l10n.t('Its cancellation was requested before: this is one request more.')]
      : []),
    ...(task === undefined ? [] : taskLines(operation, task, seen)),
    ...(earlierLost
      ? ['', l10n.t('The answer to an earlier try was lost, and it may still arrive: then {0}.', twice)]
      : []),
  ];
  return {
    message: l10n.t('{0} {1}?', question, plainName(execution.workflowId)),
    detail: lines.join('\n'),
    action,
    dismiss: l10n.t('Do Nothing'),
  };
}

/** What the person gave, long texts cut. */
function givenLines({ operation, input }: ActConfirmation, look: ExecutionLook | undefined): string[] {
  const line = (name: string, text: string | undefined) => `${name}: ${text ? excerpt(text) : l10n.t('none')}`;
  switch (operation) {
    case 'SignalWorkflowExecution': {
      const { signalNames = [] } = look ?? {};
      const strange = signalNames.length > 0 && !signalNames.includes(input.signalName ?? '');
      return [
        strange
          ? l10n.t('{0}, a name not among the newest events of its history', line(l10n.t('Signal'), input.signalName))
          : line(l10n.t('Signal'), input.signalName),
        line(l10n.t('Input'), input.input),
      ];
    }
    case 'RequestCancelWorkflowExecution':
      return [];
    case 'TerminateWorkflowExecution':
      return [line(l10n.t('Reason'), input.reason), line(l10n.t('Details'), input.details)];
  }
}

/** While the decider is still to decide, nothing ends by itself. */
function goOnLines(look: ExecutionLook): string[] {
  const { openTaskCount, decision } = look;
  const tasks = [
    openTaskCount === 1
      ? l10n.t('Its open activity task goes on until then: {0}.', names(look))
      : l10n.t('Its {0} open activity tasks go on until then: {1}.', openTaskCount, names(look)),
  ];
  return [...(openTaskCount === 0 ? [] : tasks), ...deciderLines(decision)];
}

/** A signal to a decider that is down waits with its decision task. */
function deciderLines(decision: ExecutionLook['decision']): string[] {
  if (decision === undefined) return [];
  const since = decision.since === undefined ? '' : new Date(decision.since).toISOString();
  if (decision.state === 'waiting') {
    return [
      since === ''
        ? l10n.t('No decider has taken its decision task, which waits: nothing follows before one does.')
        : l10n.t(
            'No decider has taken its decision task, which waits since {0}: nothing follows before one does.',
            since,
          ),
    ];
  }
  return [
    since === ''
      ? l10n.t('A decider works on its decision task: what follows is decided in the next one.')
      : l10n.t('A decider works on its decision task since {0}: what follows is decided in the next one.', since),
  ];
}

function goneLines(look: ExecutionLook): string[] {
  const { openTaskCount } = look;
  if (openTaskCount === 0) return [l10n.t('It has no open activity tasks.')];
  return [
    openTaskCount === 1
      ? l10n.t(
          'Its open activity task is gone without an event of its own; its worker learns it at the next call: {0}.',
          names(look),
        )
      : l10n.t(
          'Its {0} open activity tasks are gone without an event of their own; their workers learn it at the next call: {1}.',
          openTaskCount,
          names(look),
        ),
  ];
}

function names({ openTasks, openTaskCount }: ExecutionLook): string {
  const named = openTasks.slice(0, namedAtMost).map(({ activityId }) => plainName(activityId));
  const more = openTaskCount - named.length;
  if (more <= 0) return named.join(', ');
  return named.length > 0 ? l10n.t('{0} and {1} more', named.join(', '), more) : l10n.t('{0} more', more);
}

/** What each child policy does (AWS page "Child Workflows"). */
export const policyWords: Readonly<Record<ChildPolicy, string>> = {
  TERMINATE: l10n.t('they are terminated too'),
  REQUEST_CANCEL: l10n.t('their cancellation is requested, and their deciders decide'),
  ABANDON: l10n.t('they go on by themselves'),
};

function childLines(chosen: string | undefined, look: ExecutionLook | undefined): string[] {
  const own = look?.childPolicy;
  const policy = (Object.keys(policyWords) as ChildPolicy[]).find((known) => known === (chosen ?? own));
  const whose = chosen === undefined ? l10n.t('the execution’s own child policy') : l10n.t('the child policy chosen');
  const what =
    policy === undefined ? l10n.t('its own child policy decides') : `${policyWords[policy]} (${policy}, ${whose})`;
  if (look?.openChildCount === 0) return [l10n.t('It has no open child executions.')];
  return [
    look === undefined
      ? l10n.t('Its open child executions: {0}.', what)
      : l10n.t('Its open child executions ({0}): {1}.', look.openChildCount, what),
  ];
}

/** What becomes of the task for whose sake it is done, where the lines above do not name it. */
function taskLines(operation: ExecutionOperation, task: TaskRef, look: ExecutionLook | undefined): string[] {
  const id = plainName(task.activityId);
  const open = look?.openTasks.find(({ scheduledEventId }) => scheduledEventId === task.scheduledEventId);
  if (look !== undefined && open === undefined && look.openTasks.length === look.openTaskCount) {
    return [l10n.t('This task is not open any more: {0}.', id)];
  }
  if (operation === 'TerminateWorkflowExecution') {
    return look?.openTaskCount === 1 ? [] : [l10n.t('This task is gone with it, whatever its worker does: {0}.', id)];
  }
  return open !== undefined && taskState(open) === 'scheduled'
    ? [l10n.t('This task stays in its task list until the decider cancels it or a worker takes it: {0}.', id)]
    : [l10n.t('This task stays open until its worker answers, it times out, or the execution closes: {0}.', id)];
}
