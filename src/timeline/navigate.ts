import type { Bar } from './bars';
import { firstEndingAfter, type Layout } from './layout';

export type Direction = 'left' | 'right' | 'up' | 'down' | 'first' | 'last';

/** The bar that a key goes to from another one, or from none; the same one where there is no other. */
export function neighbor({ rows, places }: Layout, bar: Bar | undefined, direction: Direction): Bar | undefined {
  const place = bar && places.get(bar.eventId);
  if (bar === undefined || place === undefined) return rows[0]?.bars[0];
  const { bars = [] } = rows[place.row] ?? {};
  switch (direction) {
    case 'left':
      return bars[place.index - 1] ?? bar;
    case 'right':
      return bars[place.index + 1] ?? bar;
    case 'first':
      return bars[0];
    case 'last':
      return bars.at(-1);
    case 'up':
      return nearest(rows[place.row - 1]?.bars, bar.begunAt) ?? bar;
    case 'down':
      return nearest(rows[place.row + 1]?.bars, bar.begunAt) ?? bar;
  }
}

/** The next bar in trouble, in the order of time, going round at the end; undefined when there is none. */
export function nextTrouble(bars: readonly Bar[], from: Bar | undefined, step: 1 | -1): Bar | undefined {
  const troubles = bars.filter(({ trouble }) => trouble);
  if (from === undefined) return troubles.at(step === 1 ? 0 : -1);
  if (step === 1) return troubles.find(({ eventId }) => eventId > from.eventId) ?? troubles[0];
  return troubles.findLast(({ eventId }) => eventId < from.eventId) ?? troubles.at(-1);
}

/** The bar of a row that a moment is in, or the nearest to it. */
export function nearest(bars: readonly Bar[] | undefined, moment: number): Bar | undefined {
  if (bars === undefined) return undefined;
  const index = firstEndingAfter(bars, moment);
  const [before, after] = [bars[index - 1], bars[index]];
  if (before === undefined || after === undefined) return before ?? after;
  return Math.max(0, after.begunAt - moment) <= moment - (before.endedAt ?? moment) ? after : before;
}
