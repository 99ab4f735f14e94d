import { afterEach, describe, expect, it, vi } from 'vitest';
import type { SwfClient } from '../../../src/swf/client';
import { SwfFault } from '../../../src/swf/faults';
import { closingOperations } from '../../../src/swf/operations';
import { createSdkClient, type Connection } from '../../../src/swf/sdkClient';
import { answer, AnsweringServer, fault, type Answer } from '../../support/answeringServer';
import { connectionTo } from '../../support/failingCancel';

const throttled = fault('com.amazon.coral.availability#ThrottlingException', 'Rate exceeded');
const noDomains = answer(200, '{"domainInfos":[]}');
const listDomains = { registrationStatus: 'REGISTERED' } as const;
const never: Answer = () => undefined;

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function serve(answers: Answer): Promise<AnsweringServer> {
  const server = await AnsweringServer.start(answers);
  cleanUps.push(() => server.stop());
  return server;
}

function open(connection: Connection): SwfClient {
  const client = createSdkClient(connection);
  cleanUps.push(() => {
    client.dispose();
  });
  return client;
}

async function faultOf(call: Promise<unknown>): Promise<SwfFault> {
  const result = await call.catch((error: unknown) => error);
  if (result instanceof SwfFault) return result;
  throw new Error('The call did not end in a SwfFault', { cause: result });
}

/** A promise with its key. */
function latch(): { opened: Promise<void>; open: () => void } {
  const gate = new AbortController();
  const opened = new Promise<void>((resolve) => {
    gate.signal.addEventListener('abort', () => {
      resolve();
    });
  });
  return {
    opened,
    open: () => {
      gate.abort();
    },
  };
}

describe('a call', () => {
  it.each([
    ['StartWorkflowExecution', { domain: 'd', workflowId: 'w', workflowType: { name: 't', version: '1' } }, '.runId'],
    ['GetWorkflowExecutionHistory', { domain: 'd', execution: { workflowId: 'w', runId: 'r' } }, '.events'],
  ] as const)('%s that is answered by an empty page is no success', async (operation, input, place) => {
    const server = await serve(answer(200, ''));
    const failure = await faultOf(open(connectionTo(server.url)).call(operation, input));
    expect(failure).toMatchObject({ kind: 'notSwf', details: { delivered: 'maybe' } });
    expect(failure.message).toContain(`at ${place}`);
  });

  it('signs for the region and the keys of the connection, and brings the answer', async () => {
    const server = await serve(answer(200, '{"domainInfos":[{"name":"orders","status":"REGISTERED"}]}'));
    const output = await open(connectionTo(server.url)).call('ListDomains', listDomains);

    expect(output.domainInfos).toEqual([{ name: 'orders', status: 'REGISTERED' }]);
    const [request] = server.requests;
    expect(request).toMatchObject({ operation: 'ListDomains', body: JSON.stringify(listDomains) });
    expect(request?.headers.authorization).toMatch(/Credential=key\/\d{8}\/us-east-1\/swf\/aws4_request/);
  });

  it('keeps one connection for reads and closes alike', async () => {
    const server = await serve((response) => response.end('{"domainInfos":[]}'));
    const client = open(connectionTo(server.url));
    await client.call('ListDomains', listDomains);
    await client.call('RespondActivityTaskCanceled', { taskToken: 'token' });
    await client.call('ListDomains', listDomains);

    expect(server.requests.map(({ operation }) => operation)).toEqual([
      'ListDomains',
      'RespondActivityTaskCanceled',
      'ListDomains',
    ]);
    expect(server.connections).toBe(1);
  });

  it('takes an answer without a body, as Amazon SWF gives it', async () => {
    const server = await serve(answer(200, '', { 'x-amzn-requestid': 'request-9' }));
    const output = await open(connectionTo(server.url)).call('RespondActivityTaskCanceled', { taskToken: 'token' });
    expect(output.$metadata.requestId).toBe('request-9');
  });
});

describe('attempts', () => {
  it('repeat a read until the service answers', async () => {
    const server = await serve((response, attempt) => {
      (attempt < 3 ? throttled : noDomains)(response, attempt);
    });
    const output = await open(connectionTo(server.url)).call('ListDomains', listDomains);
    expect(output.$metadata.attempts).toBe(3);
  });

  it('repeat a read three times at most', async () => {
    const server = await serve((response) => response.destroy());
    const found = await faultOf(open(connectionTo(server.url)).call('ListDomains', listDomains));
    expect(found).toMatchObject({ kind: 'connectionBroken', details: { attempts: 3 } });
    expect(server.requests).toHaveLength(3);
  });

  const failures: readonly (readonly [string, Answer])[] = [
    ['throttled', throttled],
    ['failed', answer(500, '')],
    ['dropped', (response) => response.destroy()],
    ['redirected', answer(307, '', { location: '/again' })],
  ];
  for (const operation of closingOperations) {
    it.each(failures)(`send ${operation} once when it is %s`, async (_how, answers) => {
      const server = await serve(answers);
      const client = open(connectionTo(server.url));
      await faultOf(client.call(operation, { taskToken: 'token' }));
      expect(server.requests.map((request) => request.operation)).toEqual([operation]);
    });
  }

  it('sign a close with the clock that the reads were told', async () => {
    const skewed = { date: new Date(Date.now() + 3_600_000).toUTCString() };
    const server = await serve(answer(200, '{"domainInfos":[]}', skewed));
    const client = open(connectionTo(server.url));
    await client.call('ListDomains', listDomains);
    await client.call('RespondActivityTaskCanceled', { taskToken: 'token' });

    const [read, close] = server.requests.map(({ headers }) => Number(String(headers['x-amz-date']).slice(9, 11)));
    expect(close).toBe(((read ?? 0) + 1) % 24);
  });
});

describe('an early end', () => {
  it('by the caller closes the socket and says that the call may have been carried out', async () => {
    const closed = latch();
    const stop = new AbortController();
    const server = await serve((response) => {
      response.on('close', () => {
        closed.open();
      });
      stop.abort();
    });
    const found = await faultOf(
      open(connectionTo(server.url)).call('RespondActivityTaskCanceled', { taskToken: 't' }, { signal: stop.signal }),
    );
    expect(found).toMatchObject({ kind: 'stopped', details: { delivered: 'maybe' } });
    await closed.opened;
  });

  it('before the start sends nothing', async () => {
    const server = await serve(never);
    const found = await faultOf(
      open(connectionTo(server.url)).call('ListDomains', listDomains, { signal: AbortSignal.abort() }),
    );
    expect(found).toMatchObject({ kind: 'stopped', details: { delivered: 'no' } });
    expect(server.requests).toEqual([]);
  });

  it('by the clock closes the socket', async () => {
    const closed = latch();
    const server = await serve((response) => {
      response.on('close', () => {
        closed.open();
      });
    });
    const found = await faultOf(open(connectionTo(server.url)).call('ListDomains', listDomains, { timeoutMs: 100 }));
    expect(found.kind).toBe('timedOut');
    await closed.opened;
  });

  it('while a body comes in drops by drops', async () => {
    const server = await serve((response) => {
      response.writeHead(200);
      response.write('{"domainInfos":');
    });
    const found = await faultOf(open(connectionTo(server.url)).call('ListDomains', listDomains, { timeoutMs: 100 }));
    expect(found.kind).toBe('timedOut');
  });

  it('by dispose ends calls under way and refuses new ones', async () => {
    const arrived = latch();
    const server = await serve(() => {
      arrived.open();
    });
    const client = open(connectionTo(server.url));
    const underWay = faultOf(client.call('ListDomains', listDomains));
    await arrived.opened;
    client.dispose();
    expect(await underWay).toMatchObject({ kind: 'stopped' });
    expect(await faultOf(client.call('ListDomains', listDomains))).toMatchObject({ kind: 'stopped' });
    expect(server.requests).toHaveLength(1);
  });

  it('leaves no listener on the signal of the caller', async () => {
    const server = await serve(noDomains);
    const stop = new AbortController();
    const remove = vi.spyOn(stop.signal, 'removeEventListener');
    const add = vi.spyOn(stop.signal, 'addEventListener');
    await open(connectionTo(server.url)).call('ListDomains', listDomains, { signal: stop.signal });
    expect(remove).toHaveBeenCalledTimes(add.mock.calls.length);
    expect(add).toHaveBeenCalledTimes(1);
  });
});

describe('what the SDK may not decide', () => {
  it('neither endpoint, region, keys nor attempts come from the process environment', async () => {
    const meant = await serve(throttled);
    const other = await serve(noDomains);
    for (const [name, value] of Object.entries({
      AWS_ENDPOINT_URL: other.url,
      AWS_ENDPOINT_URL_SWF: other.url,
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'other',
      AWS_SECRET_ACCESS_KEY: 'other',
      AWS_MAX_ATTEMPTS: '1',
      AWS_USE_FIPS_ENDPOINT: 'true',
      AWS_USE_DUALSTACK_ENDPOINT: 'true',
      AWS_PROFILE: 'nobody',
    })) {
      vi.stubEnv(name, value);
    }
    await faultOf(open(connectionTo(meant.url)).call('ListDomains', listDomains));
    expect(meant.requests).toHaveLength(3);
    expect(meant.requests[0]?.headers.authorization).toMatch(/Credential=key\/\d{8}\/us-east-1\//);
    expect(other.requests).toEqual([]);
  });

  it('an endpoint in the environment does not stand for AWS', async () => {
    const other = await serve(noDomains);
    vi.stubEnv('AWS_ENDPOINT_URL', other.url);
    vi.stubEnv('AWS_ENDPOINT_URL_SWF', other.url);
    const { credentials } = connectionTo(other.url);
    const target = { kind: 'aws', label: 'aws', region: 'no-such-region-1' } as const;
    const found = await faultOf(open({ target, credentials }).call('ListDomains', listDomains));
    expect(found.kind).toBe('unreachable');
    expect(other.requests).toEqual([]);
  });
});

describe('a poll that is stopped', () => {
  const poll = { domain: 'orders', taskList: { name: 'L' } };

  it('after its answer has begun brings the answer: the task in it is started already', async () => {
    const begun = latch();
    const stopped = latch();
    const server = await serve((response) => {
      response.writeHead(200, { 'Content-Type': 'application/json' });
      response.write('{"taskToken":"AAAA');
      begun.open();
      void stopped.opened.then(() => response.end('BBBB","startedEventId":6}'));
    });
    const stop = new AbortController();
    const answered = open(connectionTo(server.url)).call('PollForActivityTask', poll, { signal: stop.signal });
    await begun.opened;
    // The head has left the server; the client reads it before what is asked of the same server afterwards.
    await fetch(server.url).catch(() => undefined);
    stop.abort();
    stopped.open();
    expect(await answered).toMatchObject({ taskToken: 'AAAABBBB', startedEventId: 6 });
  });

  it('before any answer ends at once, and says that the service may have acted', async () => {
    const asked = latch();
    const server = await serve(() => {
      asked.open();
    });
    const stop = new AbortController();
    const fault = faultOf(open(connectionTo(server.url)).call('PollForActivityTask', poll, { signal: stop.signal }));
    await asked.opened;
    stop.abort();
    expect(await fault).toMatchObject({ kind: 'stopped', details: { delivered: 'maybe' } });
  });
});
