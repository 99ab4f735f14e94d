import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer as createProxy } from 'node:http';
import { createServer, type Server } from 'node:https';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { resolveConnection } from '../../../src/connection/resolveConnection';
import { SwfFault } from '../../../src/swf/faults';
import { proxyFor } from '../../../src/swf/proxies';
import { createSdkClient } from '../../../src/swf/sdkClient';
import { answer, AnsweringServer } from '../../support/answeringServer';

/** A name of this machine that nobody resolves: only the proxy knows where it is. */
const host = 'swf.corporate.example';
const folder = mkdtempSync(join(tmpdir(), 'swf-network-'));
const bundle = join(folder, 'ca.pem');
const proxied: string[] = [];
let arrived = 0;
let lets = true;
let swf: Server;
const proxy = createProxy();

beforeAll(async () => {
  const run = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'ignore' });
  const ec = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  run('req', '-x509', ...ec, '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=Corporate CA', '-days', '2');
  run(
    'req',
    ...ec,
    '-keyout',
    'swf.key',
    '-out',
    'swf.csr',
    '-subj',
    `/CN=${host}`,
    '-addext',
    `subjectAltName=DNS:${host}`,
  );
  const signed = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-copy_extensions', 'copy', '-days', '2'];
  run('x509', '-req', '-in', 'swf.csr', ...signed, '-out', 'swf.pem');
  const key = readFileSync(join(folder, 'swf.key'));
  swf = createServer({ key, cert: readFileSync(join(folder, 'swf.pem')) }, (request, response) => {
    request.resume();
    arrived++;
    response.end('{"domainInfos":[]}');
  });
  await new Promise<void>((resolve) => swf.listen(0, '127.0.0.1', resolve));
  proxy.on('connect', (request, socket) => {
    proxied.push(String(request.url));
    if (!lets) {
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      return;
    }
    const through = connect((swf.address() as AddressInfo).port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      through.pipe(socket).pipe(through);
    });
    for (const each of [socket, through]) each.on('error', () => through.destroy());
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  swf.closeAllConnections();
  await new Promise((resolve) => swf.close(resolve));
  proxy.closeAllConnections();
  await new Promise((resolve) => proxy.close(resolve));
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  proxied.length = 0;
  arrived = 0;
  lets = true;
});

const keys = { AWS_ACCESS_KEY_ID: 'K', AWS_SECRET_ACCESS_KEY: 'S' };
const proxyUrl = () => `http://olga:pa55@127.0.0.1:${(proxy.address() as AddressInfo).port}`;

async function list(endpoint: string, env: Readonly<Record<string, string>>): Promise<'listed' | SwfFault> {
  const all = { HOME: folder, ...keys, ...env };
  const client = createSdkClient(await resolveConnection({ endpoint, region: 'eu-west-1', env: all }));
  try {
    await client.call('ListDomains', { registrationStatus: 'REGISTERED' }, { once: true });
    return 'listed';
  } catch (error) {
    if (error instanceof SwfFault) return error;
    throw error;
  } finally {
    client.dispose();
  }
}

describe('a TLS endpoint behind a proxy, with a certificate of its own', () => {
  test('is reached with HTTPS_PROXY and AWS_CA_BUNDLE', async () => {
    expect(await list(`https://${host}`, { HTTPS_PROXY: proxyUrl(), AWS_CA_BUNDLE: bundle })).toBe('listed');
    expect(proxied).toEqual([`${host}:443`]);
    expect(arrived).toBe(1);
  });

  test('is reached with REQUESTS_CA_BUNDLE, where neither the variable of AWS nor the profile names a bundle', async () => {
    expect(await list(`https://${host}`, { HTTPS_PROXY: proxyUrl(), REQUESTS_CA_BUNDLE: bundle })).toBe('listed');
    const env = { HTTPS_PROXY: proxyUrl(), REQUESTS_CA_BUNDLE: join(folder, 'nothing.pem'), AWS_CA_BUNDLE: bundle };
    expect(await list(`https://${host}`, env)).toBe('listed');
    expect(arrived).toBe(2);
  });

  test('is not looked for at ALL_PROXY, which the AWS CLI does not know', async () => {
    const env = { ALL_PROXY: proxyUrl(), all_proxy: proxyUrl(), AWS_CA_BUNDLE: bundle };
    expect(await list(`https://${host}`, env)).toMatchObject({ kind: 'unreachable' });
    expect(proxied).toEqual([]);
  });

  test('is refused without the certificate, before anything is sent', async () => {
    const found = await list(`https://${host}`, { HTTPS_PROXY: proxyUrl() });
    expect(found).toMatchObject({ kind: 'unreachable', details: { delivered: 'no' } });
    expect(String(found)).toContain('The certificate of the host is not trusted');
    expect(arrived).toBe(0);
  });

  test('is not there for NO_PROXY, which goes to no proxy', async () => {
    const env = { HTTPS_PROXY: proxyUrl(), NO_PROXY: 'corporate.example', AWS_CA_BUNDLE: bundle };
    expect(await list(`https://${host}`, env)).toMatchObject({ kind: 'unreachable' });
    expect(proxied).toEqual([]);
  });

  test('is told apart from a proxy that refuses, whose password nobody sees', async () => {
    lets = false;
    const found = await list(`https://${host}`, { HTTPS_PROXY: proxyUrl(), AWS_CA_BUNDLE: bundle });
    expect(found).toMatchObject({ kind: 'unreachable', details: { delivered: 'no' } });
    expect(String(found)).toContain('The proxy did not let the connection through: http://127.0.0.1:');
    expect(JSON.stringify(found) + String(found)).not.toContain('pa55');
  });

  test('is told apart from a proxy that is not there', async () => {
    const found = await list(`https://${host}`, { HTTPS_PROXY: 'http://127.0.0.1:1', AWS_CA_BUNDLE: bundle });
    expect(String(found)).toContain('The proxy did not let the connection through: http://127.0.0.1:1');
  });
});

test('this machine is never reached through a proxy', async () => {
  const server = await AnsweringServer.start(answer(200, '{"domainInfos":[]}'));
  expect(await list(server.url, { HTTP_PROXY: proxyUrl(), HTTPS_PROXY: proxyUrl() })).toBe('listed');
  expect(server.requests).toHaveLength(1);
  expect(proxied).toEqual([]);
  await server.stop();
});

test.each([
  ['https://swf.eu-west-1.amazonaws.com', '', true],
  ['https://swf.eu-west-1.amazonaws.com', '*', false],
  ['https://swf.eu-west-1.amazonaws.com', 'amazonaws.com', false],
  ['https://swf.eu-west-1.amazonaws.com', 'x, .amazonaws.com', false],
  ['https://swf.eu-west-1.amazonaws.com', '*.amazonaws.com', false],
  ['https://swf.eu-west-1.amazonaws.com', 'zonaws.com', true],
  ['https://swf.example:8443', 'swf.example:443', true],
  ['https://swf.example:8443', 'swf.example:8443', false],
  ['https://localhost:1', '', false],
  ['https://[::1]:1', '', false],
  ['https://127.1.2.3', '', false],
])('%s with NO_PROXY %s goes through the proxy: %s', (url, noProxy, through) => {
  expect(proxyFor(new URL(url), { httpsProxy: 'http://p', noProxy }) !== undefined).toBe(through);
});

test.each([
  [{ HTTPS_PROXY: 'socks5://host' }, 'The proxy of the environment is not a URL: HTTPS_PROXY'],
  [
    { AWS_CA_BUNDLE: join(folder, 'nothing.pem') },
    `The bundle of certificates cannot be read: ${join(folder, 'nothing.pem')}`,
  ],
])('%o is said before anything is sent', async (env, message) => {
  const found = resolveConnection({ region: 'eu-west-1', env: { HOME: folder, ...keys, ...env } });
  await expect(found).rejects.toThrow(message);
});
