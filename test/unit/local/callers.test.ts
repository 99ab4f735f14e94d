import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { SWF } from '@aws-sdk/client-swf';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CredentialsError, readCredentials, type Credential } from '../../../src/local/credentials';
import { checkSignature } from '../../../src/local/signature';
import { startLocalSwf, type LocalSwf } from '../../../src/local/startLocalSwf';
import {
  complete,
  decide,
  domain,
  faultOf,
  history,
  register,
  requestCancel,
  schedule,
  send,
  sendOperation,
  start,
  startTask,
  workflowType,
} from './support';

const owner: Credential = { accessKeyId: 'AKIAOWNER', secretAccessKey: 'owner-secret' };
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
const visitor: Credential = { accessKeyId: 'ASIAVISITOR', secretAccessKey: 'visit', sessionToken: 'session' };
const decider: Credential = {
  accessKeyId: 'AKIADECIDER',
  secretAccessKey: 'decider-secret',
  allow: [{ actions: ['swf:*'], domains: ['*'] }],
};

let local: LocalSwf;
let clients: SWF[];

beforeEach(async () => {
  clients = [];
  local = await startLocalSwf({ credentials: [owner, reader, stranger, visitor], pollSeconds: 1 });
  await register(client(owner));
});

afterEach(async () => {
  for (const each of clients) each.destroy();
  await local.close();
});

function client(credentials: Credential, options: { systemClockOffset?: number; url?: string } = {}): SWF {
  const { systemClockOffset = 0, url = local.url } = options;
  const config = { endpoint: url, region: 'us-east-1', maxAttempts: 1, systemClockOffset };
  const swf = new SWF({ ...config, credentials: { ...credentials } });
  clients.push(swf);
  return swf;
}

const listDomains = (credentials: Credential, options?: { systemClockOffset?: number }): Promise<string> =>
  faultOf(client(credentials, options).listDomains({ registrationStatus: 'REGISTERED' }));

const mismatch =
  'InvalidSignatureException: The request signature we calculated does not match the signature you provided. Check ' +
  'your AWS Secret Access Key and signing method. Consult the service documentation for details.';
const unknownKey = 'UnrecognizedClientException: The security token included in the request is invalid.';

test('a key is known by its signature', async () => {
  expect(await listDomains(owner)).toBe('no fault');
  expect(await listDomains({ ...owner, secretAccessKey: 'guess' })).toBe(mismatch);
  expect(await listDomains({ ...owner, accessKeyId: 'AKIANOBODY' })).toBe(unknownKey);
  expect(await listDomains({ ...owner, sessionToken: 'none' })).toBe(unknownKey);
  expect(await listDomains(visitor)).toBe('no fault');
  expect(await listDomains({ ...visitor, sessionToken: 'other' })).toBe(unknownKey);
  expect(await listDomains({ accessKeyId: visitor.accessKeyId, secretAccessKey: 'visit' })).toBe(unknownKey);
});

test('a signature is good for five minutes, either way', async () => {
  expect(await listDomains(owner, { systemClockOffset: -280_000 })).toBe('no fault');
  expect(await listDomains(owner, { systemClockOffset: 280_000 })).toBe('no fault');
  const time = String.raw`\d{8}T\d{6}Z`;
  expect(await listDomains(owner, { systemClockOffset: -320_000 })).toMatch(
    new RegExp(
      `^InvalidSignatureException: Signature expired: ${time} is now earlier than ${time} \\(${time} - 5 min\\.\\)$`,
    ),
  );
  expect(await listDomains(owner, { systemClockOffset: 320_000 })).toMatch(
    new RegExp(
      `^InvalidSignatureException: Signature not yet current: ${time} is still later than ${time} \\(${time} \\+ 5 min\\.\\)$`,
    ),
  );
  local.clock.advance(86_400_000);
  expect(await listDomains(owner)).toBe('no fault');
});

test('a signature covers the body and the signed headers', () => {
  const headers = {
    host: 'swf.us-east-1.amazonaws.com',
    'x-amz-date': '20261123T101500Z',
    'x-amz-target': 'SimpleWorkflowService.ListDomains',
    // Computed by botocore 1.43.11 for exactly this request.
    authorization:
      'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261123/us-east-1/swf/aws4_request, ' +
      'SignedHeaders=host;x-amz-date;x-amz-target, Signature=545447646e422352581e32fda54b619b1580490a489ac208a7ae1d60535175e3',
  };
  const body = Buffer.from('{"registrationStatus":"REGISTERED"}');
  const keys = new Map([['AKIDEXAMPLE', { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPx' }]]);
  const now = Date.UTC(2026, 10, 23, 10, 17);
  expect(checkSignature({ headers, body }, keys, now).accessKeyId).toBe('AKIDEXAMPLE');
  const refused = (change: Partial<typeof headers>, text = body): (() => unknown) => {
    return () => checkSignature({ headers: { ...headers, ...change }, body: text }, keys, now);
  };
  expect(refused({}, Buffer.from('{"registrationStatus":"DEPRECATED"}'))).toThrow(/does not match/);
  expect(refused({ 'x-amz-target': 'SimpleWorkflowService.ListTags' })).toThrow(/does not match/);
  expect(refused({ 'x-amz-date': '20261123T101501Z' })).toThrow(/does not match/);
  expect(refused({ authorization: headers.authorization.replace(/us-east-1/, 'us-west-1') })).toThrow(/does not match/);
  expect(refused({ 'x-amz-date': '20261124T101500Z' })).toThrow(/Date in Credential scope/);
});

const scope = 'AKIAOWNER/20261123/us-east-1/swf/aws4_request';

test.each([
  [undefined, 'MissingAuthenticationTokenException', 'Request is missing Authentication Token'],
  ['Basic b3duZXI6b3duZXI=', 'IncompleteSignatureException', "Unsupported AWS 'algorithm': 'Basic'."],
  [
    'AWS4-HMAC-SHA256 Nothing',
    'IncompleteSignatureException',
    "Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' parameter. " +
      "Authorization header requires 'SignedHeaders' parameter. Authorization header requires existence of either a " +
      "'X-Amz-Date' or a 'Date' header.",
  ],
])('the authorization %s is refused', async (authorization, name, message) => {
  const { status, body } = await sendOperation(
    local.url,
    'ListDomains',
    '{}',
    authorization === undefined ? {} : { authorization },
  );
  expect(status).toBe(400);
  expect(JSON.parse(body)).toEqual({ __type: `com.amazon.coral.service#${name}`, message });
});

test.each([
  ['AKIAOWNER/20261123/us-east-1/swf', 'host', 'IncompleteSignatureException: Credential must have exactly 5'],
  [
    'AKIAOWNER/20261123/us-east-1/s3/aws4_request',
    'host',
    'InvalidSignatureException: Credential should be scoped to correct service',
  ],
  [
    'AKIAOWNER/20261123//swf/aws4_request',
    'host',
    'InvalidSignatureException: Credential should be scoped to a valid region',
  ],
  [
    'AKIAOWNER/20261123/us-east-1/swf/aws5',
    'host',
    'InvalidSignatureException: Credential should be scoped with a valid',
  ],
  [scope, 'x-amz-date', "InvalidSignatureException: 'Host' must be a 'SignedHeader'"],
])('the scope %s, signing %s, is refused', async (credential, signedHeaders, fault) => {
  const authorization = `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${signedHeaders}, Signature=00`;
  const headers = { authorization, 'x-amz-date': '20261123T101500Z' };
  const { body } = await sendOperation(local.url, 'ListDomains', '{}', headers);
  const { __type, message } = JSON.parse(body) as { __type: string; message: string };
  expect(`${__type.replace('com.amazon.coral.service#', '')}: ${message}`).toContain(fault);
});

test('rules allow and deny actions on domains', async () => {
  const swf = client(reader);
  const denied = (action: string, resource = domain): string =>
    `AccessDeniedException: User: arn:aws:iam::123456789012:user/reader is not authorized to perform: swf:${action} ` +
    `on resource: arn:aws:swf:us-east-1:123456789012:/domain/${resource}`;
  await client(owner).registerDomain({ name: 'secret', workflowExecutionRetentionPeriodInDays: '1' });
  expect(await faultOf(swf.listDomains({ registrationStatus: 'REGISTERED' }))).toBe('no fault');
  expect(await faultOf(swf.describeDomain({ name: domain }))).toBe('no fault');
  expect(await faultOf(swf.describeDomain({ name: 'secret' }))).toBe(denied('DescribeDomain', 'secret'));
  expect(await faultOf(swf.deprecateDomain({ name: domain }))).toBe(denied('DeprecateDomain'));
  const started = swf.startWorkflowExecution({ domain, workflowId: 'w', workflowType });
  expect(await faultOf(started)).toBe(denied('StartWorkflowExecution'));
  const resourceArn = `arn:aws:swf:us-east-1:123456789012:/domain/${domain}`;
  expect(await faultOf(swf.untagResource({ resourceArn, tagKeys: ['k'] }))).toBe(denied('UntagResource'));

  const { execution, taskToken } = await startTask(client(owner));
  expect(await faultOf(swf.recordActivityTaskHeartbeat({ taskToken }))).toBe(denied('RecordActivityTaskHeartbeat'));
  expect(await faultOf(swf.recordActivityTaskHeartbeat({ taskToken: 'garbage' }))).toBe(
    'ValidationException: Invalid token',
  );
  expect(await faultOf(swf.respondActivityTaskCanceled({ taskToken }))).toBe('no fault');
  expect((await history(client(owner), execution)).map((event) => event.eventType)).toContain('ActivityTaskCanceled');
});

test('what breaks a constraint is said before what is denied', async () => {
  expect(await faultOf(client(reader).deprecateDomain({ name: '' }))).toMatch(/^ValidationException/);
});

test('the steering paths need no signature, and a reset leaves the keys', async () => {
  expect(await send(local.url, { method: 'GET', path: '/_local/state' })).toMatchObject({ status: 200 });
  expect(await send(local.url, { path: '/_local/reset' })).toMatchObject({ status: 200 });
  expect(await listDomains({ ...owner, secretAccessKey: 'guess' })).toBe(mismatch);
});

test('a lambda task cannot be forbidden, for no event would say so', async () => {
  await using other = await startOther([{ ...owner, deny: [{ actions: ['swf:ScheduleLambda*'], domains: ['*'] }] }]);
  const swf = client(owner, { url: other.url });
  await register(swf);
  const execution = await start(swf);
  await decide(swf, {
    decisionType: 'ScheduleLambdaFunction',
    scheduleLambdaFunctionDecisionAttributes: { id: 'l', name: 'f' },
  });
  expect((await history(swf, execution)).map((event) => event.eventType)).toContain('LambdaFunctionScheduled');
});

test('each account sees its own domains', async () => {
  const swf = client(stranger);
  const { domainInfos } = await swf.listDomains({ registrationStatus: 'REGISTERED' });
  expect(domainInfos).toEqual([]);
  await register(swf);
  const { domainInfo } = await swf.describeDomain({ name: domain });
  expect(domainInfo?.arn).toBe(`arn:aws:swf:us-east-1:210987654321:/domain/${domain}`);
  const { taskToken } = await startTask(client(owner));
  expect(await faultOf(swf.respondActivityTaskCompleted({ taskToken }))).toBe('ValidationException: Invalid token');
});

test('a denied decision leaves a failure event', async () => {
  const denying = { ...decider, deny: [{ actions: pseudoActions.map((type) => `swf:${type}`), domains: [domain] }] };
  await using other = await startOther([owner, denying]);
  const swf = client(owner, { url: other.url });
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
  const denied = client(denying, { url: other.url });
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

const pseudoActions = [
  ...['ScheduleActivityTask', 'RequestCancelActivityTask', 'StartTimer', 'CancelTimer', 'RecordMarker'],
  ...['SignalExternalWorkflowExecution', 'RequestCancelExternalWorkflowExecution', 'StartChildWorkflowExecution'],
  ...['CompleteWorkflowExecution', 'FailWorkflowExecution', 'CancelWorkflowExecution'],
  'ContinueAsNewWorkflowExecution',
];

async function startOther(credentials: readonly Credential[]): Promise<AsyncDisposable & { url: string }> {
  const other = await startLocalSwf({ credentials, pollSeconds: 1 });
  return { url: other.url, [Symbol.asyncDispose]: () => other.close() };
}

test.each([
  ['{', 'The credentials are not valid JSON'],
  ['{}', 'The credentials are a JSON list of objects'],
  ['[{"accessKeyId":"A"}]', 'credential 1: "secretAccessKey" is a text'],
  ['[{"accessKeyId":"","secretAccessKey":"s3cret"}]', 'credential 1: "accessKeyId" is a text'],
  ['[{"accessKeyId":"A","secretAccessKey":"s3cret","rules":[]}]', 'credential 1 has an unknown member, "rules"'],
  ['[{"accessKeyId":"A","secretAccessKey":"s3cret","account":"12"}]', 'credential 1: "account" has twelve digits'],
  [
    '[{"accessKeyId":"A","secretAccessKey":"s3cret","deny":[{"actions":"swf:*","domains":["*"]}]}]',
    'credential 1: "deny" is a list of { "actions": [...], "domains": [...] }',
  ],
  [
    '[{"accessKeyId":"A","secretAccessKey":"s3cret"},{"accessKeyId":"A","secretAccessKey":"t"}]',
    'Two credentials have the same "accessKeyId"',
  ],
])('the credentials file %s is refused', (text, message) => {
  expect(() => readCredentials(text)).toThrow(new CredentialsError(message));
});

const cliIsHere = spawnSync('aws', ['--version']).status === 0;
if (!cliIsHere) console.log('The AWS CLI is absent: its signatures are not checked.');

test.runIf(cliIsHere)(
  'the AWS CLI signs as Local SWF checks',
  async () => {
    const list = (secret: string): Promise<{ stdout: string }> =>
      promisify(execFile)('aws', ['swf', 'list-domains', '--registration-status', 'REGISTERED', '--output', 'json'], {
        env: {
          ...process.env,
          AWS_ACCESS_KEY_ID: owner.accessKeyId,
          AWS_SECRET_ACCESS_KEY: secret,
          AWS_DEFAULT_REGION: 'us-east-1',
          AWS_ENDPOINT_URL_SWF: local.url,
        },
      });
    expect((await list(owner.secretAccessKey)).stdout).toContain('"orders"');
    await expect(list('guess')).rejects.toThrow('(InvalidSignatureException)');
  },
  60_000,
);
