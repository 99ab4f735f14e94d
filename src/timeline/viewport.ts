/** The part of time that the picture shows, in milliseconds since 1970. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Nothing in a history is shorter than a millisecond. */
const shortest = 5;

/** All there is, with a little room at both ends. */
export function fitted({ from, to }: Span): Span {
  const room = Math.max(shortest, (to - from) * 0.02);
  return { from: from - room, to: to + room };
}

/** Shows `1 / factor` of the time around a moment that stays where it is. */
export function zoomed(span: Span, factor: number, around: number, whole: Span): Span {
  const all = fitted(whole);
  const length = Math.min(Math.max((span.to - span.from) / factor, shortest), all.to - all.from);
  const share = (around - span.from) / (span.to - span.from);
  return kept({ from: around - share * length, to: around + (1 - share) * length }, whole);
}

/** Moves by a share of what is shown: 1 is a whole page to later times. */
export function panned(span: Span, share: number, whole: Span): Span {
  const by = (span.to - span.from) * share;
  return kept({ from: span.from + by, to: span.to + by }, whole);
}

/** Moves no more than needed to show from one moment to another, or the first of them. */
export function showing(span: Span, from: number, to: number, whole: Span): Span {
  const length = span.to - span.from;
  if (from >= span.from && to <= span.to) return span;
  const room = length * 0.1;
  const start = to - from > length - 2 * room || from < span.from ? from - room : to + room - length;
  return kept({ from: start, to: start + length }, whole);
}

/** The picture never leaves what there is. */
function kept({ from, to }: Span, whole: Span): Span {
  const all = fitted(whole);
  const length = Math.min(to - from, all.to - all.from);
  const start = Math.min(Math.max(from, all.from), all.to - length);
  return { from: start, to: start + length };
}
