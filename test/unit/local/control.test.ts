import { expect, test } from 'vitest';
import { benchOfEachTest } from './benchOfEachTest';
import { dawn, domain, faultOf, history, send, start, startTask, titles, type RawAnswer } from './support';

const bench = benchOfEachTest();

function post(path: string, document: unknown): Promise<RawAnswer> {
  return send(bench.local.url, { path, body: JSON.stringify(document) });
}

async function state(): Promise<unknown> {
  return JSON.parse((await send(bench.local.url, { method: 'GET', path: '/_local/state' })).body);
}

function plan(...rules: object[]): Promise<RawAnswer> {
  return post('/_local/faults', { rules });
}

const list = (): Promise<unknown> => bench.swf.listDomains({ registrationStatus: 'REGISTERED' });

test('the state counts what the service holds and what it was asked', async () => {
  await startTask(bench.swf);
  await faultOf(bench.swf.describeDomain({ name: 'nowhere' }));
  expect(await state()).toEqual({
    now: dawn / 1000,
    virtualTime: true,
    timers: 1,
    domains: 1,
    openExecutions: 1,
    closedExecutions: 0,
    openActivityTasks: 1,
    waitingPolls: 0,
    requests: {
      RegisterDomain: 1,
      RegisterWorkflowType: 1,
      RegisterActivityType: 1,
      StartWorkflowExecution: 1,
      PollForDecisionTask: 1,
      RespondDecisionTaskCompleted: 1,
      PollForActivityTask: 1,
      DescribeDomain: 1,
    },
    totalRequests: 8,
  });
});

test('the clock is advanced from outside, a year at once', async () => {
  const execution = await start(bench.swf);
  expect(await post('/_local/clock', { advanceSeconds: 31_536_000 })).toMatchObject({ status: 200 });
  expect(await state()).toMatchObject({ now: dawn / 1000 + 31_536_000, openExecutions: 0, closedExecutions: 0 });
  expect(await faultOf(history(bench.swf, execution))).toContain('Unknown execution');
});

test.each([
  ['/_local/clock', {}],
  ['/_local/clock', { advanceSeconds: -1 }],
  ['/_local/clock', { advanceSeconds: 1e30 }],
  ['/_local/clock', { advanceSeconds: 'soon' }],
  ['/_local/clock', null],
  ['/_local/faults', []],
  ['/_local/faults', { rules: [{ fault: 'gremlin' }] }],
  ['/_local/faults', { rules: [{ fault: 'throttle', operation: 'Nonsense' }] }],
  ['/_local/faults', { rules: [{ fault: 'throttle', count: -1 }] }],
])('%s refuses %j with a reason', async (path, document) => {
  const answer = await post(path, document);
  expect(answer.status).toBe(400);
  expect(JSON.parse(answer.body)).toMatchObject({ message: expect.stringMatching(/\w/) as unknown });
});

test('a reset forgets everything', async () => {
  const { taskToken, execution } = await startTask(bench.swf);
  expect(await post('/_local/reset', {})).toMatchObject({ status: 200 });
  expect(await state()).toMatchObject({ domains: 0, openExecutions: 0, timers: 0, requests: {} });
  expect(await faultOf(bench.swf.respondActivityTaskCanceled({ taskToken }))).toBe(
    `UnknownResourceFault: Unknown execution: WorkflowExecution=[workflowId=order-1, runId=${execution.runId}]`,
  );
});

test('a rule strikes its operation alone, so often, after so many', async () => {
  await plan({ fault: 'throttle', operation: 'ListDomains', skip: 1, count: 2 });
  const faults = [await faultOf(list()), await faultOf(list()), await faultOf(list()), await faultOf(list())];
  const throttled = 'ThrottlingException: Rate exceeded';
  expect(faults).toEqual(['no fault', throttled, throttled, 'no fault']);
  await plan({ fault: 'throttle', operation: 'ListDomains' });
  expect(await faultOf(bench.swf.describeDomain({ name: domain }))).toBe('no fault');
  await plan();
  expect(await faultOf(list())).toBe('no fault');
});

test('a rate strikes alike for the same seed', async () => {
  const strikes = async (seed: number): Promise<string> => {
    await post('/_local/faults', { seed, rules: [{ fault: 'throttle', rate: 0.5 }] });
    let struck = '';
    for (let call = 0; call < 20; call++) struck += (await faultOf(list())) === 'no fault' ? '.' : 'x';
    return struck;
  };
  const first = await strikes(7);
  expect(first).toMatch(/x/);
  expect(first).toMatch(/\./);
  expect(await strikes(7)).toBe(first);
  expect(await strikes(8)).not.toBe(first);
});

test('a failure inside the service is a 500 without a text', async () => {
  await plan({ fault: 'internalFailure' });
  await expect(list()).rejects.toMatchObject({ name: 'InternalFailure', $metadata: { httpStatusCode: 500 } });
});

test('a connection can break before the work is done, or after', async () => {
  const { execution, taskToken } = await startTask(bench.swf);
  await plan({ fault: 'resetBefore', count: 1 });
  await expect(bench.swf.respondActivityTaskCanceled({ taskToken })).rejects.toMatchObject({ code: 'ECONNRESET' });
  expect(await history(bench.swf, execution)).toHaveLength(6);
  await plan({ fault: 'resetAfter', count: 1 });
  await expect(bench.swf.respondActivityTaskCanceled({ taskToken })).rejects.toMatchObject({ code: 'ECONNRESET' });
  expect(titles(await history(bench.swf, execution))[6]).toBe('7 ActivityTaskCanceled');
});

test('a proxy in between can answer a page', async () => {
  await plan({ fault: 'html' });
  const answer = await send(bench.local.url, { headers: { 'X-Amz-Target': 'SimpleWorkflowService.ListDomains' } });
  expect(answer).toMatchObject({ status: 502, headers: { 'content-type': 'text/html' } });
  expect(answer.body).toContain('<html>');
});

test('an answer can be late, or never come', async () => {
  await plan({ fault: 'delay', milliseconds: 5, count: 1 }, { fault: 'neverAnswer', operation: 'ListDomains' });
  expect(await faultOf(list())).toBe('no fault');
  const abort = new AbortController();
  const call = bench.swf.listDomains({ registrationStatus: 'REGISTERED' }, { abortSignal: abort.signal });
  const failed = expect(call).rejects.toMatchObject({ name: 'AbortError' });
  const before = bench.local.control.state().requests.ListDomains ?? 0;
  while (before === bench.local.control.state().requests.ListDomains) await new Promise(setImmediate);
  abort.abort();
  await failed;
});

test('unrequested cancels can be refused, and leave the task open', async () => {
  const { execution, taskToken } = await startTask(bench.swf);
  await plan({ fault: 'refuseUnrequestedCancels' });
  expect(await faultOf(bench.swf.respondActivityTaskCanceled({ taskToken }))).toBe(
    'ValidationException: Cancellation of the activity was not requested, scheduledEventId = 5',
  );
  expect(await history(bench.swf, execution)).toHaveLength(6);
  await bench.swf.respondActivityTaskCompleted({ taskToken });
});
