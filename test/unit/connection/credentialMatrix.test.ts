import { createHash, generateKeyPairSync } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SWF } from '@aws-sdk/client-swf';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { resolveConnection, type ConnectionChoice } from '../../../src/connection/resolveConnection';
import type { Credential } from '../../../src/local/credentials';
import { startLocalSwf, type LocalSwf } from '../../../src/local/startLocalSwf';
import { SwfFault } from '../../../src/swf/faults';
import { type MfaQuestion, MfaSessions } from '../../../src/swf/mfaSessions';
import { createSdkClient } from '../../../src/swf/sdkClient';
import { FakeAws, keysFrom, rightCode } from '../../support/fakeAws';
import { AwsHome } from './awsHome';
import { config, device, region, startUrl } from './credentialProfiles';

const owner: Credential = { accessKeyId: 'AKIAOWNER', secretAccessKey: 'owner' };
const environment: Credential = { accessKeyId: 'AKIAENV', secretAccessKey: 'env' };

let home: AwsHome;
let aws: FakeAws;
let local: LocalSwf | undefined;
let asked: MfaQuestion[];
let answers: (string | undefined)[];
let sessions: MfaSessions;

beforeEach(async () => {
  aws = await FakeAws.start();
  home = await AwsHome.create('');
  await home.write(config(home.directory), '[keys]\naws_access_key_id = AKIAOWNER\naws_secret_access_key = owner\n');
  asked = [];
  answers = [];
  sessions = new MfaSessions((question) => {
    asked.push(question);
    return Promise.resolve(answers.shift());
  });
  const services = ['STS', 'SSO', 'SSO_OIDC', 'SIGNIN'].map((name) => [`AWS_ENDPOINT_URL_${name}`, aws.url] as const);
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) vi.stubEnv(name, '');
  for (const [name, value] of [
    ...Object.entries(home.env),
    ...services,
    ['AWS_EC2_METADATA_SERVICE_ENDPOINT', aws.url] as const,
    ['AWS_LOGIN_CACHE_DIRECTORY', home.directory] as const,
  ]) {
    vi.stubEnv(name, value);
  }
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await local?.close();
  local = undefined;
  await aws.stop();
  await home.remove();
});

/** A Local SWF that takes this key alone, and has a domain in this region alone. */
async function serviceFor(key: Credential, its: string): Promise<string> {
  local = await startLocalSwf({ credentials: [key] });
  const client = new SWF({ endpoint: local.url, region: its, credentials: { ...key } });
  await client.registerDomain({ name: `only in ${its}`, workflowExecutionRetentionPeriodInDays: '1' });
  client.destroy();
  return local.url;
}

/** The domains that a client of this choice sees: those of the region that its requests are signed for. */
async function domains(choice: Omit<ConnectionChoice, 'env'>): Promise<(string | undefined)[]> {
  const client = createSdkClient(await resolveConnection({ ...choice, env: process.env }), sessions);
  try {
    const { domainInfos } = await client.call('ListDomains', { registrationStatus: 'REGISTERED' });
    return (domainInfos ?? []).map(({ name }) => name);
  } finally {
    client.dispose();
  }
}

async function faultOf(profile: string): Promise<SwfFault> {
  const endpoint = await serviceFor(owner, region);
  const before = local?.control.state().totalRequests;
  const found = await domains({ profile, endpoint }).catch((error: unknown) => error);
  if (!(found instanceof SwfFault)) throw new Error(`No fault: ${String(found)}`, { cause: found });
  expect(local?.control.state().totalRequests).toBe(before);
  expect(found.details.delivered).toBe('no');
  expect(found.details.nextStep).toBeTruthy();
  return found;
}

async function ssoToken(name: string, change: object = {}): Promise<void> {
  const folder = join(home.directory, '.aws', 'sso', 'cache');
  await mkdir(folder, { recursive: true });
  const token = {
    startUrl,
    region: 'us-east-2',
    accessToken: 'access-token',
    expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
    clientId: 'client',
    clientSecret: 'client-secret',
    refreshToken: 'refresh-token',
    ...change,
  };
  await writeFile(join(folder, `${createHash('sha1').update(name).digest('hex')}.json`), JSON.stringify(token));
}

async function consoleToken(expiresAt: number): Promise<void> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const { accessKeyId, secretAccessKey, sessionToken } = keysFrom('OLDLOGIN');
  const token = {
    accessToken: {
      ...{ accessKeyId, secretAccessKey, sessionToken, accountId: '111122223333' },
      expiresAt: new Date(expiresAt).toISOString(),
    },
    ...{ clientId: 'client', refreshToken: 'first', tokenType: 'aws_sigv4' },
    dpopKey: privateKey.export({ type: 'sec1', format: 'pem' }),
  };
  const name = createHash('sha256').update('arn:aws:iam::111122223333:user/olga').digest('hex');
  await writeFile(join(home.directory, `${name}.json`), JSON.stringify(token));
}

const expired = () => new Date(Date.now() - 60_000).toISOString();
const hour = 3_600_000;

interface Case {
  readonly name: string;
  readonly profile?: string;
  readonly prepare?: () => Promise<void> | void;
  /** The one key that is let in. */
  readonly key: Credential;
  /** Who was asked for keys, in order, and signed by whom for which region. */
  readonly asked: readonly string[];
}

const cases: readonly Case[] = [
  { name: 'static keys', profile: 'keys', key: owner, asked: [] },
  { name: 'a role', profile: 'role', key: keysFrom('ROLEOPERATOR'), asked: [`AssumeRole AKIAOWNER ${region}`] },
  {
    name: 'a role of a role',
    profile: 'chain',
    key: keysFrom('ROLESECOND'),
    asked: [`AssumeRole AKIAOWNER ${region}`, `AssumeRole ASIAROLEOPERATOR ${region}`],
  },
  {
    name: 'a role that a profile takes with its own keys',
    profile: 'selfish',
    key: keysFrom('ROLEOPERATOR'),
    asked: [`AssumeRole AKIAOWNER ${region}`],
  },
  {
    name: 'a role taken with the keys of the environment',
    profile: 'ofEnvironment',
    prepare: useEnvironment,
    key: keysFrom('ROLEOPERATOR'),
    asked: [`AssumeRole AKIAENV ${region}`],
  },
  {
    name: 'a role taken with the keys of the container',
    profile: 'ofContainer',
    prepare: useContainer,
    key: keysFrom('ROLEOPERATOR'),
    asked: ['container', `AssumeRole ASIACONTAINER ${region}`],
  },
  {
    name: 'a role taken with the keys of the instance',
    profile: 'ofInstance',
    key: keysFrom('ROLEOPERATOR'),
    asked: ['instanceToken', 'instance', 'instance', `AssumeRole ASIAINSTANCE ${region}`],
  },
  {
    name: 'a role with an MFA device',
    profile: 'mfaRole',
    prepare: () => void answers.push(rightCode),
    key: keysFrom('ROLEOPERATOR'),
    asked: [`AssumeRole AKIAOWNER ${region}`],
  },
  {
    name: 'an MFA device without a role',
    profile: 'mfaKeys',
    prepare: () => void answers.push(rightCode),
    key: keysFrom('SESSION'),
    asked: [`GetSessionToken AKIAOWNER ${region}`],
  },
  {
    name: 'a process',
    profile: 'process',
    prepare: () => writeProcess({ Expiration: new Date(Date.now() + hour).toISOString() }),
    key: keysFrom('PROCESS'),
    asked: [],
  },
  {
    name: 'SSO with a session',
    profile: 'sso',
    prepare: () => ssoToken('corporate'),
    key: keysFrom('SSO'),
    asked: ['GetRoleCredentials'],
  },
  {
    name: 'SSO with a session whose token is renewed',
    profile: 'sso',
    prepare: () => ssoToken('corporate', { expiresAt: expired() }),
    key: keysFrom('SSO'),
    asked: ['CreateToken', 'GetRoleCredentials'],
  },
  {
    name: 'SSO without a session',
    profile: 'ssoLegacy',
    prepare: () => ssoToken(startUrl),
    key: keysFrom('SSO'),
    asked: ['GetRoleCredentials'],
  },
  {
    name: 'a role taken with SSO',
    profile: 'ssoRole',
    prepare: () => ssoToken('corporate'),
    key: keysFrom('ROLEOPERATOR'),
    asked: ['GetRoleCredentials', `AssumeRole ASIASSO ${region}`],
  },
  {
    name: 'console login',
    profile: 'console',
    prepare: () => consoleToken(Date.now() + hour),
    key: keysFrom('OLDLOGIN'),
    asked: [],
  },
  {
    name: 'console login that is renewed',
    profile: 'console',
    prepare: () => consoleToken(Date.now() + 1000),
    key: keysFrom('LOGIN'),
    asked: ['CreateOAuth2Token'],
  },
  {
    name: 'web identity of a profile',
    profile: 'web',
    prepare: () => writeFile(join(home.directory, 'web-token'), 'web-token\n'),
    key: keysFrom('WEB'),
    asked: ['AssumeRoleWithWebIdentity'],
  },
  {
    name: 'web identity of the environment',
    prepare: async () => {
      await writeFile(join(home.directory, 'web-token'), 'web-token\n');
      vi.stubEnv('AWS_WEB_IDENTITY_TOKEN_FILE', join(home.directory, 'web-token'));
      vi.stubEnv('AWS_ROLE_ARN', 'arn:aws:iam::111122223333:role/web');
    },
    key: keysFrom('WEB'),
    asked: ['AssumeRoleWithWebIdentity'],
  },
  { name: 'the environment', prepare: useEnvironment, key: environment, asked: [] },
  { name: 'the container', prepare: useContainer, key: keysFrom('CONTAINER'), asked: ['container'] },
];

function useEnvironment(): void {
  vi.stubEnv('AWS_ACCESS_KEY_ID', environment.accessKeyId);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', environment.secretAccessKey);
}

function useContainer(): void {
  vi.stubEnv('AWS_CONTAINER_CREDENTIALS_FULL_URI', `${aws.url}/container`);
  vi.stubEnv('AWS_CONTAINER_AUTHORIZATION_TOKEN', 'container-token');
}

async function writeProcess(change: object = {}): Promise<void> {
  const { accessKeyId, secretAccessKey, sessionToken } = keysFrom('PROCESS');
  const keys = { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken };
  await writeFile(join(home.directory, 'process.json'), JSON.stringify({ Version: 1, ...keys, ...change }));
}

const askedFor = () =>
  aws.requests.map(({ name, signer, region: its }) => (signer === undefined ? name : `${name} ${signer} ${its ?? ''}`));

describe('the request is signed with the keys of', () => {
  test.each(cases)('$name', async ({ profile, prepare, key, asked: expected }) => {
    await prepare?.();
    const endpoint = await serviceFor(key, region);
    const choice = profile === undefined ? { region } : { profile };
    expect(await domains({ ...choice, endpoint })).toEqual([`only in ${region}`]);
    expect(askedFor()).toEqual(expected);
  });

  // For an endpoint on this machine nobody would ask the instance, so its host is another name of it.
  test('the instance', async () => {
    const endpoint = (await serviceFor(keysFrom('INSTANCE'), region)).replace('127.0.0.1', 'localhost.');
    const connection = await resolveConnection({ region, endpoint, env: process.env });
    expect(connection.credentials.kind).toBe('chain');
    const { target } = await resolveConnection({ region, endpoint: local?.url ?? '', env: process.env });
    const client = createSdkClient({ ...connection, target }, sessions);
    const { domainInfos } = await client.call('ListDomains', { registrationStatus: 'REGISTERED' });
    client.dispose();
    expect(domainInfos?.map(({ name }) => name)).toEqual([`only in ${region}`]);
    expect(askedFor()).toEqual(['instanceToken', 'instance', 'instance']);
  });
});

test('the instance is not asked where AWS_EC2_METADATA_DISABLED says so', async () => {
  const endpoint = await serviceFor(keysFrom('INSTANCE'), region);
  const connection = await resolveConnection({ region, endpoint: 'http://localhost.:1', env: process.env });
  const { target } = await resolveConnection({ region, endpoint, env: process.env });
  const env = { ...process.env, AWS_EC2_METADATA_DISABLED: 'True' };
  const client = createSdkClient({ ...connection, target }, sessions, env);
  const call = client.call('ListDomains', { registrationStatus: 'REGISTERED' });
  await expect(call).rejects.toMatchObject({ kind: 'noCredentials' });
  client.dispose();
  expect(askedFor()).toEqual([]);
});

describe('what is asked for', () => {
  test('of a role is what the profile says', async () => {
    const endpoint = await serviceFor(keysFrom('ROLEOPERATOR'), region);
    await domains({ profile: 'role', endpoint });
    expect(aws.requests[0]?.fields).toMatchObject({
      RoleArn: 'arn:aws:iam::111122223333:role/operator',
      ExternalId: 'ext-1',
      RoleSessionName: 'olga',
      DurationSeconds: '1800',
    });
  });

  test('is signed for the region that calls go to', async () => {
    const endpoint = await serviceFor(keysFrom('ROLEOPERATOR'), 'sa-east-1');
    expect(await domains({ profile: 'role', region: 'sa-east-1', endpoint })).toEqual(['only in sa-east-1']);
    expect(askedFor()).toEqual(['AssumeRole AKIAOWNER sa-east-1']);
  });

  test('of the environment is looked up in that of the connection', async () => {
    const endpoint = await serviceFor(keysFrom('ROLEOPERATOR'), region);
    const env = { ...process.env, AWS_ACCESS_KEY_ID: 'AKIAOTHER', AWS_SECRET_ACCESS_KEY: 'other' };
    const client = createSdkClient(await resolveConnection({ profile: 'ofEnvironment', endpoint, env }), sessions, env);
    await client.call('ListDomains', { registrationStatus: 'REGISTERED' });
    client.dispose();
    expect(askedFor()).toEqual([`AssumeRole AKIAOTHER ${region}`]);
  });

  test('a process runs for the profile in use alone', async () => {
    await writeProcess();
    const endpoint = await serviceFor(keysFrom('PROCESS'), region);
    await domains({ profile: 'process', endpoint });
    expect(await readFile(join(home.directory, 'runs'), 'utf8')).toBe('once\n');
    await expect(readFile(join(home.directory, 'never'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('files are read anew by the next connection', async () => {
    const endpoint = await serviceFor(environment, region);
    await expect(domains({ profile: 'keys', endpoint })).rejects.toMatchObject({ kind: 'credentialsRefused' });
    const { accessKeyId, secretAccessKey } = environment;
    const keys = `[keys]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`;
    await home.write(config(home.directory), keys);
    expect(await domains({ profile: 'keys', endpoint })).toEqual([`only in ${region}`]);
  });
});

describe('the code of an MFA device', () => {
  test('is asked for once: its session serves the next connections', async () => {
    const endpoint = await serviceFor(keysFrom('ROLEOPERATOR'), region);
    answers.push(rightCode);
    await Promise.all([domains({ profile: 'mfaRole', endpoint }), domains({ profile: 'mfaRole', endpoint })]);
    await domains({ profile: 'mfaRole', endpoint });
    expect(asked).toEqual([{ device, profile: 'mfaRole' }]);
    expect(aws.names).toEqual(['AssumeRole']);
  });

  test('that is wrong is not sent again, and asked for anew by the next try', async () => {
    answers.push('000000');
    const found = await faultOf('mfaRole');
    expect(found).toMatchObject({
      kind: 'credentialsRefused',
      message: `AWS refused the code of the MFA device: ${device}`,
    });
    expect(aws.names).toEqual(['AssumeRole']);
    expect(JSON.stringify(found) + String(found.stack)).not.toContain('000000');
    answers.push(rightCode);
    await local?.close();
    const endpoint = await serviceFor(keysFrom('ROLEOPERATOR'), region);
    expect(await domains({ profile: 'mfaRole', endpoint })).toEqual([`only in ${region}`]);
  });

  test('is asked for again where its session was refused, and not for the session of another profile', async () => {
    const endpoint = await serviceFor(keysFrom('ROLEOPERATOR'), region);
    answers.push(rightCode, rightCode, rightCode);
    await domains({ profile: 'mfaRole', endpoint });
    await expect(domains({ profile: 'mfaKeys', endpoint })).rejects.toMatchObject({ kind: 'credentialsRefused' });
    await domains({ profile: 'mfaRole', endpoint });
    expect(asked.map(({ profile }) => profile)).toEqual(['mfaRole', 'mfaKeys']);
    await expect(domains({ profile: 'mfaKeys', endpoint })).rejects.toMatchObject({ kind: 'credentialsRefused' });
    expect(asked.map(({ profile }) => profile)).toEqual(['mfaRole', 'mfaKeys', 'mfaKeys']);
  });

  test('that is not given is a fault of its own', async () => {
    answers.push(undefined);
    expect(await faultOf('mfaKeys')).toMatchObject({
      kind: 'noCredentials',
      message: `No code of the MFA device was given: ${device}`,
    });
    expect(aws.names).toEqual([]);
  });

  test('may be thought about for longer than a call may take', async () => {
    const endpoint = await serviceFor(keysFrom('SESSION'), region);
    let type: ((code: string) => void) | undefined;
    sessions = new MfaSessions(() => new Promise((resolve) => (type = resolve)));
    const client = createSdkClient(
      await resolveConnection({ profile: 'mfaKeys', endpoint, env: process.env }),
      sessions,
    );
    const listed = client.call('ListDomains', { registrationStatus: 'REGISTERED' }, { timeoutMs: 300 });
    await vi.waitFor(() => {
      expect(sessions.asking).toBe(true);
    }, 20_000);
    await new Promise((resolve) => setTimeout(resolve, 700));
    type?.(rightCode);
    expect((await listed).domainInfos).toHaveLength(1);
    client.dispose();
  });
});

describe('what stands in the way has its own sentence', () => {
  const refuse = (action: string, name: string, text = 'no') => aws.refusals.set(action, [name, text]);
  const sentences: readonly (readonly [profile: string, kind: string, message: string, prepare?: () => unknown])[] = [
    ['a', 'noCredentials', 'The profile refers to itself by source_profile: b → c → b'],
    ['lost', 'noCredentials', 'The profile lost names a source_profile that does not exist: nowhere'],
    ['sourceless', 'noCredentials', 'The profile has a role_arn and nothing that says who takes the role: sourceless'],
    ['twoSources', 'noCredentials', 'The profile has both a source_profile and a credential_source: twoSources'],
    ['oddSource', 'noCredentials', 'The credential_source of the profile oddSource is not one that there is: Moon'],
    ['bareSource', 'noCredentials', 'The source_profile of the profile bareSource has no credentials: bare'],
    ['ofEnvironment', 'noCredentials', 'The profile ofEnvironment takes its keys from the environment, which has none'],
    ['ofContainer', 'noCredentials', 'The container gave no keys'],
    ['halfKeys', 'noCredentials', 'The profile has an aws_access_key_id and no aws_secret_access_key: halfKeys'],
    [
      'lostSession',
      'noCredentials',
      'The profile lostSession names an sso-session section that does not exist: nowhere',
    ],
    [
      'halfSso',
      'noCredentials',
      'The SSO settings of the profile halfSso are not complete, there is no: sso_region, sso_account_id',
    ],
    ['sso', 'credentialsExpired', 'The SSO session of the profile has expired or was never started: sso'],
    [
      'ssoLegacy',
      'credentialsExpired',
      'The SSO session of the profile has expired or was never started: ssoLegacy',
      () => ssoToken(startUrl, { expiresAt: expired() }),
    ],
    [
      'ssoRole',
      'credentialsExpired',
      'The SSO session of the profile has expired or was never started: sso',
      () => ssoToken('corporate', { accessToken: 'withdrawn' }),
    ],
    [
      'sso',
      'credentialsRefused',
      'AWS SSO does not give you the role operator in the account 111122223333: sso',
      () => {
        refuse('GetRoleCredentials', 'ForbiddenException');
        return ssoToken('corporate');
      },
    ],
    ['console', 'credentialsExpired', 'The console login of the profile has expired or was never made: console'],
    ['process', 'noCredentials', 'The credential_process of the profile failed: process'],
    [
      'process',
      'noCredentials',
      'The credential_process of the profile printed something else than keys: process',
      () => writeProcess({ Version: 2 }),
    ],
    [
      'process',
      'credentialsExpired',
      'The credential_process of the profile gave expired keys: process',
      () => writeProcess({ Expiration: expired() }),
    ],
    [
      'role',
      'credentialsRefused',
      'AWS refused the role to the profile keys (AccessDenied): arn:aws:iam::111122223333:role/operator',
      () => refuse('AssumeRole', 'AccessDenied'),
    ],
    [
      'role',
      'credentialsExpired',
      'The keys of the profile keys have expired',
      () => refuse('AssumeRole', 'ExpiredTokenException'),
    ],
    [
      'role',
      'credentialsRefused',
      'AWS does not know the keys of the profile keys (InvalidClientTokenId)',
      () => refuse('AssumeRole', 'InvalidClientTokenId'),
    ],
    ['web', 'noCredentials', 'The web identity token cannot be read (ENOENT): HOME/web-token'],
    [
      'web',
      'credentialsExpired',
      'The web identity token has expired: HOME/web-token',
      async () => {
        refuse('AssumeRoleWithWebIdentity', 'ExpiredTokenException');
        await writeFile(join(home.directory, 'web-token'), 'old');
      },
    ],
    [
      'web',
      'credentialsRefused',
      'AWS refused the role to the web identity (AccessDenied): arn:aws:iam::111122223333:role/web',
      async () => {
        refuse('AssumeRoleWithWebIdentity', 'AccessDenied');
        await writeFile(join(home.directory, 'web-token'), 'other');
      },
    ],
    [
      'role',
      'noCredentials',
      'What gives the profile role its keys cannot be reached: ECONNREFUSED',
      () => vi.stubEnv('AWS_ENDPOINT_URL_STS', 'http://127.0.0.1:1'),
    ],
    [
      'sso',
      'noCredentials',
      'What gives the profile sso its keys cannot be reached: ECONNREFUSED',
      () => {
        vi.stubEnv('AWS_ENDPOINT_URL_SSO', 'http://127.0.0.1:1');
        return ssoToken('corporate');
      },
    ],
  ];
  const named = sentences.map(([profile, kind, message, prepare]) => ({ profile, kind, message, prepare }));
  test.each(named)('$profile, $kind: $message', async ({ profile, kind, message, prepare }) => {
    await prepare?.();
    const found = await faultOf(profile);
    expect({ kind: found.kind, message: found.message.replace(home.directory, 'HOME') }).toEqual({ kind, message });
  });

  test('and says which login mends it', async () => {
    expect((await faultOf('ssoRole')).details.login).toEqual({ kind: 'sso', profile: 'sso' });
    await local?.close();
    expect((await faultOf('console')).details.login).toEqual({ kind: 'console', profile: 'console' });
  });
});
