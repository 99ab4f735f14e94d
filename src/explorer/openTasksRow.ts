import { inWords, moment, type Telling } from './durations';
import type { Row } from './row';
import type { RowToken } from '../contract';
import type { DomainScan, ScanProgress } from '../swf/domainScan';

/** Less than this is not worth announcing; in milliseconds. */
const longWait = 10_000;

/** What a row tells of a scan. */
export type SeenScan = Pick<DomainScan, 'domain' | 'state' | 'progress'>;

export function openTasksRow(scan: SeenScan, telling: Telling): Omit<Row, 'changesAt'> {
  const label = 'Open Activity Tasks';
  const { state } = scan;
  const isMissing = state === 'failed' || scan.progress.unreadable > 0;
  const description = describe(scan, telling);
  const tooltip = [
    `Open activity tasks of all open executions of the domain ${scan.domain}, most urgent first`,
    ...(state === 'idle'
      ? ['Opening this row reads the history of each open execution: one call for nearly all.']
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
    spoken: [`${label} of domain ${scan.domain}`, ...(description === '' ? [] : [description])].join(', '),
  };
}

/** `1,234 executions`, `1 execution`. */
export function counted(count: number, thing: string): string {
  return `${count.toLocaleString('en-US')} ${thing}${count === 1 ? '' : 's'}`;
}

function describe(scan: SeenScan, telling: Telling): string {
  const { progress } = scan;
  const tasks = counted(progress.tasks, 'open task');
  const { timeLeft, endedAt = telling.now } = progress;
  switch (scan.state) {
    case 'idle':
      return '';
    case 'running': {
      const wait =
        timeLeft > longWait
          ? [`${progress.totalIs === 'atLeast' ? 'at least' : 'about'} ${inWords(timeLeft)} left`]
          : [];
      return [`${howFar(progress)}, ${tasks}`, ...wait].join(' · ');
    }
    case 'stopped':
      return `stopped at ${howFar(progress)}, ${tasks}`;
    case 'failed':
      return `interrupted at ${howFar(progress)}, ${tasks}`;
    case 'done': {
      const read = progress.unreadable === 0 ? counted(progress.total, 'execution') : howFar(progress);
      return `${tasks} · ${read} read ${telling.age(endedAt)} ago`;
    }
  }
}

function howFar({ read, total, totalIs }: ScanProgress): string {
  const size = counted(total, 'execution');
  const whole = { exact: size, about: `about ${size}`, atLeast: `at least ${size}` }[totalIs];
  return `${read.toLocaleString('en-US')} of ${whole}`;
}

function details(scan: SeenScan, telling: Telling): string[] {
  const { incomplete, endedAt, totalIs } = scan.progress;
  return [
    ...(scan.state === 'running' && totalIs !== 'exact'
      ? ['The executions are still being listed; until then their number is what Amazon SWF counts.']
      : []),
    ...(scan.state === 'done' && endedAt !== undefined
      ? [`As of ${moment(endedAt)}, ${telling.age(endedAt)} ago. Another scan reads only what has happened since.`]
      : []),
    ...(incomplete > 0
      ? [
          `Of ${counted(incomplete, 'execution')} with a long history, only as many open tasks were looked for as SWF counts.`,
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
