import { excerpt } from './excerpt';
import type { Question } from '../ports';
import type { Target } from '../swf/client';
import type { Confirmation, Requested } from '../swf/closeRequest';
import type { ClosingOperation } from '../swf/operations';
import { maskToken } from '../swf/taskToken';
import { place, plainTask, type TaskRef, verbs } from '../swf/outcome';

/** So many fitting tasks are named; more are counted. */
const namedAtMost = 4;

/** The one question before a task is closed: what, where, and what it can do to the workflow. */
export function confirmationQuestion(confirmation: Confirmation): Question {
  const { operation, target, input, fitting, requested } = confirmation;
  const task = confirmation.task && plainTask(confirmation.task);
  const { asked } = verbs[operation];
  const object = task === undefined ? 'the activity task of this token' : `activity task ${task.activityId}`;
  const isCancel = operation === 'RespondActivityTaskCanceled';
  const unrequested = isCancel && requested.answer === 'no';
  const lines = [
    `Where: ${targetWords(target)}`,
    ...(task === undefined ? fittingWords(fitting, requested) : addressWords(task)),
    `Task token: ${maskToken(input.taskToken ?? '')}`,
    `The decider will see: ${eventWords(operation, input)}`,
    ...requestLines(operation, requested),
  ];
  return {
    message: unrequested
      ? `Nobody requested this cancellation. ${asked} ${object} all the same?`
      : `${asked} ${object}?`,
    detail: lines.join('\n'),
    action: unrequested ? `${asked} the Task Anyway` : `${asked} the Task`,
    dismiss: 'Leave It Open',
  };
}

/** Where calls go, and who signs them. */
export function targetWords({ kind, label, region, profile, endpoint, alias, mark, account }: Target): string {
  const signer = profile === undefined ? '' : `, profile ${profile}`;
  const name = alias === undefined ? '' : `${alias}: `;
  const said = `${account === undefined ? '' : `, account ${account}`}${mark === undefined || kind === 'local' ? '' : `, marked ${mark}`}`;
  if (endpoint === undefined) return `${name}Amazon SWF in ${region}${signer || ', keys of the environment'}${said}`;
  return `${name}${kind === 'local' ? label : 'endpoint'} ${endpoint}, region ${region}${signer}${said}`;
}

function addressWords({ activityId, execution }: TaskRef): string[] {
  const { domain, workflowId, runId } = execution;
  return [`Task: ${activityId}`, `Workflow execution: ${workflowId}, run ${runId}`, `Domain: ${domain}`];
}

/** A token does not tell its task; where the look around left few, they are named. */
function fittingWords(fitting: readonly TaskRef[] | undefined, { answer }: Requested): string[] {
  const unknown = 'Task: not known, the token alone does not tell it';
  const [first, ...others] = fitting ?? [];
  if (first === undefined || others.length >= namedAtMost) return [unknown];
  const kind = {
    yes: 'started task found whose cancellation was requested',
    no: 'started task found whose cancellation was not requested',
    unknown: 'started task found',
  }[answer];
  if (others.length === 0) return [`Task: probably ${place(first)} (the only ${kind})`];
  return [`${unknown}. It may be:`, ...[first, ...others].map((task) => `  • ${place(task)}`)];
}

/** The event as it will stand in the history, long texts cut. */
function eventWords(operation: ClosingOperation, input: Confirmation['input']): string {
  const { event, texts } = verbs[operation];
  const values: Readonly<Record<string, string | undefined>> = { ...input };
  const given = texts.flatMap((member) => (values[member] ? [`${member} ${excerpt(values[member])}`] : []));
  return given.length === 0 ? `${event} without ${texts.join(' or ')}` : `${event}, ${given.join(', ')}`;
}

/** A completion or a failure is a usual answer, so only a requested cancellation is worth a line. */
function requestLines(operation: ClosingOperation, requested: Requested): string[] {
  if (operation === 'RespondActivityTaskCanceled') return ['', requestWords(requested)];
  if (requested.answer !== 'yes') return [];
  const { asked, done } = verbs[operation];
  return [
    '',
    `Its cancellation was requested: the decider waits for the end of this task, and will see it ${done} instead of ` +
      `canceled. ${asked} it only if the work is really ${operation === 'RespondActivityTaskCompleted' ? 'done' : 'broken'}.`,
  ];
}

function requestWords(requested: Requested): string {
  switch (requested.answer) {
    case 'yes':
      return requested.source === 'history'
        ? 'Cancellation requested: yes, the history holds the decider’s request.'
        : 'Cancellation requested: yes, the task’s heartbeat says so.';
    case 'no':
      return (
        'Cancellation requested: no. A decider that did not ask for a cancellation may not know what to do with one: ' +
        'with AWS Flow the whole workflow execution fails, other deciders wait for ever. ' +
        'Answering RespondActivityTaskFailed is often the safer end.'
      );
    case 'unknown':
      return (
        `Cancellation requested: not known${requested.why === 'notAsked' ? '' : ` (${requested.why.message})`}. ` +
        'If nobody requested it, the decider may fail the whole workflow execution or wait for ever.'
      );
  }
}
