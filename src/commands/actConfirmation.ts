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
    question: 'Signal workflow execution',
    action: 'Send the Signal',
    effect: 'The signal is recorded, and the decider decides what follows.',
    twice: 'the decider may get the signal twice',
  },
  RequestCancelWorkflowExecution: {
    question: 'Request the cancellation of workflow execution',
    action: 'Request Cancel',
    effect: 'The request is recorded, and the decider decides what follows: it may clean up first, or ignore it.',
    twice: 'the request may be recorded twice',
  },
  TerminateWorkflowExecution: {
    question: 'Terminate workflow execution',
    action: 'Terminate the Execution',
    effect:
      'The execution is closed at once, and cannot be opened again. Its decider is not asked and cannot clean up.',
    twice: 'the second try finds the execution closed',
  },
};

/** The one question before an execution is acted on: what, where, and what it does to its open tasks. */
export function actQuestion(confirmation: ActConfirmation): Question {
  const { operation, target, execution, look, task, earlierLost } = confirmation;
  const { question, action, effect, twice } = words[operation];
  const seen = look instanceof SwfFault ? undefined : look;
  const unread = look instanceof SwfFault ? [`The execution could not be looked at: ${look.message}`] : [];
  const lines = [
    `Where: ${targetWords(target)}`,
    `Workflow execution: ${plainName(execution.workflowId)}, run ${execution.runId}`,
    `Domain: ${plainName(execution.domain)}`,
    ...givenLines(confirmation, seen),
    '',
    effect,
    ...(seen === undefined ? unread : operation === 'TerminateWorkflowExecution' ? goneLines(seen) : goOnLines(seen)),
    ...(operation === 'TerminateWorkflowExecution' ? childLines(confirmation.input.childPolicy, seen) : []),
    ...(operation === 'RequestCancelWorkflowExecution' && seen?.cancelRequested === true
      ? ['Its cancellation was requested before: this is one request more.']
      : []),
    ...(task === undefined ? [] : taskLines(operation, task, seen)),
    ...(earlierLost ? ['', `The answer to an earlier try was lost, and it may still arrive: then ${twice}.`] : []),
  ];
  return {
    message: `${question} ${plainName(execution.workflowId)}?`,
    detail: lines.join('\n'),
    action,
    dismiss: 'Do Nothing',
  };
}

/** What the person gave, long texts cut. */
function givenLines({ operation, input }: ActConfirmation, look: ExecutionLook | undefined): string[] {
  const line = (name: string, text: string | undefined) => `${name}: ${text ? excerpt(text) : 'none'}`;
  switch (operation) {
    case 'SignalWorkflowExecution': {
      const { signalNames = [] } = look ?? {};
      const strange = signalNames.length > 0 && !signalNames.includes(input.signalName ?? '');
      return [
        `${line('Signal', input.signalName)}${strange ? ', a name not among the newest events of its history' : ''}`,
        line('Input', input.input),
      ];
    }
    case 'RequestCancelWorkflowExecution':
      return [];
    case 'TerminateWorkflowExecution':
      return [line('Reason', input.reason), line('Details', input.details)];
  }
}

/** While the decider is still to decide, nothing ends by itself. */
function goOnLines(look: ExecutionLook): string[] {
  const { openTaskCount, decision } = look;
  const tasks = [
    openTaskCount === 1
      ? `Its open activity task goes on until then: ${names(look)}.`
      : `Its ${openTaskCount} open activity tasks go on until then: ${names(look)}.`,
  ];
  return [...(openTaskCount === 0 ? [] : tasks), ...deciderLines(decision)];
}

/** A signal to a decider that is down waits with its decision task. */
function deciderLines(decision: ExecutionLook['decision']): string[] {
  if (decision === undefined) return [];
  const since = decision.since === undefined ? '' : ` since ${new Date(decision.since).toISOString()}`;
  return decision.state === 'waiting'
    ? [`No decider has taken its decision task, which waits${since}: nothing follows before one does.`]
    : [`A decider works on its decision task${since}: what follows is decided in the next one.`];
}

function goneLines(look: ExecutionLook): string[] {
  const { openTaskCount } = look;
  if (openTaskCount === 0) return ['It has no open activity tasks.'];
  const [subject, possessive, worker] =
    openTaskCount === 1
      ? ['Its open activity task is', 'its', 'worker learns']
      : [`Its ${openTaskCount} open activity tasks are`, 'their', 'workers learn'];
  return [
    `${subject} gone without an event of ${possessive} own; ${possessive} ${worker} it at the next call: ${names(look)}.`,
  ];
}

function names({ openTasks, openTaskCount }: ExecutionLook): string {
  const named = openTasks.slice(0, namedAtMost).map(({ activityId }) => plainName(activityId));
  const more = openTaskCount - named.length;
  return `${named.join(', ')}${more > 0 ? `${named.length > 0 ? ' and ' : ''}${more} more` : ''}`;
}

/** What each child policy does (AWS page "Child Workflows"). */
export const policyWords: Readonly<Record<ChildPolicy, string>> = {
  TERMINATE: 'they are terminated too',
  REQUEST_CANCEL: 'their cancellation is requested, and their deciders decide',
  ABANDON: 'they go on by themselves',
};

function childLines(chosen: string | undefined, look: ExecutionLook | undefined): string[] {
  const own = look?.childPolicy;
  const policy = (Object.keys(policyWords) as ChildPolicy[]).find((known) => known === (chosen ?? own));
  const whose = chosen === undefined ? 'the execution’s own child policy' : 'the child policy chosen';
  const what = policy === undefined ? 'its own child policy decides' : `${policyWords[policy]} (${policy}, ${whose})`;
  if (look?.openChildCount === 0) return ['It has no open child executions.'];
  const count = look === undefined ? '' : ` (${look.openChildCount})`;
  return [`Its open child executions${count}: ${what}.`];
}

/** What becomes of the task for whose sake it is done, where the lines above do not name it. */
function taskLines(operation: ExecutionOperation, task: TaskRef, look: ExecutionLook | undefined): string[] {
  const id = plainName(task.activityId);
  const open = look?.openTasks.find(({ scheduledEventId }) => scheduledEventId === task.scheduledEventId);
  if (look !== undefined && open === undefined && look.openTasks.length === look.openTaskCount) {
    return [`This task is not open any more: ${id}.`];
  }
  if (operation === 'TerminateWorkflowExecution') {
    return look?.openTaskCount === 1 ? [] : [`This task is gone with it, whatever its worker does: ${id}.`];
  }
  return open !== undefined && taskState(open) === 'scheduled'
    ? [`This task stays in its task list until the decider cancels it or a worker takes it: ${id}.`]
    : [`This task stays open until its worker answers, it times out, or the execution closes: ${id}.`];
}
