import { createServer, type AddressInfo } from 'node:net';
import { expect } from 'vitest';
import { SwfFault } from '../../src/swf/faults';
import { createSdkClient, type Connection } from '../../src/swf/sdkClient';
import { AnsweringServer, type Answer } from './answeringServer';

/** What every cancel of these tests sends, and no message may show. */
export const token = `AAAAKgAAAAIAAAAAAAAAAQ${'z9/+'.repeat(30)}=`;
export const details = 'the customer number is 4711';

export function connectionTo(endpoint: string): Connection {
  return {
    target: { kind: 'endpoint', label: 'test', region: 'us-east-1', endpoint },
    credentials: { kind: 'keys', accessKeyId: 'key', secretAccessKey: 'secret' },
  };
}

/** The fault of a cancel that has to fail. */
export async function faultOfCancel(connection: Connection, timeoutMs?: number): Promise<SwfFault> {
  const client = createSdkClient(connection);
  const input = { taskToken: token, details };
  try {
    await client.call('RespondActivityTaskCanceled', input, timeoutMs === undefined ? {} : { timeoutMs });
  } catch (error) {
    if (error instanceof SwfFault) return error;
    throw error;
  } finally {
    client.dispose();
  }
  throw new Error('The call succeeded');
}

/** The same against a server that answers so, and how many requests it got. */
export async function cancelAnswered(answers: Answer): Promise<{ fault: SwfFault; sent: number }> {
  const server = await AnsweringServer.start(answers);
  try {
    return { fault: await faultOfCancel(connectionTo(server.url)), sent: server.requests.length };
  } finally {
    await server.stop();
  }
}

/** An address where nothing listens. */
export async function closedPort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}

/** Neither the message, the next step nor the cause, even printed whole, may show what was sent. */
export function expectNoSecret(found: SwfFault): void {
  expect(found.cause).toBeInstanceOf(Error);
  const cause = found.cause as Error;
  const printed = [found.message, found.details.nextStep, cause.message, cause.stack, found.stack].join('\n');
  expect(printed).not.toContain(token.slice(0, 12));
  expect(printed).not.toContain('4711');
  expect(Object.keys(cause)).not.toContain('$response');
}
