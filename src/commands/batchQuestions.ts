import * as l10n from '@vscode/l10n';
import type { InputField } from './askInput';
import { targetWords } from './confirmation';
import { draftAddress } from './drafts';
import { excerpt } from './excerpt';
import { remarkOnMember } from './remarks';
import type { BatchInput, BatchMember } from '../batch/actOnTarget';
import { type Batch, type BatchOperation, type BatchTarget, isOpen, taskOperation } from '../batch/record';
import { batchWords, countWords } from '../batch/words';
import type { Choice, Question } from '../ports';
import type { ExecutionRef } from '../swf/activityTasks';
import type { Target } from '../swf/client';
import type { ExecutionOperation } from '../swf/operations';
import { plainName } from '../swf/plainText';

/** An execution that a person chose, as far as its row tells it. Times are milliseconds since 1970. */
export interface ChosenExecution {
  readonly execution: ExecutionRef;
  readonly type?: string | undefined;
  readonly startedAt?: number | undefined;
  readonly cancelRequested?: boolean | undefined;
}

/** The executions that rows stand for, and whether below a domain among them more are not loaded. */
export interface ChosenExecutions {
  readonly executions: readonly ChosenExecution[];
  readonly more: boolean;
}

/** What can be done to many at once, in order of harm. */
const operations: readonly ExecutionOperation[] = [
  'SignalWorkflowExecution',
  'RequestCancelWorkflowExecution',
  'TerminateWorkflowExecution',
];

/** What can be done to several executions, each with its effect. */
export function operationChoices(): Choice<ExecutionOperation>[] {
  return operations.map((value) => ({ label: batchWords[value].title, detail: batchWords[value].effect, value }));
}

/** One line of the list to review. */
export function targetChoice(chosen: ChosenExecution, now: number): Choice<ChosenExecution> {
  const { execution, type, startedAt, cancelRequested } = chosen;
  const known = [
    ...(startedAt === undefined ? [] : [l10n.t('open for {0}', hours(now - startedAt))]),
    ...(type === undefined ? [] : [type]),
    ...(cancelRequested === true ? [l10n.t('cancel requested before')] : []),
    l10n.t('run {0}', execution.runId),
    l10n.t('domain {0}', execution.domain),
  ];
  return { label: plainName(execution.workflowId), description: plainName(known.join(' · ')), value: chosen };
}

/** The texts that each target is sent, asked for once. */
export function batchFields(operation: BatchOperation): InputField[] {
  const field = (member: string, prompt: string, placeholder: string): InputField => ({
    member,
    prompt,
    placeholder,
    draft: draftAddress('batch', operation, member),
    secret: false,
    check: remarkOnMember(operation, member),
  });
  switch (operation) {
    case 'SignalWorkflowExecution':
      return [
        field('signalName', l10n.t('The name of the signal, as the deciders expect it'), l10n.t('The signal’s name')),
        field(
          'input',
          l10n.t('The input of the signal, the same for all (optional). Enter goes on'),
          l10n.t('May be left empty'),
        ),
      ];
    case 'RequestCancelWorkflowExecution':
      return [];
    case taskOperation:
      return [
        field(
          'details',
          l10n.t('Details for the histories (optional). Enter goes on'),
          l10n.t('Why, the same for all; may be left empty'),
        ),
      ];
    case 'TerminateWorkflowExecution':
      return [
        field(
          'reason',
          l10n.t('The reason, for whoever reads the histories (optional). Enter goes on'),
          l10n.t('Why, in a few words'),
        ),
        field('details', l10n.t('Details for the histories (optional). Enter goes on'), l10n.t('May be left empty')),
      ];
  }
}

/** Texts as they were typed, without those that were left empty. */
export function batchInput(values: Readonly<Record<string, string>>): BatchInput {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
}

/** The one question before a batch: what, to how many, where, and how fast. */
export function batchQuestion(batch: Batch, input: BatchInput, target: Target, leastMs: number): Question {
  const { operation } = batch.head;
  const { asked, effect } = batchWords[operation];
  const open = batch.rows.filter(isOpen);
  const doubtful = open.filter(({ after }) => after !== undefined).length;
  const done = batch.rows.length - open.length;
  const targets = open.map(({ target }) => target);
  const domains = [...new Set(open.map(({ target }) => plainName(target.domain)))];
  const action = asked(countWords(operation, open.length));
  const lines = [
    l10n.t('Where: {0}', targetWords(target)),
    domains.length === 1 ? l10n.t('Domain: {0}', domains.join(', ')) : l10n.t('Domains: {0}', domains.join(', ')),
    l10n.t('These: {0}', namesOf(targets)),
    ...members.flatMap(([member, name]) => (input[member] === undefined ? [] : [`${name}: ${excerpt(input[member])}`])),
    '',
    effect,
    ...requestLines(targets),
    ...(operation === 'TerminateWorkflowExecution'
      ? [l10n.t('Open child executions: as the child policy of each execution says.')]
      : []),
    ...(done > 0 ? [l10n.t('Skipped, as it is done: {0}.', countWords(operation, done))] : []),
    ...(doubtful > 0
      ? [
          l10n.t(
            'Looked for in the history first, and sent again only if it is not there: {0}.',
            countWords(operation, doubtful),
          ),
        ]
      : []),
    '',
    leastMs < 2_000
      ? l10n.t('Each is looked at before and proven after. It can be stopped at any time.')
      : l10n.t(
          'Each is looked at before and proven after. By the request rates it takes {0} at least. It can be stopped at any time.',
          hours(leastMs),
        ),
  ];
  const warning = requestWarning(targets);
  return {
    message: [l10n.t('{0}?', action), ...warning].join(' '),
    detail: lines.join('\n'),
    action: warning.length === 0 ? action : anywayWords(open.length),
    dismiss: l10n.t('Do Nothing'),
  };
}

/** What makes a cancel dangerous, for the headline: it is read before anything else, and the detail perhaps never. */
function requestWarning(targets: readonly BatchTarget[]): string[] {
  const { unrequested, unknown } = byRequest(targets);
  return [
    ...(unrequested.length === 0
      ? []
      : unrequested.length === 1
        ? [l10n.t('Nobody requested the cancellation of 1 of them.')]
        : [l10n.t('Nobody requested the cancellation of {0} of them.', unrequested.length)]),
    ...(unknown.length === 0
      ? []
      : unknown.length === 1
        ? [l10n.t('For 1 of them it is not known whether the cancellation was requested.')]
        : [l10n.t('For {0} of them it is not known whether the cancellation was requested.', unknown.length)]),
  ];
}

function anywayWords(count: number): string {
  return count === 1 ? l10n.t('Cancel 1 Task Anyway') : l10n.t('Cancel {0} Tasks Anyway', count);
}

function byRequest(targets: readonly BatchTarget[]) {
  const ofTasks = targets.filter(({ task }) => task !== undefined);
  return {
    ofTasks,
    unrequested: ofTasks.filter(({ task }) => task?.cancelRequested === false),
    unknown: ofTasks.filter(({ task }) => task?.cancelRequested === undefined),
  };
}

/** An unrequested cancel can do harm, so those that nobody asked for are named apart. */
function requestLines(targets: readonly BatchTarget[]): string[] {
  const { ofTasks, unrequested, unknown } = byRequest(targets);
  if (ofTasks.length === 0) return [];
  if (unrequested.length + unknown.length === 0) return [l10n.t('The cancellation of each was requested.')];
  const line = (what: string, some: readonly BatchTarget[]) =>
    some.length === 0
      ? []
      : [
          l10n.t(
            '{0}: {1} of {2} ({3}).',
            what,
            some.length.toLocaleString('en-US'),
            ofTasks.length.toLocaleString('en-US'),
            namesOf(some),
          ),
        ];
  return [
    '',
    ...line(l10n.t('Cancellation NOT requested when this was reviewed'), unrequested),
    ...line(l10n.t('Not known whether the cancellation was requested'), unknown),
    l10n.t(
      'A decider that did not ask for a cancellation may not know what to do with one: with AWS Flow the whole workflow execution fails, other deciders wait for ever.',
    ),
  ];
}

/** The first few by their names, the others by their number. */
function namesOf(targets: readonly BatchTarget[]): string {
  const names = targets
    .slice(0, 4)
    .map(({ workflowId, task }) =>
      plainName(task === undefined ? workflowId : l10n.t('{0} in {1}', task.activityId, workflowId)),
    );
  const more = targets.length - names.length;
  return more > 0 ? l10n.t('{0} and {1} more', names.join(', '), more.toLocaleString('en-US')) : names.join(', ');
}

/** One line of the list of held tasks to review. */
export function taskChoice(target: BatchTarget): Choice<BatchTarget> {
  const { task, workflowId, runId, domain } = target;
  const requested =
    task?.cancelRequested === true
      ? l10n.t('cancellation requested')
      : task?.cancelRequested === undefined
        ? l10n.t('not known whether its cancellation was requested: may fail its workflow')
        : l10n.t('cancellation NOT requested: may fail its workflow');
  return {
    label: plainName(task?.activityId ?? workflowId),
    description: plainName(
      [requested, l10n.t('in {0}', workflowId), l10n.t('run {0}', runId), l10n.t('domain {0}', domain)].join(' · '),
    ),
    value: target,
  };
}

const members: readonly (readonly [BatchMember, string])[] = [
  ['signalName', l10n.t('Signal')],
  ['input', l10n.t('Input')],
  ['reason', l10n.t('Reason')],
  ['details', l10n.t('Details')],
];

function hours(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000);
  if (minutes < 1) return `${Math.max(0, Math.ceil(milliseconds / 1000))} s`;
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  return `${Math.floor(minutes / 1440)} d ${Math.floor((minutes % 1440) / 60)} h`;
}
