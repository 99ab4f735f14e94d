import * as l10n from '@vscode/l10n';
import type { Bar } from './bars';

/** One row of the picture: bars that do not overlap, in the order of time. */
export interface Row {
  readonly label: string;
  readonly bars: readonly Bar[];
  /** Whether one of them is in trouble. */
  readonly trouble: boolean;
}

export interface Layout {
  readonly rows: readonly Row[];
  /** Where each bar stands, by its event id. */
  readonly places: ReadonlyMap<number, { readonly row: number; readonly index: number }>;
  /** The times of the first and the last thing known, in milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
}

/** With more rows than this, those of one type share theirs. */
export const mostNamedRows = 400;

/** Rows that stand above all others, in this order. */
const sharedRows: Readonly<Partial<Record<Bar['kind'], readonly [order: number, label: string]>>> = {
  execution: [0, l10n.t('Execution')],
  signal: [1, l10n.t('Signals')],
  cancelRequest: [1, l10n.t('Signals')],
  externalSignal: [2, l10n.t('Sent to others')],
  externalCancel: [2, l10n.t('Sent to others')],
  marker: [3, l10n.t('Markers')],
  refusal: [4, l10n.t('Refused decisions')],
  other: [5, l10n.t('Other events')],
  decisionTask: [6, l10n.t('Decision tasks')],
};

/**
 * Puts the bars into rows: what has the same name stands in one row, so that repetitions are beside each other. `packed`
 * puts bars of one type into as few rows as they need.
 */
export function layOut(bars: readonly Bar[], packed: boolean): Layout {
  const sections = new Map<string, { order: number; label: string; lanes: { end: number; bars: Bar[] }[] }>();
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const bar of bars) {
    from = Math.min(from, bar.begunAt);
    to = Math.max(to, bar.endedAt ?? bar.startedAt ?? bar.begunAt, ...bar.events.map(({ at }) => at));
    const [order, label] = sharedRows[bar.kind] ?? [7, labelOf(bar, packed)];
    const key = order < 7 ? label : `${bar.kind} ${label}`;
    const section = sections.get(key) ?? { order, label, lanes: [] };
    sections.set(key, section);
    const end = isTick(bar) ? bar.begunAt : (bar.endedAt ?? Number.POSITIVE_INFINITY);
    const lane = section.lanes.find((each) => each.end <= bar.begunAt) ?? { end, bars: [] };
    if (lane.bars.length === 0) section.lanes.push(lane);
    lane.end = end;
    lane.bars.push(bar);
  }
  const rows = [...sections.values()]
    .sort((a, b) => a.order - b.order)
    .flatMap(({ label, lanes }) =>
      lanes.map((lane): Row => ({ label, bars: lane.bars, trouble: lane.bars.some(({ trouble }) => trouble) })),
    );
  const places = new Map(
    rows.flatMap((row, at) => row.bars.map((bar, index) => [bar.eventId, { row: at, index }] as const)),
  );
  return bars.length === 0 ? { rows, places, from: 0, to: 1 } : { rows, places, from, to };
}

/** How many rows there would be if each name had its own. */
export function namedRows(bars: readonly Bar[]): number {
  return new Set(bars.filter(({ kind }) => !(kind in sharedRows)).map((bar) => `${bar.kind} ${bar.name}`)).size;
}

/** Something of a moment: a signal, a marker, a refused decision. */
export function isTick({ outcome }: Bar): boolean {
  return outcome === 'noted';
}

function labelOf({ kind, kindName, name, detail }: Bar, packed: boolean): string {
  if (!packed) return name || kindName;
  return kind === 'timer' ? l10n.t('Timers') : detail || kindName;
}

/** The first bar of a row that ends at or after a moment; the number of bars when none does. */
export function firstEndingAfter(bars: readonly Bar[], moment: number): number {
  let [low, high] = [0, bars.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const bar = bars[middle];
    if (bar !== undefined && (bar.endedAt ?? Number.POSITIVE_INFINITY) < moment) low = middle + 1;
    else high = middle;
  }
  return low;
}
