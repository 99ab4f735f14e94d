import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inWords, moment, Telling } from '../../../src/explorer/durations';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

describe('a duration in words', () => {
  test.each([
    [0, '0 s'],
    [999, '0 s'],
    [-5 * minute, '0 s'],
    [40 * second, '40 s'],
    [minute, '1 min'],
    [4 * minute + 10 * second, '4 min 10 s'],
    [9 * minute + 59 * second, '9 min 59 s'],
    [10 * minute + 59 * second, '10 min'],
    [26 * minute + 10 * second, '26 min'],
    [hour, '1 h'],
    [hour + 5 * second, '1 h'],
    [2 * hour + 5 * minute + 9 * second, '2 h 5 min'],
    [2 * day + 3 * hour + 4 * minute, '2 d 3 h'],
    [3 * day + 4 * minute, '3 d'],
    [365 * day, '365 d'],
  ])('%d ms: %s', (milliseconds, words) => {
    expect(inWords(milliseconds)).toBe(words);
  });

  test('is never longer than the duration, and off by less than its smallest word', () => {
    const units: Readonly<Record<string, number>> = { d: day, h: hour, min: minute, s: second };
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 * day }), (milliseconds) => {
        const words = [...inWords(milliseconds).matchAll(/(\d+) (d|h|min|s)/g)];
        expect(words.length).toBeGreaterThan(0);
        expect(words.length).toBeLessThanOrEqual(2);
        const said = words.reduce((sum, [, count, unit = '']) => sum + Number(count) * (units[unit] ?? 0), 0);
        // A second word that is left out is of the next smaller unit.
        const smallest = units[words.at(-1)?.[2] ?? ''] ?? 0;
        expect(said).toBeLessThanOrEqual(milliseconds);
        expect(milliseconds - said).toBeLessThan(smallest);
      }),
    );
  });
});

test('a moment reads the same everywhere', () => {
  expect(moment(Date.UTC(2026, 0, 2, 3, 4, 5, 678))).toBe('2026-01-02 03:04:05 UTC');
  expect(moment(0)).toBe('1970-01-01 00:00:00 UTC');
});

describe('what is told at a moment', () => {
  test.each([
    [0, '0 s', second],
    [59 * second, '59 s', second],
    [minute + 59 * second, '1 min', second],
    [9 * minute + 10 * second, '9 min', 50 * second],
    [2 * hour + 5 * minute, '2 h 5 min', minute],
    [3 * day + 4 * hour, '3 d 4 h', hour],
  ])('an age of %d ms: %s, for %d ms more', (age, words, holds) => {
    const telling = new Telling(1_000_000_000);
    expect(telling.age(1_000_000_000 - age)).toBe(words);
    expect(telling.changesAt).toBe(1_000_000_000 + holds);
  });

  test.each([
    [30 * second, '30 s', 1],
    [30 * second + 400, '30 s', 401],
    [4 * minute + 19 * second, '4 min 10 s', 9 * second + 1],
    [26 * minute, '26 min', 1],
    [2 * day + 3 * hour + 5, '2 d 3 h', 6],
  ])('%d ms left: %s, for %d ms more', (left, words, holds) => {
    const telling = new Telling(5000);
    expect(telling.left(5000 + left)).toBe(words);
    expect(telling.changesAt).toBe(5000 + holds);
  });

  test('is the same until it changes, and another then', () => {
    const amount = fc.integer({ min: 0, max: 3 * day });
    fc.assert(
      fc.property(amount, amount, (age, left) => {
        const now = 400 * day;
        const tell = (at: number) => {
          const telling = new Telling(at);
          return { words: `${telling.age(now - age)}, ${telling.left(now + left)}`, changesAt: telling.changesAt };
        };
        const { words, changesAt } = tell(now);
        expect(changesAt).toBeGreaterThan(now);
        expect(tell(changesAt - 1).words).toBe(words);
        // Past its end, what is left stays at nothing.
        if (changesAt <= now + left) expect(tell(changesAt).words).not.toBe(words);
      }),
    );
  });
});
