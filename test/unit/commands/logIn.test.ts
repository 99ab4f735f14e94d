import { afterEach, beforeEach, expect, test } from 'vitest';
import { createAskMfaCode } from '../../../src/commands/askMfaCode';
import { Desk } from '../../support/desk';
import { AwsHome } from '../connection/awsHome';
import { FakeUi } from '../../support/fakeUi';

const sso = `sso_start_url = https://swf-workbench.example/start\nsso_region = us-east-1\nsso_account_id = 111122223333\nsso_role_name = operator`;
const keys = 'aws_access_key_id = K\naws_secret_access_key = S';

let home: AwsHome;
let desk: Desk;
beforeEach(async () => {
  home = await AwsHome.create(
    `[profile -prod@eu]\nregion = us-east-1\n${sso}\n[profile console]\nregion = us-east-1\nlogin_session = nobody`,
  );
  const env = Object.fromEntries(Object.entries(home.env).map(([name, value]) => [name, value ?? '']));
  desk = await Desk.open(env);
  desk.settings = { ...desk.settings, profile: '-prod@eu' };
});
afterEach(async () => {
  desk.expectNoSecret();
  await desk.close();
  await home.remove();
});

const buttons = () => [...(desk.ui.offers.at(-1)?.actions.keys() ?? [])];

test('a cancel without a login offers it, and then the very same again with all that was typed', async () => {
  const held = await desk.hold();
  await desk.scene.requestCancel(held);
  desk.ui.types(held.taskToken, 'the host is lost');
  await desk.run('swf.cancelActivityTask');
  expect(desk.told).toContain('The SSO session of the profile has expired or was never started: -prod@eu');
  expect(buttons()).toEqual(['Log In with SSO…']);

  desk.ui.runsEnd.push(async () => {
    await home.write(`[profile -prod@eu]\nregion = us-east-1\n${keys}`);
    return 0;
  });
  await desk.ui.press('Log In with SSO…');
  expect(desk.ui.runs).toEqual([['aws', 'sso', 'login', '--profile=-prod@eu']]);
  expect(desk.told).toBe('Logged in: -prod@eu');

  // What was typed stands in the fields again.
  desk.ui.moves.push({ how: 'accepted' }, { how: 'accepted' });
  await desk.ui.press('Try Again');
  expect(desk.ui.fields.slice(-2).map(({ value }) => value)).toEqual([held.taskToken, 'the host is lost']);
  expect(desk.closed).toMatchObject([{ kind: 'recorded' }]);
});

test('a login that was left, or has no AWS CLI, is said so and offered again', async () => {
  const held = await desk.hold();
  desk.ui.types(held.taskToken, '');
  await desk.run('swf.cancelActivityTask');
  await desk.ui.press('Log In with SSO…');
  expect(desk.told).toBe('The login did not come to its end: -prod@eu');
  desk.ui.runsEnd.push(() => Promise.resolve('missing'));
  await desk.ui.press('Log In with SSO…');
  expect(desk.told).toContain('The AWS CLI was not found');
  expect(buttons()).toEqual(['Log In with SSO…']);
});

test('a console login is the AWS CLI’s aws login', async () => {
  desk.settings = { ...desk.settings, profile: 'console' };
  desk.connection.reset();
  const held = await desk.hold();
  desk.ui.types(held.taskToken, '');
  await desk.run('swf.cancelActivityTask');
  await desk.ui.press('Log In to the Console…');
  expect(desk.ui.runs).toEqual([['aws', 'login', '--profile=console']]);
});

test('the code of an MFA device is six digits, and the box names the device', async () => {
  const ui = new FakeUi();
  const ask = createAskMfaCode(ui);
  ui.types(' 123456 ');
  expect(await ask({ device: 'arn:aws:iam::1:mfa/olga', profile: 'prod' })).toBe('123456');
  expect(ui.fields[0]?.prompt).toContain('arn:aws:iam::1:mfa/olga');
  for (const wrong of ['', '12345', '1234567', 'abcdef']) expect(ui.remarkOn(wrong)?.severity).toBe('error');
  ui.moves.push({ how: 'left' });
  expect(await ask({ device: 'd', profile: 'prod' })).toBeUndefined();
});
