import { afterAll, beforeAll, expect, test } from 'vitest';
import { register, send, sendOperation, startBench, type Bench } from './support';

let bench: Bench;

beforeAll(async () => {
  bench = await startBench();
  await register(bench.swf);
});

afterAll(() => bench[Symbol.asyncDispose]());

test('an operation that answers nothing answers an empty body', async () => {
  const body = '{"name":"empty","workflowExecutionRetentionPeriodInDays":"1"}';
  const answer = await sendOperation(bench.local.url, 'RegisterDomain', body);
  expect(answer).toMatchObject({ status: 200, body: '' });
  expect(answer.headers).toMatchObject({ 'content-type': 'application/json', 'content-length': '0' });
  expect(answer.headers['x-amzn-requestid']).toMatch(/^[0-9a-f-]{36}$/);
});

const validation = 'com.amazon.coral.validate#ValidationException';
const serialization = 'com.amazon.coral.service#SerializationException';
const token = "at 'taskToken' failed to satisfy constraint";

test.each([
  [
    'RespondActivityTaskCanceled',
    '',
    validation,
    `1 validation error detected: Value null ${token}: Member must not be null`,
  ],
  [
    'RespondActivityTaskCanceled',
    '{"taskToken":null}',
    validation,
    `1 validation error detected: Value null ${token}: Member must not be null`,
  ],
  [
    'RespondActivityTaskFailed',
    JSON.stringify({ taskToken: '', reason: 'r'.repeat(257), details: 'd'.repeat(32_769) }),
    validation,
    `3 validation errors detected: Value '' ${token}: Member must have length greater than or equal to 1; ` +
      `Value '${'r'.repeat(64)}...' at 'reason' failed to satisfy constraint: Member must have length less than or equal to 256; ` +
      `Value '${'d'.repeat(64)}...' at 'details' failed to satisfy constraint: Member must have length less than or equal to 32768`,
  ],
  [
    'RecordActivityTaskHeartbeat',
    JSON.stringify({ taskToken: 'x', details: 'd'.repeat(2_049) }),
    validation,
    `1 validation error detected: Value '${'d'.repeat(64)}...' at 'details' failed to satisfy constraint: Member must have length less than or equal to 2048`,
  ],
  [
    'ListDomains',
    '{"registrationStatus":"OLD","maximumPageSize":1001}',
    validation,
    "2 validation errors detected: Value 'OLD' at 'registrationStatus' failed to satisfy constraint: " +
      "Member must satisfy enum value set: [REGISTERED, DEPRECATED]; Value '1001' at 'maximumPageSize' failed to " +
      'satisfy constraint: Member must have value less than or equal to 1000',
  ],
  [
    'ListDomains',
    '{"registrationStatus":"REGISTERED","maximumPageSize":-1}',
    validation,
    "1 validation error detected: Value '-1' at 'maximumPageSize' failed to satisfy constraint: Member must have value greater than or equal to 0",
  ],
  [
    'StartWorkflowExecution',
    JSON.stringify({
      domain: 'orders',
      workflowId: 'w',
      workflowType: { name: 'FulfilOrder' },
      tagList: ['a', 'b', 'c', 'd', 'e', 'f'.repeat(257)],
    }),
    validation,
    "3 validation errors detected: Value null at 'workflowType.version' failed to satisfy constraint: Member must not " +
      `be null; Value '[a, b, c, d, e, ${'f'.repeat(48)}...' at 'tagList' failed to satisfy constraint: Member ` +
      `must have length less than or equal to 5; Value '${'f'.repeat(64)}...' at 'tagList.6.member' failed to satisfy ` +
      'constraint: Member must have length less than or equal to 256',
  ],
  [
    'RespondDecisionTaskCompleted',
    JSON.stringify({
      taskToken: 'x',
      decisions: [
        { decisionType: 'Nap' },
        { decisionType: 'StartTimer', startTimerDecisionAttributes: { startToFireTimeout: '1' } },
      ],
    }),
    validation,
    "2 validation errors detected: Value 'Nap' at 'decisions.1.member.decisionType' failed to satisfy constraint: " +
      'Member must satisfy enum value set: [CompleteWorkflowExecution, StartTimer, ' +
      'RequestCancelExternalWorkflowExecution, SignalExternalWorkflowExecution, CancelTimer, RecordMarker, ' +
      'ScheduleActivityTask, ContinueAsNewWorkflowExecution, ScheduleLambdaFunction, FailWorkflowExecution, ' +
      'RequestCancelActivityTask, StartChildWorkflowExecution, CancelWorkflowExecution]; Value null at ' +
      "'decisions.2.member.startTimerDecisionAttributes.timerId' failed to satisfy constraint: Member must not be null",
  ],
  ['RespondActivityTaskCanceled', '{', serialization, undefined],
  ['RespondActivityTaskCanceled', '[]', serialization, undefined],
  ['RespondActivityTaskCanceled', 'null', serialization, undefined],
  ['RespondActivityTaskCanceled', '"text"', serialization, undefined],
  ['RespondActivityTaskCanceled', '{"taskToken":5}', serialization, undefined],
  ['RespondActivityTaskCanceled', '{"taskToken":{}}', serialization, undefined],
  ['RespondActivityTaskCanceled', '{"taskToken":["x"]}', serialization, undefined],
  ['RespondActivityTaskCanceled', '{"taskToken":true}', serialization, undefined],
  ['PollForActivityTask', '{"domain":"orders","taskList":"packers"}', serialization, undefined],
  ['ListDomains', '{"registrationStatus":"REGISTERED","maximumPageSize":"5"}', serialization, undefined],
  ['ListDomains', '{"registrationStatus":"REGISTERED","reverseOrder":1}', serialization, undefined],
  [
    'ListOpenWorkflowExecutions',
    '{"domain":"orders","startTimeFilter":{"oldestDate":"2026"}}',
    serialization,
    undefined,
  ],
  ['RespondDecisionTaskCompleted', '{"taskToken":"x","decisions":{}}', serialization, undefined],
  ['Nonsense', '{}', 'com.amazon.coral.service#UnknownOperationException', undefined],
])('%s refuses %s', async (operation, body, type, message) => {
  const answer = await sendOperation(bench.local.url, operation, body);
  expect(answer.status).toBe(400);
  const fault: unknown = JSON.parse(answer.body);
  expect(fault).toMatchObject({ __type: type, ...(message === undefined ? {} : { message }) });
});

test('unknown members, content types and encodings do no harm', async () => {
  const answer = await send(bench.local.url, {
    headers: {
      'X-Amz-Target': 'SimpleWorkflowService.ListDomains',
      'Content-Type': 'application/json; charset=UTF-8',
      'Content-Encoding': 'amz-1.0',
    },
    body: '{"registrationStatus":"DEPRECATED","colour":"blue"}',
  });
  expect(answer).toMatchObject({ status: 200, body: '{"domainInfos":[]}' });
});

test('a request of more than a megabyte is refused', async () => {
  const answer = await sendOperation(bench.local.url, 'ListDomains', `{"x":"${'x'.repeat(1_048_576)}"}`);
  expect(answer.status).toBe(413);
});

test.each(['evil.example', '127.0.0.1.evil.example', 'localhost.evil.example:80', '10.0.0.1', '[fe80::1]'])(
  'a request for the host %s is refused, whatever it asks',
  async (Host) => {
    const operation = { 'X-Amz-Target': 'SimpleWorkflowService.ListDomains', Host };
    const body = '{"registrationStatus":"REGISTERED"}';
    expect(await send(bench.local.url, { headers: operation, body })).toMatchObject({ status: 403 });
    expect(await send(bench.local.url, { path: '/_local/reset', headers: { Host } })).toMatchObject({ status: 403 });
    expect(bench.local.control.state().domains).toBeGreaterThan(0);
  },
);

test.each(['localhost:4566', '127.0.0.1', '[::1]:80'])('a request for the host %s is answered', async (Host) => {
  const answer = await send(bench.local.url, { method: 'GET', path: '/_local/state', headers: { Host } });
  expect(answer.status).toBe(200);
});

test('web pages cannot steer it', async () => {
  const headers = { Origin: 'http://localhost:3000' };
  expect(await send(bench.local.url, { path: '/_local/reset', headers })).toMatchObject({ status: 403 });
});

test('other methods and paths are no operations', async () => {
  expect(await send(bench.local.url, { method: 'GET' })).toMatchObject({ status: 404 });
  expect(await send(bench.local.url, { path: '/elsewhere' })).toMatchObject({ status: 404 });
  expect(await send(bench.local.url, { path: '/_local/elsewhere' })).toMatchObject({ status: 404 });
});
