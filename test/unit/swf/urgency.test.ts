import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ActivityTask, Timeout } from '../../../src/swf/activityTasks';
import { latestEnd, mostUrgentFirst, UrgentTasks } from '../../../src/swf/urgency';

const now = Date.UTC(2026, 5, 1, 12);
const minute = 60_000;

function task(activityId: string, timeouts: ActivityTask['timeouts'], more: Partial<ActivityTask> = {}): ActivityTask {
  return {
    execution: { domain: 'orders', workflowId: 'w', runId: 'r' },
    scheduledEventId: 5,
    startedEventId: 6,
    activityId,
    activityType: { name: 'T', version: '1' },
    taskList: 'L',
    scheduledAt: now - 10 * minute,
    startedAt: now - 10 * minute,
    timeouts: {
      scheduleToStart: 'NONE',
      scheduleToClose: 'NONE',
      startToClose: 'NONE',
      heartbeat: 'NONE',
      ...timeouts,
    },
    ...more,
  };
}

const names = (tasks: readonly ActivityTask[]) => tasks.map(({ activityId }) => activityId);

describe('the most urgent', () => {
  const tasks = [
    task('never, newer', {}, { scheduledAt: now - minute }),
    task('never, older', {}),
    task('in an hour', { startToClose: 70 * 60 }),
    task('a heartbeat of ten minutes', { heartbeat: 600 }),
    task('past its timeout', { startToClose: 60 }),
    task('in a minute, newer', { scheduleToClose: 10 * 60 }, { scheduledAt: now - 9 * minute }),
    task('in a minute, older', { startToClose: 11 * 60 }, { scheduledAt: now - 20 * minute }),
  ];

  test('is the nearest timeout, then the oldest; what never times out comes last', () => {
    expect(names(mostUrgentFirst(tasks, now))).toEqual([
      'past its timeout',
      'in a minute, older',
      'in a minute, newer',
      'a heartbeat of ten minutes',
      'in an hour',
      'never, older',
      'never, newer',
    ]);
  });

  test('depends on the time: a heartbeat that may still come moves on with it', () => {
    const urgent = new UrgentTasks();
    urgent.add(tasks);
    const place = (at: number) => names(urgent.sorted(at)).indexOf('a heartbeat of ten minutes');
    expect([place(now), place(now + 55 * minute)]).toEqual([3, 4]);
  });

  test('may be what ends with its execution, whatever its own timeouts say', () => {
    const ending = (activityId: string, minutes: number, timeouts: ActivityTask['timeouts']) =>
      task(activityId, timeouts, { executionEndsAt: now + minutes * minute });
    const ends = [
      ending('own, in an hour; execution in 5 min', 5, { startToClose: 70 * 60 }),
      ending('never; execution in 20 min', 20, {}),
      ending('own, in 2 min; execution in an hour', 60, { startToClose: 12 * 60 }),
      ending('a heartbeat of an hour; execution in 3 min', 3, { heartbeat: 3600 }),
      ending('a heartbeat of 10 min; execution in an hour', 60, { heartbeat: 600 }),
    ];
    expect(names(mostUrgentFirst(ends, now))).toEqual([
      'own, in 2 min; execution in an hour',
      'a heartbeat of an hour; execution in 3 min',
      'own, in an hour; execution in 5 min',
      'a heartbeat of 10 min; execution in an hour',
      'never; execution in 20 min',
    ]);
    expect(ends.map((each) => ((latestEnd(each) ?? 0) - now) / minute)).toEqual([5, 20, 2, 3, 60]);
    expect(latestEnd(task('never', {}))).toBeUndefined();
  });
});

test('are the same whether they come one by one or all at once, also when some leave', () => {
  const timeout = fc.option(fc.integer({ min: 1, max: 50 }), { nil: 'NONE' as const });
  const one = fc.record({
    startToClose: timeout,
    heartbeat: timeout,
    age: fc.nat(20),
    endsIn: fc.option(fc.integer({ min: -5, max: 20 }), { nil: undefined }),
    leaves: fc.boolean(),
    look: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(one, { maxLength: 40 }), (all) => {
      const urgent = new UrgentTasks();
      const made = all.map(({ startToClose, heartbeat, age, endsIn, leaves, look }, i) => {
        const timeouts: Record<string, Timeout> = { startToClose, heartbeat };
        const executionEndsAt = endsIn === undefined ? undefined : now + endsIn * minute;
        const each = task(String(i), timeouts, { scheduledAt: now - age * minute, executionEndsAt });
        urgent.add([each]);
        if (look) urgent.sorted(now);
        return { each, leaves };
      });
      urgent.remove(made.filter(({ leaves }) => leaves).map(({ each }) => each));
      const left = made.filter(({ leaves }) => !leaves).map(({ each }) => each);
      expect(urgent.size).toBe(left.length);
      expect(names(urgent.sorted(now))).toEqual(names(mostUrgentFirst(left, now)));
    }),
  );
});
