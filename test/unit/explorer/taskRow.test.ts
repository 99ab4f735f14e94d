import { describe, expect, test } from 'vitest';
import type { Node } from '../../../src/explorer/nodes';
import type { ActivityTask } from '../../../src/swf/activityTasks';
import { look, minute, now, started, task } from './exampleRows';

const cancelRequested = { ...started, cancelRequestedEventId: 9 };

describe('an activity task', () => {
  test('that is scheduled cannot be canceled from here, and its tooltip says why', () => {
    const row = look(task());
    expect(row).toMatchObject({
      label: 'charge-card',
      description: 'not started for 5 min · never times out unless started · ChargeCard 3',
      icon: 'circle-large-outline',
      expandable: true,
      tokens: ['task'],
      spoken: 'Activity task charge-card, ChargeCard 3, not started for 5 min, never times out unless started',
    });
    expect(row.tooltip).toContainEqual(expect.stringMatching(/^Not started: .*no task token and cannot be canceled/));
  });

  test('that a worker holds says who, since when and until when', () => {
    expect(look(task(started))).toEqual({
      label: 'charge-card',
      description: 'started 4 min ago · times out in 26 min · ChargeCard 3 · by worker-7',
      tooltip: [
        'Activity task charge-card',
        'Type: ChargeCard 3',
        'Task list: payments',
        'Scheduled: 2026-06-01 11:55:00 UTC, 5 min ago (event 5)',
        'Started: 2026-06-01 11:56:00 UTC, 4 min ago, by worker-7 (event 6)',
        'Next timeout: start-to-close, in 26 min, at 2026-06-01 12:26:00 UTC',
      ],
      icon: 'play-circle',
      color: 'charts.blue',
      expandable: true,
      tokens: ['task', 'cancelable'],
      spoken: 'Activity task charge-card, ChargeCard 3, started 4 min ago, times out in 26 min, by worker-7',
      changesAt: now + 1,
    });
  });

  test('whose execution times out first says that, and that it ends the task', () => {
    const words = (minutes: number, timeouts?: ActivityTask['timeouts']) => {
      const own = { ...started, executionEndsAt: now + minutes * minute };
      return look(task({ ...own, ...(timeouts && { timeouts }) })).description;
    };
    expect(words(40)).toContain('· times out in 26 min ·');
    expect(words(12)).toContain('· its execution times out in 12 min, which ends this task ·');
    expect(words(-2)).toContain('· its execution is past its timeout by 2 min ·');
    const never = { scheduleToClose: 'NONE', startToClose: 'NONE', heartbeat: 'NONE' } as const;
    expect(words(12, never)).toContain('· never times out; its execution times out in 12 min, which ends this task ·');
    expect(look(task({ ...started, executionEndsAt: now + 12 * minute })).tooltip).toContain(
      'Execution times out: in 12 min, and takes this task along',
    );
  });

  test('whose cancellation was requested says so first', () => {
    const row = look(task(cancelRequested));
    expect(row).toMatchObject({
      description: 'cancel requested, started 4 min ago · times out in 26 min · ChargeCard 3 · by worker-7',
      icon: 'circle-slash',
      color: 'list.warningForeground',
      tokens: ['task', 'cancelable'],
    });
    expect(row.spoken).toContain('cancel requested, started 4 min ago');
    expect(row.tooltip).toContain('Cancellation requested by the decider (event 9), not answered yet');
  });

  test('of a worker that gives no name is by nobody', () => {
    const row = look(task({ ...started, identity: '' }));
    expect(row.description).toBe('started 4 min ago · times out in 26 min · ChargeCard 3');
    expect(row.tooltip.join('\n')).not.toContain('by ');
  });

  test('has a different icon in each state, and all three are told apart without color', () => {
    const icons = [task(), task(started), task(cancelRequested)].map((node) => look(node).icon);
    expect(new Set(icons).size).toBe(3);
  });
});

describe('the next timeout', () => {
  const none = { scheduleToStart: 'NONE', scheduleToClose: 'NONE', startToClose: 'NONE', heartbeat: 'NONE' } as const;
  const line = (node: Node) => look(node).tooltip.filter((text) => /^[^:]*time(s )?out/i.test(text));

  test('that is past, which the history will tell soon', () => {
    const row = look(task({ ...started, timeouts: { ...none, startToClose: 60 } }));
    expect(row.description).toContain('past its timeout by 3 min');
  });

  test.each([
    ['schedule-to-start', 'times out in 5 min', { ...none, scheduleToStart: 600 }, {}],
    ['schedule-to-close', 'times out in 5 min', { ...none, scheduleToClose: 600 }, started],
    ['start-to-close', 'times out in 6 min', { ...none, startToClose: 600 }, started],
  ] as const)('%s', (name, short, timeouts, more) => {
    const node = task({ ...more, timeouts });
    expect(look(node).description).toContain(` · ${short} · `);
    expect(line(node)).toEqual([
      expect.stringMatching(`^Next timeout: ${name}, ${short.replace('times out ', '')}, at .* UTC$`),
    ]);
  });

  test('by a heartbeat is a range, since no history tells of heartbeats', () => {
    const node = task({ ...started, timeouts: { ...none, heartbeat: 120 } });
    expect(look(node).description).toContain(' · times out 2 min after its last heartbeat · ');
    expect(line(node)).toEqual(['Heartbeat timeout: 2 min after its last heartbeat, which no history tells']);
    expect(look(node).tooltip.at(-1)).toBe(
      'Without another heartbeat it fires by 2026-06-01 12:02:00 UTC at the latest.',
    );
  });

  test('beside a heartbeat that may come first shows both', () => {
    const node = task({ ...started, timeouts: { ...none, startToClose: 1800, heartbeat: 120 } });
    expect(look(node).description).toContain(' · times out in 26 min, or 2 min after its last heartbeat · ');
    expect(line(node)).toEqual([
      expect.stringMatching(/^Next timeout: start-to-close/),
      expect.stringMatching(/^Heart/),
    ]);
  });

  test('that is none, or not in the history, is said', () => {
    expect(line(task({ ...started, timeouts: none }))).toEqual(['Never times out: all four of its timeouts are NONE']);
    expect(look(task({ ...started, timeouts: {} })).description).toContain('timeouts not known');
  });
});
