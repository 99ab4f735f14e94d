import * as l10n from '@vscode/l10n';
import { knownTarget, type TrailEntry, type WritePlace } from './line';
import { code, codeCell } from './markdown';
import type { KeptTrail } from './trail';

/** A poll is held for up to 60 s, and its answer awaited for 70: whoever is silent for longer ended. In milliseconds. */
const longestWait = 75_000;

/** How a request stands: `name` for filters, the same in every language; `words` for people. */
export interface EntryState {
  readonly name: string;
  readonly words: string;
}

/** How a request stands, by all that its lines tell: the history first, then the answer. */
export function stateOf({ operation, at, answer, end }: TrailEntry, now: number): EntryState {
  if (end !== undefined) return { name: end.outcome, words: endWords[end.outcome]() };
  if (answer === undefined) {
    return now - at < longestWait
      ? { name: 'waiting', words: l10n.t('waiting for the answer') }
      : { name: 'unanswered', words: l10n.t('SENT? Its outcome is not known') };
  }
  const { fault, delivered, target } = answer;
  if (fault === undefined) {
    if (!operation.startsWith('PollFor')) return { name: 'answered', words: l10n.t('accepted') };
    return target?.workflowId === undefined
      ? { name: 'noTask', words: l10n.t('no task') }
      : { name: 'claimed', words: l10n.t('a task was handed out') };
  }
  const words =
    delivered === 'no'
      ? l10n.t({ message: 'not done: {0}', args: [fault], comment: '{0} is the kind of the fault, such as throttled' })
      : l10n.t('NOT KNOWN whether it was done: {0}', fault);
  return { name: fault, words };
}

const endWords = {
  recorded: () => l10n.t('recorded'),
  accepted: () => l10n.t('accepted, not proven'),
  alreadyClosed: () => l10n.t('already closed'),
  refused: () => l10n.t('refused'),
  unknown: () => l10n.t('UNKNOWN'),
  dismissed: () => l10n.t('not sent'),
  started: () => l10n.t('started'),
  alreadyOpen: () => l10n.t('one is open already'),
} satisfies Readonly<Record<NonNullable<TrailEntry['end']>['outcome'], () => string>>;

/** The trail as a Markdown document. `filter` is the line that chose the entries. */
export function trailDocument(
  { entries: kept, damaged }: KeptTrail,
  entries: readonly TrailEntry[],
  filter: string,
  now: number,
): string {
  const oldest = kept.at(-1);
  const shown = l10n.t('{0} of {1} requests that write, the newest first', entries.length, kept.length);
  return lines([
    `# ${l10n.t('Audit Trail')}`,
    '',
    `- ${shown}`,
    ...(filter === '' ? [] : [`- ${l10n.t('Filter: {0}', code(filter))}`]),
    ...(oldest === undefined
      ? []
      : [`- ${l10n.t('Kept since {0}, on this machine alone; the oldest go when it is full', moment(oldest.at))}`]),
    ...(damaged === 0 ? [] : [`- ${l10n.t('Lines that a crash cut off, and that are left out: {0}', damaged)}`]),
    ...doubts(entries, now),
    '',
    ...(entries.length === 0 ? [l10n.t('Nothing was sent that writes.')] : table(entries, now)),
  ]);
}

/** The same entries as a note to hand on: what was sent from this machine, and how it ended. */
export function incidentNote(entries: readonly TrailEntry[], filter: string, now: number): string {
  const [newest, oldest] = [entries[0], entries.at(-1)];
  const places = [...new Set(entries.map(({ place }) => placeName(place)))];
  return lines([
    `## ${l10n.t('What was sent to Amazon SWF from one machine')}`,
    '',
    `- ${l10n.t('Requests that write: {0}', entries.length)}`,
    ...(newest === undefined || oldest === undefined
      ? []
      : [`- ${l10n.t('From {0} to {1}', moment(oldest.at), moment(newest.at))}`]),
    ...(places.length === 0 ? [] : [`- ${l10n.t('Connection: {0}', places.map(code).join(', '))}`]),
    ...(filter === '' ? [] : [`- ${l10n.t('Filter: {0}', code(filter))}`]),
    ...doubts(entries, now),
    '',
    ...(entries.length === 0 ? [] : table(entries, now)),
  ]);
}

function doubts(entries: readonly TrailEntry[], now: number): string[] {
  const count = entries.filter((entry) => stateOf(entry, now).name === 'unanswered').length;
  if (count === 0) return [];
  return [`- ${l10n.t('Sent, or about to be sent, when the window ended: {0}. Only the histories tell', count)}`];
}

function table(entries: readonly TrailEntry[], now: number): string[] {
  const heads = [
    l10n.t('when'),
    l10n.t('outcome'),
    l10n.t('event'),
    l10n.t('operation'),
    l10n.t('workflow id'),
    l10n.t('activity id, type or list'),
    l10n.t('domain'),
    l10n.t('connection'),
    l10n.t('run id'),
    l10n.t('request id'),
  ];
  const rows = [heads, ...entries.map((entry) => cellsOf(entry, now))];
  const widths = heads.map((_, column) => Math.max(3, ...rows.map((row) => Array.from(row[column] ?? '').length)));
  const line = (row: readonly string[], filler: string) =>
    `| ${row.map((text, column) => text + filler.repeat((widths[column] ?? 0) - Array.from(text).length)).join(' | ')} |`;
  const [first = [], ...others] = rows;
  return [
    line(first, ' '),
    line(
      heads.map(() => ''),
      '-',
    ),
    ...others.map((row) => line(row, ' ')),
  ];
}

/** Where a request went, with the account once that was looked up. */
function placeName({ label, account }: WritePlace): string {
  return account === undefined ? label : `${label} · ${account}`;
}

function cellsOf(entry: TrailEntry, now: number): string[] {
  const { at, place, operation, answer, end } = entry;
  const { domain, workflowId, runId, activityId, named, taskList } = knownTarget(entry);
  return [
    moment(at),
    stateOf(entry, now).words,
    end?.eventIds.join(', ') ?? '',
    operation,
    codeCell(workflowId),
    codeCell(activityId ?? named ?? taskList),
    codeCell(domain),
    codeCell(placeName(place)),
    codeCell(end?.runId ?? runId),
    codeCell(answer?.requestId),
  ];
}

function moment(at: number): string {
  return new Date(at).toISOString().replace('T', ' ').replace('Z', ' UTC');
}

function lines(each: readonly string[]): string {
  return `${each.join('\n')}\n`;
}
