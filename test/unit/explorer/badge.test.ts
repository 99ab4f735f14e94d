import { expect, test } from 'vitest';
import { badgeOf } from '../../../src/explorer/badge';
import type { ActivityTask } from '../../../src/swf/activityTasks';
import { UrgentTasks } from '../../../src/swf/urgency';

const now = Date.UTC(2026, 0, 1);
const minute = 60_000;
const execution = { domain: 'd', workflowId: 'w', runId: 'r' };
function task(scheduledEventId: number, timeouts: ActivityTask['timeouts'], startedMinutesAgo = 10): ActivityTask {
  const startedAt = now - startedMinutesAgo * minute;
  const type = { activityType: { name: 'A', version: '1' }, taskList: 'L' };
  const started = { scheduledAt: startedAt, startedAt, startedEventId: scheduledEventId + 1 };
  return { execution, scheduledEventId, activityId: 'a', ...type, ...started, timeouts };
}

/** The badge over tasks that are kept most urgent first, as scans keep them. */
function badgeOver(...tasks: ActivityTask[]) {
  const urgent = new UrgentTasks();
  urgent.add(tasks);
  return badgeOf((moment) => urgent.endingBy(moment), now);
}

test('counts the loaded tasks past a timeout or within five minutes of one, each once', () => {
  const past = task(1, { startToClose: 9 * 60 });
  const atFive = task(2, { startToClose: 15 * 60 });
  const later = task(3, { startToClose: 15 * 60 + 1 });
  const badge = badgeOver(past, { ...past }, atFive, later, task(4, { startToClose: 'NONE' }));
  expect(badge?.value).toBe(2);
  expect(badge?.tooltip).toContain('2 of the open activity tasks read here');
});

test('counts a task whose execution itself times out within five minutes, and ends it', () => {
  const endless = task(1, { startToClose: 'NONE', heartbeat: 60 });
  const ending = (minutes: number) => ({ ...endless, executionEndsAt: now + minutes * minute });
  expect(badgeOver(ending(5))?.value).toBe(1);
  expect(badgeOver(ending(6))).toBeUndefined();
});

test('does not guess when a heartbeat was sent last, and says so', () => {
  expect(badgeOver(task(1, { heartbeat: 60, startToClose: 'NONE', scheduleToClose: 'NONE' }))).toBeUndefined();
  expect(badgeOver(task(1, { startToClose: 60 }))?.tooltip).toContain('Heartbeat timeouts are not counted');
});

test('is gone when nothing is urgent', () => {
  expect(badgeOver()).toBeUndefined();
});
