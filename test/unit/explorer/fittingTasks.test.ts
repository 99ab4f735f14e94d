import { expect, test } from 'vitest';
import { parseFilter } from '../../../src/explorer/filter';
import { TaskFilter } from '../../../src/explorer/fittingTasks';
import type { ActivityTask } from '../../../src/swf/activityTasks';

const minute = 60_000;
const now = 100_000 * minute;

/** The nth was scheduled n minutes ago. */
function task(n: number): ActivityTask {
  return {
    execution: { domain: 'orders', workflowId: `order-${n}`, runId: `run-${n}` },
    scheduledEventId: 5,
    activityId: `task-${(n * 7919) % 10_007}`,
    activityType: { name: n % 3 === 0 ? 'Charge' : 'Ship', version: '1' },
    taskList: 'L',
    scheduledAt: now - n * minute,
    timeouts: {},
  };
}

const tasks = Array.from({ length: 9_000 }, (_, n) => task(n));
const execution = ({ execution: { workflowId, runId } }: ActivityTask) => ({
  workflowId,
  runId,
  workflowType: { name: 'Order', version: '1' },
  tags: [],
  startedAt: 0,
});

async function apply(text: string, most = 5, at = now, filter = new TaskFilter()) {
  const { shown, count } = await filter.apply(parseFilter(text).filter, tasks, execution, at, most);
  return { ids: shown.map(({ execution: { runId } }) => Number(runId.slice(4))), count };
}

test('counts all that fit and gives the first, in the order that they have', async () => {
  expect(await apply('activity:Charge*')).toEqual({ ids: [0, 3, 6, 9, 12], count: 3_000 });
  expect(await apply('workflow:order-8999')).toEqual({ ids: [8_999], count: 1 });
  expect(await apply('workflow:none')).toEqual({ ids: [], count: 0 });
});

test('sorts as if all were sorted at once', async () => {
  const byName = [...tasks].sort((a, b) => a.activityId.localeCompare(b.activityId, 'en', { numeric: true }));
  const first = byName.slice(0, 300).map(({ execution: { runId } }) => Number(runId.slice(4)));
  expect(await apply('sort:name', 300)).toEqual({ ids: first, count: 9_000 });
  expect(await apply('activity:Charge* sort:age', 3)).toEqual({ ids: [8_997, 8_994, 8_991], count: 3_000 });
});

test('what grows older comes to fit, although the rest is remembered', async () => {
  const filter = new TaskFilter();
  const parsed = parseFilter('older:8998m').filter;
  const count = async (at: number) => (await filter.apply(parsed, tasks, execution, at, 5)).count;
  expect(await count(now)).toBe(2);
  expect(await count(now + 10 * minute)).toBe(12);
});

test('another filter forgets what was remembered of the one before', async () => {
  const filter = new TaskFilter();
  expect((await apply('activity:Charge*', 5, now, filter)).count).toBe(3_000);
  expect((await apply('activity:Ship*', 5, now, filter)).count).toBe(6_000);
});

test('is asked again as long as the execution is not known', async () => {
  const filter = new TaskFilter();
  const parsed = parseFilter('type:Other').filter;
  const unknown = await filter.apply(parsed, tasks.slice(0, 1), () => undefined, now, 5);
  expect(unknown.count).toBe(1);
  expect((await filter.apply(parsed, tasks.slice(0, 1), execution, now, 5)).count).toBe(0);
});

test('lets others have their turn', async () => {
  let turns = 0;
  let isDone = false;
  const turn = () => {
    turns++;
    if (!isDone) setImmediate(turn);
  };
  setImmediate(turn);
  await apply('sort:name');
  isDone = true;
  expect(turns).toBeGreaterThanOrEqual(4);
});
