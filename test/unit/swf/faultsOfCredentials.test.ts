import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { sharedFilePaths } from '../../../src/connection/sharedFiles';
import { callerAccount } from '../../../src/swf/callerAccount';
import type { FaultKind, SwfFault } from '../../../src/swf/faults';
import { createSdkClient, type Connection } from '../../../src/swf/sdkClient';
import { answer, AnsweringServer, fault } from '../../support/answeringServer';
import { connectionTo, details, faultOfCancel, token } from '../../support/failingCancel';
import { AwsHome } from '../connection/awsHome';

const expired = fault('#ExpiredTokenException', 'The security token included in the request is expired');
const config = `
[profile process]
credential_process = /bin/false --password hunter2
[profile processJson]
credential_process = echo not json
[profile processExpired]
credential_process = echo '{"Version":1,"AccessKeyId":"a","SecretAccessKey":"b","Expiration":"2020-01-01T00:00:00Z"}'
[profile hanging]
credential_process = sleep 60
[profile sso]
sso_session = corporate
sso_account_id = 111122223333
sso_role_name = operator
[profile ssoLegacy]
sso_start_url = https://example.awsapps.com/start
sso_region = us-east-1
sso_account_id = 111122223333
sso_role_name = operator
[sso-session corporate]
sso_region = us-east-1
sso_start_url = https://example.awsapps.com/start
[profile mfa]
role_arn = arn:aws:iam::111122223333:role/operator
source_profile = keys
mfa_serial = arn:aws:iam::111122223333:mfa/olga
[profile a]
role_arn = arn:aws:iam::111122223333:role/a
source_profile = b
[profile b]
role_arn = arn:aws:iam::111122223333:role/b
source_profile = a
[profile keys]
aws_access_key_id = FIRST
aws_secret_access_key = secret
[profile bare]
region = us-east-1
`;

let home: AwsHome;
let server: AnsweringServer;
beforeAll(async () => {
  home = await AwsHome.create(config);
});
afterAll(() => home.remove());
beforeEach(async () => {
  server = await AnsweringServer.start(answer(200, ''));
  // The SDK's SSO provider is not handed the paths of the shared files, and the chain's last link looks here.
  for (const [name, value] of Object.entries({ ...home.env, AWS_EC2_METADATA_DISABLED: 'true' }))
    vi.stubEnv(name, value);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await server.stop();
});

function connectionWith(profile: string, kind: 'profile' | 'chain' = 'profile'): Connection {
  const { target } = connectionTo(server.url);
  return { target: { ...target, profile }, credentials: { kind, profile, ...sharedFilePaths(home.env) } };
}

describe('credentials that cannot be had', () => {
  const cases: readonly (readonly [profile: string, FaultKind, message: string])[] = [
    ['process', 'noCredentials', 'The credential_process of the profile failed: process'],
    [
      'processJson',
      'noCredentials',
      'The credential_process of the profile printed something else than keys: processJson',
    ],
    ['processExpired', 'credentialsExpired', 'The credential_process of the profile gave expired keys: processExpired'],
    ['sso', 'credentialsExpired', 'The SSO session of the profile has expired or was never started: sso'],
    ['ssoLegacy', 'credentialsExpired', 'The SSO session of the profile has expired or was never started: ssoLegacy'],
    ['mfa', 'noCredentials', 'The profile asks for the code of an MFA device, and nobody can be asked: mfa'],
    ['a', 'noCredentials', 'The profile refers to itself by source_profile: a → b → a'],
    ['nobody', 'noCredentials', 'The profile is not in the shared files, or has no credentials: nobody'],
    ['bare', 'noCredentials', 'The profile is not in the shared files, or has no credentials: bare'],
  ];
  it.each(cases)('%s', async (profile, kind, message) => {
    const found = await faultOfCancel(connectionWith(profile));
    expect({ kind: found.kind, message: found.message, delivered: found.details.delivered }).toEqual({
      kind,
      message,
      delivered: 'no',
    });
    expect(found.details.nextStep).toBeDefined();
    expect(printed(found)).not.toContain('hunter2');
    expect(server.requests).toEqual([]);
  });

  it('by the chain', async () => {
    const found = await faultOfCancel(connectionWith('bare', 'chain'));
    expect(found).toMatchObject({ kind: 'noCredentials', message: 'No credentials were found: bare' });
    expect(server.requests).toEqual([]);
  });

  it('name the command that starts an SSO session', async () => {
    const found = await faultOfCancel(connectionWith('sso'));
    expect(found.details.nextStep).toBe('Run: aws sso login --profile sso');
  });

  it('in time are not waited for', async () => {
    const found = await faultOfCancel(connectionWith('hanging'), 100);
    expect(found).toMatchObject({ kind: 'timedOut', details: { delivered: 'no' } });
    expect(found.message).toBe('No credentials within the time allowed: 0.1 s');
  });
});

it('of a source that hung once are asked for anew by the next call', async () => {
  const mark = join(home.directory, 'asked');
  const keys = '{"Version":1,"AccessKeyId":"LATE","SecretAccessKey":"secret"}';
  const program = join(home.directory, 'keys.sh');
  await writeFile(program, `test -e ${mark} || { touch ${mark}; exec sleep 60; }\necho '${keys}'\n`);
  await home.write(`[profile late]\ncredential_process = sh ${program}\n`);
  const client = createSdkClient(connectionWith('late'));
  const call = (timeoutMs: number) => client.call('RespondActivityTaskCanceled', { taskToken: token }, { timeoutMs });
  await expect(call(1_500)).rejects.toMatchObject({ kind: 'timedOut', details: { delivered: 'no' } });
  await call(15_000);
  client.dispose();
  await home.write(config);
  expect(server.requests.map(({ headers }) => headers.authorization)).toEqual([
    expect.stringContaining('Credential=LATE'),
  ]);
});

it('keys that do not come end a look at their account too', async () => {
  const connection = {
    ...connectionWith('hanging'),
    target: { kind: 'aws', label: 'aws', region: 'us-east-1' },
  } as const;
  await expect(callerAccount(connection, home.env, undefined, 100)).rejects.toThrow(
    'No answer from where the keys of the connection come from, within 0.1 s',
  );
});

it('keys that were renewed are used by the next call, without a new client', async () => {
  await server.stop();
  server = await AnsweringServer.start((response, attempt) => {
    (attempt === 1 ? expired : answer(200, ''))(response, attempt);
  });
  const client = createSdkClient(connectionWith('keys'));
  const call = () => client.call('RespondActivityTaskCanceled', { taskToken: token, details });
  await expect(call()).rejects.toMatchObject({ kind: 'credentialsExpired' });
  await home.write(config.replace('FIRST', 'SECOND'));
  await call();
  client.dispose();
  await home.write(config);
  const signers = server.requests.map(({ headers }) => /Credential=(\w+)/.exec(headers.authorization ?? '')?.[1]);
  expect(signers).toEqual(['FIRST', 'SECOND']);
});

function printed(found: SwfFault): string {
  const cause = found.cause instanceof Error ? `${found.cause.message}\n${found.cause.stack ?? ''}` : '';
  return `${found.message}\n${found.details.nextStep ?? ''}\n${cause}`;
}
