import { connect } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { operations } from '../../../src/swf/operations';
import { badRequests } from './badRequests';
import { domain, register, send, sendOperation, startBench, type Bench } from './support';

let bench: Bench;
const errors: unknown[] = [];

beforeAll(async () => {
  bench = await startBench({ pollSeconds: 1, onError: (error) => errors.push(error) });
  await register(bench.swf);
});

afterAll(() => bench[Symbol.asyncDispose]());

test.each(badRequests)('$title', async ({ operation, method = 'POST', path = '/', headers, body, ...expected }) => {
  const target = operation === undefined ? {} : { 'X-Amz-Target': `SimpleWorkflowService.${operation}` };
  const answer = await send(bench.local.url, { method, path, headers: { ...target, ...headers }, body });
  const { __type: type, message } = JSON.parse(answer.body) as { __type: string; message?: string };
  const fault = { status: expected.status, type: expected.type, message: expected.message };
  expect({ status: answer.status, type, message }).toEqual(fault);
  expect(answer.headers['x-amzn-requestid']).toBeDefined();
  expect(answer.headers['content-type']).toBe('application/json');
});

test('there are at least 150 of them, all different, for every operation, and none harms the service', async () => {
  const requests = badRequests.map((each) => JSON.stringify({ ...each, title: '' }));
  expect(new Set(requests).size).toBe(badRequests.length);
  expect(badRequests.length).toBeGreaterThanOrEqual(150);
  expect(new Set(badRequests.map((each) => each.operation))).toEqual(
    new Set([undefined, ...operations.map((each) => each.name)]),
  );
  expect(errors).toEqual([]);
  expect(bench.local.control.state()).toMatchObject({ domains: 1, openExecutions: 0 });
  const { domainInfos } = await bench.swf.listDomains({ registrationStatus: 'REGISTERED' });
  expect(domainInfos?.map((info) => info.name)).toEqual([domain]);
});

test.each([
  'application/x-amz-json-1.0',
  'application/x-amz-json-1.1',
  'application/json; charset=UTF-8',
  'text/plain',
  '',
])('the content type "%s" is taken', async (type) => {
  const more: Record<string, string> = { 'Content-Type': type };
  const answer = await sendOperation(bench.local.url, 'ListDomains', '{"registrationStatus":"DEPRECATED"}', more);
  expect(answer).toMatchObject({ status: 200, body: '{"domainInfos":[]}' });
});

test('lone surrogates and strange names come back as they went', async () => {
  const name = 'a\\ud800b __proto__';
  const registered = `{"name":"${name}","workflowExecutionRetentionPeriodInDays":"1"}`;
  expect(await sendOperation(bench.local.url, 'RegisterDomain', registered)).toMatchObject({ status: 200 });
  const { body } = await sendOperation(bench.local.url, 'DescribeDomain', `{"name":"${name}"}`);
  expect(body).toContain(`"name":"${name}"`);
  await sendOperation(bench.local.url, 'DeprecateDomain', `{"name":"${name}"}`);
});

test.each(['GARBAGE\r\n\r\n', 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n'])(
  'what is no HTTP is answered as such: %j',
  async (text) => {
    const socket = connect(Number(new URL(bench.local.url).port), '127.0.0.1');
    let answer = '';
    socket.on('data', (chunk) => (answer += String(chunk)));
    socket.write(text);
    await once(socket, 'close');
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  },
);
