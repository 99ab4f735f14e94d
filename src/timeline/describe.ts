import type { Bar } from './bars';
import { took, utc } from '../history/words';

/** A name and a value. */
export type Fact = readonly [name: string, value: string];

/** What a bar is, in one line. */
export function titleOf({ kindName, name, detail, word, sign }: Bar): string {
  const named = [name, detail].filter((part) => part !== '').join(' · ');
  return `${sign} ${kindName}${named === '' ? '' : ` ${named}`}: ${word}`;
}

/** What is known of a bar. `now` stands for the end of what is open. */
export function factsOf(bar: Bar, now: number): readonly Fact[] {
  const { begunAt, startedAt, endedAt, outcome, reason, identity } = bar;
  const end = endedAt ?? now;
  if (outcome === 'noted') return [['At', utc(begunAt)], ...(reason === undefined ? [] : [['Cause', reason] as const])];
  return [
    ...(reason === undefined ? [] : [['Why', reason] as const]),
    ['Began', utc(begunAt)],
    ...(startedAt === undefined
      ? []
      : ([
          ['Waited', took(startedAt - begunAt)],
          [endedAt === undefined ? 'At work for' : 'Worked', took(end - startedAt)],
        ] as const)),
    endedAt === undefined ? ['Open for', took(end - begunAt)] : ['Ended', `${utc(end)}, after ${took(end - begunAt)}`],
    ...(identity === undefined || identity === '' ? [] : [['By', identity] as const]),
  ];
}

/** All of it in words, for a screen reader, and where the bar stands. */
export function spoken(bar: Bar, now: number, row: number, rows: number): string {
  const facts = factsOf(bar, now).map(([name, value]) => `${name} ${value}`);
  return [titleOf(bar).slice(2), ...facts, `event ${bar.eventId}`, `row ${row + 1} of ${rows}`].join(', ');
}
