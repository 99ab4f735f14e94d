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

export function operationChoices(): Choice<ExecutionOperation>[] {
  return operations.map((value) => ({ label: batchWords[value].title, detail: batchWords[value].effect, value }));
}

/** One line of the list to review. */
export function targetChoice(chosen: ChosenExecution, now: number): Choice<ChosenExecution> {
  const { execution, type, startedAt, cancelRequested } = chosen;
  const known = [
    ...(startedAt === undefined ? [] : [`open for ${hours(now - startedAt)}`]),
    ...(type === undefined ? [] : [type]),
    ...(cancelRequested === true ? ['cancel requested before'] : []),
    `run ${execution.runId}`,
    `domain ${execution.domain}`,
  ];
  return { label: plain(execution.workflowId), description: plain(known.join(' · ')), value: chosen };
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
        field('signalName', 'The name of the signal, as the deciders expect it', 'The signal’s name'),
        field('input', 'The input of the signal, the same for all (optional). Enter goes on', 'May be left empty'),
      ];
    case 'RequestCancelWorkflowExecution':
      return [];
    case taskOperation:
      return [
        field(
          'details',
          'Details for the histories (optional). Enter goes on',
          'Why, the same for all; may be left empty',
        ),
      ];
    case 'TerminateWorkflowExecution':
      return [
        field('reason', 'The reason, for whoever reads the histories (optional). Enter goes on', 'Why, in a few words'),
        field('details', 'Details for the histories (optional). Enter goes on', 'May be left empty'),
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
  const { verb, effect } = batchWords[operation];
  const open = batch.rows.filter(isOpen);
  const doubtful = open.filter(({ after }) => after !== undefined).length;
  const done = batch.rows.length - open.length;
  const targets = open.map(({ target }) => target);
  const domains = [...new Set(open.map(({ target }) => plain(target.domain)))];
  const count = countWords(operation, open.length);
  const lines = [
    `Where: ${targetWords(target)}`,
    `${domains.length === 1 ? 'Domain' : 'Domains'}: ${domains.join(', ')}`,
    `These: ${namesOf(targets)}`,
    ...members.flatMap(([member, name]) => (input[member] === undefined ? [] : [`${name}: ${excerpt(input[member])}`])),
    '',
    effect,
    ...requestLines(targets),
    ...(operation === 'TerminateWorkflowExecution'
      ? ['Open child executions: as the child policy of each execution says.']
      : []),
    ...(done > 0 ? [`Skipped, as it is done: ${countWords(operation, done)}.`] : []),
    ...(doubtful > 0
      ? [`Looked for in the history first, and sent again only if it is not there: ${countWords(operation, doubtful)}.`]
      : []),
    '',
    `Each is looked at before and proven after. ${leastMs < 2_000 ? '' : `By the request rates it takes ${hours(leastMs)} at least. `}It can be stopped at any time.`,
  ];
  return { message: `${verb} ${count}?`, detail: lines.join('\n'), action: `${verb} ${count}`, dismiss: 'Do Nothing' };
}

/** An unrequested cancel can do harm, so those that nobody asked for are named apart. */
function requestLines(targets: readonly BatchTarget[]): string[] {
  const ofTasks = targets.filter(({ task }) => task !== undefined);
  const unrequested = ofTasks.filter(({ task }) => task?.cancelRequested === false);
  const unknown = ofTasks.filter(({ task }) => task?.cancelRequested === undefined);
  if (ofTasks.length === 0) return [];
  if (unrequested.length + unknown.length === 0) return ['The cancellation of each was requested.'];
  const line = (what: string, some: readonly BatchTarget[]) =>
    some.length === 0
      ? []
      : [
          `${what}: ${some.length.toLocaleString('en-US')} of ${ofTasks.length.toLocaleString('en-US')} (${namesOf(some)}).`,
        ];
  return [
    '',
    ...line('Cancellation NOT requested when this was reviewed', unrequested),
    ...line('Not known whether the cancellation was requested', unknown),
    'A decider that did not ask for a cancellation may not know what to do with one: with AWS Flow the whole workflow ' +
      'execution fails, other deciders wait for ever.',
  ];
}

/** The first few by their names, the others by their number. */
function namesOf(targets: readonly BatchTarget[]): string {
  const names = targets
    .slice(0, 4)
    .map(({ workflowId, task }) => plain(task === undefined ? workflowId : `${task.activityId} in ${workflowId}`));
  const more = targets.length - names.length;
  return `${names.join(', ')}${more > 0 ? ` and ${more.toLocaleString('en-US')} more` : ''}`;
}

/** One line of the list of held tasks to review. */
export function taskChoice(target: BatchTarget): Choice<BatchTarget> {
  const { task, workflowId, runId, domain } = target;
  const unrequested =
    task?.cancelRequested === undefined
      ? 'not known whether its cancellation was requested'
      : 'cancellation NOT requested';
  const requested = task?.cancelRequested === true ? 'cancellation requested' : `${unrequested}: may fail its workflow`;
  return {
    label: plain(task?.activityId ?? workflowId),
    description: plain([requested, `in ${workflowId}`, `run ${runId}`, `domain ${domain}`].join(' · ')),
    value: target,
  };
}

const members: readonly (readonly [BatchMember, string])[] = [
  ['signalName', 'Signal'],
  ['input', 'Input'],
  ['reason', 'Reason'],
  ['details', 'Details'],
];

function hours(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000);
  if (minutes < 1) return `${Math.max(0, Math.ceil(milliseconds / 1000))} s`;
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  return `${Math.floor(minutes / 1440)} d ${Math.floor((minutes % 1440) / 60)} h`;
}

/** Names hold any character: none may begin a line of its own, or be read as an icon. */
function plain(text: string): string {
  return text.replace(/[\p{Cc}\u2028-\u202E\u2066-\u2069]+/gu, ' ').replaceAll('$(', '$\u200B(');
}
