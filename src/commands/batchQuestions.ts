import type { InputField } from './askInput';
import { targetWords } from './confirmation';
import { draftAddress } from './drafts';
import { excerpt } from './excerpt';
import { remarkOnMember } from './remarks';
import type { BatchInput, BatchMember } from '../batch/actOnTarget';
import { type Batch, isOpen } from '../batch/record';
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
export function batchFields(operation: ExecutionOperation): InputField[] {
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
  const names = open.slice(0, 4).map(({ target }) => plain(target.workflowId));
  const more = open.length - names.length;
  const domains = [...new Set(open.map(({ target }) => plain(target.domain)))];
  const count = countWords(open.length);
  const lines = [
    `Where: ${targetWords(target)}`,
    `${domains.length === 1 ? 'Domain' : 'Domains'}: ${domains.join(', ')}`,
    `These: ${names.join(', ')}${more > 0 ? ` and ${more.toLocaleString('en-US')} more` : ''}`,
    ...members.flatMap(([member, name]) => (input[member] === undefined ? [] : [`${name}: ${excerpt(input[member])}`])),
    '',
    effect,
    ...(operation === 'TerminateWorkflowExecution'
      ? ['Open child executions: as the child policy of each execution says.']
      : []),
    ...(done > 0 ? [`Skipped, as it is done: ${countWords(done)}.`] : []),
    ...(doubtful > 0
      ? [`Looked for in the history first, and sent again only if it is not there: ${countWords(doubtful)}.`]
      : []),
    '',
    `Each is looked at before and proven after. ${leastMs < 2_000 ? '' : `By the request rates it takes ${hours(leastMs)} at least. `}It can be stopped at any time.`,
  ];
  return { message: `${verb} ${count}?`, detail: lines.join('\n'), action: `${verb} ${count}`, dismiss: 'Do Nothing' };
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
