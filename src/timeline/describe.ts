import * as l10n from '@vscode/l10n';
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
  const { begunAt, startedAt, endedAt, outcome, reason, identity, unread } = bar;
  if (unread === true) return [[l10n.t('Began'), utc(begunAt)]];
  const end = endedAt ?? now;
  if (outcome === 'noted')
    return [[l10n.t('At'), utc(begunAt)], ...(reason === undefined ? [] : [[l10n.t('Cause'), reason] as const])];
  return [
    ...(reason === undefined ? [] : [[l10n.t('Why'), reason] as const]),
    [l10n.t('Began'), utc(begunAt)],
    ...(startedAt === undefined
      ? []
      : ([
          [l10n.t('Waited'), took(startedAt - begunAt)],
          [endedAt === undefined ? l10n.t('At work for') : l10n.t('Worked'), took(end - startedAt)],
        ] as const)),
    endedAt === undefined
      ? [l10n.t('Open for'), took(end - begunAt)]
      : [l10n.t('Ended'), l10n.t('{0}, after {1}', utc(end), took(end - begunAt))],
    ...(identity === undefined || identity === '' ? [] : [[l10n.t('By'), identity] as const]),
  ];
}

/** All of it in words, for a screen reader, and where the bar stands. */
export function spoken(bar: Bar, now: number, row: number, rows: number): string {
  const facts = factsOf(bar, now).map(([name, value]) => `${name} ${value}`);
  return [
    titleOf(bar).slice(2),
    ...facts,
    l10n.t('event {0}', bar.eventId),
    l10n.t('row {0} of {1}', row + 1, rows),
  ].join(', ');
}
