import { expect, test } from 'vitest';
import { badgeOf } from '../../../src/explorer/badge';
import { domainNode, executionNode, type Node, taskNode } from '../../../src/explorer/nodes';
import type { ActivityTask } from '../../../src/swf/activityTasks';

const now = Date.UTC(2026, 0, 1);
const minute = 60_000;
const execution = { domain: 'd', workflowId: 'w', runId: 'r' };
const parent = executionNode(domainNode({ name: 'd' }), {
  ...execution,
  workflowType: { name: 'T', version: '1' },
  startedAt: now,
  cancelRequested: false,
  tags: [],
});

function task(scheduledEventId: number, timeouts: ActivityTask['timeouts'], startedMinutesAgo = 10): Node {
  const startedAt = now - startedMinutesAgo * minute;
  const type = { activityType: { name: 'A', version: '1' }, taskList: 'L' };
  const started = { scheduledAt: startedAt, startedAt, startedEventId: scheduledEventId + 1 };
  return taskNode(parent, { execution, scheduledEventId, activityId: 'a', ...type, ...started, timeouts });
}

test('counts the loaded tasks past a timeout or within five minutes of one, each once', () => {
  const past = task(1, { startToClose: 9 * 60 });
  const atFive = task(2, { startToClose: 15 * 60 });
  const later = task(3, { startToClose: 15 * 60 + 1 });
  const badge = badgeOf([parent, past, past, atFive, later, task(4, { startToClose: 'NONE' })], now);
  expect(badge?.value).toBe(2);
  expect(badge?.tooltip).toContain('2 of the 4 open activity tasks loaded here');
});

test('counts a task whose execution itself times out within five minutes, and ends it', () => {
  const node = task(1, { startToClose: 'NONE', heartbeat: 60 });
  const ending = (minutes: number): Node =>
    node.kind === 'task' ? { ...node, task: { ...node.task, executionEndsAt: now + minutes * minute } } : node;
  expect(badgeOf([ending(5)], now)?.value).toBe(1);
  expect(badgeOf([ending(6)], now)).toBeUndefined();
});

test('does not guess when a heartbeat was sent last, and says so', () => {
  expect(badgeOf([task(1, { heartbeat: 60, startToClose: 'NONE', scheduleToClose: 'NONE' })], now)).toBeUndefined();
  expect(badgeOf([task(1, { startToClose: 60 })], now)?.tooltip).toContain('Heartbeat timeouts are not counted');
});

test('is gone when nothing is urgent', () => {
  expect(badgeOf([], now)).toBeUndefined();
});
