import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ConnectionFault } from '../../../src/connection/connectionFault';
import { resolveConnection, type ConnectionChoice } from '../../../src/connection/resolveConnection';
import { createSdkClient } from '../../../src/swf/sdkClient';
import { answer, AnsweringServer } from '../../support/answeringServer';
import { cliVersion, commandsIn, type CommandRunner } from '../../support/judges/cliJudge';
import { AwsHome } from './awsHome';

const version = cliVersion();

/** Who got the request, and for whom it was signed; or that nothing was sent. */
type Arrival = 'nothing' | `AWS ${string}` | `${string} ${string} ${string}`;

const serverNames = ['setting', 'environmentSwf', 'environmentAll', 'profile', 'services', 'default'] as const;
type ServerName = (typeof serverNames)[number];
const servers = new Map<ServerName, AnsweringServer>();
const proxied: string[] = [];
const proxy = createServer();
let home: AwsHome;

const url = (name: ServerName) => servers.get(name)?.url ?? '';

beforeAll(async () => {
  for (const name of serverNames) servers.set(name, await AnsweringServer.start(answer(200, '{"domainInfos":[]}')));
  // Notes who would have been called at AWS, and lets nothing through.
  proxy.on('connect', (request, socket) => {
    proxied.push(String(request.url));
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  home = await AwsHome.create(
    `
[default]
region = eu-west-1
endpoint_url = ${url('default')}
[profile plain]
region = eu-north-1
[profile endpoint]
region = us-west-2
endpoint_url = ${url('profile')}
[profile services]
region = us-west-2
services = local
endpoint_url = ${url('profile')}
[profile otherServices]
region = us-west-2
services = others
endpoint_url = ${url('profile')}
[profile lostServices]
region = us-west-2
services = lost
[profile ignoring]
region = us-west-2
ignore_configured_endpoint_urls = true
endpoint_url = ${url('profile')}
[profile regionless]
endpoint_url = ${url('profile')}
aws_access_key_id = REGIONLESS
aws_secret_access_key = secret
[profile fips]
region = us-west-2
use_fips_endpoint = true
[profile dual]
region = us-west-2
use_dualstack_endpoint = true
[profile fipsEndpoint]
region = us-west-2
use_fips_endpoint = true
endpoint_url = ${url('profile')}
[profile ignoringServices]
region = us-west-2
services = local
ignore_configured_endpoint_urls = true
use_dualstack_endpoint = true
[services local]
swf =
  endpoint_url = ${url('services')}
s3 =
  endpoint_url = http://127.0.0.1:1
[services others]
s3 =
  endpoint_url = http://127.0.0.1:1
`,
    [
      'default',
      'plain',
      'endpoint',
      'services',
      'otherServices',
      'lostServices',
      'ignoring',
      'fips',
      'dual',
      'fipsEndpoint',
      'ignoringServices',
      'both',
    ]
      .map((name) => `[${name}]\naws_access_key_id = ${name.toUpperCase()}\naws_secret_access_key = secret\n`)
      .join('')
      .concat(`region = ap-south-1\nendpoint_url = ${url('profile')}\n`),
  );
});

afterAll(async () => {
  for (const server of servers.values()) await server.stop();
  await new Promise((resolve) => proxy.close(resolve));
  await home.remove();
});

function arrived(): Arrival {
  const arrivals: Arrival[] = [];
  for (const [name, server] of servers) {
    for (const { headers } of server.requests.splice(0)) {
      const [, key, region] = /Credential=([^/]+)\/\d+\/([^/]+)\//.exec(headers.authorization ?? '') ?? [];
      arrivals.push(`${name} ${region ?? ''} ${key ?? ''}`);
    }
  }
  expect(arrivals.length).toBeLessThanOrEqual(1);
  return arrivals[0] ?? 'nothing';
}

/** The host at AWS that the proxy was asked for; nothing else may have arrived then. */
function atAws(): Arrival | undefined {
  const hosts = new Set(proxied.splice(0));
  const [host] = hosts;
  if (host === undefined) return undefined;
  expect(hosts.size).toBe(1);
  expect(arrived()).toBe('nothing');
  return `AWS ${host.replace('.amazonaws.com:443', '')}`;
}

/** A call as the AWS CLI would send it. To AWS itself it gets as far as the proxy. */
async function byAwsCli(aws: CommandRunner, choice: ConnectionChoice): Promise<Arrival> {
  const args = ['swf', 'list-domains', '--registration-status', 'REGISTERED'];
  if (choice.profile !== undefined) args.push('--profile', choice.profile);
  if (choice.region !== undefined) args.push('--region', choice.region);
  if (choice.endpoint !== undefined) args.push('--endpoint-url', choice.endpoint);
  const env = {
    PATH: process.env['PATH'],
    ...(process.env['PYENV_ROOT'] !== undefined && { PYENV_ROOT: process.env['PYENV_ROOT'] }),
    HTTPS_PROXY: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    AWS_MAX_ATTEMPTS: '1',
    AWS_EC2_METADATA_DISABLED: 'true',
    ...choice.env,
  };
  // It fails whenever the proxy refused, and says so in words only.
  await aws.run(args, env);
  return atAws() ?? arrived();
}

async function byUs(choice: ConnectionChoice): Promise<Arrival> {
  const env = { ...choice.env, HTTPS_PROXY: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}` };
  const connection = await resolveConnection({ ...choice, env }).catch((error: unknown) => {
    expect(error).toBeInstanceOf(ConnectionFault);
  });
  if (connection === undefined) return 'nothing';
  const connected = vi.spyOn(Socket.prototype, 'connect');
  const client = createSdkClient(connection, undefined, env);
  await client.call('ListDomains', { registrationStatus: 'REGISTERED' }, { once: true }).catch((error: unknown) => {
    expect(error).toMatchObject({ kind: 'unreachable' });
  });
  client.dispose();
  const hosts = connected.mock.calls.map(([first]) => JSON.stringify(first));
  connected.mockRestore();
  expect(hosts.length).toBeGreaterThan(0);
  // Whatever AWS host is meant, the proxy alone was spoken to.
  for (const host of hosts) expect(host).toMatch(/"host(name)?":"(127\.0\.0\.1|localhost)"/);
  return atAws() ?? arrived();
}

interface Case extends Omit<ConnectionChoice, 'env' | 'endpoint'> {
  readonly endpoint?: ServerName;
  readonly env?: Readonly<Record<string, string>>;
  readonly expected: Arrival;
}
const keys = { AWS_ACCESS_KEY_ID: 'ENVIRONMENT', AWS_SECRET_ACCESS_KEY: 'secret' };
const both = { AWS_USE_FIPS_ENDPOINT: 'true', AWS_USE_DUALSTACK_ENDPOINT: 'true' };
/** Stands for the URL of a server, known only once the servers run. */
const at = (name: ServerName) => `@${name}`;

const cases: readonly Case[] = [
  { expected: 'default eu-west-1 DEFAULT' },
  { profile: 'plain', expected: 'AWS swf.eu-north-1' },
  { profile: 'plain', endpoint: 'setting', expected: 'setting eu-north-1 PLAIN' },
  { profile: 'endpoint', expected: 'profile us-west-2 ENDPOINT' },
  { profile: 'endpoint', endpoint: 'setting', region: 'eu-west-3', expected: 'setting eu-west-3 ENDPOINT' },
  { profile: 'services', expected: 'services us-west-2 SERVICES' },
  { profile: 'otherServices', expected: 'profile us-west-2 OTHERSERVICES' },
  { profile: 'lostServices', expected: 'nothing' },
  {
    profile: 'lostServices',
    env: { AWS_ENDPOINT_URL: at('environmentAll') },
    expected: 'environmentAll us-west-2 LOSTSERVICES',
  },
  { profile: 'ignoring', expected: 'AWS swf.us-west-2' },
  { profile: 'ignoring', env: { AWS_ENDPOINT_URL_SWF: at('environmentSwf') }, expected: 'AWS swf.us-west-2' },
  { profile: 'ignoring', endpoint: 'setting', expected: 'setting us-west-2 IGNORING' },
  {
    profile: 'ignoring',
    env: { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false' },
    expected: 'profile us-west-2 IGNORING',
  },
  { profile: 'endpoint', env: { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' }, expected: 'AWS swf.us-west-2' },
  {
    profile: 'services',
    env: { AWS_ENDPOINT_URL: at('environmentAll') },
    expected: 'environmentAll us-west-2 SERVICES',
  },
  {
    profile: 'services',
    env: { AWS_ENDPOINT_URL: at('environmentAll'), AWS_ENDPOINT_URL_SWF: at('environmentSwf') },
    expected: 'environmentSwf us-west-2 SERVICES',
  },
  { profile: 'endpoint', env: { AWS_ENDPOINT_URL_SWF: '' }, expected: 'profile us-west-2 ENDPOINT' },
  { profile: 'both', expected: 'profile ap-south-1 BOTH' },
  { profile: 'nobody', expected: 'nothing' },
  { profile: 'endpoint', env: { AWS_DEFAULT_REGION: 'sa-east-1' }, expected: 'profile sa-east-1 ENDPOINT' },
  { profile: 'regionless', env: { AWS_DEFAULT_REGION: 'sa-east-1' }, expected: 'profile sa-east-1 REGIONLESS' },
  { profile: 'endpoint', env: keys, expected: 'profile us-west-2 ENDPOINT' },
  { env: { ...keys, AWS_PROFILE: 'endpoint' }, expected: 'profile us-west-2 ENVIRONMENT' },
  { env: { AWS_PROFILE: 'services' }, expected: 'services us-west-2 SERVICES' },
  { env: { AWS_PROFILE: 'plain', AWS_DEFAULT_PROFILE: 'services' }, expected: 'services us-west-2 SERVICES' },
  { env: keys, expected: 'default eu-west-1 ENVIRONMENT' },
  { profile: 'plain', env: { AWS_USE_FIPS_ENDPOINT: 'true' }, expected: 'AWS swf-fips.eu-north-1' },
  { profile: 'plain', env: { AWS_USE_DUALSTACK_ENDPOINT: 'true' }, expected: 'AWS swf.eu-north-1.api.aws:443' },
  { profile: 'plain', env: { ...both }, expected: 'AWS swf-fips.eu-north-1.api.aws:443' },
  { profile: 'plain', region: 'us-gov-west-1', expected: 'AWS swf.us-gov-west-1' },
  { profile: 'plain', region: 'cn-north-1', expected: 'AWS swf.cn-north-1.amazonaws.com.cn:443' },
  { profile: 'fips', expected: 'AWS swf-fips.us-west-2' },
  { profile: 'fips', env: { AWS_USE_FIPS_ENDPOINT: 'false' }, expected: 'AWS swf.us-west-2' },
  { profile: 'dual', expected: 'AWS swf.us-west-2.api.aws:443' },
  { profile: 'dual', env: { AWS_USE_DUALSTACK_ENDPOINT: 'false' }, expected: 'AWS swf.us-west-2' },
  { profile: 'dual', env: { AWS_USE_FIPS_ENDPOINT: 'true' }, expected: 'AWS swf-fips.us-west-2.api.aws:443' },
  { profile: 'fipsEndpoint', expected: 'profile us-west-2 FIPSENDPOINT' },
  { profile: 'ignoringServices', expected: 'AWS swf.us-west-2.api.aws:443' },
  {
    profile: 'ignoringServices',
    env: { AWS_ENDPOINT_URL: at('environmentAll') },
    expected: 'AWS swf.us-west-2.api.aws:443',
  },
];

function choiceOf({ profile, region, endpoint, env = {} }: Case): ConnectionChoice {
  const variables = Object.entries(env).map(([name, value]) => {
    const server = serverNames.find((candidate) => at(candidate) === value);
    return [name, server === undefined ? value : url(server)] as const;
  });
  return {
    ...(profile !== undefined && { profile }),
    ...(region !== undefined && { region }),
    ...(endpoint !== undefined && { endpoint: url(endpoint) }),
    env: { ...home.env, ...Object.fromEntries(variables) },
  };
}

it.each(cases)('%o', async (example) => {
  expect(await byUs(choiceOf(example))).toBe(example.expected);
});

describe.skipIf(version === undefined)(`the AWS CLI (${version ?? 'not installed'})`, () => {
  let aws: CommandRunner;
  beforeAll(() => {
    aws = commandsIn(process.env);
  });
  afterAll(() => aws[Symbol.asyncDispose]());

  it.each(cases)('sends as we do: %o', { timeout: 20_000 }, async (example) => {
    expect(await byAwsCli(aws, choiceOf(example))).toBe(example.expected);
  });
});
