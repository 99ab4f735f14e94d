import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { resolveConnection } from '../../../src/connection/resolveConnection';
import type { Credential } from '../../../src/local/credentials';
import { createSdkClient } from '../../../src/swf/sdkClient';
import { keysFrom, rightCode } from '../../support/fakeAws';
import { CredentialDesk, environment, expired, hour, owner } from './credentialDesk';
import { region, startUrl } from './credentialProfiles';

let desk: CredentialDesk;
beforeEach(async () => {
  desk = await CredentialDesk.open();
});
afterEach(() => desk.close());

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
    prepare: () => {
      desk.useEnvironment();
    },
    key: keysFrom('ROLEOPERATOR'),
    asked: [`AssumeRole AKIAENV ${region}`],
  },
  {
    name: 'a role taken with the keys of the container',
    profile: 'ofContainer',
    prepare: () => {
      desk.useContainer();
    },
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
    prepare: () => void desk.answers.push(rightCode),
    key: keysFrom('ROLEOPERATOR'),
    asked: [`AssumeRole AKIAOWNER ${region}`],
  },
  {
    name: 'an MFA device without a role',
    profile: 'mfaKeys',
    prepare: () => void desk.answers.push(rightCode),
    key: keysFrom('SESSION'),
    asked: [`GetSessionToken AKIAOWNER ${region}`],
  },
  {
    name: 'a process',
    profile: 'process',
    prepare: () => desk.writeProcess({ Expiration: new Date(Date.now() + hour).toISOString() }),
    key: keysFrom('PROCESS'),
    asked: [],
  },
  {
    name: 'a role taken with a process, both in profiles whose names need quotes',
    profile: "müller's role",
    prepare: () => desk.writeProcess(),
    key: keysFrom('ROLEOPERATOR'),
    asked: [`AssumeRole ASIAPROCESS ${region}`],
  },
  {
    name: 'SSO with a session, in a profile whose name needs quotes',
    profile: 'single sign-on',
    prepare: () => desk.ssoToken('corporate'),
    key: keysFrom('SSO'),
    asked: ['GetRoleCredentials'],
  },
  {
    name: 'console login, in a profile whose name needs quotes',
    profile: 'the console',
    prepare: () => desk.consoleToken(Date.now() + 1000),
    key: keysFrom('LOGIN'),
    asked: ['CreateOAuth2Token'],
  },
  {
    name: 'SSO with a session',
    profile: 'sso',
    prepare: () => desk.ssoToken('corporate'),
    key: keysFrom('SSO'),
    asked: ['GetRoleCredentials'],
  },
  {
    name: 'SSO with a session whose token is renewed',
    profile: 'sso',
    prepare: () => desk.ssoToken('corporate', { expiresAt: expired() }),
    key: keysFrom('SSO'),
    asked: ['CreateToken', 'GetRoleCredentials'],
  },
  {
    name: 'SSO without a session',
    profile: 'ssoLegacy',
    prepare: () => desk.ssoToken(startUrl),
    key: keysFrom('SSO'),
    asked: ['GetRoleCredentials'],
  },
  {
    name: 'a role taken with SSO',
    profile: 'ssoRole',
    prepare: () => desk.ssoToken('corporate'),
    key: keysFrom('ROLEOPERATOR'),
    asked: ['GetRoleCredentials', `AssumeRole ASIASSO ${region}`],
  },
  {
    name: 'console login',
    profile: 'console',
    prepare: () => desk.consoleToken(Date.now() + hour),
    key: keysFrom('OLDLOGIN'),
    asked: [],
  },
  {
    name: 'console login that is renewed',
    profile: 'console',
    prepare: () => desk.consoleToken(Date.now() + 1000),
    key: keysFrom('LOGIN'),
    asked: ['CreateOAuth2Token'],
  },
  {
    name: 'web identity of a profile',
    profile: 'web',
    prepare: () => writeFile(join(desk.home.directory, 'web-token'), 'web-token\n'),
    key: keysFrom('WEB'),
    asked: ['AssumeRoleWithWebIdentity'],
  },
  {
    name: 'web identity of the environment',
    prepare: async () => {
      await writeFile(join(desk.home.directory, 'web-token'), 'web-token\n');
      vi.stubEnv('AWS_WEB_IDENTITY_TOKEN_FILE', join(desk.home.directory, 'web-token'));
      vi.stubEnv('AWS_ROLE_ARN', 'arn:aws:iam::111122223333:role/web');
    },
    key: keysFrom('WEB'),
    asked: ['AssumeRoleWithWebIdentity'],
  },
  {
    name: 'the environment',
    prepare: () => {
      desk.useEnvironment();
    },
    key: environment,
    asked: [],
  },
  {
    name: 'the container',
    prepare: () => {
      desk.useContainer();
    },
    key: keysFrom('CONTAINER'),
    asked: ['container'],
  },
];

describe('the request is signed with the keys of', () => {
  test.each(cases)('$name', async ({ profile, prepare, key, asked: expected }) => {
    await prepare?.();
    const endpoint = await desk.serviceFor(key, region);
    const choice = profile === undefined ? { region } : { profile };
    expect(await desk.domains({ ...choice, endpoint })).toEqual([`only in ${region}`]);
    expect(desk.askedFor).toEqual(expected);
  });

  // For an endpoint on this machine nobody would ask the instance, so its host is another name of it.
  test('the instance', async () => {
    const url = await desk.serviceFor(keysFrom('INSTANCE'), region);
    const endpoint = url.replace('127.0.0.1', 'localhost.');
    const connection = await resolveConnection({ region, endpoint, env: process.env });
    expect(connection.credentials.kind).toBe('chain');
    const { target } = await resolveConnection({ region, endpoint: url, env: process.env });
    const client = createSdkClient({ ...connection, target }, desk.sessions);
    const { domainInfos } = await client.call('ListDomains', { registrationStatus: 'REGISTERED' });
    client.dispose();
    expect(domainInfos?.map(({ name }) => name)).toEqual([`only in ${region}`]);
    expect(desk.askedFor).toEqual(['instanceToken', 'instance', 'instance']);
  });
});

test('the instance is not asked where AWS_EC2_METADATA_DISABLED says so', async () => {
  const endpoint = await desk.serviceFor(keysFrom('INSTANCE'), region);
  const connection = await resolveConnection({ region, endpoint: 'http://localhost.:1', env: process.env });
  const { target } = await resolveConnection({ region, endpoint, env: process.env });
  const env = { ...process.env, AWS_EC2_METADATA_DISABLED: 'True' };
  const client = createSdkClient({ ...connection, target }, desk.sessions, env);
  const call = client.call('ListDomains', { registrationStatus: 'REGISTERED' });
  await expect(call).rejects.toMatchObject({ kind: 'noCredentials' });
  client.dispose();
  expect(desk.askedFor).toEqual([]);
});

describe('what is asked for', () => {
  test('of a role is what the profile says', async () => {
    const endpoint = await desk.serviceFor(keysFrom('ROLEOPERATOR'), region);
    await desk.domains({ profile: 'role', endpoint });
    expect(desk.aws.requests[0]?.fields).toMatchObject({
      RoleArn: 'arn:aws:iam::111122223333:role/operator',
      ExternalId: 'ext-1',
      RoleSessionName: 'olga',
      DurationSeconds: '1800',
    });
  });

  test('is signed for the region that calls go to', async () => {
    const endpoint = await desk.serviceFor(keysFrom('ROLEOPERATOR'), 'sa-east-1');
    expect(await desk.domains({ profile: 'role', region: 'sa-east-1', endpoint })).toEqual(['only in sa-east-1']);
    expect(desk.askedFor).toEqual(['AssumeRole AKIAOWNER sa-east-1']);
  });

  test('of the environment is looked up in that of the connection', async () => {
    const endpoint = await desk.serviceFor(keysFrom('ROLEOPERATOR'), region);
    const env = { ...process.env, AWS_ACCESS_KEY_ID: 'AKIAOTHER', AWS_SECRET_ACCESS_KEY: 'other' };
    const client = createSdkClient(
      await resolveConnection({ profile: 'ofEnvironment', endpoint, env }),
      desk.sessions,
      env,
    );
    await client.call('ListDomains', { registrationStatus: 'REGISTERED' });
    client.dispose();
    expect(desk.askedFor).toEqual([`AssumeRole AKIAOTHER ${region}`]);
  });

  test('a process runs for the profile in use alone', async () => {
    await desk.writeProcess();
    const endpoint = await desk.serviceFor(keysFrom('PROCESS'), region);
    await desk.domains({ profile: 'process', endpoint });
    expect(await readFile(join(desk.home.directory, 'runs'), 'utf8')).toBe('once\n');
    await expect(readFile(join(desk.home.directory, 'never'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('files are read anew by the next connection', async () => {
    const endpoint = await desk.serviceFor(environment, region);
    await expect(desk.domains({ profile: 'keys', endpoint })).rejects.toMatchObject({ kind: 'credentialsRefused' });
    const { accessKeyId, secretAccessKey } = environment;
    await desk.writeKeys(`aws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`);
    expect(await desk.domains({ profile: 'keys', endpoint })).toEqual([`only in ${region}`]);
  });
});
