import { type Batch, isOpen, type TargetRow, type TargetState, taskOperation } from './record';
import { batchWords, countWords } from './words';

const stateWords: Readonly<Record<TargetState, string>> = {
  recorded: 'recorded',
  alreadyClosed: 'already closed',
  accepted: 'accepted, not proven',
  unknown: 'UNKNOWN',
  refused: 'refused',
  notSent: 'not sent',
  waiting: 'waiting',
  sending: 'SENT?',
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
    `- Where: ${cell(where)}`,
    `- Started: ${moment(startedAt)}`,
    ...(signalName === undefined ? [] : [`- Signal: ${cell(signalName)}`]),
    `- ${standing(batch, isRunning)}`,
    ...countLines(rows),
    '',
    ...table(rows, operation === taskOperation),
  ];
  return `${lines.join('\n')}\n`;
}

/** How far a batch is, in one line: `Running: 37 of 500`. */
export function standing({ rows, end, lastAt }: Batch, isRunning: boolean): string {
  const done = `${rows.filter((row) => !isOpen(row)).length} of ${rows.length} done`;
  if (isRunning) return `Running: ${done}`;
  if (end === undefined) {
    return `Interrupted: ${done}. The window ended, or another one is at work; the last line is of ${moment(lastAt)}`;
  }
  switch (end.how) {
    case 'done':
      return `Ended ${moment(end.at)}: ${done}`;
    case 'stopped':
      return `Stopped ${moment(end.at)}: ${done}`;
    case 'brake':
      return `Stopped by itself ${moment(end.at)}, as one after the other failed for the same reason: ${done}. ${cell(end.why)}`;
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
    `- Outcomes: ${counted(rows)}`,
    ...(doubtful
      ? ['- What is not proven is looked for in its history before anything is sent again: "SWF: Continue Batch".']
      : []),
  ];
}

function table(rows: readonly TargetRow[], ofTasks: boolean): string[] {
  const task = ofTasks ? ['activity id'] : [];
  const header = ['#', 'outcome', 'event', ...task, 'workflow id', 'when', 'what happened', 'run id'];
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
    cell(result?.text ?? (state === 'sending' ? 'It was about to be sent when the window ended.' : '')),
    cell(target.runId),
  ];
}

/** Names hold any character: none may end a cell, begin a line or be read as markup. */
function cell(text: string): string {
  return text.replace(/[\p{Cc}\u2028-\u202E\u2066-\u2069]+/gu, ' ').replace(/[\\|<>[\]`*_]/g, (each) => `\\${each}`);
}

function moment(at: number): string {
  return new Date(at)
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, ' UTC');
}
