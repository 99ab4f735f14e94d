import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { sharedFilePaths } from '../../../src/connection/sharedFiles';
import { largestAnswer } from '../../../src/swf/answerSize';
import type { SwfClient } from '../../../src/swf/client';
import { SwfFault } from '../../../src/swf/faults';
import { createSdkClient } from '../../../src/swf/sdkClient';
import { AnsweringServer, type Answer } from '../../support/answeringServer';
import { connectionTo } from '../../support/failingCancel';
import { AwsHome } from '../connection/awsHome';

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

test('an empty answer to a read is not one of Amazon SWF, which would else seem to have nothing', async () => {
  const { client } = await open((response) => response.end());
  const execution = { workflowId: 'w', runId: 'r' };
  const time = { domain: 'd', startTimeFilter: { oldestDate: new Date(0) } };
  const reads = [
    client.call('ListDomains', listDomains),
    client.call('ListOpenWorkflowExecutions', time),
    client.call('CountOpenWorkflowExecutions', time),
    client.call('DescribeWorkflowExecution', { domain: 'd', execution }),
    client.call('GetWorkflowExecutionHistory', { domain: 'd', execution }),
    client.call('CountPendingActivityTasks', { domain: 'd', taskList: { name: 'l' } }),
    client.call('ListActivityTypes', { domain: 'd', registrationStatus: 'REGISTERED' }),
  ];
  for (const read of reads) expect((await faultOf(read)).kind).toBe('notSwf');
});

test('a page that names itself as the next is not asked for again and again', async () => {
  const { client, server } = await open((response) => response.end('{"domainInfos":[],"nextPageToken":"again"}'));
  const read = (nextPageToken?: string) => client.call('ListDomains', { ...listDomains, nextPageToken });
  expect((await read()).nextPageToken).toBe('again');
  expect((await faultOf(read('again'))).kind).toBe('notSwf');
  expect(server.requests).toHaveLength(2);
});

test('what a service that gives keys sends is not read without end either', async () => {
  let flooded: Promise<number> | undefined;
  const sts = await AnsweringServer.start((response) => {
    flooded ??= flood(response, Infinity);
  });
  const home = await AwsHome.create(
    '[profile role]\nrole_arn = arn:aws:iam::111122223333:role/r\nsource_profile = keys\n',
    '[keys]\naws_access_key_id = AKIAOWNER\naws_secret_access_key = owner\n',
  );
  cleanUps.push(
    () => home.remove(),
    () => sts.stop(),
  );
  const client = createSdkClient({
    ...connectionTo(sts.url),
    credentials: { kind: 'profile', profile: 'role', ...sharedFilePaths(home.env) },
    keyEndpoints: { sts: sts.url },
  });
  const found = await faultOf(client.call('ListDomains', listDomains, { timeoutMs: 60_000 }));
  client.dispose();
  expect(found.details.delivered).toBe('no');
  expect(await flooded).toBeLessThan(largestAnswer + 32 * chunk.length);
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
