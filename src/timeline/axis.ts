import type { Span } from './viewport';

export interface Tick {
  readonly at: number;
  readonly label: string;
}

const [second, minute, hour, day] = [1000, 60_000, 3_600_000, 86_400_000];
const steps = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[1, 2, 5, 10, 15, 30].map((count) => count * second),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * minute),
  ...[1, 2, 3, 6, 12].map((count) => count * hour),
  ...[1, 2, 7, 14, 30, 60, 120].map((count) => count * day),
];

/** Round moments of a span in UTC, so many at most, labeled no finer than they are apart. */
export function ticks({ from, to }: Span, most: number): readonly Tick[] {
  const length = to - from;
  const step = steps.find((each) => length / each <= most) ?? Math.ceil(length / most / day) * day;
  const first = Math.ceil(from / step) * step;
  const count = Math.max(0, Math.floor((to - first) / step) + 1);
  return Array.from({ length: count }, (_, index) => {
    const at = first + index * step;
    return { at, label: label(at, step, to - from > day) };
  });
}

function label(at: number, step: number, severalDays: boolean): string {
  const iso = new Date(at).toISOString();
  const [date, clock] = [iso.slice(5, 10), iso.slice(11, -1)];
  if (step >= day) return date;
  const text = step < second ? clock : step < minute ? clock.slice(0, 8) : clock.slice(0, 5);
  return severalDays || at % day === 0 ? `${date} ${text}` : text;
}
