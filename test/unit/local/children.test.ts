import { expect, test } from 'vitest';
import type { Decision } from '@aws-sdk/client-swf';
import { benchOfEachTest } from './benchOfEachTest';
import { complete, decide, decisionList, domain, history, rows, start, titles, workflowType } from './support';

const bench = benchOfEachTest();

const childList = { name: 'child-deciders' };
type ChildAttributes = NonNullable<Decision['startChildWorkflowExecutionDecisionAttributes']>;

function startChild(attributes: Partial<ChildAttributes> = {}): Decision {
  return {
    decisionType: 'StartChildWorkflowExecution',
    startChildWorkflowExecutionDecisionAttributes: {
      workflowId: 'child',
      workflowType,
      taskList: childList,
      ...attributes,
    },
  };
}

/** A parent whose child runs. */
async function startFamily(): Promise<{
  parent: { workflowId: string; runId: string };
  child: { workflowId: string; runId: string };
}> {
  const { swf } = bench;
  const parent = await start(swf, 'parent');
  await decide(swf, startChild({ input: 'x' }));
  const { executionInfos } = await swf.listOpenWorkflowExecutions({
    domain,
    startTimeFilter: { oldestDate: new Date(0) },
    executionFilter: { workflowId: 'child' },
  });
  return { parent, child: { workflowId: 'child', runId: executionInfos?.[0]?.execution?.runId ?? '' } };
}

async function decideChild(...decisions: Decision[]): Promise<void> {
  const { taskToken } = await bench.swf.pollForDecisionTask({ domain, taskList: childList });
  await bench.swf.respondDecisionTaskCompleted({ taskToken, decisions });
}

test('a child knows its parent, and the parent counts it', async () => {
  const { swf } = bench;
  const { parent, child } = await startFamily();
  expect(rows(await history(swf, parent)).slice(4)).toEqual([
    [
      5,
      'StartChildWorkflowExecutionInitiated',
      {
        workflowId: 'child',
        workflowType,
        input: 'x',
        taskList: childList,
        childPolicy: 'TERMINATE',
        executionStartToCloseTimeout: '86400',
        taskStartToCloseTimeout: 'NONE',
        decisionTaskCompletedEventId: 4,
      },
    ],
    [6, 'ChildWorkflowExecutionStarted', { workflowExecution: child, workflowType, initiatedEventId: 5 }],
    [7, 'DecisionTaskScheduled', expect.anything()],
  ]);
  const [started] = await history(swf, child);
  expect(started?.workflowExecutionStartedEventAttributes).toMatchObject({
    parentWorkflowExecution: parent,
    parentInitiatedEventId: 5,
  });
  const described = await swf.describeWorkflowExecution({ domain, execution: child });
  expect(described.executionInfo?.parent).toEqual(parent);
  const { openCounts } = await swf.describeWorkflowExecution({ domain, execution: parent });
  expect(openCounts?.openChildWorkflowExecutions).toBe(1);
});

test.each([
  [
    'ChildWorkflowExecutionCompleted',
    { result: 'r' },
    {
      decisionType: 'CompleteWorkflowExecution',
      completeWorkflowExecutionDecisionAttributes: { result: 'r' },
    },
  ],
  [
    'ChildWorkflowExecutionFailed',
    { reason: 'r', details: 'd' },
    {
      decisionType: 'FailWorkflowExecution',
      failWorkflowExecutionDecisionAttributes: { reason: 'r', details: 'd' },
    },
  ],
  [
    'ChildWorkflowExecutionCanceled',
    { details: 'd' },
    {
      decisionType: 'CancelWorkflowExecution',
      cancelWorkflowExecutionDecisionAttributes: { details: 'd' },
    },
  ],
] as const)('a child that ends is told to its parent as %s', async (type, what, decision) => {
  const { parent, child } = await startFamily();
  await decideChild(decision);
  expect(rows(await history(bench.swf, parent)).slice(7)).toEqual([
    [8, type, { workflowExecution: child, workflowType, initiatedEventId: 5, startedEventId: 6, ...what }],
  ]);
});

test('a child that continues as new keeps its parent, who hears of the last run only', async () => {
  const { swf } = bench;
  const { parent } = await startFamily();
  await decideChild({
    decisionType: 'ContinueAsNewWorkflowExecution',
    continueAsNewWorkflowExecutionDecisionAttributes: { taskList: childList },
  });
  const before = await swf.describeWorkflowExecution({ domain, execution: parent });
  expect(before.openCounts?.openChildWorkflowExecutions).toBe(1);
  expect(await history(swf, parent)).toHaveLength(7);
  await decideChild(complete);
  expect(titles(await history(swf, parent))[7]).toBe('8 ChildWorkflowExecutionCompleted');
});

test('a child that times out or is terminated is told', async () => {
  const { swf, local } = bench;
  const { parent } = await startFamily();
  await swf.terminateWorkflowExecution({ domain, workflowId: 'child' });
  await decide(swf, startChild({ executionStartToCloseTimeout: '10' }));
  local.clock.advance(10_000);
  const types = (await history(swf, parent)).map((event) => event.eventType);
  expect(types.filter((type) => type?.startsWith('ChildWorkflow'))).toEqual([
    'ChildWorkflowExecutionStarted',
    'ChildWorkflowExecutionTerminated',
    'ChildWorkflowExecutionStarted',
    'ChildWorkflowExecutionTimedOut',
  ]);
});

test.each([
  ['TERMINATE', ['3 WorkflowExecutionTerminated']],
  ['REQUEST_CANCEL', ['3 WorkflowExecutionCancelRequested']],
  ['ABANDON', []],
] as const)('%s is what becomes of the child of a terminated parent', async (childPolicy, last) => {
  const { swf } = bench;
  const { child } = await startFamily();
  await swf.terminateWorkflowExecution({ domain, workflowId: 'parent', childPolicy });
  const events = await history(swf, child);
  expect(titles(events).slice(2)).toEqual(last);
  for (const event of events.slice(2)) {
    expect(Object.values(event)).toContainEqual(expect.objectContaining({ cause: 'CHILD_POLICY_APPLIED' }));
  }
});

test('a parent that times out applies its own child policy', async () => {
  const { swf, local } = bench;
  const { child } = await startFamily();
  local.clock.advance(86_400_000);
  const { executionInfo } = await swf.describeWorkflowExecution({ domain, execution: child });
  expect(executionInfo?.executionStatus).toBe('CLOSED');
});

test('children that cannot be started are told with the cause', async () => {
  const { swf } = bench;
  const parent = await start(swf, 'parent');
  const { taskToken } = await swf.pollForDecisionTask({ domain, taskList: decisionList });
  await start(swf, 'child');
  await swf.respondDecisionTaskCompleted({
    taskToken,
    decisions: [startChild({ workflowType: { name: 'None', version: '1' } }), startChild()],
  });
  expect(rows(await history(swf, parent)).slice(4)).toEqual([
    [
      5,
      'StartChildWorkflowExecutionFailed',
      {
        workflowId: 'child',
        workflowType: { name: 'None', version: '1' },
        cause: 'WORKFLOW_TYPE_DOES_NOT_EXIST',
        initiatedEventId: 0,
        decisionTaskCompletedEventId: 4,
      },
    ],
    [6, 'StartChildWorkflowExecutionInitiated', expect.anything()],
    [
      7,
      'StartChildWorkflowExecutionFailed',
      {
        workflowId: 'child',
        workflowType,
        cause: 'WORKFLOW_ALREADY_RUNNING',
        initiatedEventId: 6,
        decisionTaskCompletedEventId: 4,
      },
    ],
    [8, 'DecisionTaskScheduled', expect.anything()],
  ]);
});
