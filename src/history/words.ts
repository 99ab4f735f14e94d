import type { EventGroup, GroupKind, GroupOutcome } from '../swf/eventGroups';

export const kindNames: Readonly<Record<GroupKind, string>> = {
  execution: 'execution',
  decisionTask: 'decision task',
  activityTask: 'activity task',
  timer: 'timer',
  lambda: 'lambda task',
  child: 'child',
  externalSignal: 'signal sent',
  externalCancel: 'cancel sent',
  signal: 'signal',
  cancelRequest: 'cancel request',
  marker: 'marker',
  refusal: 'decision',
  other: 'event',
};

const outcomeNames: Readonly<Record<GroupOutcome, string>> = {
  open: 'open',
  completed: 'completed',
  failed: 'failed',
  timedOut: 'timed out',
  canceled: 'canceled',
  terminated: 'terminated',
  continuedAsNew: 'continued as new',
  cutOff: 'cut off',
  noted: 'recorded',
};

const signs: Readonly<Record<GroupOutcome, string>> = {
  open: '▷',
  completed: '✔',
  failed: '✖',
  timedOut: '◔',
  canceled: '⊘',
  terminated: '■',
  continuedAsNew: '»',
  cutOff: '¬',
  noted: '·',
};

/** How a group ended, in one or two words. */
export function outcomeWord(group: Pick<EventGroup, 'kind' | 'outcome' | 'startedAt' | 'cancelRequested'>): string {
  const { kind, outcome, startedAt, cancelRequested } = group;
  if (kind === 'refusal') return 'refused';
  if (kind === 'signal' || kind === 'cancelRequest') return 'received';
  if (outcome === 'completed') {
    if (kind === 'timer') return 'fired';
    if (kind === 'externalSignal' || kind === 'externalCancel') return 'delivered';
  }
  if (outcome !== 'open') return outcomeNames[outcome];
  if (cancelRequested) return 'cancel requested';
  if (kind === 'timer') return 'running';
  if (kind === 'execution') return 'open';
  return startedAt === undefined ? 'not started' : 'started';
}

/** One character that stands beside the word, never for it. */
export function outcomeSign({ kind, outcome }: Pick<EventGroup, 'kind' | 'outcome'>): string {
  return kind === 'refusal' ? signs.failed : signs[outcome];
}

/** Whether somebody should look at it: it did not end as it was meant to. */
export function isTrouble({ kind, outcome }: Pick<EventGroup, 'kind' | 'outcome'>): boolean {
  return kind === 'refusal' || outcome === 'failed' || outcome === 'timedOut' || outcome === 'terminated';
}

const units = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
] as const;

/** A duration in milliseconds to the millisecond where it is short: `340 ms`, `4.2 s`, `4 min 10 s`, `2 d 3 h`. */
export function took(milliseconds: number): string {
  const whole = Math.max(0, Math.round(milliseconds));
  if (whole < 1000) return `${whole} ms`;
  if (whole < 60_000) return `${(Math.floor(whole / 100) / 10).toFixed(1)} s`;
  const first = units.findIndex(([, size]) => whole >= size);
  let rest = whole;
  const parts = units.slice(first, first + 2).map(([name, size]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return { name, count };
  });
  return parts.flatMap(({ name, count }) => (count === 0 ? [] : [`${count} ${name}`])).join(' ');
}

/** A moment in UTC, to the millisecond. */
export function utc(at: number): string {
  return `${new Date(at).toISOString().replace('T', ' ').slice(0, -1)} UTC`;
}
