import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { largestAnswer } from '../../../src/swf/answerSize';
import type { SwfClient } from '../../../src/swf/client';
import { SwfFault } from '../../../src/swf/faults';
import { createSdkClient } from '../../../src/swf/sdkClient';
import { AnsweringServer, type Answer } from '../../support/answeringServer';
import { connectionTo } from '../../support/failingCancel';

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function open(answers: Answer): Promise<{ readonly client: SwfClient; readonly server: AnsweringServer }> {
  const server = await AnsweringServer.start(answers);
  const client = createSdkClient(connectionTo(server.url));
  cleanUps.push(
    () => server.stop(),
    () => {
      client.dispose();
    },
  );
  return { client, server };
}

async function faultOf(call: Promise<unknown>): Promise<SwfFault> {
  const result = await call.catch((error: unknown) => error);
  if (result instanceof SwfFault) return result;
  throw new Error('The call did not end in a SwfFault', { cause: result });
}

const listDomains = { registrationStatus: 'REGISTERED' } as const;
const chunk = Buffer.alloc(1024 * 1024, ' ');

/** Writes until the other side hangs up; gives how many bytes went out. */
function flood(response: ServerResponse, most: number): Promise<number> {
  return new Promise((resolve) => {
    let sent = 0;
    response.on('close', () => {
      resolve(sent);
    });
    const write = () => {
      while (sent < most) {
        sent += chunk.length;
        if (!response.write(chunk)) {
          response.once('drain', write);
          return;
        }
      }
    };
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' });
    response.write('{"domainInfos":[');
    write();
  });
}

describe('an answer larger than any', () => {
  test('is not read to its end, its socket is closed, and no second one is asked for', async () => {
    let flooded: Promise<number> | undefined;
    const { client, server } = await open((response) => {
      flooded = flood(response, Infinity);
    });
    const found = await faultOf(client.call('ListDomains', listDomains));
    expect(found).toMatchObject({ kind: 'notSwf' });
    expect(found.message).toBe(`The answer is larger than any of Amazon SWF and was not read: ${server.url}`);
    // What is on the way in both kernels' buffers comes on top.
    expect(await flooded).toBeLessThan(largestAnswer + 32 * chunk.length);
    expect(server.requests).toHaveLength(1);
  });

  test('to a cancel leaves open whether it was carried out', async () => {
    const { client, server } = await open((response) => void flood(response, Infinity));
    const found = await faultOf(client.call('RespondActivityTaskCanceled', { taskToken: 't' }));
    expect(found).toMatchObject({ kind: 'notSwf', details: { delivered: 'maybe' } });
    expect(server.requests).toHaveLength(1);
  });

  test('is refused as an error too', async () => {
    const { client } = await open((response) => {
      response.statusCode = 400;
      void flood(response, Infinity).catch(() => undefined);
    });
    expect((await faultOf(client.call('ListDomains', listDomains))).kind).toBe('notSwf');
  });
});

test('an answer nested a million deep is read or refused, and ends nothing', async () => {
  const deep = '['.repeat(1_000_000) + ']'.repeat(1_000_000);
  for (const body of [`{"domainInfos":${deep}}`, `{"domainInfos":[{"name":${deep}}]}`, deep]) {
    const { client } = await open((response) => response.end(body));
    const result = await client.call('ListDomains', listDomains).catch((error: unknown) => error);
    expect(result instanceof Error ? result instanceof SwfFault : true).toBe(true);
  }
});

test('keys that JavaScript takes for its own change nothing', async () => {
  const body =
    '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"domainInfos":[{"__proto__":{"name":"x"},"name":"d"}]}';
  const { client } = await open((response) => response.end(body));
  const { domainInfos } = await client.call('ListDomains', listDomains);
  expect(domainInfos?.map(({ name }) => name)).toEqual(['d']);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});
