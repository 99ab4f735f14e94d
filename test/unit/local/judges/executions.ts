import { expect } from 'vitest';
import type { HistoryEvent } from '@aws-sdk/client-swf';
import type { Answer, Caller } from '../../../support/judges/judge';
import {
  activityList,
  activityType,
  complete,
  decisionList,
  domain,
  faultOf,
  requestCancel,
  rows,
  schedule,
  titles,
  workflowType,
} from '../support';
import { aTime, nothing } from './expectations';

const workflowId = 'order-1';
const startTimeFilter = { oldestDate: 0 };
const configuration = {
  taskStartToCloseTimeout: 'NONE',
  executionStartToCloseTimeout: '86400',
  taskList: decisionList,
  childPolicy: 'TERMINATE',
};
const taskTimeouts = {
  heartbeatTimeout: 'NONE',
  scheduleToCloseTimeout: 'NONE',
  scheduleToStartTimeout: 'NONE',
  startToCloseTimeout: '600',
};

/** What the life cycles need. */
export async function registerTypes(judge: Caller): Promise<void> {
  const { call } = judge;
  await call('RegisterDomain', { name: domain, workflowExecutionRetentionPeriodInDays: '7' });
  const workflowDefaults = {
    defaultTaskList: decisionList,
    defaultChildPolicy: 'TERMINATE',
    defaultTaskStartToCloseTimeout: 'NONE',
    defaultExecutionStartToCloseTimeout: '86400',
  };
  await call('RegisterWorkflowType', { domain, ...workflowType, ...workflowDefaults });
  await call('RegisterActivityType', { domain, ...activityType, defaultTaskList: activityList });
}

/** An activity task from its schedule to its cancellation, asked for while a worker had it. */
export async function canceledLife(judge: Caller): Promise<void> {
  const { call } = judge;
  const started = await call('StartWorkflowExecution', { domain, workflowId, workflowType, input: 'parcel 7' });
  const execution = { workflowId, runId: textOf(started, 'runId') };
  expect(await call('CountPendingDecisionTasks', { domain, taskList: decisionList })).toEqual({
    count: 1,
    truncated: false,
  });
  const first = await pollForDecision(judge);
  expect(first).toEqual({
    taskToken: textOf(first, 'taskToken'),
    startedEventId: 3,
    previousStartedEventId: 0,
    workflowExecution: execution,
    workflowType,
    events: first['events'],
  });
  const decisions = [schedule('pack-1', { ...taskTimeouts, input: 'box' })];
  const respond = { taskToken: first['taskToken'], decisions, executionContext: 'packing' };
  expect(await call('RespondDecisionTaskCompleted', respond)).toEqual(nothing);
  expect(await call('CountPendingActivityTasks', { domain, taskList: activityList })).toEqual({
    count: 1,
    truncated: false,
  });
  const task = await pollForActivity(judge);
  const { taskToken } = task;
  expect(task).toEqual({
    taskToken,
    activityId: 'pack-1',
    startedEventId: 6,
    workflowExecution: execution,
    activityType,
    input: 'box',
  });
  expect(await call('RecordActivityTaskHeartbeat', { taskToken, details: '1 of 2' })).toEqual({
    cancelRequested: false,
  });
  const signal = { domain, ...execution, signalName: 'stop', input: 'now' };
  expect(await call('SignalWorkflowExecution', signal)).toEqual(nothing);
  await decide(judge, requestCancel('pack-1'));
  expect(await call('RecordActivityTaskHeartbeat', { taskToken })).toEqual({ cancelRequested: true });
  expect(await call('RespondActivityTaskCanceled', { taskToken, details: 'unpacked' })).toEqual(nothing);
  expect(await faultOf(call('RespondActivityTaskCanceled', { taskToken }))).toBe(
    'UnknownResourceFault: Unknown activity, scheduledEventId = 5',
  );
  const { events } = await call('GetWorkflowExecutionHistory', { domain, execution });
  expect(rows(events as HistoryEvent[])).toEqual([
    [1, 'WorkflowExecutionStarted', { ...configuration, workflowType, input: 'parcel 7', parentInitiatedEventId: 0 }],
    [2, 'DecisionTaskScheduled', scheduledDecision],
    [3, 'DecisionTaskStarted', { scheduledEventId: 2, identity: 'decider' }],
    [4, 'DecisionTaskCompleted', { scheduledEventId: 2, startedEventId: 3, executionContext: 'packing' }],
    [
      5,
      'ActivityTaskScheduled',
      {
        activityId: 'pack-1',
        activityType,
        input: 'box',
        taskList: activityList,
        ...taskTimeouts,
        decisionTaskCompletedEventId: 4,
      },
    ],
    [6, 'ActivityTaskStarted', { scheduledEventId: 5, identity: 'packer-1' }],
    [7, 'WorkflowExecutionSignaled', { signalName: 'stop', input: 'now', externalInitiatedEventId: 0 }],
    [8, 'DecisionTaskScheduled', scheduledDecision],
    [9, 'DecisionTaskStarted', { scheduledEventId: 8, identity: 'decider' }],
    [10, 'DecisionTaskCompleted', { scheduledEventId: 8, startedEventId: 9 }],
    [11, 'ActivityTaskCancelRequested', { activityId: 'pack-1', decisionTaskCompletedEventId: 10 }],
    [
      12,
      'ActivityTaskCanceled',
      { scheduledEventId: 5, startedEventId: 6, latestCancelRequestedEventId: 11, details: 'unpacked' },
    ],
    [13, 'DecisionTaskScheduled', scheduledDecision],
  ]);
}

/** The same activity id again, this time completed, and the execution with it. */
export async function completedLife(judge: Caller): Promise<void> {
  const { call } = judge;
  await decide(judge, schedule('pack-1', taskTimeouts));
  const { taskToken, workflowExecution: execution } = await pollForActivity(judge);
  expect(await call('RespondActivityTaskCompleted', { taskToken, result: 'packed' })).toEqual(nothing);
  expect(await faultOf(call('RecordActivityTaskHeartbeat', { taskToken }))).toBe(
    'UnknownResourceFault: Unknown activity, scheduledEventId = 16',
  );
  const closeStatusFilter = { status: 'COMPLETED' };
  const closed = { domain, startTimeFilter, closeStatusFilter };
  expect(await call('CountClosedWorkflowExecutions', closed)).toEqual({ count: 0, truncated: false });
  await decide(judge, complete);
  const executionInfo = {
    execution,
    workflowType,
    startTimestamp: aTime,
    closeTimestamp: aTime,
    executionStatus: 'CLOSED',
    closeStatus: 'COMPLETED',
    cancelRequested: false,
  };
  expect(await call('ListClosedWorkflowExecutions', closed)).toEqual({ executionInfos: [executionInfo] });
  expect(await call('DescribeWorkflowExecution', { domain, execution })).toEqual({
    executionInfo,
    executionConfiguration: configuration,
    openCounts: {
      openActivityTasks: 0,
      openDecisionTasks: 0,
      openTimers: 0,
      openChildWorkflowExecutions: 0,
      openLambdaFunctions: 0,
    },
    latestActivityTaskTimestamp: aTime,
    latestExecutionContext: 'packing',
  });
  const lastFirst = { domain, execution, reverseOrder: true };
  const { events } = await call('GetWorkflowExecutionHistory', lastFirst);
  expect(titles(events as HistoryEvent[]).slice(0, 9)).toEqual([
    '22 WorkflowExecutionCompleted',
    '21 DecisionTaskCompleted',
    '20 DecisionTaskStarted',
    '19 DecisionTaskScheduled',
    '18 ActivityTaskCompleted',
    '17 ActivityTaskStarted',
    '16 ActivityTaskScheduled',
    '15 DecisionTaskCompleted',
    '14 DecisionTaskStarted',
  ]);
  expect(await faultOf(call('RespondActivityTaskCompleted', { taskToken }))).toMatch(
    /^UnknownResourceFault: Unknown execution: WorkflowExecution=\[workflowId=order-1, runId=.+\]$/,
  );
}

/** A task that fails, in an execution that is canceled and terminated from outside. */
export async function failedLife(judge: Caller): Promise<void> {
  const { call } = judge;
  const start = { domain, workflowId, workflowType, tagList: ['rush'] };
  const runId = textOf(await call('StartWorkflowExecution', start), 'runId');
  const execution = { workflowId, runId };
  expect(await faultOf(call('StartWorkflowExecution', start))).toMatch(/^WorkflowExecutionAlreadyStartedFault: /);
  expect(await call('RequestCancelWorkflowExecution', { domain, workflowId })).toEqual(nothing);
  const open = { domain, startTimeFilter, tagFilter: { tag: 'rush' } };
  expect(await call('CountOpenWorkflowExecutions', open)).toEqual({ count: 1, truncated: false });
  const info = { execution, workflowType, startTimestamp: aTime, executionStatus: 'OPEN', tagList: ['rush'] };
  expect(await call('ListOpenWorkflowExecutions', open)).toEqual({
    executionInfos: [{ ...info, cancelRequested: true }],
  });
  await decide(judge, schedule('pack-1', taskTimeouts));
  const { taskToken } = await pollForActivity(judge);
  const failure = { taskToken, reason: 'torn', details: 'wet paper' };
  expect(await call('RespondActivityTaskFailed', failure)).toEqual(nothing);
  const end = { domain, ...execution, reason: 'by hand', childPolicy: 'ABANDON' };
  expect(await call('TerminateWorkflowExecution', end)).toEqual(nothing);
  const { events } = await call('GetWorkflowExecutionHistory', { domain, execution });
  expect(rows(events as HistoryEvent[]).slice(-3)).toEqual([
    [8, 'ActivityTaskFailed', { scheduledEventId: 6, startedEventId: 7, reason: 'torn', details: 'wet paper' }],
    [9, 'DecisionTaskScheduled', scheduledDecision],
    [10, 'WorkflowExecutionTerminated', { reason: 'by hand', childPolicy: 'ABANDON', cause: 'OPERATOR_INITIATED' }],
  ]);
  expect(await faultOf(call('SignalWorkflowExecution', { domain, workflowId, signalName: 's' }))).toBe(
    'UnknownResourceFault: Unknown execution, workflowId = order-1',
  );
  expect(await pollForActivity(judge)).toMatchObject({ taskToken: '', startedEventId: 0 });
  expect(await faultOf(call('RespondActivityTaskCompleted', { taskToken: 'no token' }))).toBe(
    'ValidationException: Invalid token',
  );
}

const scheduledDecision = { taskList: decisionList, startToCloseTimeout: 'NONE', scheduleToStartTimeout: 'NONE' };

function pollForDecision(judge: Caller): Promise<Answer> {
  return judge.call('PollForDecisionTask', { domain, taskList: decisionList, identity: 'decider' });
}

function pollForActivity(judge: Caller): Promise<Answer> {
  return judge.call('PollForActivityTask', { domain, taskList: activityList, identity: 'packer-1' });
}

async function decide(judge: Caller, ...decisions: object[]): Promise<void> {
  const { taskToken } = await pollForDecision(judge);
  expect(await judge.call('RespondDecisionTaskCompleted', { taskToken, decisions })).toEqual(nothing);
}

function textOf(answer: Answer, member: string): string {
  const value = answer[member];
  expect(value).toSatisfy((text: unknown) => typeof text === 'string' && text !== '', `a text at ${member}`);
  return String(value);
}
