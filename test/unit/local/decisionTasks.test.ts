import { expect, test } from 'vitest';
import { benchOfEachTest } from './benchOfEachTest';
import {
  complete,
  decide,
  decisionList,
  domain,
  history,
  schedule,
  start,
  startBench,
  titles,
  workflowType,
} from './support';

const bench = benchOfEachTest(startBench);

function signal(): Promise<unknown> {
  return bench.swf.signalWorkflowExecution({ domain, workflowId: 'order-1', signalName: 'news' });
}

test('events that come while a decision task waits join it', async () => {
  const execution = await start(bench.swf);
  await signal();
  await signal();
  expect(titles(await history(bench.swf, execution))).toEqual([
    '1 WorkflowExecutionStarted',
    '2 DecisionTaskScheduled',
    '3 WorkflowExecutionSignaled',
    '4 WorkflowExecutionSignaled',
  ]);
  const { events } = await bench.swf.pollForDecisionTask({ domain, taskList: decisionList });
  expect(events).toHaveLength(5);
});

test('an event that comes while one is started schedules the next at once, to be polled after', async () => {
  const { swf } = bench;
  const execution = await start(swf);
  const first = await swf.pollForDecisionTask({ domain, taskList: decisionList });
  await signal();
  await signal();
  expect(await swf.countPendingDecisionTasks({ domain, taskList: decisionList })).toMatchObject({ count: 0 });
  await swf.respondDecisionTaskCompleted({ taskToken: first.taskToken });
  const second = await swf.pollForDecisionTask({ domain, taskList: decisionList });
  expect(titles(await history(swf, execution)).slice(2)).toEqual([
    '3 DecisionTaskStarted',
    '4 WorkflowExecutionSignaled',
    '5 DecisionTaskScheduled',
    '6 WorkflowExecutionSignaled',
    '7 DecisionTaskCompleted',
    '8 DecisionTaskStarted',
  ]);
  expect(second).toMatchObject({ previousStartedEventId: 3, startedEventId: 8 });
  expect(first).toMatchObject({ previousStartedEventId: 0, startedEventId: 3 });
});

test.each([
  ['CompleteWorkflowExecution', 'CompleteWorkflowExecutionFailed'],
  ['FailWorkflowExecution', 'FailWorkflowExecutionFailed'],
  ['CancelWorkflowExecution', 'CancelWorkflowExecutionFailed'],
  ['ContinueAsNewWorkflowExecution', 'ContinueAsNewWorkflowExecutionFailed'],
] as const)('%s fails when there is an event that the decider has not seen', async (decisionType, failed) => {
  const { swf } = bench;
  const execution = await start(swf);
  const { taskToken } = await swf.pollForDecisionTask({ domain, taskList: decisionList });
  await signal();
  await swf.respondDecisionTaskCompleted({ taskToken, decisions: [{ decisionType }] });
  const events = await history(swf, execution);
  expect(titles(events).slice(3)).toEqual([
    '4 WorkflowExecutionSignaled',
    '5 DecisionTaskScheduled',
    '6 DecisionTaskCompleted',
    `7 ${failed}`,
  ]);
  expect(Object.values(events[6] ?? {})).toContainEqual({
    cause: 'UNHANDLED_DECISION',
    decisionTaskCompletedEventId: 6,
  });
  const described = await swf.describeWorkflowExecution({ domain, execution });
  expect(described).toMatchObject({ executionInfo: { executionStatus: 'OPEN' }, openCounts: { openDecisionTasks: 1 } });
  await decide(swf, complete);
});

test('open activities do not keep an execution from closing', async () => {
  const { swf } = bench;
  const execution = await start(swf);
  await decide(swf, schedule('pack-1'), complete);
  const events = await history(swf, execution);
  expect(titles(events).slice(3)).toEqual([
    '4 DecisionTaskCompleted',
    '5 ActivityTaskScheduled',
    '6 WorkflowExecutionCompleted',
  ]);
});

test('an execution that continues as new hands its workflow id on', async () => {
  const { swf } = bench;
  const execution = await start(swf);
  await decide(swf, {
    decisionType: 'ContinueAsNewWorkflowExecution',
    continueAsNewWorkflowExecutionDecisionAttributes: { input: 'round 2', tagList: ['again'] },
  });
  const events = await history(swf, execution);
  const { newExecutionRunId: runId = '', ...rest } = events[4]?.workflowExecutionContinuedAsNewEventAttributes ?? {
    workflowType,
  };
  expect(rest).toEqual({
    workflowType,
    input: 'round 2',
    tagList: ['again'],
    taskList: decisionList,
    childPolicy: 'TERMINATE',
    executionStartToCloseTimeout: '86400',
    taskStartToCloseTimeout: 'NONE',
    decisionTaskCompletedEventId: 4,
  });
  const next = await history(swf, { workflowId: 'order-1', runId });
  expect(titles(next)).toEqual(['1 WorkflowExecutionStarted', '2 DecisionTaskScheduled']);
  expect(next[0]?.workflowExecutionStartedEventAttributes).toMatchObject({
    continuedExecutionRunId: execution.runId,
    input: 'round 2',
  });
  const { executionInfo } = await swf.describeWorkflowExecution({ domain, execution });
  expect(executionInfo?.closeStatus).toBe('CONTINUED_AS_NEW');
});

test('the history of a decision task comes in pages with one token, up to its start', async () => {
  const { swf } = bench;
  await start(swf);
  for (let round = 0; round < 4; round++) await signal();
  const poll = { domain, taskList: decisionList, maximumPageSize: 3 };
  const first = await swf.pollForDecisionTask(poll);
  await signal();
  const second = await swf.pollForDecisionTask({ ...poll, nextPageToken: first.nextPageToken });
  const third = await swf.pollForDecisionTask({ ...poll, nextPageToken: second.nextPageToken });
  expect([first, second, third].flatMap((page) => page.events?.map((event) => event.eventId))).toEqual([
    1, 2, 3, 4, 5, 6, 7,
  ]);
  expect(new Set([first.taskToken, second.taskToken, third.taskToken]).size).toBe(1);
  expect(third.nextPageToken).toBeUndefined();
  await swf.respondDecisionTaskCompleted({ taskToken: third.taskToken });
});

test('the history of a decision task can start at the previous one, and run backwards', async () => {
  const { swf } = bench;
  await start(swf);
  await decide(swf);
  await signal();
  const { events } = await swf.pollForDecisionTask({
    domain,
    taskList: decisionList,
    startAtPreviousStartedEvent: true,
    reverseOrder: true,
  });
  expect(titles(events ?? [])).toEqual([
    '7 DecisionTaskStarted',
    '6 DecisionTaskScheduled',
    '5 WorkflowExecutionSignaled',
    '4 DecisionTaskCompleted',
    '3 DecisionTaskStarted',
  ]);
});

test('the context a decider leaves is described', async () => {
  const { swf } = bench;
  const execution = await start(swf);
  const { taskToken } = await swf.pollForDecisionTask({ domain, taskList: decisionList });
  await swf.respondDecisionTaskCompleted({ taskToken, executionContext: 'packing', decisions: [schedule('pack-1')] });
  const described = await swf.describeWorkflowExecution({ domain, execution });
  expect(described.latestExecutionContext).toBe('packing');
  expect(described.latestActivityTaskTimestamp).toBeInstanceOf(Date);
  expect(described.openCounts).toMatchObject({ openActivityTasks: 1, openDecisionTasks: 0 });
});
