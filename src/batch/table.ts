import * as l10n from '@vscode/l10n';
import { type Batch, isOpen, type TargetRow, type TargetState, taskOperation } from './record';
import { batchWords, countWords } from './words';
import { plainName } from '../swf/plainText';

const stateWords: Readonly<Record<TargetState, string>> = {
  recorded: l10n.t('recorded'),
  alreadyClosed: l10n.t('already closed'),
  accepted: l10n.t('accepted, not proven'),
  unknown: l10n.t('UNKNOWN'),
  refused: l10n.t('refused'),
  notSent: l10n.t('not sent'),
  waiting: l10n.t('waiting'),
  sending: l10n.t('SENT?'),
};

/** How the states are counted, the ones to worry about first. */
const order: readonly TargetState[] = [
  'unknown',
  'sending',
  'accepted',
  'refused',
  'notSent',
  'waiting',
  'alreadyClosed',
  'recorded',
];

/** A batch as a Markdown document: what it was, how it stands, and a table with a line for each target. */
export function batchDocument(batch: Batch, isRunning: boolean): string {
  const { head } = batch;
  const rows = isRunning ? batch.rows : settled(batch);
  const { operation, startedAt, where, signalName } = head;
  const lines = [
    `# ${batchWords[operation].title}: ${countWords(operation, rows.length)}`,
    '',
    `- ${l10n.t('Where: {0}', cell(where))}`,
    `- ${l10n.t('Started: {0}', moment(startedAt))}`,
    ...(signalName === undefined ? [] : [`- ${l10n.t('Signal: {0}', cell(signalName))}`]),
    `- ${standing(batch, isRunning)}`,
    ...countLines(rows),
    '',
    ...table(rows, operation === taskOperation),
  ];
  return `${lines.join('\n')}\n`;
}

/** How far a batch is, in one line: `Running: 37 of 500`. */
export function standing({ rows, end, lastAt }: Batch, isRunning: boolean): string {
  const done = l10n.t('{0} of {1} done', rows.filter((row) => !isOpen(row)).length, rows.length);
  if (isRunning) return l10n.t('Running: {0}', done);
  if (end === undefined) {
    return l10n.t(
      'Interrupted: {0}. The window ended, or another one is at work; the last line is of {1}',
      done,
      moment(lastAt),
    );
  }
  switch (end.how) {
    case 'done':
      return l10n.t('Ended {0}: {1}', moment(end.at), done);
    case 'stopped':
      return l10n.t('Stopped {0}: {1}', moment(end.at), done);
    case 'brake':
      return l10n.t(
        'Stopped by itself {0}, as one after the other failed for the same reason: {1}. {2}',
        moment(end.at),
        done,
        cell(end.why),
      );
  }
}

/** Once a run has ended, what waits still was not sent. */
export function settled({ rows, end }: Batch): readonly TargetRow[] {
  if (end === undefined) return rows;
  return rows.map((row) => (row.state === 'waiting' ? { ...row, state: 'notSent' } : row));
}

/** `3 unknown, 497 recorded`. */
export function counted(rows: readonly TargetRow[]): string {
  return order
    .map((state) => ({ state, count: rows.filter((row) => row.state === state).length }))
    .filter(({ count }) => count > 0)
    .map(({ state, count }) => `${count} ${stateWords[state].toLowerCase()}`)
    .join(', ');
}

function countLines(rows: readonly TargetRow[]): string[] {
  const doubtful = rows.some(({ state }) => state === 'unknown' || state === 'sending' || state === 'accepted');
  return [
    `- ${l10n.t('Outcomes: {0}', counted(rows))}`,
    ...(doubtful
      ? [
          `- ${l10n.t('What is not proven is looked for in its history before anything is sent again: "SWF: Continue Batch".')}`,
        ]
      : []),
  ];
}

function table(rows: readonly TargetRow[], ofTasks: boolean): string[] {
  const task = ofTasks ? [l10n.t('activity id')] : [];
  const header = [
    '#',
    l10n.t('outcome'),
    l10n.t('event'),
    ...task,
    l10n.t('workflow id'),
    l10n.t('when'),
    l10n.t('what happened'),
    l10n.t('run id'),
  ];
  const columns = [header, ...rows.map(cellsOf)];
  const widths = (columns[0] ?? []).map((_, i) =>
    Math.max(3, ...columns.map((each) => Array.from(each[i] ?? '').length)),
  );
  const line = (each: readonly string[], last: string) =>
    `| ${each.map((text, i) => (i === each.length - 1 ? text : text + last.repeat((widths[i] ?? 0) - Array.from(text).length))).join(' | ')} |`;
  const [first = [], ...others] = columns;
  return [
    line(first, ' '),
    line(
      first.map(() => '---'),
      '-',
    ),
    ...others.map((each) => line(each, ' ')),
  ];
}

function cellsOf({ target, state, at, result }: TargetRow, index: number): string[] {
  return [
    String(index + 1),
    stateWords[state],
    result?.eventId === undefined ? '' : String(result.eventId),
    ...(target.task === undefined ? [] : [cell(target.task.activityId)]),
    cell(target.workflowId),
    at === undefined ? '' : moment(at),
    cell(result?.text ?? (state === 'sending' ? l10n.t('It was about to be sent when the window ended.') : '')),
    cell(target.runId),
  ];
}

/** Names hold any character: none may end a cell, begin a line or be read as markup. */
function cell(text: string): string {
  return plainName(text).replace(/[\\|<>[\]`*_]/g, (each) => `\\${each}`);
}

function moment(at: number): string {
  return new Date(at)
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, ' UTC');
}
