import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LocalClock } from '../../../src/local/clock';

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

test('work that comes late finds what was due before it done, each at its own time', () => {
  const clock = new LocalClock();
  const log: string[] = [];
  const note = (what: string) => (): void => {
    log.push(`${what} at ${clock.now()}`);
  };
  clock.after(30, note('second'));
  clock.after(20, () => {
    note('first')();
    clock.after(5, note('added by the first'));
  });
  vi.setSystemTime(1_100);
  expect(clock.now()).toBe(1_100);
  clock.hold(() => {
    vi.setSystemTime(1_150);
    note('work')();
  });
  expect(log).toEqual(['first at 1020', 'added by the first at 1025', 'second at 1030', 'work at 1100']);
});

test('a timer wakes the clock at its time, also when a later one was there before', () => {
  const clock = new LocalClock();
  const fired: number[] = [];
  clock.after(500, () => fired.push(clock.now()));
  const cancel = clock.after(50, () => fired.push(0));
  clock.after(100, () => fired.push(clock.now()));
  cancel();
  vi.advanceTimersByTime(499);
  expect(fired).toEqual([1_100]);
  vi.advanceTimersByTime(1);
  expect(fired).toEqual([1_100, 1_500]);
});

test('a past repeated gives the same times', () => {
  const clock = new LocalClock({ standing: true, startAt: 9_999_999 });
  const log: number[] = [];
  clock.repeat(0, 5_000, () => clock.after(40, () => log.push(clock.now())));
  clock.repeat(1, 5_060, () => log.push(clock.now()));
  expect(log).toEqual([5_040, 5_060]);
  expect(clock.now()).toBe(5_060);
  expect(() => {
    clock.repeat(1, 5_070, () => undefined);
  }).toThrow('has fired before is not there');
});
