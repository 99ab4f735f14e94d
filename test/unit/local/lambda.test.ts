import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Decision } from '@aws-sdk/client-swf';
import type { LocalSwfOptions } from '../../../src/local/startLocalSwf';
import { startFunctions, type FunctionServer } from './functionServer';
import { benchOfEachTest } from './benchOfEachTest';
import {
  complete,
  decide,
  domain,
  faultOf,
  history,
  register,
  rows,
  send,
  start,
  startVirtualBench,
  titles,
  workflowType,
  type Bench,
} from './support';

const bench = benchOfEachTest();

type Attributes = NonNullable<Decision['scheduleLambdaFunctionDecisionAttributes']>;

const lambda = (attributes: Partial<Attributes> = {}): Decision => ({
  decisionType: 'ScheduleLambdaFunction',
  scheduleLambdaFunctionDecisionAttributes: { id: 'call-1', name: 'resize', ...attributes },
});

/** Starts an execution that may call functions. */
async function startWithRole(swf = bench.swf): Promise<{ workflowId: string; runId: string }> {
  const lambdaRole = 'arn:aws:iam::123456789012:role/swf-lambda';
  const { runId = '' } = await swf.startWorkflowExecution({ domain, workflowId: 'order-1', workflowType, lambdaRole });
  return { workflowId: 'order-1', runId };
}

async function registerFunction(document: object, url = bench.local.url): Promise<void> {
  const answer = await send(url, { path: '/_local/lambda', body: JSON.stringify(document) });
  expect(answer.status).toBe(200);
}

/** The events from the lambda task on. */
async function rest(execution: { workflowId: string; runId: string }): Promise<unknown[]> {
  return rows(await history(bench.swf, execution)).slice(4);
}

const scheduled = [
  5,
  'LambdaFunctionScheduled',
  { id: 'call-1', name: 'resize', startToCloseTimeout: '900', decisionTaskCompletedEventId: 4 },
];
const started = [6, 'LambdaFunctionStarted', { scheduledEventId: 5 }];
const decisionTask = (eventId: number): unknown[] => [eventId, 'DecisionTaskScheduled', expect.anything()];

test('without a role the function is not called', async () => {
  const execution = await start(bench.swf);
  await decide(bench.swf, lambda());
  expect(await rest(execution)).toEqual([
    scheduled,
    [
      6,
      'StartLambdaFunctionFailed',
      {
        scheduledEventId: 5,
        cause: 'ASSUME_ROLE_FAILED',
        message: 'No IAM role is attached to the current workflow execution.',
      },
    ],
    decisionTask(7),
  ]);
});

test('a function that nobody registered is not found', async () => {
  const execution = await startWithRole();
  await decide(bench.swf, lambda());
  const failed = {
    scheduledEventId: 5,
    startedEventId: 6,
    reason: 'ResourceNotFoundException',
    details: 'Function not found: arn:aws:lambda:us-east-1:123456789012:function:resize',
  };
  expect(await rest(execution)).toEqual([scheduled, started, [7, 'LambdaFunctionFailed', failed], decisionTask(8)]);
});

test('a registered result and a registered error arrive, the last registration counting', async () => {
  const execution = await startWithRole();
  await registerFunction({ name: 'resize', error: 'Old' });
  await registerFunction({ name: 'resize', result: { width: 5 } });
  await registerFunction({ name: 'crop', error: 'Boom', details: 'no such picture' });
  await decide(bench.swf, lambda({ control: 'c', input: '{"w":9}' }), lambda({ id: 'call-2', name: 'crop' }));
  const events = await rest(execution);
  expect(events.slice(4)).toEqual([
    [9, 'LambdaFunctionCompleted', { scheduledEventId: 5, startedEventId: 7, result: '{"width":5}' }],
    decisionTask(10),
    [
      11,
      'LambdaFunctionFailed',
      { scheduledEventId: 6, startedEventId: 8, reason: 'Boom', details: 'no such picture' },
    ],
  ]);
  expect(events[0]).toMatchObject([5, 'LambdaFunctionScheduled', { control: 'c', input: '{"w":9}' }]);
  const { openCounts } = await bench.swf.describeWorkflowExecution({ domain, execution });
  expect(openCounts?.openLambdaFunctions).toBe(0);
});

test('a reset forgets the functions', async () => {
  await registerFunction({ name: 'resize', result: 1 });
  await send(bench.local.url, { path: '/_local/reset' });
  await register(bench.swf);
  const execution = await startWithRole();
  await decide(bench.swf, lambda());
  expect((await rest(execution))[2]).toMatchObject([
    7,
    'LambdaFunctionFailed',
    { reason: 'ResourceNotFoundException' },
  ]);
});

test('a result longer than an event holds fails the task', async () => {
  const execution = await startWithRole();
  await registerFunction({ name: 'resize', result: 'x'.repeat(32_767) });
  await decide(bench.swf, lambda());
  expect((await rest(execution))[2]).toMatchObject([7, 'LambdaFunctionFailed', { reason: 'Result too long' }]);
});

test('a function may live behind an address', async () => {
  await using functions = await startFunctions((path) =>
    path === '/ok' ? { status: 200, text: '"done"' } : { status: 503, text: 'busy' },
  );
  const execution = await startWithRole();
  await registerFunction({ name: 'resize', url: `${functions.url}/ok` });
  await registerFunction({ name: 'crop', url: `${functions.url}/busy` });
  await registerFunction({ name: 'gone', url: 'http://127.0.0.1:1/' });
  await decide(bench.swf, lambda());
  await expect.poll(async () => (await rest(execution)).length).toBe(4);
  await decide(bench.swf, lambda({ id: 'call-2', name: 'crop', input: '{"a":1}' }));
  await expect.poll(async () => titles(await history(bench.swf, execution)).at(-2)).toContain('LambdaFunctionFailed');
  await decide(bench.swf, lambda({ id: 'call-3', name: 'gone' }));
  const count = 20;
  await expect.poll(async () => (await history(bench.swf, execution)).length).toBe(count);
  const ends = (await history(bench.swf, execution)).filter((event) =>
    ['LambdaFunctionCompleted', 'LambdaFunctionFailed'].includes(String(event.eventType)),
  );
  expect(rows(ends).map((row) => (row as unknown[])[2])).toEqual([
    { scheduledEventId: 5, startedEventId: 6, result: '"done"' },
    { scheduledEventId: 11, startedEventId: 12, reason: 'HTTP 503', details: 'busy' },
    { scheduledEventId: 17, startedEventId: 18, reason: 'No answer', details: expect.any(String) as string },
  ]);
  expect(functions.asked.filter((line) => line !== 'gone')).toEqual(['POST /ok {}', 'POST /busy {"a":1}']);
});

test('a function that does not answer in time is given up', async () => {
  await using functions = await startFunctions(() => undefined);
  const execution = await startWithRole();
  await registerFunction({ name: 'resize', url: functions.url });
  await decide(bench.swf, lambda({ startToCloseTimeout: '30' }), lambda({ id: 'call-2' }));
  const open = await bench.swf.describeWorkflowExecution({ domain, execution });
  expect(open.openCounts?.openLambdaFunctions).toBe(2);
  await expect.poll(() => functions.asked).toHaveLength(2);
  bench.local.clock.advance(29_999);
  expect(await rest(execution)).toHaveLength(4);
  bench.local.clock.advance(1);
  const timedOut = { scheduledEventId: 5, startedEventId: 7, timeoutType: 'START_TO_CLOSE' };
  expect((await rest(execution)).slice(4)).toEqual([[9, 'LambdaFunctionTimedOut', timedOut], decisionTask(10)]);
  await expect.poll(() => functions.asked.filter((line) => line === 'gone')).toHaveLength(1);
  bench.local.clock.advance(870_000);
  expect((await rest(execution)).slice(6)).toMatchObject([[11, 'LambdaFunctionTimedOut', { scheduledEventId: 6 }]]);
  await decide(bench.swf, complete);
  expect((await history(bench.swf, execution)).at(-1)?.eventType).toBe('WorkflowExecutionCompleted');
});

test('the end of the execution ends its calls', async () => {
  await using functions = await startFunctions(() => undefined);
  const execution = await startWithRole();
  await registerFunction({ name: 'resize', url: functions.url });
  await decide(bench.swf, lambda());
  await expect.poll(() => functions.asked).toHaveLength(1);
  await bench.swf.terminateWorkflowExecution({ domain, workflowId: execution.workflowId });
  await expect.poll(() => functions.asked).toContain('gone');
  bench.local.clock.advance(900_000);
  expect((await rest(execution)).at(-1)).toMatchObject([7, 'WorkflowExecutionTerminated', {}]);
});

/** An execution whose one function has been asked, and does not answer. */
async function startCall({ swf, local }: Bench, functions: FunctionServer): Promise<void> {
  await register(swf);
  await startWithRole(swf);
  await registerFunction({ name: 'resize', url: functions.url }, local.url);
  await decide(swf, lambda());
  await expect.poll(() => functions.asked).toHaveLength(1);
}

test('a reset ends the calls that are under way', async () => {
  await using functions = await startFunctions(() => undefined);
  await using other = await startVirtualBench();
  await startCall(other, functions);
  await send(other.local.url, { path: '/_local/reset' });
  await expect.poll(() => functions.asked).toContain('gone');
});

test('the end of Local SWF ends the calls that are under way', async () => {
  await using functions = await startFunctions(() => undefined);
  {
    await using other = await startVirtualBench();
    await startCall(other, functions);
  }
  await expect.poll(() => functions.asked).toContain('gone');
});

test('an id is taken as long as its task is open, and open tasks are counted', async () => {
  await using functions = await startFunctions(() => undefined);
  await using small = await startVirtualBench({ quotas: { openLambdaFunctions: 1 } });
  await register(small.swf);
  const execution = await startWithRole(small.swf);
  await registerFunction({ name: 'resize', url: functions.url }, small.local.url);
  await decide(small.swf, lambda(), lambda(), lambda({ id: 'call-2' }));
  const failed = { name: 'resize', decisionTaskCompletedEventId: 4 };
  expect(rows(await history(small.swf, execution)).slice(5, 7)).toEqual([
    [6, 'ScheduleLambdaFunctionFailed', { ...failed, id: 'call-1', cause: 'ID_ALREADY_IN_USE' }],
    [7, 'ScheduleLambdaFunctionFailed', { ...failed, id: 'call-2', cause: 'OPEN_LAMBDA_FUNCTIONS_LIMIT_EXCEEDED' }],
  ]);
});

test.each(['0', '901', 'NONE', '1.5'])('a function does not get %s seconds', async (startToCloseTimeout) => {
  await startWithRole();
  expect(await faultOf(decide(bench.swf, lambda({ startToCloseTimeout })))).toBe(
    `ValidationException: 1 validation error detected: Value '${startToCloseTimeout}' at 'decisions.1.member.` +
      "scheduleLambdaFunctionDecisionAttributes.startToCloseTimeout' failed to satisfy constraint: Member must be a " +
      'number of seconds from 1 to 900',
  );
});

test.each([
  ['{}', '"name" is a function\'s name or ARN'],
  ['{"name":"f"}', 'A function has one of "url", "result" and "error"'],
  ['{"name":"f","result":1,"error":"x"}', 'A function has one of "url", "result" and "error"'],
  ['{"name":"f","url":"file:///etc/passwd"}', '"url" is an http or https address'],
  ['{"name":"f","error":5}', '"error" is a text'],
])('the registration %s is refused', async (body, message) => {
  const answer = await send(bench.local.url, { path: '/_local/lambda', body });
  expect([answer.status, JSON.parse(answer.body)]).toEqual([400, { message }]);
});

test('answers are kept over a restart, and no function is called again', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'local-swf-lambda-'));
  try {
    const options: LocalSwfOptions = { data: join(folder, 'journal') };
    await using functions = await startFunctions((path) => (path === '/ok' ? { status: 200, text: '1' } : undefined));
    let before: unknown[] = [];
    let execution = { workflowId: '', runId: '' };
    {
      await using first = await startVirtualBench(options);
      await register(first.swf);
      execution = await startWithRole(first.swf);
      await registerFunction({ name: 'resize', url: `${functions.url}/ok` }, first.local.url);
      await registerFunction({ name: 'slow', url: functions.url }, first.local.url);
      await decide(first.swf, lambda(), lambda({ id: 'call-2', name: 'slow' }));
      await expect.poll(async () => (await history(first.swf, execution)).length).toBe(10);
      before = rows(await history(first.swf, execution));
    }
    const calls = functions.asked.filter((line) => line !== 'gone').length;
    await using second = await startVirtualBench(options);
    expect(rows(await history(second.swf, execution))).toEqual(before);
    second.local.clock.advance(900_000);
    expect(titles(await history(second.swf, execution)).at(-1)).toBe('11 LambdaFunctionTimedOut');
    expect(functions.asked.filter((line) => line !== 'gone')).toHaveLength(calls);
  } finally {
    await rm(folder, { recursive: true });
  }
});
