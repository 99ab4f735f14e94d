import { createServer, type AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { Target } from '../../../src/swf/client';
import { toSwfFault, type Delivered, type FaultKind } from '../../../src/swf/faults';
import { answer, AnsweringServer } from '../../support/answeringServer';
import { cancelAnswered, closedPort, connectionTo, faultOfCancel, token } from '../../support/failingCancel';

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp();
});

describe('no answer', () => {
  it('nothing listens', async () => {
    const endpoint = await closedPort();
    const found = await faultOfCancel(connectionTo(endpoint));
    expect(found).toMatchObject({ kind: 'unreachable', details: { delivered: 'no' } });
    expect(found.message).toBe(`Nothing listens at the endpoint: ${endpoint}`);
  });

  it('Local SWF is stopped', async () => {
    const connection = connectionTo(await closedPort());
    const found = await faultOfCancel({ ...connection, target: { ...connection.target, kind: 'local' } });
    expect(found.details.nextStep).toBe('Start Local SWF, then try again.');
  });

  it('the connection is dropped after the request', async () => {
    const { fault: found, sent } = await cancelAnswered((response) => response.destroy());
    expect(found).toMatchObject({ kind: 'connectionBroken', details: { delivered: 'maybe' } });
    expect(sent).toBe(1);
  });

  it('the answer is cut off', async () => {
    const { fault: found } = await cancelAnswered((response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('{"a"', () => response.destroy());
    });
    expect(found).toMatchObject({ kind: 'connectionBroken', details: { delivered: 'maybe' } });
  });

  it('the answer never comes', async () => {
    const server = await AnsweringServer.start(() => undefined);
    cleanUps.push(() => server.stop());
    const found = await faultOfCancel(connectionTo(server.url), 150);
    expect(found).toMatchObject({ kind: 'timedOut', details: { delivered: 'maybe' } });
    expect(found.message).toBe('No answer within the time allowed: 0.15 s');
  });

  it('what answers does not speak HTTP', async () => {
    const server = createServer((socket) => socket.end('220 mail.example.com ESMTP\r\n'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    cleanUps.push(() => server.close());
    const found = await faultOfCancel(connectionTo(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
    expect(found).toMatchObject({ kind: 'notSwf', details: { delivered: 'maybe' } });
  });

  it('the endpoint does not speak TLS', async () => {
    const server = await AnsweringServer.start(answer(200, ''));
    cleanUps.push(() => server.stop());
    const found = await faultOfCancel(connectionTo(server.url.replace('http:', 'https:')));
    expect(found).toMatchObject({ kind: 'unreachable', details: { delivered: 'no' } });
    expect(found.message).toContain('does not speak TLS');
    expect(server.requests).toEqual([]);
  });

  it('the host does not exist', async () => {
    const found = await faultOfCancel(connectionTo('http://swf.invalid:4566'));
    expect(found).toMatchObject({ kind: 'unreachable', details: { delivered: 'no' } });
    expect(found.message).toContain('http://swf.invalid:4566');
  });
});

describe('what cannot be had from a server on this machine', () => {
  const aws: Target = { kind: 'aws', label: 'prod · eu-nowhere-1', region: 'eu-nowhere-1', profile: 'prod' };
  const cases: readonly (readonly [facts: object, FaultKind, Delivered, message: string])[] = [
    [
      { code: 'ENOTFOUND', syscall: 'getaddrinfo' },
      'unreachable',
      'no',
      'The host of Amazon SWF was not found; the region may not exist: eu-nowhere-1',
    ],
    [
      { code: 'EAI_AGAIN', syscall: 'getaddrinfo' },
      'unreachable',
      'no',
      'The host could not be looked up, is there a network?: swf in eu-nowhere-1',
    ],
    [
      { code: 'EHOSTUNREACH', syscall: 'connect' },
      'unreachable',
      'no',
      'The host cannot be reached (EHOSTUNREACH): swf in eu-nowhere-1',
    ],
    [{ code: 'ETIMEDOUT', syscall: 'connect' }, 'unreachable', 'no', 'The host does not answer: swf in eu-nowhere-1'],
    [
      {
        name: 'TimeoutError',
        message: 'the request socket did not establish a connection with the server within 1 ms',
      },
      'unreachable',
      'no',
      'The host does not answer: swf in eu-nowhere-1',
    ],
    [
      { name: 'TimeoutError', code: 'ETIMEDOUT', syscall: 'read' },
      'connectionBroken',
      'maybe',
      'The connection broke before the answer: swf in eu-nowhere-1',
    ],
    [
      { code: 'EHOSTUNREACH', syscall: 'read' },
      'connectionBroken',
      'maybe',
      'The connection broke before the answer: swf in eu-nowhere-1',
    ],
    [
      { code: 'EPIPE', syscall: 'write' },
      'connectionBroken',
      'maybe',
      'The connection broke before the answer: swf in eu-nowhere-1',
    ],
    [
      { code: 'SELF_SIGNED_CERT_IN_CHAIN' },
      'unreachable',
      'no',
      'The certificate of the host is not trusted (SELF_SIGNED_CERT_IN_CHAIN): swf in eu-nowhere-1',
    ],
    [
      { code: 'CERT_HAS_EXPIRED' },
      'unreachable',
      'no',
      'The certificate of the host is not trusted (CERT_HAS_EXPIRED): swf in eu-nowhere-1',
    ],
    [
      { code: 'ERR_TLS_CERT_ALTNAME_INVALID' },
      'unreachable',
      'no',
      'The certificate of the host is not trusted (ERR_TLS_CERT_ALTNAME_INVALID): swf in eu-nowhere-1',
    ],
    [{ message: `quite new, with ${token}` }, 'other', 'maybe', 'The call failed: quite new, with …'],
  ];

  it.each(cases)('%o', (facts, kind, delivered, message) => {
    const error = Object.assign(new Error('it failed'), facts);
    const call = { target: aws, input: { taskToken: token }, timeoutMs: 1, sent: true };
    const found = toSwfFault(error, 'RespondActivityTaskCanceled', call);
    expect({ kind: found.kind, delivered: found.details.delivered, message: found.message }).toEqual({
      kind,
      delivered,
      message,
    });
  });

  it('never says that a write of several attempts was not carried out', () => {
    const error = Object.assign(new Error('refused'), { code: 'ECONNREFUSED', $metadata: { attempts: 2 } });
    const call = { target: aws, input: {}, timeoutMs: 1, sent: true };
    expect(toSwfFault(error, 'RecordActivityTaskHeartbeat', call).details.delivered).toBe('maybe');
    expect(toSwfFault(error, 'ListDomains', call).details.delivered).toBe('no');
  });

  it('hands a fault on as it is, and takes whatever else was thrown', () => {
    const call = { target: aws, input: {}, timeoutMs: 1, sent: false };
    const first = toSwfFault('a text', 'ListDomains', call);
    expect(first).toMatchObject({ kind: 'other', message: 'The call failed: a text', details: { delivered: 'no' } });
    expect(toSwfFault(first, 'DescribeDomain', call)).toBe(first);
  });
});
