import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Credential } from '../../../src/local/credentials';
import { owner, startKeyedBench, type KeyedBench } from './keyedBench';
import {
  complete,
  decide,
  domain,
  faultOf,
  history,
  register,
  requestCancel,
  schedule,
  start,
  startTask,
  workflowType,
} from './support';

const reader: Credential = {
  accessKeyId: 'AKIAREADER',
  secretAccessKey: 'reader-secret',
  userName: 'reader',
  allow: [
    { actions: ['swf:List*', 'swf:Describe*'], domains: ['*'] },
    { actions: ['swf:?ollForActivityTask', 'swf:respondactivitytask*'], domains: ['ord*rs'] },
  ],
  deny: [{ actions: ['*'], domains: ['secret'] }],
};
const stranger: Credential = { ...owner, accessKeyId: 'AKIAOTHER', account: '210987654321' };
const decider: Credential = {
  accessKeyId: 'AKIADECIDER',
  secretAccessKey: 'decider-secret',
  allow: [{ actions: ['swf:*'], domains: ['*'] }],
};

let bench: KeyedBench;

beforeEach(async () => {
  bench = await startKeyedBench(owner, reader, stranger);
  await register(bench.client(owner));
});

afterEach(() => bench[Symbol.asyncDispose]());

test('rules allow and deny actions on domains', async () => {
  const swf = bench.client(reader);
  const denied = (action: string, resource = domain): string =>
    `AccessDeniedException: User: arn:aws:iam::123456789012:user/reader is not authorized to perform: swf:${action} ` +
    `on resource: arn:aws:swf:us-east-1:123456789012:/domain/${resource}`;
  await bench.client(owner).registerDomain({ name: 'secret', workflowExecutionRetentionPeriodInDays: '1' });
  expect(await faultOf(swf.listDomains({ registrationStatus: 'REGISTERED' }))).toBe('no fault');
  expect(await faultOf(swf.describeDomain({ name: domain }))).toBe('no fault');
  expect(await faultOf(swf.describeDomain({ name: 'secret' }))).toBe(denied('DescribeDomain', 'secret'));
  expect(await faultOf(swf.deprecateDomain({ name: domain }))).toBe(denied('DeprecateDomain'));
  const started = swf.startWorkflowExecution({ domain, workflowId: 'w', workflowType });
  expect(await faultOf(started)).toBe(denied('StartWorkflowExecution'));
  const resourceArn = `arn:aws:swf:us-east-1:123456789012:/domain/${domain}`;
  expect(await faultOf(swf.untagResource({ resourceArn, tagKeys: ['k'] }))).toBe(denied('UntagResource'));

  const { execution, taskToken } = await startTask(bench.client(owner));
  expect(await faultOf(swf.recordActivityTaskHeartbeat({ taskToken }))).toBe(denied('RecordActivityTaskHeartbeat'));
  expect(await faultOf(swf.recordActivityTaskHeartbeat({ taskToken: 'garbage' }))).toBe(
    'ValidationException: Invalid token',
  );
  expect(await faultOf(swf.respondActivityTaskCanceled({ taskToken }))).toBe('no fault');
  expect((await history(bench.client(owner), execution)).map((event) => event.eventType)).toContain(
    'ActivityTaskCanceled',
  );
});

test('what breaks a constraint is said before what is denied', async () => {
  expect(await faultOf(bench.client(reader).deprecateDomain({ name: '' }))).toMatch(/^ValidationException/);
});

const pseudoActions = [
  ...['ScheduleActivityTask', 'RequestCancelActivityTask', 'StartTimer', 'CancelTimer', 'RecordMarker'],
  ...['SignalExternalWorkflowExecution', 'RequestCancelExternalWorkflowExecution', 'StartChildWorkflowExecution'],
  ...['CompleteWorkflowExecution', 'FailWorkflowExecution', 'CancelWorkflowExecution'],
  'ContinueAsNewWorkflowExecution',
];

test('a lambda task cannot be forbidden, for no event would say so', async () => {
  await using other = await startKeyedBench({ ...owner, deny: [{ actions: ['swf:ScheduleLambda*'], domains: ['*'] }] });
  const swf = other.client(owner);
  await register(swf);
  const execution = await start(swf);
  await decide(swf, {
    decisionType: 'ScheduleLambdaFunction',
    scheduleLambdaFunctionDecisionAttributes: { id: 'l', name: 'f' },
  });
  expect((await history(swf, execution)).map((event) => event.eventType)).toContain('LambdaFunctionScheduled');
});

test('each account sees its own domains', async () => {
  const swf = bench.client(stranger);
  const { domainInfos } = await swf.listDomains({ registrationStatus: 'REGISTERED' });
  expect(domainInfos).toEqual([]);
  await register(swf);
  const { domainInfo } = await swf.describeDomain({ name: domain });
  expect(domainInfo?.arn).toBe(`arn:aws:swf:us-east-1:210987654321:/domain/${domain}`);
  const { taskToken } = await startTask(bench.client(owner));
  expect(await faultOf(swf.respondActivityTaskCompleted({ taskToken }))).toBe('ValidationException: Invalid token');
});

test('a denied decision leaves a failure event', async () => {
  const denying = { ...decider, deny: [{ actions: pseudoActions.map((type) => `swf:${type}`), domains: [domain] }] };
  await using other = await startKeyedBench(owner, denying);
  const swf = other.client(owner);
  await register(swf);
  const execution = await start(swf);
  await decide(swf, schedule('running'));
  await swf.signalWorkflowExecution({ domain, workflowId: execution.workflowId, signalName: 's' });
  const id = { workflowId: 'w' };
  const decisions = [
    schedule('a'),
    requestCancel('running'),
    { decisionType: 'StartTimer', startTimerDecisionAttributes: { timerId: 't', startToFireTimeout: '1' } },
    { decisionType: 'CancelTimer', cancelTimerDecisionAttributes: { timerId: 't' } },
    { decisionType: 'RecordMarker', recordMarkerDecisionAttributes: { markerName: 'm' } },
    {
      decisionType: 'SignalExternalWorkflowExecution',
      signalExternalWorkflowExecutionDecisionAttributes: { ...id, signalName: 's' },
    },
    {
      decisionType: 'RequestCancelExternalWorkflowExecution',
      requestCancelExternalWorkflowExecutionDecisionAttributes: id,
    },
    {
      decisionType: 'StartChildWorkflowExecution',
      startChildWorkflowExecutionDecisionAttributes: { ...id, workflowType },
    },
  ] as const;
  const denied = other.client(denying);
  await decide(denied, ...decisions);
  for (const decisionType of [
    'FailWorkflowExecution',
    'CancelWorkflowExecution',
    'ContinueAsNewWorkflowExecution',
  ] as const) {
    await decide(denied, { decisionType });
  }
  await decide(denied, complete);
  const events = await history(swf, execution);
  const failed = events.filter((event) => event.eventType?.endsWith('Failed') === true);
  expect(failed.map((event) => event.eventType)).toEqual([
    'ScheduleActivityTaskFailed',
    'RequestCancelActivityTaskFailed',
    'StartTimerFailed',
    'CancelTimerFailed',
    'RecordMarkerFailed',
    'SignalExternalWorkflowExecutionFailed',
    'RequestCancelExternalWorkflowExecutionFailed',
    'StartChildWorkflowExecutionFailed',
    'FailWorkflowExecutionFailed',
    'CancelWorkflowExecutionFailed',
    'ContinueAsNewWorkflowExecutionFailed',
    'CompleteWorkflowExecutionFailed',
  ]);
  for (const event of failed) expect(JSON.stringify(event)).toContain('"cause":"OPERATION_NOT_PERMITTED"');
  await decide(swf, complete);
});
