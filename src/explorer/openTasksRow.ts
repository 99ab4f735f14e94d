import * as l10n from '@vscode/l10n';
import { inWords, moment, type Telling } from './durations';
import type { Row } from './row';
import type { RowToken } from '../contract';
import type { DomainScan } from '../swf/domainScan';
import type { ScanProgress } from '../swf/scanProgress';

/** Less than this is not worth announcing; in milliseconds. */
const longWait = 10_000;

/** What a row tells of a scan. */
export type SeenScan = Pick<DomainScan, 'domain' | 'state' | 'progress'>;

/** The row of all open tasks of a domain: how many were found, how far the scan is, and what it could not read. */
export function openTasksRow(scan: SeenScan, telling: Telling): Omit<Row, 'changesAt'> {
  const label = l10n.t('Open Activity Tasks');
  const { state } = scan;
  const isMissing = state === 'failed' || scan.progress.unreadable > 0;
  const description = describe(scan, telling);
  const tooltip = [
    l10n.t('Open activity tasks of all open executions of the domain {0}, most urgent first', scan.domain),
    ...(state === 'idle'
      ? [l10n.t('Opening this row reads the history of each open execution: one call for nearly all.')]
      : []),
    ...(description === '' ? [] : [description]),
    ...details(scan, telling),
  ];
  return {
    label,
    description,
    tooltip,
    icon: state === 'running' ? 'loading~spin' : isMissing ? 'warning' : 'checklist',
    expandable: true,
    tokens: tokensOf(scan),
    spoken: [l10n.t('{0} of domain {1}', label, scan.domain), ...(description === '' ? [] : [description])].join(', '),
  };
}

/** `1,234 executions`, `1 execution`. */
export function countedExecutions(count: number): string {
  return count === 1 ? l10n.t('1 execution') : l10n.t('{0} executions', count.toLocaleString('en-US'));
}

function countedTasks(count: number): string {
  return count === 1 ? l10n.t('1 open task') : l10n.t('{0} open tasks', count.toLocaleString('en-US'));
}

function describe(scan: SeenScan, telling: Telling): string {
  const { progress } = scan;
  const tasks = countedTasks(progress.tasks);
  const { timeLeft, endedAt = telling.now } = progress;
  switch (scan.state) {
    case 'idle':
      return '';
    case 'running': {
      const wait =
        timeLeft <= longWait
          ? []
          : progress.totalIs === 'atLeast'
            ? [l10n.t('at least {0} left', inWords(timeLeft))]
            : [l10n.t('about {0} left', inWords(timeLeft))];
      return [`${howFar(progress)}, ${tasks}`, ...wait].join(' · ');
    }
    case 'stopped':
      if (isUnlisted(progress)) return l10n.t('stopped before any execution was listed, {0} found before', tasks);
      return l10n.t('stopped at {0}, {1}', howFar(progress), tasks);
    case 'failed':
      if (isUnlisted(progress)) return l10n.t('interrupted before any execution was listed, {0} found before', tasks);
      return l10n.t('interrupted at {0}, {1}', howFar(progress), tasks);
    case 'done': {
      const read = progress.unreadable === 0 ? countedExecutions(progress.total) : howFar(progress);
      return l10n.t('{0} · {1} read {2} ago', tasks, read, telling.age(endedAt));
    }
  }
}

function isUnlisted({ total, totalIs }: ScanProgress): boolean {
  return total === 0 && totalIs !== 'exact';
}

function howFar({ read, total, totalIs }: ScanProgress): string {
  const size = countedExecutions(total);
  const whole = { exact: size, about: l10n.t('about {0}', size), atLeast: l10n.t('at least {0}', size) }[totalIs];
  return l10n.t('{0} of {1}', read.toLocaleString('en-US'), whole);
}

function details(scan: SeenScan, telling: Telling): string[] {
  const { incomplete, endedAt, totalIs } = scan.progress;
  return [
    ...(scan.state === 'running' && totalIs !== 'exact'
      ? [l10n.t('The executions are still being listed; until then their number is what Amazon SWF counts.')]
      : []),
    ...(scan.state === 'done' && endedAt !== undefined
      ? [
          l10n.t(
            'As of {0}, {1} ago. Another scan reads only what has happened since.',
            moment(endedAt),
            telling.age(endedAt),
          ),
        ]
      : []),
    ...(incomplete > 0
      ? [
          l10n.t(
            'Of {0} with a long history, only as many open tasks were looked for as SWF counts.',
            countedExecutions(incomplete),
          ),
        ]
      : []),
  ];
}

function tokensOf({ state, progress }: SeenScan): readonly RowToken[] {
  switch (state) {
    case 'idle':
      return [];
    case 'running':
      return ['stoppable'];
    case 'stopped':
    case 'failed':
      return ['resumable', 'rescannable'];
    case 'done':
      return progress.unreadable > 0 ? ['resumable', 'rescannable'] : ['rescannable'];
  }
}
