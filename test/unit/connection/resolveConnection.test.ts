import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { ConnectionFault } from '../../../src/connection/connectionFault';
import {
  localSwfConnection,
  resolveConnection,
  type ConnectionChoice,
} from '../../../src/connection/resolveConnection';
import { profileNames } from '../../../src/connection/sharedFiles';
import type { Connection } from '../../../src/swf/sdkClient';
import { AwsHome } from './awsHome';

const keys = 'aws_access_key_id = K\naws_secret_access_key = S';
const environmentKeys = { AWS_ACCESS_KEY_ID: 'E', AWS_SECRET_ACCESS_KEY: 'S' };

const homes: AwsHome[] = [];
afterEach(async () => {
  for (const home of homes.splice(0)) await home.remove();
});

async function homeWith(config: string, credentials?: string): Promise<AwsHome> {
  const home = await AwsHome.create(config, credentials);
  homes.push(home);
  return home;
}

async function resolve(config: string, choice: Partial<ConnectionChoice> = {}): Promise<Connection> {
  const home = await homeWith(config);
  return resolveConnection({ ...choice, env: { ...home.env, ...choice.env } });
}

async function faultOf(config: string, choice: Partial<ConnectionChoice> = {}): Promise<ConnectionFault> {
  const result = await resolve(config, choice).catch((error: unknown) => error);
  if (result instanceof ConnectionFault) return result;
  throw new Error('The connection was resolved', { cause: result });
}

describe('the label', () => {
  const prod = `[profile prod]\nregion = eu-west-1\n${keys}`;
  const cases: readonly (readonly [label: string, config: string, choice: Partial<ConnectionChoice>])[] = [
    ['prod · eu-west-1', prod, { profile: 'prod' }],
    ['prod · eu-west-1', prod, { env: { AWS_PROFILE: 'prod' } }],
    ['prod · us-east-1', prod, { profile: 'prod', region: 'us-east-1' }],
    ['prod · us-east-1', prod, { profile: 'prod', env: { AWS_REGION: 'us-east-1' } }],
    ['default · eu-west-1', `[default]\nregion = eu-west-1\n${keys}`, {}],
    ['environment · eu-west-1', '', { region: 'eu-west-1', env: environmentKeys }],
    ['environment · eu-west-1', prod, { env: { ...environmentKeys, AWS_PROFILE: 'prod' } }],
    ['prod · eu-west-1', prod, { profile: 'prod', env: environmentKeys }],
    ['eu-west-1', '', { region: 'eu-west-1' }],
    ['127.0.0.1:4566', prod, { profile: 'prod', endpoint: 'http://127.0.0.1:4566' }],
    ['localhost:4566', '', { endpoint: 'http://localhost:4566/' }],
    ['Local SWF', '', { endpoint: 'http://127.0.0.1:4566', localSwf: 'http://127.0.0.1:4566/' }],
    ['127.0.0.1:4567', '', { endpoint: 'http://127.0.0.1:4567', localSwf: 'http://127.0.0.1:4566/' }],
    ['prod · swf.example.com', prod, { profile: 'prod', endpoint: 'https://swf.example.com' }],
  ];
  it.each(cases)('%s', async (label, config, choice) => {
    expect((await resolve(config, choice)).target.label).toBe(label);
  });
});

describe('the target', () => {
  it('of a profile at AWS has no endpoint', async () => {
    const { target, credentials } = await resolve(`[profile prod]\nregion = eu-west-1\n${keys}`, { profile: 'prod' });
    expect(target).toEqual({ kind: 'aws', label: 'prod · eu-west-1', region: 'eu-west-1', profile: 'prod' });
    expect(credentials).toMatchObject({ kind: 'profile', profile: 'prod' });
  });

  it('takes FIPS and dual-stack from the profile that was chosen', async () => {
    const config = `[default]\n[profile gov]\nregion = us-gov-west-1\nuse_fips_endpoint = true\n${keys}`;
    expect(await resolve(config, { profile: 'gov' })).toMatchObject({
      useFipsEndpoint: true,
      useDualstackEndpoint: false,
    });
    expect(await resolve(config, { profile: 'gov', env: { AWS_USE_FIPS_ENDPOINT: 'false' } })).toMatchObject({
      useFipsEndpoint: false,
    });
  });

  it('of Local SWF needs nothing else', () => {
    expect(localSwfConnection('http://127.0.0.1:4566/')).toEqual({
      target: { kind: 'local', label: 'Local SWF', region: 'us-east-1', endpoint: 'http://127.0.0.1:4566' },
      credentials: { kind: 'keys', accessKeyId: 'local', secretAccessKey: 'local' },
    });
  });

  it('follows the files as they change', async () => {
    const home = await homeWith(`[profile p]\nregion = eu-west-1\n${keys}`);
    const choice = { profile: 'p', env: home.env };
    expect((await resolveConnection(choice)).target.region).toBe('eu-west-1');
    await home.write(`[profile p]\nregion = eu-west-2\nendpoint_url = http://127.0.0.1:1\n${keys}`);
    expect((await resolveConnection(choice)).target).toMatchObject({
      region: 'eu-west-2',
      endpoint: 'http://127.0.0.1:1',
    });
  });
});

describe('a web identity of the environment', () => {
  const web = { AWS_WEB_IDENTITY_TOKEN_FILE: '/token', AWS_ROLE_ARN: 'arn:aws:iam::111122223333:role/web' };
  const region = 'eu-west-1';
  const kindOf = async (config: string, choice: Partial<ConnectionChoice>) =>
    (await resolve(config, { region, ...choice })).credentials.kind;

  it('goes before what the profile says, as in the AWS CLI, but for a chosen profile and the role of another one', async () => {
    expect(await kindOf(`[default]\n${keys}`, { env: web })).toBe('chain');
    expect(await kindOf('[default]\ncredential_process = x\n', { env: web })).toBe('chain');
    expect(await kindOf(`[profile p]\n${keys}`, { env: { ...web, AWS_PROFILE: 'p' } })).toBe('chain');
    expect(await kindOf(`[profile p]\n${keys}`, { env: web, profile: 'p' })).toBe('profile');
    const role = '[default]\nrole_arn = arn:aws:iam::111122223333:role/r\ncredential_source = Environment\n';
    expect(await kindOf(role, { env: web })).toBe('profile');
    expect(await kindOf(`[default]\n${keys}`, { env: { ...web, ...environmentKeys } })).toBe('keys');
    expect(await kindOf(`[default]\n${keys}`, { env: { AWS_ROLE_ARN: web.AWS_ROLE_ARN } })).toBe('profile');
  });
});

describe('dummy credentials', () => {
  const dummy = { kind: 'keys', accessKeyId: 'local', secretAccessKey: 'local' };
  it.each(['http://127.0.0.1:1', 'http://localhost:1', 'http://[::1]:1', 'http://127.8.8.8', 'http://swf.localhost:1'])(
    'serve %s',
    async (endpoint) => {
      expect((await resolve('', { endpoint })).credentials).toEqual(dummy);
      expect((await resolve('[profile bare]\n', { endpoint })).credentials).toEqual(dummy);
    },
  );

  it.each([
    'https://swf.example.com',
    'http://10.0.0.1:4566',
    'http://127.0.0.1.example.com',
    'http://localhost.example.com',
    'http://0.0.0.0:1',
  ])('never serve %s', async (endpoint) => {
    expect((await resolve('', { endpoint, region: 'eu-west-1' })).credentials.kind).toBe('chain');
    expect((await faultOf('', { endpoint })).kind).toBe('noRegion');
  });

  it('never take the place of credentials that there are', async () => {
    const endpoint = 'http://127.0.0.1:1';
    expect((await resolve('', { endpoint, env: environmentKeys })).credentials).toMatchObject({ accessKeyId: 'E' });
    expect((await resolve(`[default]\n${keys}`, { endpoint })).credentials).toMatchObject({ kind: 'profile' });
    expect((await resolve('', { endpoint, env: { AWS_WEB_IDENTITY_TOKEN_FILE: '/token' } })).credentials).toMatchObject(
      { kind: 'chain' },
    );
  });
});

describe('a fault', () => {
  const cases: readonly (readonly [
    kind: string,
    message: string | RegExp,
    config: string,
    Partial<ConnectionChoice>,
  ])[] = [
    ['profileNotFound', 'The profile was not found: nope', '', { profile: 'nope' }],
    ['profileNotFound', 'The profile was not found: nope', '', { env: { AWS_PROFILE: 'nope', ...environmentKeys } }],
    ['noRegion', 'No region is chosen', `[default]\n${keys}`, {}],
    ['badRegion', 'The region is not written like one: us east', '', { region: 'us east' }],
    ['badRegion', 'The region is not written like one: x.example.com/', '', { region: 'x.example.com/' }],
    [
      'badEndpoint',
      'The endpoint does not begin with http:// or https:// (setting swf.endpoint): 127.0.0.1:4566',
      '',
      { endpoint: '127.0.0.1:4566' },
    ],
    [
      'badEndpoint',
      'The endpoint does not begin with http:// or https:// (variable AWS_ENDPOINT_URL): localhost:4566',
      '',
      { env: { AWS_ENDPOINT_URL: 'localhost:4566' } },
    ],
    [
      'badEndpoint',
      'The endpoint is not a URL (endpoint_url of the profile): http://',
      '[default]\nendpoint_url = http://',
      {},
    ],
    [
      'badEndpoint',
      'The endpoint has a user name or password (setting swf.endpoint): host',
      '',
      { endpoint: 'https://me:pa55@host/' },
    ],
    [
      'badSharedFile',
      'The profile names a services section that does not exist: gone',
      '[default]\nservices = gone',
      {},
    ],
    [
      'partialKeys',
      'AWS_ACCESS_KEY_ID is set and AWS_SECRET_ACCESS_KEY is not',
      '',
      { region: 'eu-west-1', env: { AWS_ACCESS_KEY_ID: 'E' } },
    ],
  ];
  it.each(cases)('%s: %s', async (kind, message, config, choice) => {
    const found = await faultOf(config, choice);
    expect({ kind: found.kind, message: found.message }).toEqual({ kind, message });
    expect(found.details.nextStep).not.toBe('');
  });

  it('tells a file that cannot be read from one that is not there', async () => {
    const home = await homeWith('');
    const directory = join(home.directory, 'a-directory');
    await mkdir(directory);
    const region = 'eu-west-1';
    const unreadable = resolveConnection({ region, env: { ...home.env, AWS_CONFIG_FILE: directory } });
    await expect(unreadable).rejects.toMatchObject({
      kind: 'badSharedFile',
      message: `The shared file cannot be read: ${directory}`,
    });
    const absent = await resolveConnection({ region, env: { ...home.env, AWS_CONFIG_FILE: `${directory}/nothing` } });
    expect(absent.target.label).toBe('eu-west-1');
  });
});

describe('the names of profiles', () => {
  it('come from both files, default first, without other sections', async () => {
    const home = await homeWith(
      '[profile b]\n[sso-session s]\nsso_region = x\n[services v]\nswf =\n  endpoint_url = http://h\n[profile b]\nregion = x\n[profile c]\nregion = x',
      `[c]\n${keys}\n[default]\n${keys}\n[d]\n${keys}`,
    );
    expect(await profileNames(home.env)).toEqual(['default', 'b', 'c', 'd']);
  });

  it('are none without files', async () => {
    const home = await homeWith('');
    expect(await profileNames({ HOME: join(home.directory, 'nobody') })).toEqual([]);
  });
});
