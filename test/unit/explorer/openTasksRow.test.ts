import { describe, expect, test } from 'vitest';
import { Telling } from '../../../src/explorer/durations';
import { openTasksRow, type SeenScan } from '../../../src/explorer/openTasksRow';
import { seenScan } from './seenScan';

const minute = 60_000;
const look = (scan: SeenScan) => openTasksRow(scan, new Telling(2 * minute));

describe('how far a scan is', () => {
  const running = (progress: Parameters<typeof seenScan>[1]) =>
    look(seenScan({ state: 'running' }, progress)).description;

  test('is told in executions and tasks', () => {
    expect(running({ read: 412 })).toBe('412 of 3,104 executions, 37 open tasks');
    expect(running({ read: 1, total: 1, tasks: 1 })).toBe('1 of 1 execution, 1 open task');
  });

  test('never claims a number that is not known', () => {
    expect(running({ read: 412, totalIs: 'about' })).toBe('412 of about 3,104 executions, 37 open tasks');
    expect(running({ read: 412, totalIs: 'atLeast' })).toBe('412 of at least 3,104 executions, 37 open tasks');
  });

  test('says how long the request rates make it take, when it is long', () => {
    expect(running({ read: 412, timeLeft: 9_000 })).not.toContain('left');
    expect(running({ read: 412, timeLeft: 26 * minute })).toBe(
      '412 of 3,104 executions, 37 open tasks · about 26 min left',
    );
    expect(running({ read: 412, totalIs: 'atLeast', timeLeft: 26 * minute })).toContain(' · at least 26 min left');
  });
});

test.each([
  ['idle', {}, ''],
  ['stopped', { read: 412 }, 'stopped at 412 of 3,104 executions, 37 open tasks'],
  ['failed', { read: 412 }, 'interrupted at 412 of 3,104 executions, 37 open tasks'],
  ['done', {}, '37 open tasks · 3,104 executions read 2 min ago'],
  ['done', { unreadable: 3, read: 3101 }, '37 open tasks · 3,101 of 3,104 executions read 2 min ago'],
] as const)('a scan that is %s with %j says: %s', (state, progress, text) => {
  const row = look(seenScan({ state }, progress));
  expect(row.description).toBe(text);
  expect(row.spoken).toBe(`Open Activity Tasks of domain orders${text === '' ? '' : `, ${text}`}`);
});

test('a scan that is done says of when it is, and what it did not look for', () => {
  const { tooltip } = look(seenScan({}, { incomplete: 2 }));
  expect(tooltip.join('\n')).toContain('As of 1970-01-01 00:00:00 UTC, 2 min ago');
  expect(tooltip.join('\n')).toContain('Of 2 executions with a long history, only as many open tasks');
});

test.each([
  ['idle', 0, []],
  ['running', 0, ['stoppable']],
  ['stopped', 0, ['resumable', 'rescannable']],
  ['failed', 0, ['resumable', 'rescannable']],
  ['done', 0, ['rescannable']],
  ['done', 3, ['resumable', 'rescannable']],
] as const)('a scan that is %s with %i unread offers %j', (state, unreadable, tokens) => {
  expect(look(seenScan({ state }, { unreadable })).tokens).toEqual(tokens);
});
