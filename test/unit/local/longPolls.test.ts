import { expect, test } from 'vitest';
import { benchOfEachTest } from './benchOfEachTest';
import {
  activityList,
  decide,
  decisionList,
  domain,
  faultOf,
  history,
  schedule,
  start,
  startVirtualBench,
  titles,
} from './support';

// A clock that stands: only a task, or the test, can end a poll.
const bench = benchOfEachTest(() => startVirtualBench({ pollSeconds: 60 }));

/** Resolves once so many polls wait in the service. */
async function pollsWaiting(count: number): Promise<void> {
  while (bench.local.control.state().waitingPolls !== count) await new Promise(setImmediate);
}

test('a waiting poll gets the task as soon as there is one', async () => {
  const { swf } = bench;
  const decision = swf.pollForDecisionTask({ domain, taskList: decisionList });
  await pollsWaiting(1);
  await start(swf);
  const { taskToken } = await decision;
  const task = swf.pollForActivityTask({ domain, taskList: activityList });
  await pollsWaiting(1);
  await swf.respondDecisionTaskCompleted({ taskToken, decisions: [schedule('pack-1')] });
  expect(await task).toMatchObject({ activityId: 'pack-1' });
});

test('the events of a decision batch stand together, before the start of a task it gave to a waiting worker', async () => {
  const { swf } = bench;
  const task = swf.pollForActivityTask({ domain, taskList: activityList });
  await pollsWaiting(1);
  const execution = await start(swf);
  await decide(swf, schedule('pack-1'), schedule('pack-2'));
  await task;
  expect(titles(await history(swf, execution)).slice(4)).toEqual([
    '5 ActivityTaskScheduled',
    '6 ActivityTaskScheduled',
    '7 ActivityTaskStarted',
  ]);
});

test('polls are served in the order they came', async () => {
  const { swf } = bench;
  const order: string[] = [];
  const polls = ['first', 'second', 'third'].map(async (name, index) => {
    await pollsWaiting(index);
    const { activityId } = await swf.pollForActivityTask({ domain, taskList: activityList });
    order.push(`${name} ${String(activityId)}`);
  });
  await pollsWaiting(3);
  await start(swf);
  await decide(swf, schedule('a'), schedule('b'), schedule('c'));
  await Promise.all(polls);
  expect(order.sort()).toEqual(['first a', 'second b', 'third c']);
});

test('an idle poll ends empty when its time is over, and not before', async () => {
  const { swf, local } = bench;
  let ended = false;
  const activity = swf.pollForActivityTask({ domain, taskList: activityList }).finally(() => (ended = true));
  const decision = swf.pollForDecisionTask({ domain, taskList: decisionList });
  await pollsWaiting(2);
  local.clock.advance(59_999);
  await swf.listDomains({ registrationStatus: 'REGISTERED' });
  expect(ended).toBe(false);
  local.clock.advance(1);
  expect(await activity).toMatchObject({ taskToken: '', startedEventId: 0 });
  expect(await decision).toMatchObject({ taskToken: '', startedEventId: 0, previousStartedEventId: 0 });
});

test('a client that hangs up gets no task, and the task is not lost', async () => {
  const { swf } = bench;
  const abort = new AbortController();
  const hungUp = swf.pollForActivityTask({ domain, taskList: activityList }, { abortSignal: abort.signal });
  const failed = expect(hungUp).rejects.toMatchObject({ name: 'AbortError' });
  await pollsWaiting(1);
  abort.abort();
  await failed;
  await pollsWaiting(0);
  const execution = await start(swf);
  await decide(swf, schedule('pack-1'));
  expect(titles(await history(swf, execution))).not.toContain('6 ActivityTaskStarted');
  expect(await swf.pollForActivityTask({ domain, taskList: activityList })).toMatchObject({ activityId: 'pack-1' });
});

test('decision lists and activity lists of one name are two lists', async () => {
  const { swf } = bench;
  await start(swf);
  expect(await swf.countPendingDecisionTasks({ domain, taskList: decisionList })).toMatchObject({ count: 1 });
  expect(await swf.countPendingActivityTasks({ domain, taskList: decisionList })).toMatchObject({ count: 0 });
});

test('a list of an unknown domain is refused', async () => {
  const poll = bench.swf.pollForActivityTask({ domain: 'nowhere', taskList: activityList });
  expect(await faultOf(poll)).toBe('UnknownResourceFault: Unknown domain: nowhere');
});

test('a reset ends the polls that wait', async () => {
  const { swf, local } = bench;
  const poll = swf.pollForActivityTask({ domain, taskList: activityList });
  await pollsWaiting(1);
  local.control.reset();
  expect(await poll).toMatchObject({ taskToken: '' });
  expect(local.control.state()).toMatchObject({ domains: 0, waitingPolls: 0, timers: 0 });
});
