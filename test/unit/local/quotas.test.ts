import { afterEach, expect, test } from 'vitest';
import type { Decision } from '@aws-sdk/client-swf';
import { documentedQuotas, type Quotas } from '../../../src/local/quotas';
import type { OperationName } from '../../../src/swf/operations';
import {
  activityList,
  activityType,
  complete,
  decide,
  decisionList,
  domain,
  faultOf,
  history,
  register,
  schedule,
  start,
  startVirtualBench,
  work,
  workflowType,
  type Bench,
} from './support';

let bench: Bench;

afterEach(() => bench[Symbol.asyncDispose]());

async function startWith(quotas: Partial<Quotas>): Promise<Bench> {
  bench = await startVirtualBench({ quotas });
  await register(bench.swf);
  return bench;
}

const timer = (timerId: string): Decision => ({
  decisionType: 'StartTimer',
  startTimerDecisionAttributes: { timerId, startToFireTimeout: '60' },
});

const child = (workflowId: string): Decision => ({
  decisionType: 'StartChildWorkflowExecution',
  startChildWorkflowExecutionDecisionAttributes: { workflowId, workflowType },
});

/** The causes of the events that say a decision failed, each with its id. */
async function causes(execution: { workflowId: string; runId: string }): Promise<unknown[]> {
  const events = await history(bench.swf, execution);
  return events.flatMap((event) =>
    event.eventType?.endsWith('Failed') === true
      ? Object.values(event).flatMap((member: unknown) =>
          typeof member === 'object' && member !== null && 'cause' in member ? [member.cause] : [],
        )
      : [],
  );
}

test('the quotas are the documented ones', async () => {
  bench = await startVirtualBench();
  expect(documentedQuotas).toEqual({
    domains: 100,
    types: 10_000,
    openExecutions: 100_000,
    openActivityTasks: 1_000,
    openTimers: 1_000,
    openChildren: 1_000,
    openLambdaFunctions: 1_000,
    events: 25_000,
    pollers: 1_000,
    resourceTags: 50,
  });
});

test('a hundred domains a region, deprecated ones included', async () => {
  bench = await startVirtualBench();
  const registerDomain = (name: string, region = 'us-east-1'): Promise<unknown> =>
    bench.local.service.call(
      'RegisterDomain',
      region,
      { name, workflowExecutionRetentionPeriodInDays: '1' },
      { onHangUp: () => undefined, refuseUnrequestedCancels: false },
    ) as Promise<unknown>;
  for (let index = 0; index < 100; index++) await registerDomain(`d${index}`);
  await bench.swf.deprecateDomain({ name: 'd0' });
  const one = { name: 'one-more', workflowExecutionRetentionPeriodInDays: '1' };
  expect(await faultOf(bench.swf.registerDomain(one))).toMatch(/^LimitExceededFault: /);
  expect(await faultOf(bench.swf.registerDomain({ ...one, name: 'd1' }))).toBe('DomainAlreadyExistsFault: d1');
  await bench.client('eu-west-1').registerDomain(one);
});

test('types of each kind are counted, deprecated ones too, deleted ones not', async () => {
  const { swf } = await startWith({ types: 2 });
  await swf.registerActivityType({ domain, name: 'a', version: '2' });
  await swf.deprecateActivityType({ domain, activityType: { name: 'a', version: '2' } });
  const third = { domain, name: 'a', version: '3' };
  expect(await faultOf(swf.registerActivityType(third))).toBe('LimitExceededFault: ActivityType limit exceeded');
  await swf.deleteActivityType({ domain, activityType: { name: 'a', version: '2' } });
  await swf.registerActivityType(third);
  expect(await faultOf(swf.registerActivityType({ domain, ...activityType }))).toMatch(/^TypeAlreadyExistsFault/);
  await swf.registerWorkflowType({ domain, name: 'w', version: '1' });
  expect(await faultOf(swf.registerWorkflowType({ domain, name: 'w', version: '2' }))).toBe(
    'LimitExceededFault: WorkflowType limit exceeded',
  );
});

test('open executions of a domain, children included', async () => {
  const { swf } = await startWith({ openExecutions: 2 });
  const parent = await start(swf, 'parent');
  await decide(swf, child('c1'), child('c2'));
  expect(await causes(parent)).toEqual(['OPEN_WORKFLOWS_LIMIT_EXCEEDED']);
  const refused = swf.startWorkflowExecution({ domain, workflowId: 'third', workflowType });
  expect(await faultOf(refused)).toMatch(/^LimitExceededFault: /);
  await swf.terminateWorkflowExecution({ domain, workflowId: 'c1' });
  await start(swf, 'third');
});

test('open activity tasks, timers and children of one execution', async () => {
  const { swf } = await startWith({ openActivityTasks: 1, openTimers: 1, openChildren: 1 });
  const execution = await start(swf);
  await decide(swf, schedule('a1'), schedule('a2'), timer('t1'), timer('t2'), child('c1'), child('c2'));
  const limits = ['OPEN_ACTIVITIES_LIMIT_EXCEEDED', 'OPEN_TIMERS_LIMIT_EXCEEDED', 'OPEN_CHILDREN_LIMIT_EXCEEDED'];
  expect(await causes(execution)).toEqual(limits);
  await work(swf);
  await swf.terminateWorkflowExecution({ domain, workflowId: 'c1' });
  bench.local.clock.advance(60_000);
  await decide(swf, schedule('a3'), timer('t3'), child('c3'));
  // The started activity task is still open; timer and child are not.
  expect(await causes(execution)).toEqual([...limits, 'OPEN_ACTIVITIES_LIMIT_EXCEEDED']);
});

test('the documented thousand of timers in one batch, and one too many', async () => {
  const { swf } = await startWith({});
  const execution = await start(swf);
  await decide(swf, ...Array.from({ length: 1_001 }, (_, index) => timer(`t${index}`)));
  const { openCounts } = await swf.describeWorkflowExecution({ domain, execution });
  expect(openCounts?.openTimers).toBe(1_000);
  const { events } = await swf.getWorkflowExecutionHistory({ domain, execution, reverseOrder: true });
  expect(events?.[1]?.startTimerFailedEventAttributes).toMatchObject({
    timerId: 't1000',
    cause: 'OPEN_TIMERS_LIMIT_EXCEEDED',
  });
});

test('a history of 25,000 events ends its execution', async () => {
  const { swf } = await startWith({});
  const execution = await start(swf);
  await decide(swf);
  const { local } = bench;
  // Four events so far; the first signal brings the one DecisionTaskScheduled with it.
  for (let signals = 0; signals < 24_995; signals++) {
    const signal = { domain, workflowId: execution.workflowId, signalName: 's' };
    void local.service.call('SignalWorkflowExecution', 'us-east-1', signal, {
      onHangUp: () => undefined,
      refuseUnrequestedCancels: false,
    });
  }
  const { events, nextPageToken } = await swf.getWorkflowExecutionHistory({ domain, execution, reverseOrder: true });
  expect(nextPageToken).toBeDefined();
  expect(events?.[0]).toMatchObject({
    eventId: 25_001,
    eventType: 'WorkflowExecutionTerminated',
    workflowExecutionTerminatedEventAttributes: { childPolicy: 'TERMINATE', cause: 'EVENT_LIMIT_EXCEEDED' },
  });
  expect(events?.[1]).toMatchObject({ eventId: 25_000, eventType: 'WorkflowExecutionSignaled' });
  const { executionInfo } = await swf.describeWorkflowExecution({ domain, execution });
  expect(executionInfo).toMatchObject({ executionStatus: 'CLOSED', closeStatus: 'TERMINATED' });
});

test('the end at the event limit reaches the children, and each poller that waits for one of them', async () => {
  const { swf } = await startWith({ events: 13 });
  await swf.startWorkflowExecution({ domain, workflowId: 'parent', workflowType, childPolicy: 'REQUEST_CANCEL' });
  const taskList = { name: 'own' };
  const own = (workflowId: string): Decision => ({
    decisionType: 'StartChildWorkflowExecution',
    startChildWorkflowExecutionDecisionAttributes: { workflowId, workflowType, taskList },
  });
  await decide(swf, own('c1'), own('c2'));
  for (let child = 0; child < 2; child++) {
    const { taskToken } = await swf.pollForDecisionTask({ domain, taskList });
    await swf.respondDecisionTaskCompleted({ taskToken });
  }
  const polls = [1, 2].map(() => swf.pollForDecisionTask({ domain, taskList }));
  await expect.poll(() => bench.local.control.state().waitingPolls).toBe(2);
  // The signal makes a task for c1; the event that says so, the thirteenth, ends the parent, which makes one for c2.
  await decide(swf, {
    decisionType: 'SignalExternalWorkflowExecution',
    signalExternalWorkflowExecutionDecisionAttributes: { workflowId: 'c1', signalName: 's' },
  });
  const tasks = await Promise.all(polls);
  expect(tasks.map((task) => task.events?.map((event) => event.eventType).at(4))).toEqual([
    'WorkflowExecutionSignaled',
    'WorkflowExecutionCancelRequested',
  ]);
});

test('an execution that ends by the same batch keeps its own end', async () => {
  const { swf } = await startWith({ events: 5 });
  const execution = await start(swf);
  await decide(swf, complete);
  const events = await history(swf, execution);
  expect(events.at(-1)?.eventType).toBe('WorkflowExecutionCompleted');
  expect(events).toHaveLength(5);
});

test('pollers of one list', async () => {
  const { swf } = await startWith({ pollers: 2 });
  const polls = [1, 2].map(() => swf.pollForActivityTask({ domain, taskList: activityList }));
  await expect.poll(() => bench.local.control.state().waitingPolls).toBe(2);
  expect(await faultOf(swf.pollForActivityTask({ domain, taskList: activityList }))).toBe(
    'LimitExceededFault: Limit on maximum concurrent poll requests per task list reached',
  );
  bench.local.clock.advance(60_000);
  expect(await Promise.all(polls)).toMatchObject([{ taskToken: '' }, { taskToken: '' }]);
});

test('the documented numbers of domains, types and pollers, and one too many of each', async () => {
  const { swf } = await startWith({});
  const { service, control } = bench.local;
  const call = (operation: OperationName, input: object): unknown =>
    service.call(operation, 'us-east-1', input, { onHangUp: () => undefined, refuseUnrequestedCancels: false });
  const retention = { workflowExecutionRetentionPeriodInDays: '1' };
  for (let number = 1; number < 100; number++) call('RegisterDomain', { name: `d${number}`, ...retention });
  expect(await faultOf(swf.registerDomain({ name: 'one-more', ...retention }))).toMatch(/^LimitExceededFault/);
  for (let number = 1; number < 10_000; number++) {
    call('RegisterActivityType', { domain, name: `A${number}`, version: '1' });
    call('RegisterWorkflowType', { domain, name: `W${number}`, version: '1' });
  }
  const type = { domain, name: 'one-more', version: '1' };
  expect(await faultOf(swf.registerActivityType(type))).toMatch(/^LimitExceededFault/);
  expect(await faultOf(swf.registerWorkflowType(type))).toMatch(/^LimitExceededFault/);
  const poll = { domain, taskList: activityList };
  const polls = Array.from({ length: 1_000 }, () => call('PollForActivityTask', poll));
  expect(control.state().waitingPolls).toBe(1_000);
  expect(await faultOf(swf.pollForActivityTask(poll))).toMatch(/^LimitExceededFault/);
  bench.local.clock.advance(60_000);
  expect(new Set((await Promise.all(polls)).map((answer) => JSON.stringify(answer))).size).toBe(1);
});

test('tags of a domain and of an execution', async () => {
  const { swf } = await startWith({});
  const tags = Array.from({ length: 51 }, (_, index) => ({ key: `k${index}`, value: 'v' }));
  const tagged = { name: 'tagged', workflowExecutionRetentionPeriodInDays: '1' };
  expect(await faultOf(swf.registerDomain({ ...tagged, tags }))).toMatch(/^TooManyTagsFault/);
  await swf.registerDomain({ ...tagged, tags: tags.slice(1) });
  const tagList = ['1', '2', '3', '4', '5', '6'];
  expect(await faultOf(swf.startWorkflowExecution({ domain, workflowId: 'w', workflowType, tagList }))).toMatch(
    /at 'tagList' failed to satisfy constraint: Member must have length less than or equal to 5$/,
  );
});

test('a closed execution vanishes after its retention, and at once when there is none', async () => {
  const { swf } = await startWith({});
  const kept = await start(swf);
  await decide(swf, complete);
  const week = 7 * 86_400_000;
  bench.local.clock.advance(week - 1);
  expect((await swf.describeWorkflowExecution({ domain, execution: kept })).executionInfo?.closeStatus).toBe(
    'COMPLETED',
  );
  bench.local.clock.advance(1);
  expect(await faultOf(swf.describeWorkflowExecution({ domain, execution: kept }))).toMatch(/^UnknownResourceFault/);
  await swf.registerDomain({ name: 'brief', workflowExecutionRetentionPeriodInDays: 'NONE' });
  await swf.registerWorkflowType({
    ...{ domain: 'brief', ...workflowType, defaultTaskList: decisionList, defaultChildPolicy: 'TERMINATE' },
    ...{ defaultTaskStartToCloseTimeout: 'NONE', defaultExecutionStartToCloseTimeout: '60' },
  });
  const { runId } = await swf.startWorkflowExecution({ domain: 'brief', workflowId: 'w', workflowType });
  await swf.terminateWorkflowExecution({ domain: 'brief', workflowId: 'w' });
  const gone = swf.describeWorkflowExecution({ domain: 'brief', execution: { workflowId: 'w', runId } });
  expect(await faultOf(gone)).toMatch(/^UnknownResourceFault/);
});
