import * as l10n from '@vscode/l10n';
import type { EventGroup, GroupKind, GroupOutcome } from '../swf/eventGroups';

export const kindNames: Readonly<Record<GroupKind, string>> = {
  execution: l10n.t('execution'),
  decisionTask: l10n.t('decision task'),
  activityTask: l10n.t('activity task'),
  timer: l10n.t('timer'),
  lambda: l10n.t('lambda task'),
  child: l10n.t('child'),
  externalSignal: l10n.t('signal sent'),
  externalCancel: l10n.t('cancel sent'),
  signal: l10n.t('signal'),
  cancelRequest: l10n.t('cancel request'),
  marker: l10n.t('marker'),
  refusal: l10n.t('decision'),
  other: l10n.t('event'),
};

const outcomeNames: Readonly<Record<GroupOutcome, string>> = {
  open: l10n.t('open'),
  completed: l10n.t('completed'),
  failed: l10n.t('failed'),
  timedOut: l10n.t('timed out'),
  canceled: l10n.t('canceled'),
  terminated: l10n.t('terminated'),
  continuedAsNew: l10n.t('continued as new'),
  cutOff: l10n.t('cut off'),
  noted: l10n.t('recorded'),
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
  if (kind === 'refusal') return l10n.t('refused');
  if (kind === 'signal' || kind === 'cancelRequest') return l10n.t('received');
  if (outcome === 'completed') {
    if (kind === 'timer') return l10n.t('fired');
    if (kind === 'externalSignal' || kind === 'externalCancel') return l10n.t('delivered');
  }
  if (outcome !== 'open') return outcomeNames[outcome];
  if (cancelRequested) return l10n.t('cancel requested');
  if (kind === 'timer') return l10n.t('running');
  if (kind === 'execution') return l10n.t('open');
  return startedAt === undefined ? l10n.t('not started') : l10n.t('started');
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
