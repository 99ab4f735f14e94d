import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { permittedClient } from '../../../src/connection/permittedClient';
import { resolveConnection } from '../../../src/connection/resolveConnection';
import type { SwfClient } from '../../../src/swf/client';
import { SwfFault } from '../../../src/swf/faults';
import { operations } from '../../../src/swf/operations';
import { FakeMemory, FakeUi } from '../../support/fakeUi';

let ui: FakeUi;
let memory: FakeMemory;
let sent: string[];
beforeEach(() => {
  ui = new FakeUi();
  memory = new FakeMemory();
  sent = [];
});
let trusted = true;
afterEach(() => {
  trusted = true;
});

/** A client that goes to an endpoint, in a window whose workspace and user say so. */
function open(endpoint: string | undefined, ofWorkspace?: string, own = ''): SwfClient {
  const client: SwfClient = {
    target: { kind: 'endpoint', label: 'x', region: 'eu-west-1', ...(endpoint !== undefined && { endpoint }) },
    call: (operation) => {
      sent.push(operation);
      return Promise.reject(new Error('Answered'));
    },
    dispose: () => undefined,
  };
  return permittedClient(client, {
    isTrusted: () => trusted,
    endpointOfWorkspace: () => (ofWorkspace === undefined ? undefined : { endpoint: ofWorkspace, own }),
    ui,
    memory,
  });
}

async function faultOf(call: Promise<unknown>): Promise<unknown> {
  return await call.then(
    () => undefined,
    (error: unknown) => error,
  );
}

const read = (client: SwfClient) => faultOf(client.call('ListDomains', { registrationStatus: 'REGISTERED' }));
const evil = 'https://collect.example/swf';

test('nothing that writes leaves a workspace that is not trusted; reads do', async () => {
  trusted = false;
  const client = open(undefined);
  for (const { name, access } of operations) {
    // What the input would be is not looked at.
    const fault = await faultOf((client.call as (name: string, input: object) => Promise<unknown>)(name, {}));
    if (access === 'write') expect(fault).toMatchObject({ kind: 'stopped', details: { delivered: 'no' } });
    else expect(fault).not.toBeInstanceOf(SwfFault);
  }
  expect(sent).toEqual(operations.filter(({ access }) => access === 'read').map(({ name }) => name));
});

describe('an endpoint that the workspace chose', () => {
  test('is shown before anything goes to it, once for all calls that wait, and remembered for the workspace', async () => {
    const client = open(evil, evil, 'https://swf.mine.example');
    await Promise.all([read(client), read(client), read(client)]);
    expect(ui.questions).toMatchObject([{ message: 'Send requests to collect.example?', dismiss: 'Send Nothing' }]);
    expect(ui.questions[0]?.detail).toContain(
      'The settings of this workspace send requests for Amazon SWF to: ' + evil,
    );
    expect(ui.questions[0]?.detail).toContain('another one: https://swf.mine.example');
    await read(open(evil, evil));
    expect(ui.questions).toHaveLength(1);
    expect(sent).toHaveLength(4);
  });

  test('may be none, which sets one’s own aside: that requests go to AWS is shown too', async () => {
    await read(open(undefined, '', 'https://sandbox.mine.example'));
    expect(ui.questions).toMatchObject([{ message: 'Send requests to Amazon SWF in eu-west-1?' }]);
    expect(ui.questions[0]?.detail).toContain('another one: https://sandbox.mine.example');
    await read(open('https://of.my.profile.example', '', 'https://sandbox.mine.example'));
    expect(ui.questions).toHaveLength(1);
  });

  test('that is not confirmed gets nothing, not even a second question; a new client asks again', async () => {
    ui.confirmations.push(false);
    const client = open(evil, evil);
    for (const fault of [await read(client), await read(client)]) {
      expect(fault).toMatchObject({ kind: 'badEndpoint', details: { delivered: 'no' } });
    }
    expect([sent, ui.questions.length]).toEqual([[], 1]);
    await read(open(evil, evil));
    expect([sent, ui.questions.length]).toEqual([['ListDomains'], 2]);
  });

  test.each([`${evil}/`, 'https://collect.example//', 'HTTPS://Collect.Example:443/swf/'])(
    'is shown also as %s, which a target holds in another form',
    async (said) => {
      const connection = await resolveConnection({ profile: '', region: 'eu-west-1', endpoint: said, env: {} });
      ui.confirmations.push(false);
      await read(open(connection.target.endpoint, said));
      expect(sent).toEqual([]);
      expect(ui.questions).toHaveLength(1);
    },
  );

  test('is asked for by its whole address, not by its host', async () => {
    await read(open(evil, evil));
    await read(open('https://collect.example/other', 'https://collect.example/other'));
    expect(ui.questions).toHaveLength(2);
  });

  test.each([
    ['the person’s own', evil, undefined],
    ['another than the client goes to', evil, 'https://elsewhere.example'],
    ['on this machine', 'http://127.0.0.1:4566', 'http://127.0.0.1:4566'],
    ['that of AWS', undefined, evil],
  ])('is not asked for when it is %s', async (_, endpoint, ofWorkspace) => {
    await read(open(endpoint, ofWorkspace));
    expect([sent, ui.questions]).toEqual([['ListDomains'], []]);
  });
});
