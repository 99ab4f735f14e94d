import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CredentialsError, readCredentials, type Credential } from '../../../src/local/credentials';
import { checkSignature } from '../../../src/local/signature';
import { owner, startKeyedBench, type KeyedBench } from './keyedBench';
import { faultOf, register, send, sendOperation } from './support';

const visitor: Credential = { accessKeyId: 'ASIAVISITOR', secretAccessKey: 'visit', sessionToken: 'session' };
let bench: KeyedBench;

beforeEach(async () => {
  bench = await startKeyedBench(owner, visitor);
  await register(bench.client(owner));
});

afterEach(() => bench[Symbol.asyncDispose]());

const listDomains = (credentials: Credential, options?: { systemClockOffset?: number }): Promise<string> =>
  faultOf(bench.client(credentials, options).listDomains({ registrationStatus: 'REGISTERED' }));

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
  bench.local.clock.advance(86_400_000);
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
    bench.local.url,
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
  const { body } = await sendOperation(bench.local.url, 'ListDomains', '{}', headers);
  const { __type, message } = JSON.parse(body) as { __type: string; message: string };
  expect(`${__type.replace('com.amazon.coral.service#', '')}: ${message}`).toContain(fault);
});

test('the steering paths need no signature, and a reset leaves the keys', async () => {
  expect(await send(bench.local.url, { method: 'GET', path: '/_local/state' })).toMatchObject({ status: 200 });
  expect(await send(bench.local.url, { path: '/_local/reset' })).toMatchObject({ status: 200 });
  expect(await listDomains({ ...owner, secretAccessKey: 'guess' })).toBe(mismatch);
});

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
          AWS_ENDPOINT_URL_SWF: bench.local.url,
        },
      });
    expect((await list(owner.secretAccessKey)).stdout).toContain('"orders"');
    await expect(list('guess')).rejects.toThrow('(InvalidSignatureException)');
  },
  60_000,
);
