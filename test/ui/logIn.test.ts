import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { SWF } from '@aws-sdk/client-swf';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { startLocalSwf } from '../../src/local/startLocalSwf';
import type { Credential } from '../../src/local/credentials';
import { FakeAws, keysFrom, rightCode } from '../support/fakeAws';
import { openWorkbench } from '../support/openWorkbench';
import type { Workbench } from '../support/workbench';

const startUrl = 'https://example.awsapps.com/start';
const device = 'arn:aws:iam::111122223333:mfa/olga';
const config = `
[profile operator]
region = eu-west-1
sso_session = corporate
sso_account_id = 111122223333
sso_role_name = operator
[sso-session corporate]
sso_region = us-east-2
sso_start_url = ${startUrl}
[profile guarded]
region = eu-west-1
mfa_serial = ${device}
aws_access_key_id = AKIAOWNER
aws_secret_access_key = owner
`;

/** A home with the shared files, an SSO session that is over, and a program `aws` that begins a new one. */
let home: string;
let aws: FakeAws;
let env: Record<string, string>;

beforeAll(async () => {
  aws = await FakeAws.start();
  home = await mkdtemp(path.join(os.tmpdir(), 'swf-login-'));
  const cache = path.join(home, '.aws', 'sso', 'cache');
  const bin = path.join(home, 'bin');
  for (const folder of [cache, bin]) await mkdir(folder, { recursive: true });
  await writeFile(path.join(home, '.aws', 'config'), config);
  const file = path.join(cache, `${createHash('sha1').update('corporate').digest('hex')}.json`);
  const token = (accessToken: string, expiresAt: number) =>
    JSON.stringify({ startUrl, region: 'us-east-2', accessToken, expiresAt: new Date(expiresAt).toISOString() });
  await writeFile(file, token('old-token', Date.now() - 60_000));
  await writeFile(path.join(home, 'renewed.json'), token('access-token', Date.now() + 3_600_000));
  // As `aws sso login` does, it writes the session that the person has confirmed in a browser.
  const program = `#!/bin/sh
[ "$*" = "sso login --profile=operator" ] || exit 2
echo "Successfully logged into Start URL: ${startUrl}"
sleep 1
cp '${home}/renewed.json' '${file}'
`;
  await writeFile(path.join(bin, 'aws'), program);
  await chmod(path.join(bin, 'aws'), 0o755);
  // The editor takes the variables of a login shell for the extensions' own.
  await writeFile(path.join(home, '.profile'), `export PATH='${bin}':"$PATH"\n`);
  env = {
    HOME: home,
    SHELL: '/bin/sh',
    AWS_CONFIG_FILE: path.join(home, '.aws', 'config'),
    AWS_ENDPOINT_URL_SSO: aws.url,
    AWS_ENDPOINT_URL_STS: aws.url,
  };
});

afterAll(async () => {
  await aws.stop();
  await rm(home, { recursive: true, force: true });
});

/** A window on a Local SWF that takes this key alone and has one domain. */
async function openWith(profile: string, key: Credential): Promise<Workbench> {
  const local = await startLocalSwf({ credentials: [key] });
  onTestFinished(() => local.close());
  const client = new SWF({ endpoint: local.url, region: 'eu-west-1', credentials: { ...key } });
  await client.registerDomain({ name: 'orders', workflowExecutionRetentionPeriodInDays: '1' });
  client.destroy();
  const workbench = await openWorkbench({ env, settings: { 'swf.profile': profile, 'swf.endpoint': local.url } });
  await workbench.openView();
  return workbench;
}

test('a click on the row of an expired SSO session logs in, and the domains are there in the same window', async () => {
  const workbench = await openWith('operator', keysFrom('SSO'));
  await workbench.page.evaluate(`document.body.dataset.sameWindow = 'yes'`);
  const row = workbench.treeItem('The SSO session of the profile has expired');
  await row.waitFor();
  await workbench.resizeSideBar(520);
  await row.hover();
  await row.getByRole('button', { name: 'Log In…' }).waitFor();
  await workbench.takePicture('expired SSO session');
  await row.getByRole('button', { name: 'Log In…' }).click();
  await workbench.page.locator('.terminal-wrapper').first().waitFor();
  await workbench.takePicture('aws sso login in a terminal');
  await workbench.treeItem('orders').waitFor();
  await workbench.notification('Logged in: operator').waitFor();
  await workbench.takePicture('domains after the login');
  expect(await workbench.page.evaluate(`document.body.dataset.sameWindow`)).toBe('yes');
  expect(aws.names).toEqual(['GetRoleCredentials']);
});

test('a wrong code of an MFA device is told, and the right one goes on', async () => {
  const workbench = await openWith('guarded', keysFrom('SESSION'));
  const title = 'MFA Code for the Profile guarded';
  await workbench.quickInput().getByText(device).waitFor();
  await workbench.typeInQuickInput(title, '12345');
  await workbench.takePicture('code of an MFA device');
  await workbench.page.keyboard.press('Enter');
  await workbench.quickInput().getByText('A code has six digits, which the device shows').waitFor();
  await workbench.answer(title, '000000');
  const row = workbench.treeItem('AWS refused the code of the MFA device');
  await row.waitFor();
  await workbench.takePicture('refused code of an MFA device');
  await row.click();
  await workbench.answer(title, rightCode);
  await workbench.treeItem('orders').waitFor();
  await workbench.takePicture('domains after the code');
});
