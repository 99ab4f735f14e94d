import { expect, test } from 'vitest';
import { benchOfEachTest } from './benchOfEachTest';
import {
  activityList,
  complete,
  dawn,
  decide,
  decisionList,
  domain,
  faultOf,
  history,
  requestCancel,
  schedule,
  start,
  startTask,
  titles,
  workflowType,
} from './support';

const bench = benchOfEachTest();

test.each([
  ['START_TO_CLOSE', { startToCloseTimeout: '90' }, 90, 6],
  ['SCHEDULE_TO_CLOSE', { scheduleToCloseTimeout: '45' }, 45, 6],
  ['HEARTBEAT', { heartbeatTimeout: '30' }, 30, 6],
])('%s ends a started task to the millisecond', async (timeoutType, attributes, seconds, startedEventId) => {
  const { swf, local } = bench;
  const { execution, taskToken } = await startTask(swf, attributes);
  local.clock.advance(seconds * 1000 - 1);
  expect(await history(swf, execution)).toHaveLength(6);
  local.clock.advance(1);
  const events = await history(swf, execution);
  expect(titles(events).slice(6)).toEqual(['7 ActivityTaskTimedOut', '8 DecisionTaskScheduled']);
  expect(events[6]?.activityTaskTimedOutEventAttributes).toEqual({ timeoutType, scheduledEventId: 5, startedEventId });
  expect(events[6]?.eventTimestamp?.getTime()).toBe(dawn + seconds * 1000);
  expect(await faultOf(swf.respondActivityTaskCompleted({ taskToken }))).toBe(
    'UnknownResourceFault: Unknown activity, scheduledEventId = 5',
  );
});

test.each([
  ['SCHEDULE_TO_START', { scheduleToStartTimeout: '20' }],
  ['SCHEDULE_TO_CLOSE', { scheduleToCloseTimeout: '20' }],
])('%s ends a task that no worker took, and takes it off its list', async (timeoutType, attributes) => {
  const { swf, local } = bench;
  const execution = await start(swf);
  await decide(swf, schedule('pack-1', attributes));
  local.clock.advance(19_999);
  expect(await swf.countPendingActivityTasks({ domain, taskList: activityList })).toMatchObject({ count: 1 });
  local.clock.advance(1);
  expect(await swf.countPendingActivityTasks({ domain, taskList: activityList })).toMatchObject({ count: 0 });
  const events = await history(swf, execution);
  expect(events[5]?.activityTaskTimedOutEventAttributes).toEqual({
    timeoutType,
    scheduledEventId: 5,
    startedEventId: 0,
  });
});

test('a heartbeat restarts the heartbeat timeout alone, and its details are told when it fires', async () => {
  const { swf, local } = bench;
  const { execution, taskToken } = await startTask(swf, { heartbeatTimeout: '30', startToCloseTimeout: '100' });
  for (const details of ['a third', 'two thirds', undefined]) {
    local.clock.advance(29_999);
    await swf.recordActivityTaskHeartbeat({ taskToken, details });
  }
  local.clock.advance(10_002);
  expect(await history(swf, execution)).toHaveLength(6);
  local.clock.advance(1);
  const [timedOut] = (await history(swf, execution)).slice(6);
  expect(timedOut?.activityTaskTimedOutEventAttributes).toEqual({
    timeoutType: 'START_TO_CLOSE',
    scheduledEventId: 5,
    startedEventId: 6,
    details: 'two thirds',
  });
  expect(timedOut?.eventTimestamp?.getTime()).toBe(dawn + 100_000);
});

test('a pending cancel request does not hold a timeout up', async () => {
  const { swf, local } = bench;
  const { execution } = await startTask(swf, { startToCloseTimeout: '60' });
  await swf.signalWorkflowExecution({ domain, workflowId: 'order-1', signalName: 'stop' });
  await decide(swf, requestCancel('pack-1'));
  local.clock.advance(60_000);
  expect(titles(await history(swf, execution)).slice(10)).toEqual([
    '11 ActivityTaskCancelRequested',
    '12 ActivityTaskTimedOut',
    '13 DecisionTaskScheduled',
  ]);
});

test('timeouts fire in the order they are due, each at its own time, also in one advance', async () => {
  const { swf, local } = bench;
  const execution = await start(swf);
  await decide(
    swf,
    schedule('late', { scheduleToCloseTimeout: '300' }),
    schedule('early', { scheduleToCloseTimeout: '100' }),
    schedule('middle', { scheduleToCloseTimeout: '200' }),
  );
  local.clock.advance(86_400_000 - 1);
  const events = await history(swf, execution);
  const timedOut = events
    .filter((event) => event.eventType === 'ActivityTaskTimedOut')
    .map((event) => [
      event.activityTaskTimedOutEventAttributes?.scheduledEventId,
      (event.eventTimestamp?.getTime() ?? 0) - dawn,
    ]);
  expect(timedOut).toEqual([
    [6, 100_000],
    [7, 200_000],
    [5, 300_000],
  ]);
  expect(events.filter((event) => event.eventType === 'DecisionTaskScheduled')).toHaveLength(2);
});

test('a decision task that is not answered in time is scheduled again', async () => {
  const { swf, local } = bench;
  const { runId = '' } = await swf.startWorkflowExecution({
    domain,
    workflowId: 'order-1',
    workflowType,
    taskStartToCloseTimeout: '10',
  });
  const { taskToken } = await swf.pollForDecisionTask({ domain, taskList: decisionList });
  local.clock.advance(10_000);
  const events = await history(swf, { workflowId: 'order-1', runId });
  expect(titles(events).slice(2)).toEqual([
    '3 DecisionTaskStarted',
    '4 DecisionTaskTimedOut',
    '5 DecisionTaskScheduled',
  ]);
  expect(events[3]?.decisionTaskTimedOutEventAttributes).toEqual({
    timeoutType: 'START_TO_CLOSE',
    scheduledEventId: 2,
    startedEventId: 3,
  });
  expect(await faultOf(swf.respondDecisionTaskCompleted({ taskToken }))).toBe(
    'UnknownResourceFault: Unknown decision task, scheduledEventId = 2',
  );
  await decide(swf, complete);
});

test('decision tasks moved to another list come back when nobody polls it in time', async () => {
  const { swf, local } = bench;
  const execution = await start(swf);
  const { taskToken } = await swf.pollForDecisionTask({ domain, taskList: decisionList });
  const taskList = { name: 'this-host' };
  await swf.respondDecisionTaskCompleted({ taskToken, taskList, taskListScheduleToStartTimeout: '5' });
  await swf.signalWorkflowExecution({ domain, workflowId: 'order-1', signalName: 'hello' });
  expect(await swf.countPendingDecisionTasks({ domain, taskList })).toMatchObject({ count: 1 });
  local.clock.advance(5_000);
  const events = await history(swf, execution);
  expect(titles(events).slice(5)).toEqual([
    '6 DecisionTaskScheduled',
    '7 DecisionTaskTimedOut',
    '8 DecisionTaskScheduled',
  ]);
  expect(events[5]?.decisionTaskScheduledEventAttributes).toMatchObject({ taskList, scheduleToStartTimeout: '5' });
  expect(events[6]?.decisionTaskTimedOutEventAttributes).toMatchObject({ timeoutType: 'SCHEDULE_TO_START' });
  expect(events[7]?.decisionTaskScheduledEventAttributes).toMatchObject({ taskList: decisionList });
});

test('an execution that takes too long times out with everything it has', async () => {
  const { swf, local } = bench;
  const { execution, taskToken } = await startTask(swf);
  local.clock.advance(86_400_000);
  const events = await history(swf, execution);
  expect(titles(events).slice(6)).toEqual(['7 WorkflowExecutionTimedOut']);
  expect(events[6]?.workflowExecutionTimedOutEventAttributes).toEqual({
    timeoutType: 'START_TO_CLOSE',
    childPolicy: 'TERMINATE',
  });
  expect(await faultOf(swf.recordActivityTaskHeartbeat({ taskToken }))).toContain('Unknown execution');
  const { count } = await swf.countClosedWorkflowExecutions({
    domain,
    closeTimeFilter: { oldestDate: new Date(0) },
    closeStatusFilter: { status: 'TIMED_OUT' },
  });
  expect(count).toBe(1);
});

test('a closed execution is forgotten at the end of its retention period', async () => {
  const { swf, local } = bench;
  const execution = await start(swf);
  await decide(swf, complete);
  local.clock.advance(7 * 86_400_000 - 1);
  expect(await history(swf, execution)).toHaveLength(5);
  local.clock.advance(1);
  expect(await faultOf(history(swf, execution))).toBe(
    `UnknownResourceFault: Unknown execution: WorkflowExecution=[workflowId=order-1, runId=${execution.runId}]`,
  );
});
