import { expect, test } from 'vitest';
import { benchOfEachTest } from './benchOfEachTest';
import {
  activityList,
  activityType,
  complete,
  decide,
  decisionList,
  domain,
  faultOf,
  history,
  requestCancel,
  rows,
  schedule,
  start,
  startBench,
  startTask,
  titles,
  workflowType,
} from './support';

const bench = benchOfEachTest(startBench);

const begun = [
  [
    1,
    'WorkflowExecutionStarted',
    {
      workflowType,
      taskList: decisionList,
      childPolicy: 'TERMINATE',
      executionStartToCloseTimeout: '86400',
      taskStartToCloseTimeout: 'NONE',
      parentInitiatedEventId: 0,
    },
  ],
  scheduledDecision(2),
  [3, 'DecisionTaskStarted', { scheduledEventId: 2, identity: 'decider' }],
  [4, 'DecisionTaskCompleted', { scheduledEventId: 2, startedEventId: 3 }],
  [
    5,
    'ActivityTaskScheduled',
    {
      activityType,
      activityId: 'pack-1',
      taskList: activityList,
      scheduleToStartTimeout: 'NONE',
      scheduleToCloseTimeout: 'NONE',
      startToCloseTimeout: 'NONE',
      heartbeatTimeout: 'NONE',
      decisionTaskCompletedEventId: 4,
    },
  ],
  [6, 'ActivityTaskStarted', { scheduledEventId: 5, identity: 'packer-1' }],
];

function scheduledDecision(eventId: number): unknown[] {
  const attributes = { taskList: decisionList, startToCloseTimeout: 'NONE', scheduleToStartTimeout: 'NONE' };
  return [eventId, 'DecisionTaskScheduled', attributes];
}

test('a task is canceled on request, and the execution with it', async () => {
  const { swf } = bench;
  const { execution, taskToken } = await startTask(swf);
  expect(await swf.recordActivityTaskHeartbeat({ taskToken })).toMatchObject({ cancelRequested: false });
  await swf.requestCancelWorkflowExecution({ domain, workflowId: 'order-1' });
  await decide(swf, requestCancel('pack-1'));
  expect(await swf.recordActivityTaskHeartbeat({ taskToken })).toMatchObject({ cancelRequested: true });
  await swf.respondActivityTaskCanceled({ taskToken, details: 'stopped half way' });
  await decide(swf, {
    decisionType: 'CancelWorkflowExecution',
    cancelWorkflowExecutionDecisionAttributes: { details: 'as asked' },
  });

  expect(rows(await history(swf, execution))).toEqual([
    ...begun,
    [7, 'WorkflowExecutionCancelRequested', { externalInitiatedEventId: 0 }],
    scheduledDecision(8),
    [9, 'DecisionTaskStarted', { scheduledEventId: 8, identity: 'decider' }],
    [10, 'DecisionTaskCompleted', { scheduledEventId: 8, startedEventId: 9 }],
    [11, 'ActivityTaskCancelRequested', { activityId: 'pack-1', decisionTaskCompletedEventId: 10 }],
    [
      12,
      'ActivityTaskCanceled',
      { details: 'stopped half way', scheduledEventId: 5, startedEventId: 6, latestCancelRequestedEventId: 11 },
    ],
    scheduledDecision(13),
    [14, 'DecisionTaskStarted', { scheduledEventId: 13, identity: 'decider' }],
    [15, 'DecisionTaskCompleted', { scheduledEventId: 13, startedEventId: 14 }],
    [16, 'WorkflowExecutionCanceled', { details: 'as asked', decisionTaskCompletedEventId: 15 }],
  ]);
  const { executionInfo, openCounts } = await swf.describeWorkflowExecution({ domain, execution });
  expect(executionInfo).toMatchObject({ executionStatus: 'CLOSED', closeStatus: 'CANCELED', cancelRequested: true });
  expect(openCounts).toMatchObject({ openActivityTasks: 0, openDecisionTasks: 0 });
});

test('a task is completed, and the execution with it', async () => {
  const { swf } = bench;
  const { execution, taskToken } = await startTask(swf);
  await swf.respondActivityTaskCompleted({ taskToken, result: 'packed' });
  await decide(swf, {
    decisionType: 'CompleteWorkflowExecution',
    completeWorkflowExecutionDecisionAttributes: { result: 'shipped' },
  });
  expect(rows(await history(swf, execution))).toEqual([
    ...begun,
    [7, 'ActivityTaskCompleted', { result: 'packed', scheduledEventId: 5, startedEventId: 6 }],
    scheduledDecision(8),
    [9, 'DecisionTaskStarted', { scheduledEventId: 8, identity: 'decider' }],
    [10, 'DecisionTaskCompleted', { scheduledEventId: 8, startedEventId: 9 }],
    [11, 'WorkflowExecutionCompleted', { result: 'shipped', decisionTaskCompletedEventId: 10 }],
  ]);
});

test('a task fails, and the execution with it', async () => {
  const { swf } = bench;
  const { execution, taskToken } = await startTask(swf);
  await swf.respondActivityTaskFailed({ taskToken, reason: 'out of boxes', details: 'size L' });
  await decide(swf, {
    decisionType: 'FailWorkflowExecution',
    failWorkflowExecutionDecisionAttributes: { reason: 'cannot pack' },
  });
  expect(rows(await history(swf, execution)).slice(6)).toEqual([
    [7, 'ActivityTaskFailed', { reason: 'out of boxes', details: 'size L', scheduledEventId: 5, startedEventId: 6 }],
    scheduledDecision(8),
    [9, 'DecisionTaskStarted', { scheduledEventId: 8, identity: 'decider' }],
    [10, 'DecisionTaskCompleted', { scheduledEventId: 8, startedEventId: 9 }],
    [11, 'WorkflowExecutionFailed', { reason: 'cannot pack', decisionTaskCompletedEventId: 10 }],
  ]);
});

test('an unrequested cancel is accepted, and its event names no request', async () => {
  const { swf } = bench;
  const { execution, taskToken } = await startTask(swf);
  await swf.respondActivityTaskCanceled({ taskToken });
  expect(rows(await history(swf, execution)).slice(6)).toEqual([
    [7, 'ActivityTaskCanceled', { scheduledEventId: 5, startedEventId: 6 }],
    scheduledDecision(8),
  ]);
});

test('a task that no worker has is canceled at once, and no poll gets it', async () => {
  const { swf } = bench;
  const execution = await start(swf);
  await decide(swf, schedule('pack-1'));
  await swf.signalWorkflowExecution({ domain, workflowId: 'order-1', signalName: 'stop' });
  await decide(swf, requestCancel('pack-1'));
  expect(rows(await history(swf, execution)).slice(8)).toEqual([
    [9, 'DecisionTaskCompleted', { scheduledEventId: 7, startedEventId: 8 }],
    [10, 'ActivityTaskCancelRequested', { activityId: 'pack-1', decisionTaskCompletedEventId: 9 }],
    [11, 'ActivityTaskCanceled', { scheduledEventId: 5, startedEventId: 0, latestCancelRequestedEventId: 10 }],
    scheduledDecision(12),
  ]);
  expect(await swf.countPendingActivityTasks({ domain, taskList: activityList })).toMatchObject({ count: 0 });
});

test('the newest of two requests is the one recorded, and neither wakes the decider', async () => {
  const { swf } = bench;
  const { execution, taskToken } = await startTask(swf);
  await swf.signalWorkflowExecution({ domain, workflowId: 'order-1', signalName: 'stop' });
  await decide(swf, requestCancel('pack-1'), requestCancel('pack-1'));
  await swf.respondActivityTaskCanceled({ taskToken });
  const events = await history(swf, execution);
  expect(titles(events).slice(8)).toEqual([
    '9 DecisionTaskStarted',
    '10 DecisionTaskCompleted',
    '11 ActivityTaskCancelRequested',
    '12 ActivityTaskCancelRequested',
    '13 ActivityTaskCanceled',
    '14 DecisionTaskScheduled',
  ]);
  expect(events[12]?.activityTaskCanceledEventAttributes?.latestCancelRequestedEventId).toBe(12);
});

test('a request for an unknown activity id fails, and the decider hears of it', async () => {
  const { swf } = bench;
  const execution = await start(swf);
  await decide(swf, requestCancel('nobody'));
  expect(rows(await history(swf, execution)).slice(4)).toEqual([
    [
      5,
      'RequestCancelActivityTaskFailed',
      { activityId: 'nobody', cause: 'ACTIVITY_ID_UNKNOWN', decisionTaskCompletedEventId: 4 },
    ],
    scheduledDecision(6),
  ]);
});

test('an activity id is taken while its task is open, and free after', async () => {
  const { swf } = bench;
  const { execution, taskToken } = await startTask(swf);
  await swf.signalWorkflowExecution({ domain, workflowId: 'order-1', signalName: 'again' });
  await decide(swf, schedule('pack-1'));
  await swf.respondActivityTaskCompleted({ taskToken });
  await decide(swf, schedule('pack-1'));
  const events = await history(swf, execution);
  expect(titles(events).slice(9)).toEqual([
    '10 DecisionTaskCompleted',
    '11 ScheduleActivityTaskFailed',
    '12 DecisionTaskScheduled',
    '13 ActivityTaskCompleted',
    '14 DecisionTaskStarted',
    '15 DecisionTaskCompleted',
    '16 ActivityTaskScheduled',
  ]);
  expect(events[10]?.scheduleActivityTaskFailedEventAttributes?.cause).toBe('ACTIVITY_ID_ALREADY_IN_USE');
});

test.each([
  ['scheduleToStartTimeout', 'defaultTaskScheduleToStartTimeout', 'DEFAULT_SCHEDULE_TO_START_TIMEOUT_UNDEFINED'],
  ['scheduleToCloseTimeout', 'defaultTaskScheduleToCloseTimeout', 'DEFAULT_SCHEDULE_TO_CLOSE_TIMEOUT_UNDEFINED'],
  ['startToCloseTimeout', 'defaultTaskStartToCloseTimeout', 'DEFAULT_START_TO_CLOSE_TIMEOUT_UNDEFINED'],
  ['heartbeatTimeout', 'defaultTaskHeartbeatTimeout', 'DEFAULT_HEARTBEAT_TIMEOUT_UNDEFINED'],
  ['taskList', 'defaultTaskList', 'DEFAULT_TASK_LIST_UNDEFINED'],
])('a task without %s anywhere is not scheduled', async (_member, missing, cause) => {
  const { swf } = bench;
  const defaults = {
    defaultTaskList: activityList,
    defaultTaskHeartbeatTimeout: 'NONE',
    defaultTaskScheduleToCloseTimeout: 'NONE',
    defaultTaskScheduleToStartTimeout: 'NONE',
    defaultTaskStartToCloseTimeout: 'NONE',
  };
  const type = { name: 'Bare', version: '1' };
  await swf.registerActivityType({ domain, ...type, ...defaults, [missing]: undefined });
  const execution = await start(swf);
  await decide(swf, schedule('pack-1', { activityType: type }));
  expect(rows(await history(swf, execution))[4]).toEqual([
    5,
    'ScheduleActivityTaskFailed',
    { activityType: type, activityId: 'pack-1', cause, decisionTaskCompletedEventId: 4 },
  ]);
});

test('a closing execution takes its open task along without an event', async () => {
  const { swf } = bench;
  const { execution, taskToken } = await startTask(swf);
  await swf.signalWorkflowExecution({ domain, workflowId: 'order-1', signalName: 'enough' });
  await decide(swf, complete);
  expect(titles(await history(swf, execution)).slice(9)).toEqual([
    '10 DecisionTaskCompleted',
    '11 WorkflowExecutionCompleted',
  ]);
  expect(await faultOf(swf.respondActivityTaskCanceled({ taskToken }))).toBe(
    `UnknownResourceFault: Unknown execution: WorkflowExecution=[workflowId=order-1, runId=${execution.runId}]`,
  );
});

test('larger priorities go first, and within one the first that was scheduled', async () => {
  const { swf } = bench;
  await start(swf);
  await decide(
    swf,
    schedule('a'),
    schedule('b', { taskPriority: '5' }),
    schedule('c', { taskPriority: '-1' }),
    schedule('d', { taskPriority: '5' }),
    schedule('e'),
  );
  const ids: (string | undefined)[] = [];
  for (let poll = 0; poll < 5; poll++) {
    ids.push((await swf.pollForActivityTask({ domain, taskList: activityList })).activityId);
  }
  expect(ids).toEqual(['b', 'd', 'a', 'e', 'c']);
});

test('the task of a poll carries everything a worker needs', async () => {
  const { swf } = bench;
  const execution = await start(swf);
  await decide(swf, schedule('pack-1', { input: '{"order":1}' }));
  const task = await swf.pollForActivityTask({ domain, taskList: activityList });
  expect(task).toEqual({
    $metadata: task.$metadata,
    taskToken: task.taskToken,
    activityId: 'pack-1',
    activityType,
    input: '{"order":1}',
    startedEventId: 6,
    workflowExecution: execution,
  });
  expect(task.taskToken).toMatch(/^AAAAKgAAAA[A-Z]AAAAAAAAAA[A-Za-z0-9+/]{200,}={0,2}$/);
});
