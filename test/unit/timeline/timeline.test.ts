import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ticks } from '../../../src/timeline/axis';
import { type Bar, barsOf } from '../../../src/timeline/bars';
import { factsOf, spoken, titleOf } from '../../../src/timeline/describe';
import { firstEndingAfter, layOut, namedRows } from '../../../src/timeline/layout';
import { isHostMessage, readAddressOfState, readViewMessage } from '../../../src/timeline/messages';
import { nearest, neighbor, nextTrouble } from '../../../src/timeline/navigate';
import { fitted, panned, showing, zoomed } from '../../../src/timeline/viewport';
import { groupEvents } from '../../../src/swf/eventGroups';
import { everyKind } from '../../support/everyKind';

function bar(eventId: number, begunAt: number, endedAt: number | undefined, more: Partial<Bar> = {}): Bar {
  return {
    eventId,
    kind: 'activityTask',
    kindName: 'activity task',
    name: `task-${eventId}`,
    detail: 'Ship 1',
    begunAt,
    endedAt,
    outcome: endedAt === undefined ? 'open' : 'completed',
    word: 'completed',
    sign: '✔',
    trouble: false,
    events: [{ eventId, type: 'ActivityTaskScheduled', at: begunAt }],
    ...more,
  };
}

const someBars = fc
  .array(
    fc.record({
      gap: fc.nat(50),
      length: fc.option(fc.nat(100), { nil: undefined }),
      name: fc.constantFrom('a', 'b', 'c'),
      kind: fc.constantFrom('activityTask', 'timer', 'decisionTask', 'signal'),
    }),
    { maxLength: 40 },
  )
  .map((some) => {
    let at = 1000;
    return some.map(({ gap, length, name, kind }, index) => {
      at += gap;
      const tick = kind === 'signal';
      const end = tick ? at : length === undefined ? undefined : at + length;
      return bar(index + 1, at, end, { name, kind: kind as Bar['kind'], ...(tick ? { outcome: 'noted' } : {}) });
    });
  });

describe('rows', () => {
  test('hold every bar once, in the order of time, and none over another', () => {
    fc.assert(
      fc.property(someBars, fc.boolean(), (bars, packed) => {
        const { rows, places, from, to } = layOut(bars, packed);
        expect(rows.flatMap((row) => row.bars.map(({ eventId }) => eventId)).sort((a, b) => a - b)).toEqual(
          bars.map(({ eventId }) => eventId),
        );
        rows.forEach((row, at) => {
          row.bars.forEach((each, index) => {
            expect(places.get(each.eventId)).toEqual({ row: at, index });
            const before = row.bars[index - 1];
            if (before !== undefined) expect(before.endedAt ?? Infinity).toBeLessThanOrEqual(each.begunAt);
            expect(each.begunAt).toBeGreaterThanOrEqual(from);
            expect(each.endedAt ?? 0).toBeLessThanOrEqual(to);
          });
        });
      }),
    );
  });

  test('of a history of everything: the shared ones above, then a row for each name', async () => {
    const bars = barsOf(groupEvents(await everyKind()));
    expect(layOut(bars, false).rows.map((row) => `${row.label} ${row.bars.length}${row.trouble ? ' !' : ''}`)).toEqual([
      'Execution 1',
      'Signals 2',
      'Sent to others 3 !',
      'Markers 1',
      'Refused decisions 3 !',
      'Decision tasks 3',
      'done 2',
      'broken 1 !',
      'late 1 !',
      'stopped 1',
      'soon 1',
      'never 1',
      'dropped 1',
      'call-1 1',
      'child-1 1',
      'child-1 1 !',
      'waiting 1',
    ]);
    expect(namedRows(bars)).toBe(10);
    expect(layOut(bars, true).rows.length).toBeLessThan(17);
  });
});

describe('the part that is shown', () => {
  const whole = { from: 0, to: 1000 };
  const span = fc
    .tuple(fc.integer({ min: -20, max: 1000 }), fc.integer({ min: 5, max: 1000 }))
    .map(([from, length]) => panned({ from, to: Math.min(1020, from + length) }, 0, whole));

  test('never leaves what there is, and keeps the moment under the mouse when it zooms in', () => {
    fc.assert(
      fc.property(
        span,
        fc.double({ min: 1, max: 50, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (shown, factor, share) => {
          const around = shown.from + share * (shown.to - shown.from);
          const near = zoomed(shown, factor, around, whole);
          expect(near.from).toBeGreaterThanOrEqual(-20.001);
          expect(near.to).toBeLessThanOrEqual(1020.001);
          expect((around - near.from) / (near.to - near.from)).toBeCloseTo(share, 5);
          const far = zoomed(shown, 1 / factor, around, whole);
          expect(far.to - far.from).toBeGreaterThanOrEqual(shown.to - shown.from - 0.001);
          expect(far.from).toBeGreaterThanOrEqual(-20.001);
        },
      ),
    );
  });

  test('moves no more than needed to show a bar', () => {
    expect(showing({ from: 100, to: 200 }, 120, 180, whole)).toEqual({ from: 100, to: 200 });
    expect(showing({ from: 100, to: 200 }, 300, 320, whole)).toEqual({ from: 230, to: 330 });
    expect(showing({ from: 100, to: 200 }, 50, 900, whole)).toEqual({ from: 40, to: 140 });
    expect(fitted(whole)).toEqual({ from: -20, to: 1020 });
  });
});

test.each([1, 7, 950, 61_000, 3_700_000, 90_000_000, 40_000_000_000])(
  'the axis of %i ms has round, readable moments',
  (length) => {
    const from = Date.UTC(2026, 10, 23, 20, 52, 15, 155);
    const found = ticks({ from, to: from + length }, 10);
    expect(found.length).toBeGreaterThan(0);
    expect(found.length).toBeLessThanOrEqual(11);
    expect(new Set(found.map(({ label }) => label)).size).toBe(found.length);
    expect(found.every(({ at }) => at >= from && at <= from + length)).toBe(true);
  },
);

describe('keys', () => {
  const bars = [
    bar(1, 0, 10, { name: 'a' }),
    bar(2, 5, 8, { name: 'b', trouble: true }),
    bar(3, 20, 30, { name: 'a', trouble: true }),
    bar(4, 25, undefined, { name: 'b' }),
  ];
  const layout = layOut(bars, false);

  test('go along a row, and to the nearest bar of the next one', () => {
    const go = (from: Bar | undefined, direction: Parameters<typeof neighbor>[2]) =>
      neighbor(layout, from, direction)?.eventId;
    expect(go(undefined, 'right')).toBe(1);
    expect([go(bars[0], 'right'), go(bars[2], 'right'), go(bars[2], 'left'), go(bars[0], 'last')]).toEqual([
      3, 3, 1, 3,
    ]);
    expect([go(bars[2], 'down'), go(bars[0], 'down'), go(bars[3], 'up'), go(bars[0], 'up')]).toEqual([4, 2, 3, 1]);
  });

  test('go from problem to problem, round and round', () => {
    expect(nextTrouble(bars, undefined, 1)?.eventId).toBe(2);
    expect(nextTrouble(bars, bars[1], 1)?.eventId).toBe(3);
    expect(nextTrouble(bars, bars[2], 1)?.eventId).toBe(2);
    expect(nextTrouble(bars, bars[1], -1)?.eventId).toBe(3);
    expect(nextTrouble([], undefined, 1)).toBeUndefined();
  });

  test('find the bar of a moment', () => {
    const row = [bar(1, 0, 10), bar(2, 20, 30), bar(3, 40, undefined)];
    expect([-5, 5, 14, 16, 34, 99].map((moment) => nearest(row, moment)?.eventId)).toEqual([1, 1, 1, 2, 2, 3]);
    expect([0, 11, 99].map((moment) => firstEndingAfter(row, moment))).toEqual([0, 1, 2]);
  });
});

describe('words', () => {
  const failed = bar(7, 0, 4200, {
    startedAt: 1000,
    outcome: 'failed',
    word: 'failed',
    sign: '✖',
    reason: 'no paper',
    identity: 'w1',
  });

  test('say all of a bar, on the screen and aloud', () => {
    expect(titleOf(failed)).toBe('✖ activity task task-7 · Ship 1: failed');
    expect(factsOf(failed, 9000)).toEqual([
      ['Why', 'no paper'],
      ['Began', '1970-01-01 00:00:00.000 UTC'],
      ['Waited', '1.0 s'],
      ['Worked', '3.2 s'],
      ['Ended', '1970-01-01 00:00:04.200 UTC, after 4.2 s'],
      ['By', 'w1'],
    ]);
    expect(spoken(failed, 9000, 1, 5)).toMatch(
      /^activity task task-7 · Ship 1: failed, Why no paper, .*event 7, row 2 of 5$/,
    );
  });

  test('of what is open count until now', () => {
    expect(factsOf(bar(1, 0, undefined), 90_000)).toContainEqual(['Open for', '1 min 30 s']);
  });
});

test('messages of anything but the picture are not obeyed', () => {
  expect(readViewMessage({ kind: 'openEvent', eventId: 7, more: 1 })).toEqual({ kind: 'openEvent', eventId: 7 });
  const strange = [
    undefined,
    null,
    'ready',
    { kind: 'run' },
    { kind: 'openEvent' },
    { kind: 'openEvent', eventId: '7' },
    { kind: 'openEvent', eventId: -1 },
  ];
  expect(strange.map(readViewMessage)).toEqual(strange.map(() => undefined));
  expect([{ address: 'x' }, { address: 1 }, null, 'x'].map(readAddressOfState)).toEqual([
    'x',
    undefined,
    undefined,
    undefined,
  ]);
  const others = [
    null,
    { kind: 'show' },
    { kind: 'show', address: 'a', timeline: {} },
    { kind: 'failed', address: 'a' },
  ];
  expect(others.filter(isHostMessage)).toEqual([]);
});

test('what looks open in a part of a history is said to be not read to its end, and nothing is said of how long it took', async () => {
  const groups = groupEvents(await everyKind());
  const open = groups.filter(({ outcome }) => outcome === 'open').map(({ eventId }) => eventId);
  expect(open.length).toBeGreaterThan(0);
  const part = barsOf(groups, false).filter(({ eventId }) => open.includes(eventId));
  for (const each of part) {
    expect(titleOf(each)).toMatch(/^… .*: not read to its end yet$/);
    expect(factsOf(each, each.begunAt + 1000).map(([name]) => name)).toEqual(['Began']);
  }
  expect(barsOf(groups, false).filter(({ unread }) => unread === true)).toEqual(part);
  expect(barsOf(groups).some(({ unread }) => unread === true)).toBe(false);
});
