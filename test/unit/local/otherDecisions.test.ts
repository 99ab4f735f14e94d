import { expect, test } from 'vitest';
import type { Decision } from '@aws-sdk/client-swf';
import { benchOfEachTest } from './benchOfEachTest';
import { complete, dawn, decide, decisionList, domain, faultOf, history, rows, start, titles } from './support';

const bench = benchOfEachTest();

function startTimer(timerId: string, startToFireTimeout: string): Decision {
  return { decisionType: 'StartTimer', startTimerDecisionAttributes: { timerId, startToFireTimeout } };
}

function cancelTimer(timerId: string): Decision {
  return { decisionType: 'CancelTimer', cancelTimerDecisionAttributes: { timerId } };
}

test('a timer fires to the millisecond, and its id is free again', async () => {
  const { swf, local } = bench;
  const execution = await start(swf);
  await decide(swf, startTimer('t', '5'), startTimer('t', '9'));
  const { openCounts } = await swf.describeWorkflowExecution({ domain, execution });
  expect(openCounts?.openTimers).toBe(1);
  local.clock.advance(4_999);
  expect(titles(await history(swf, execution)).slice(4)).toEqual([
    '5 TimerStarted',
    '6 StartTimerFailed',
    '7 DecisionTaskScheduled',
  ]);
  local.clock.advance(1);
  const events = await history(swf, execution);
  expect(rows(events)[7]).toEqual([8, 'TimerFired', { timerId: 't', startedEventId: 5 }]);
  expect(events[7]?.eventTimestamp?.getTime()).toBe(dawn + 5_000);
  await decide(swf, startTimer('t', '1'));
  expect(titles(await history(swf, execution)).at(-1)).toBe('11 TimerStarted');
});

test('a timer is canceled without waking the decider; an unknown one wakes it', async () => {
  const { swf, local } = bench;
  const execution = await start(swf);
  await decide(swf, startTimer('t', '5'), cancelTimer('t'));
  local.clock.advance(10_000);
  expect(rows(await history(swf, execution)).slice(4)).toEqual([
    [5, 'TimerStarted', { timerId: 't', startToFireTimeout: '5', decisionTaskCompletedEventId: 4 }],
    [6, 'TimerCanceled', { timerId: 't', startedEventId: 5, decisionTaskCompletedEventId: 4 }],
  ]);
  await swf.signalWorkflowExecution({ domain, workflowId: 'order-1', signalName: 'go' });
  await decide(swf, cancelTimer('t'));
  expect(rows(await history(swf, execution)).slice(10)).toEqual([
    [11, 'CancelTimerFailed', { timerId: 't', cause: 'TIMER_ID_UNKNOWN', decisionTaskCompletedEventId: 10 }],
    [12, 'DecisionTaskScheduled', expect.anything()],
  ]);
});

test('a closed execution has no timers left', async () => {
  const { swf, local } = bench;
  const execution = await start(swf);
  await decide(swf, startTimer('t', '5'), complete);
  local.clock.advance(10_000);
  expect(titles(await history(swf, execution)).at(-1)).toBe('6 WorkflowExecutionCompleted');
});

test('a marker is recorded, and wakes nobody', async () => {
  const { swf } = bench;
  const execution = await start(swf);
  const recordMarkerDecisionAttributes = { markerName: 'half', details: '50 %' };
  await decide(swf, { decisionType: 'RecordMarker', recordMarkerDecisionAttributes });
  expect(rows(await history(swf, execution)).slice(4)).toEqual([
    [5, 'MarkerRecorded', { ...recordMarkerDecisionAttributes, decisionTaskCompletedEventId: 4 }],
  ]);
});

test('a signal reaches another execution, and its sender hears of it', async () => {
  const { swf } = bench;
  const sender = await start(swf, 'sender');
  const { taskToken } = await swf.pollForDecisionTask({ domain, taskList: decisionList });
  const target = await start(swf, 'target');
  const signalExternalWorkflowExecutionDecisionAttributes = { workflowId: 'target', signalName: 'hello', input: 'x' };
  await swf.respondDecisionTaskCompleted({
    taskToken,
    decisions: [
      { decisionType: 'SignalExternalWorkflowExecution', signalExternalWorkflowExecutionDecisionAttributes },
      { decisionType: 'RecordMarker', recordMarkerDecisionAttributes: { markerName: 'sent' } },
    ],
  });
  expect(rows(await history(swf, sender)).slice(4)).toEqual([
    [
      5,
      'SignalExternalWorkflowExecutionInitiated',
      { ...signalExternalWorkflowExecutionDecisionAttributes, decisionTaskCompletedEventId: 4 },
    ],
    [6, 'MarkerRecorded', { markerName: 'sent', decisionTaskCompletedEventId: 4 }],
    [7, 'ExternalWorkflowExecutionSignaled', { workflowExecution: target, initiatedEventId: 5 }],
    [8, 'DecisionTaskScheduled', expect.anything()],
  ]);
  expect(rows(await history(swf, target))[2]).toEqual([
    3,
    'WorkflowExecutionSignaled',
    { signalName: 'hello', input: 'x', externalWorkflowExecution: sender, externalInitiatedEventId: 5 },
  ]);
});

test('a cancel request reaches another execution, even from one that closes; an unknown one is told', async () => {
  const { swf } = bench;
  const sender = await start(swf, 'sender');
  const ask = (workflowId: string): Decision => ({
    decisionType: 'RequestCancelExternalWorkflowExecution',
    requestCancelExternalWorkflowExecutionDecisionAttributes: { workflowId },
  });
  await decide(swf, ask('target'));
  expect(rows(await history(swf, sender)).slice(5)).toEqual([
    [
      6,
      'RequestCancelExternalWorkflowExecutionFailed',
      {
        workflowId: 'target',
        cause: 'UNKNOWN_EXTERNAL_WORKFLOW_EXECUTION',
        initiatedEventId: 5,
        decisionTaskCompletedEventId: 4,
      },
    ],
    [7, 'DecisionTaskScheduled', expect.anything()],
  ]);
  const { taskToken } = await swf.pollForDecisionTask({ domain, taskList: decisionList });
  const target = await start(swf, 'target');
  await swf.respondDecisionTaskCompleted({ taskToken, decisions: [ask('target'), complete] });
  expect(titles(await history(swf, sender)).at(-1)).toBe('11 WorkflowExecutionCompleted');
  expect(rows(await history(swf, target))[2]).toEqual([
    3,
    'WorkflowExecutionCancelRequested',
    { externalWorkflowExecution: sender, externalInitiatedEventId: 10 },
  ]);
  const { executionInfo } = await swf.describeWorkflowExecution({ domain, execution: target });
  expect(executionInfo?.cancelRequested).toBe(true);
});

test('a timer needs a number of seconds', async () => {
  const { swf } = bench;
  await start(swf);
  expect(await faultOf(decide(swf, startTimer('t', 'NONE')))).toBe(
    "ValidationException: 1 validation error detected: Value 'NONE' at 'decisions.1.member." +
      "startTimerDecisionAttributes.startToFireTimeout' failed to satisfy constraint: Member must be a number of " +
      'seconds up to 31536000',
  );
});

test('a domain carries tags', async () => {
  const { swf } = bench;
  const { domainInfo } = await swf.describeDomain({ name: domain });
  const resourceArn = domainInfo?.arn ?? '';
  await swf.tagResource({ resourceArn, tags: [{ key: 'team', value: 'shop' }, { key: 'old' }] });
  await swf.tagResource({ resourceArn, tags: [{ key: 'team', value: 'orders' }] });
  await swf.untagResource({ resourceArn, tagKeys: ['old'] });
  expect((await swf.listTagsForResource({ resourceArn })).tags).toEqual([{ key: 'team', value: 'orders' }]);
  const many = Array.from({ length: 50 }, (_, index) => ({ key: `k${index}`, value: 'v' }));
  expect(await faultOf(swf.tagResource({ resourceArn, tags: many }))).toBe('TooManyTagsFault: Too many tags');
  expect((await swf.listTagsForResource({ resourceArn })).tags).toHaveLength(1);
  expect(await faultOf(swf.listTagsForResource({ resourceArn: `${resourceArn}x` }))).toContain('Unknown resource');
});
