import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { resolveConnection } from '../../../src/connection/resolveConnection';
import { MfaSessions } from '../../../src/swf/mfaSessions';
import { createSdkClient } from '../../../src/swf/sdkClient';
import { keysFrom, rightCode } from '../../support/fakeAws';
import { CredentialDesk } from './credentialDesk';
import { device, region } from './credentialProfiles';

let desk: CredentialDesk;
beforeEach(async () => {
  desk = await CredentialDesk.open();
});
afterEach(() => desk.close());

describe('the code of an MFA device', () => {
  test('is asked for once: its session serves the next connections', async () => {
    const endpoint = await desk.serviceFor(keysFrom('ROLEOPERATOR'), region);
    desk.answers.push(rightCode);
    await Promise.all([desk.domains({ profile: 'mfaRole', endpoint }), desk.domains({ profile: 'mfaRole', endpoint })]);
    await desk.domains({ profile: 'mfaRole', endpoint });
    expect(desk.asked).toEqual([{ device, profile: 'mfaRole' }]);
    expect(desk.aws.names).toEqual(['AssumeRole']);
  });

  test('that is wrong is not sent again, and asked for anew by the next try', async () => {
    desk.answers.push('000000');
    const found = await desk.faultOf('mfaRole');
    expect(found).toMatchObject({
      kind: 'credentialsRefused',
      message: `AWS refused the code of the MFA device: ${device}`,
    });
    expect(desk.aws.names).toEqual(['AssumeRole']);
    expect(JSON.stringify(found) + String(found.stack)).not.toContain('000000');
    desk.answers.push(rightCode);
    await desk.stopService();
    const endpoint = await desk.serviceFor(keysFrom('ROLEOPERATOR'), region);
    expect(await desk.domains({ profile: 'mfaRole', endpoint })).toEqual([`only in ${region}`]);
  });

  test('is asked for again where its session was refused, and not for the session of another profile', async () => {
    const endpoint = await desk.serviceFor(keysFrom('ROLEOPERATOR'), region);
    desk.answers.push(rightCode, rightCode, rightCode);
    await desk.domains({ profile: 'mfaRole', endpoint });
    await expect(desk.domains({ profile: 'mfaKeys', endpoint })).rejects.toMatchObject({ kind: 'credentialsRefused' });
    await desk.domains({ profile: 'mfaRole', endpoint });
    expect(desk.asked.map(({ profile }) => profile)).toEqual(['mfaRole', 'mfaKeys']);
    await expect(desk.domains({ profile: 'mfaKeys', endpoint })).rejects.toMatchObject({ kind: 'credentialsRefused' });
    expect(desk.asked.map(({ profile }) => profile)).toEqual(['mfaRole', 'mfaKeys', 'mfaKeys']);
  });

  test('that is not given is a fault of its own', async () => {
    desk.answers.push(undefined);
    expect(await desk.faultOf('mfaKeys')).toMatchObject({
      kind: 'noCredentials',
      message: `No code of the MFA device was given: ${device}`,
    });
    expect(desk.aws.names).toEqual([]);
  });

  test('may be thought about for longer than a call may take', async () => {
    const endpoint = await desk.serviceFor(keysFrom('SESSION'), region);
    let type: ((code: string) => void) | undefined;
    desk.sessions = new MfaSessions(() => new Promise((resolve) => (type = resolve)));
    const client = createSdkClient(
      await resolveConnection({ profile: 'mfaKeys', endpoint, env: process.env }),
      desk.sessions,
    );
    const listed = client.call('ListDomains', { registrationStatus: 'REGISTERED' }, { timeoutMs: 300 });
    await vi.waitFor(() => {
      expect(desk.sessions.asking).toBe(true);
    }, 20_000);
    await new Promise((resolve) => setTimeout(resolve, 700));
    type?.(rightCode);
    expect((await listed).domainInfos).toHaveLength(1);
    client.dispose();
  });
});
