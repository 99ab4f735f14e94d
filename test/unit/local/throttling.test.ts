import { expect, test } from 'vitest';
import type { Decision, SWF } from '@aws-sdk/client-swf';
import type { OperationName } from '../../../src/swf/operations';
import { operations } from '../../../src/swf/operations';
import { executionRates, operationRates } from '../../../src/swf/documentedRates';
import { decisionRates, TokenBuckets } from '../../../src/local/tokenBuckets';
import { benchOfEachTest } from './benchOfEachTest';
import { decide, domain, faultOf, schedule, send, start, startTask, startVirtualBench, workflowType } from './support';

const bench = benchOfEachTest(() => startVirtualBench({ throttle: true }));

const throttled = 'ThrottlingException: Rate exceeded';

/** How many of the calls are let through before the first is refused. The clock stands: the order of a volley is of no account. */
async function allowed(call: () => Promise<unknown>, most = 2_500): Promise<number> {
  let count = 0;
  for (let sent = 0; sent < most;) {
    const volley = Math.min(20, most - sent);
    const faults = await Promise.all(Array.from({ length: volley }, () => faultOf(call())));
    const passed = faults.filter((fault) => fault !== throttled);
    expect(passed.every((fault) => fault === 'no fault')).toBe(true);
    count += passed.length;
    sent += volley;
    if (passed.length < volley) return count;
  }
  return count;
}

const listDomains = (swf: SWF) => (): Promise<unknown> => swf.listDomains({ registrationStatus: 'REGISTERED' });

test('a bucket empties, fills by the service clock, and belongs to one operation and region', async () => {
  const { swf } = bench;
  expect(await allowed(listDomains(swf))).toBe(100);
  expect(await faultOf(swf.describeDomain({ name: domain }))).toBe('no fault');
  expect(await allowed(listDomains(bench.client('eu-west-1')), 1)).toBe(1);
  bench.local.clock.advance(166);
  expect(await allowed(listDomains(swf))).toBe(0);
  bench.local.clock.advance(1);
  expect(await allowed(listDomains(swf))).toBe(1);
  bench.local.clock.advance(1_000);
  expect(await allowed(listDomains(swf))).toBe(6);
  bench.local.clock.advance(3_600_000);
  expect(await allowed(listDomains(swf))).toBe(100);
  await send(bench.local.url, { path: '/_local/reset' });
  expect(await allowed(listDomains(swf))).toBe(100);
});

test('one execution has buckets of its own', async () => {
  const { swf } = bench;
  const [one, other] = [await start(swf, 'one'), await start(swf, 'other')];
  const cancel = (workflowId: string) => (): Promise<unknown> =>
    swf.requestCancelWorkflowExecution({ domain, workflowId });
  expect(await allowed(cancel(one.workflowId))).toBe(200);
  expect(await allowed(cancel(other.workflowId))).toBe(200);
  const read = (execution: typeof one) => (): Promise<unknown> =>
    swf.getWorkflowExecutionHistory({ domain, execution, maximumPageSize: 1 });
  expect(await allowed(read(one))).toBe(400);
  expect(await allowed(read(other), 1)).toBe(1);
}, 30_000);

test('heartbeats are counted by the execution of their token', async () => {
  const { swf } = bench;
  const { taskToken } = await startTask(swf);
  expect(await allowed(() => swf.recordActivityTaskHeartbeat({ taskToken }))).toBe(1_000);
}, 30_000);

/** The causes of the failure events, and how often each stands there. */
async function causes(execution: { workflowId: string; runId: string }): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (let nextPageToken: string | undefined; ;) {
    const page = await bench.swf.getWorkflowExecutionHistory({ domain, execution, nextPageToken });
    for (const event of page.events ?? []) {
      const [cause] = /(?<="cause":")\w+/.exec(JSON.stringify(event)) ?? [];
      if (cause !== undefined) counts[cause] = (counts[cause] ?? 0) + 1;
    }
    nextPageToken = page.nextPageToken;
    if (nextPageToken === undefined) return counts;
  }
}

const many = (count: number, decision: (id: string) => Decision): Decision[] =>
  Array.from({ length: count }, (_, index) => decision(`id-${index}`));

const target = { workflowId: 'nobody' };
const bursts: readonly (readonly [number, (id: string) => Decision, Record<string, number>])[] = [
  [1_003, (id) => schedule(id), { OPEN_ACTIVITIES_LIMIT_EXCEEDED: 0, ACTIVITY_CREATION_RATE_EXCEEDED: 3 }],
  [
    2_003,
    (timerId) => ({
      decisionType: 'StartTimer',
      startTimerDecisionAttributes: { timerId, startToFireTimeout: '9' },
    }),
    { OPEN_TIMERS_LIMIT_EXCEEDED: 1_000, TIMER_CREATION_RATE_EXCEEDED: 3 },
  ],
  [
    503,
    (workflowId) => ({
      decisionType: 'StartChildWorkflowExecution',
      startChildWorkflowExecutionDecisionAttributes: { workflowId, workflowType },
    }),
    { CHILD_CREATION_RATE_EXCEEDED: 3 },
  ],
  [
    1_203,
    () => ({
      decisionType: 'SignalExternalWorkflowExecution',
      signalExternalWorkflowExecutionDecisionAttributes: { ...target, signalName: 's' },
    }),
    { UNKNOWN_EXTERNAL_WORKFLOW_EXECUTION: 1_200, SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_RATE_EXCEEDED: 3 },
  ],
  [
    1_203,
    () => ({
      decisionType: 'RequestCancelExternalWorkflowExecution',
      requestCancelExternalWorkflowExecutionDecisionAttributes: target,
    }),
    { UNKNOWN_EXTERNAL_WORKFLOW_EXECUTION: 1_200, REQUEST_CANCEL_EXTERNAL_WORKFLOW_EXECUTION_RATE_EXCEEDED: 3 },
  ],
];

test.each(bursts)('of %i decisions in one batch some are too many', async (count, decision, expected) => {
  const execution = await start(bench.swf);
  await decide(bench.swf, ...many(count, decision));
  const found = await causes(execution);
  for (const [cause, times] of Object.entries(expected)) expect(found[cause] ?? 0, cause).toBe(times);
});

test('nothing is throttled unless it was asked for', async () => {
  await using free = await startVirtualBench();
  expect(await allowed(listDomains(free.swf), 150)).toBe(150);
});

test('many buckets of many executions are not kept once they are full again', () => {
  let now = 0;
  const buckets = new TokenBuckets({ now: () => now });
  for (let index = 0; index < 10_000; index++) buckets.take(`b${index}`, [1, 1]);
  expect(buckets.size).toBe(10_000);
  now = 1_000;
  buckets.take('one more', [1, 1]);
  expect(buckets.size).toBe(1);
});

test('the rates are the documented ones', () => {
  const rows: readonly (readonly [readonly OperationName[], string])[] = [
    [['CountOpenWorkflowExecutions', 'CountClosedWorkflowExecutions'], '2000/6'],
    [['CountPendingActivityTasks', 'CountPendingDecisionTasks'], '200/6'],
    [['DescribeActivityType', 'DescribeWorkflowType', 'DescribeWorkflowExecution'], '2000/6'],
    [['DescribeDomain'], '200/6'],
    [['ListDomains', 'RegisterDomain', 'DeprecateDomain', 'UndeprecateDomain'], '100/6'],
    [['DeleteActivityType', 'DeprecateActivityType', 'UndeprecateActivityType'], '200/6'],
    [['DeleteWorkflowType', 'DeprecateWorkflowType', 'UndeprecateWorkflowType'], '200/6'],
    [['ListActivityTypes', 'ListWorkflowTypes', 'ListClosedWorkflowExecutions'], '200/6'],
    [['ListOpenWorkflowExecutions'], '200/48'],
    [['GetWorkflowExecutionHistory'], '2000/60'],
    [['RegisterActivityType', 'RegisterWorkflowType'], '200/60'],
    [['PollForActivityTask', 'PollForDecisionTask'], '2000/200'],
    [['RecordActivityTaskHeartbeat'], '2000/160'],
    [['RespondActivityTaskCanceled', 'RespondActivityTaskCompleted', 'RespondActivityTaskFailed'], '2000/200'],
    [['RespondDecisionTaskCompleted', 'StartWorkflowExecution'], '2000/200'],
    [['RequestCancelWorkflowExecution', 'SignalWorkflowExecution'], '2000/30'],
    [['TerminateWorkflowExecution'], '2000/60'],
    [['ListTagsForResource', 'TagResource', 'UntagResource'], '50/30'],
  ];
  const documented = rows.flatMap(([names, rate]) => names.map((name) => [name, rate] as const));
  const ours = operations.map(({ name }) => [name, operationRates[name].join('/')] as const);
  expect(new Map(ours)).toEqual(new Map(documented));
  expect(executionRates).toEqual({
    GetWorkflowExecutionHistory: [400, 200],
    SignalWorkflowExecution: [1_000, 1_000],
    RecordActivityTaskHeartbeat: [1_000, 1_000],
    RequestCancelWorkflowExecution: [200, 200],
  });
  expect(Object.keys(decisionRates)).toHaveLength(bursts.length);
});
