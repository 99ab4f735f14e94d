import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { CredentialDesk, expired } from './credentialDesk';
import { startUrl } from './credentialProfiles';

let desk: CredentialDesk;
beforeEach(async () => {
  desk = await CredentialDesk.open();
});
afterEach(() => desk.close());

describe('what stands in the way has its own sentence', () => {
  const refuse = (action: string, name: string, text = 'no') => desk.aws.refusals.set(action, [name, text]);
  const sentences: readonly (readonly [profile: string, kind: string, message: string, prepare?: () => unknown])[] = [
    ['a', 'noCredentials', 'The profile refers to itself by source_profile: b → c → b'],
    ['lost', 'noCredentials', 'The profile lost names a source_profile that does not exist: nowhere'],
    ['sourceless', 'noCredentials', 'The profile has a role_arn and nothing that says who takes the role: sourceless'],
    ['twoSources', 'noCredentials', 'The profile has both a source_profile and a credential_source: twoSources'],
    ['oddSource', 'noCredentials', 'The credential_source of the profile oddSource is not one that there is: Moon'],
    ['bareSource', 'noCredentials', 'The source_profile of the profile bareSource has no credentials: bare'],
    ['ofEnvironment', 'noCredentials', 'The profile ofEnvironment takes its keys from the environment, which has none'],
    ['ofContainer', 'noCredentials', 'The container gave no keys'],
    ['halfKeys', 'noCredentials', 'The profile has an aws_access_key_id and no aws_secret_access_key: halfKeys'],
    [
      'lostSession',
      'noCredentials',
      'The profile lostSession names an sso-session section that does not exist: nowhere',
    ],
    ['oddSession', 'noCredentials', 'The name of the sso-session section has characters that are not read: my company'],
    [
      'halfSso',
      'noCredentials',
      'The SSO settings of the profile halfSso are not complete, there is no: sso_region, sso_account_id',
    ],
    ['sso', 'credentialsExpired', 'The SSO session of the profile has expired or was never started: sso'],
    [
      'ssoLegacy',
      'credentialsExpired',
      'The SSO session of the profile has expired or was never started: ssoLegacy',
      () => desk.ssoToken(startUrl, { expiresAt: expired() }),
    ],
    [
      'ssoRole',
      'credentialsExpired',
      'The SSO session of the profile has expired or was never started: sso',
      () => desk.ssoToken('corporate', { accessToken: 'withdrawn' }),
    ],
    [
      'sso',
      'credentialsRefused',
      'AWS SSO does not give you the role operator in the account 111122223333: sso',
      () => {
        refuse('GetRoleCredentials', 'ForbiddenException');
        return desk.ssoToken('corporate');
      },
    ],
    ['console', 'credentialsExpired', 'The console login of the profile has expired or was never made: console'],
    ['process', 'noCredentials', 'The credential_process of the profile failed: process'],
    [
      'process',
      'noCredentials',
      'The credential_process of the profile printed something else than keys: process',
      () => desk.writeProcess({ Version: 2 }),
    ],
    [
      'process',
      'credentialsExpired',
      'The credential_process of the profile gave expired keys: process',
      () => desk.writeProcess({ Expiration: expired() }),
    ],
    [
      'role',
      'credentialsRefused',
      'AWS refused the role to the profile keys (AccessDenied): arn:aws:iam::111122223333:role/operator',
      () => refuse('AssumeRole', 'AccessDenied'),
    ],
    [
      'role',
      'credentialsExpired',
      'The keys of the profile keys have expired',
      () => refuse('AssumeRole', 'ExpiredTokenException'),
    ],
    [
      'role',
      'credentialsRefused',
      'AWS does not know the keys of the profile keys (InvalidClientTokenId)',
      () => refuse('AssumeRole', 'InvalidClientTokenId'),
    ],
    ['web', 'noCredentials', 'The web identity token cannot be read (ENOENT): HOME/web-token'],
    [
      'web',
      'credentialsExpired',
      'The web identity token has expired: HOME/web-token',
      async () => {
        refuse('AssumeRoleWithWebIdentity', 'ExpiredTokenException');
        await writeFile(join(desk.home.directory, 'web-token'), 'old');
      },
    ],
    [
      'web',
      'credentialsRefused',
      'AWS refused the role to the web identity (AccessDenied): arn:aws:iam::111122223333:role/web',
      async () => {
        refuse('AssumeRoleWithWebIdentity', 'AccessDenied');
        await writeFile(join(desk.home.directory, 'web-token'), 'other');
      },
    ],
    [
      'role',
      'noCredentials',
      'What gives the profile role its keys cannot be reached: ECONNREFUSED',
      () => vi.stubEnv('AWS_ENDPOINT_URL_STS', 'http://127.0.0.1:1'),
    ],
    [
      'sso',
      'noCredentials',
      'What gives the profile sso its keys cannot be reached: ECONNREFUSED',
      () => {
        vi.stubEnv('AWS_ENDPOINT_URL_SSO', 'http://127.0.0.1:1');
        return desk.ssoToken('corporate');
      },
    ],
  ];
  const named = sentences.map(([profile, kind, message, prepare]) => ({ profile, kind, message, prepare }));
  test.each(named)('$profile, $kind: $message', async ({ profile, kind, message, prepare }) => {
    await prepare?.();
    const found = await desk.faultOf(profile);
    expect({ kind: found.kind, message: found.message.replace(desk.home.directory, 'HOME') }).toEqual({
      kind,
      message,
    });
  });

  test('and says which login mends it', async () => {
    expect((await desk.faultOf('ssoRole')).details.login).toEqual({ kind: 'sso', profile: 'sso' });
    await desk.stopService();
    expect((await desk.faultOf('console')).details.login).toEqual({ kind: 'console', profile: 'console' });
  });
});
