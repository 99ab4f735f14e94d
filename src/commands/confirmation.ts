import * as l10n from '@vscode/l10n';
import { anyOf } from '../swf/joined';
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
  const object =
    task === undefined ? l10n.t('the activity task of this token') : l10n.t('activity task {0}', task.activityId);
  const isCancel = operation === 'RespondActivityTaskCanceled';
  const unrequested = isCancel && requested.answer === 'no';
  const lines = [
    l10n.t('Where: {0}', targetWords(target)),
    ...(task === undefined ? fittingWords(fitting, requested) : addressWords(task)),
    l10n.t('Task token: {0}', maskToken(input.taskToken ?? '')),
    l10n.t('The decider will see: {0}', eventWords(operation, input)),
    ...requestLines(operation, requested),
  ];
  return {
    message: unrequested
      ? l10n.t('Nobody requested this cancellation. {0} {1} all the same?', asked, object)
      : l10n.t('{0} {1}?', asked, object),
    detail: lines.join('\n'),
    action: unrequested ? l10n.t('{0} the Task Anyway', asked) : l10n.t('{0} the Task', asked),
    dismiss: l10n.t('Leave It Open'),
  };
}

/** Where calls go, and who signs them. */
export function targetWords({ kind, label, region, profile, endpoint, alias, mark, account }: Target): string {
  const where =
    endpoint === undefined
      ? l10n.t('Amazon SWF in {0}', region)
      : l10n.t('{0}, region {1}', kind === 'local' ? `${label} ${endpoint}` : l10n.t('endpoint {0}', endpoint), region);
  const said = [
    where,
    ...(profile === undefined ? [] : [l10n.t('profile {0}', profile)]),
    ...(profile === undefined && endpoint === undefined ? [l10n.t('keys of the environment')] : []),
    ...(account === undefined ? [] : [l10n.t('account {0}', account)]),
    ...(mark === undefined || kind === 'local' ? [] : [l10n.t('marked {0}', mark)]),
  ].join(', ');
  return alias === undefined ? said : `${alias}: ${said}`;
}

function addressWords({ activityId, execution }: TaskRef): string[] {
  const { domain, workflowId, runId } = execution;
  return [
    l10n.t('Task: {0}', activityId),
    l10n.t('Workflow execution: {0}, run {1}', workflowId, runId),
    l10n.t('Domain: {0}', domain),
  ];
}

/** A token does not tell its task; where the look around left few, they are named. */
function fittingWords(fitting: readonly TaskRef[] | undefined, { answer }: Requested): string[] {
  const unknown = l10n.t('Task: not known, the token alone does not tell it');
  const [first, ...others] = fitting ?? [];
  if (first === undefined || others.length >= namedAtMost) return [unknown];
  const kind = {
    yes: l10n.t('started task found whose cancellation was requested'),
    no: l10n.t('started task found whose cancellation was not requested'),
    unknown: l10n.t('started task found'),
  }[answer];
  if (others.length === 0) return [l10n.t('Task: probably {0} (the only {1})', place(first), kind)];
  return [l10n.t('{0}. It may be:', unknown), ...[first, ...others].map((task) => `  • ${place(task)}`)];
}

/** The event as it will stand in the history, long texts cut. */
function eventWords(operation: ClosingOperation, input: Confirmation['input']): string {
  const { event, texts } = verbs[operation];
  const values: Readonly<Record<string, string | undefined>> = { ...input };
  const given = texts.flatMap((member) => (values[member] ? [`${member} ${excerpt(values[member])}`] : []));
  return given.length === 0 ? l10n.t('{0} without {1}', event, anyOf(texts)) : `${event}, ${given.join(', ')}`;
}

/** A completion or a failure is a usual answer, so only a requested cancellation is worth a line. */
function requestLines(operation: ClosingOperation, requested: Requested): string[] {
  if (operation === 'RespondActivityTaskCanceled') return ['', requestWords(requested)];
  if (requested.answer !== 'yes') return [];
  return [
    '',
    operation === 'RespondActivityTaskCompleted'
      ? l10n.t(
          'Its cancellation was requested: the decider waits for the end of this task, and will see it completed instead of canceled. Complete it only if the work is really done.',
        )
      : l10n.t(
          'Its cancellation was requested: the decider waits for the end of this task, and will see it failed instead of canceled. Fail it only if the work is really broken.',
        ),
  ];
}

function requestWords(requested: Requested): string {
  switch (requested.answer) {
    case 'yes':
      return requested.source === 'history'
        ? l10n.t('Cancellation requested: yes, the history holds the decider’s request.')
        : l10n.t('Cancellation requested: yes, the task’s heartbeat says so.');
    case 'no':
      return l10n.t(
        'Cancellation requested: no. A decider that did not ask for a cancellation may not know what to do with one: with AWS Flow the whole workflow execution fails, other deciders wait for ever. Answering RespondActivityTaskFailed is often the safer end.',
      );
    case 'unknown':
      return requested.why === 'notAsked'
        ? l10n.t(
            'Cancellation requested: not known. If nobody requested it, the decider may fail the whole workflow execution or wait for ever.',
          )
        : l10n.t(
            'Cancellation requested: not known ({0}). If nobody requested it, the decider may fail the whole workflow execution or wait for ever.',
            requested.why.message,
          );
  }
}
