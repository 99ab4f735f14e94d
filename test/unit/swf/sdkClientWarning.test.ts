import { expect, it, vi } from 'vitest';
import { createSdkClient } from '../../../src/swf/sdkClient';
import { answer, AnsweringServer } from '../../support/answeringServer';
import { connectionTo } from '../../support/failingCancel';

// In a file of its own, because the SDK warns at the first client of a process alone.
it('nobody is told that the SDK will want a newer Node, and the environment stays as it was', async () => {
  const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
  const before = { ...process.env };
  const server = await AnsweringServer.start(answer(200, '{"domainInfos":[]}'));
  const client = createSdkClient(connectionTo(server.url));
  await client.call('ListDomains', { registrationStatus: 'REGISTERED' });
  client.dispose();
  await server.stop();
  expect(warn).not.toHaveBeenCalled();
  expect(process.env).toEqual(before);
});
