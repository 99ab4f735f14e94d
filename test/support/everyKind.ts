import type { Decision, HistoryEvent } from '@aws-sdk/client-swf';
import { expect, vi } from 'vitest';
import {
  decide,
  domain,
  history,
  register,
  requestCancel,
  schedule,
  startVirtualBench,
  titles,
  work,
  workflowType,
} from '../unit/local/support';

const childList = { name: 'child-deciders' };

const timer = (timerId: string, startToFireTimeout: string): Decision => ({
  decisionType: 'StartTimer',
  startTimerDecisionAttributes: { timerId, startToFireTimeout },
});
const cancelTimer = (timerId: string): Decision => ({
  decisionType: 'CancelTimer',
  cancelTimerDecisionAttributes: { timerId },
});
const lambda = (id: string, name: string): Decision => ({
  decisionType: 'ScheduleLambdaFunction',
  scheduleLambdaFunctionDecisionAttributes: { id, name },
});
const child = (workflowId: string): Decision => ({
  decisionType: 'StartChildWorkflowExecution',
  startChildWorkflowExecutionDecisionAttributes: { workflowId, workflowType, taskList: childList },
});
const marker = (markerName: string): Decision => ({
  decisionType: 'RecordMarker',
  recordMarkerDecisionAttributes: { markerName },
});
const signal = (workflowId: string): Decision => ({
  decisionType: 'SignalExternalWorkflowExecution',
  signalExternalWorkflowExecutionDecisionAttributes: { workflowId, signalName: 'hello' },
});
const cancelOther = (workflowId: string): Decision => ({
  decisionType: 'RequestCancelExternalWorkflowExecution',
  requestCancelExternalWorkflowExecutionDecisionAttributes: { workflowId },
});

/** The history of an execution that did a bit of everything, as Local SWF tells it; `close` is its last decision. */
export async function everyKind(close?: Decision): Promise<readonly HistoryEvent[]> {
  await using bench = await startVirtualBench();
  const { swf, local } = bench;
  await register(swf);
  local.control.registerLambda({ name: 'resize', result: { ok: true } });
  const lambdaRole = 'arn:aws:iam::123456789012:role/swf-lambda';
  const { runId = '' } = await swf.startWorkflowExecution({ domain, workflowId: 'order-1', workflowType, lambdaRole });
  const execution = { workflowId: 'order-1', runId };
  local.clock.advance(400);
  await decide(
    swf,
    ...['done', 'broken', 'late', 'stopped'].map((id) => schedule(id, { startToCloseTimeout: '30' })),
    schedule('stopped'),
    timer('soon', '5'),
    timer('never', '500'),
    timer('dropped', '60'),
    lambda('call-1', 'resize'),
    child('child-1'),
    child('child-1'),
    marker('halfway'),
    signal('child-1'),
    signal('nobody'),
    cancelOther('child-1'),
    cancelTimer('unknown'),
    requestCancel('unknown'),
  );
  // A function answers when it has, whatever the clock says.
  await vi.waitFor(async () => {
    expect(titles(await history(swf, execution)).join()).toContain('LambdaFunctionCompleted');
  }, 20_000);
  local.clock.advance(1_000);
  await swf.respondActivityTaskCompleted({ taskToken: await work(swf), result: 'ok' });
  await swf.respondActivityTaskFailed({ taskToken: await work(swf), reason: 'no paper', details: '' });
  await work(swf);
  const stopped = await work(swf);
  await decide(swf, requestCancel('stopped'), cancelTimer('dropped'), schedule('waiting'), schedule('done'));
  await swf.respondActivityTaskCanceled({ taskToken: stopped });
  const { taskToken } = await swf.pollForDecisionTask({ domain, taskList: childList });
  await swf.respondDecisionTaskCompleted({ taskToken, decisions: [{ decisionType: 'CompleteWorkflowExecution' }] });
  await swf.signalWorkflowExecution({ domain, workflowId: 'order-1', signalName: 'go on', input: '{"n":1}' });
  local.clock.advance(31_000);
  await swf.requestCancelWorkflowExecution({ domain, workflowId: 'order-1' });
  if (close !== undefined) await decide(swf, close);
  return await history(swf, execution);
}
