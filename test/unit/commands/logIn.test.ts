import { afterEach, beforeEach, expect, test } from 'vitest';
import { createAskMfaCode } from '../../../src/commands/askMfaCode';
import { Desk } from '../../support/desk';
import { taskRow } from '../../support/fakeExplorer';
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

const heal = async () => {
  await home.write(`[profile -prod@eu]\nregion = us-east-1\n${keys}`);
  return 0;
};
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

test('a claim and a start without a login offer it too', async () => {
  desk.claimOrigin = { domain: 'orders', taskList: 'L' };
  await desk.run('swf.claimNextTask');
  expect(desk.told).toContain('has expired or was never started: -prod@eu');
  expect(buttons()).toEqual(['Log In with SSO…']);

  const document = { domain: 'orders', workflowId: 'order-1', workflowType: { name: 'T', version: '1' } };
  const address = 'file:///runbooks/start-workflow-execution.json';
  desk.documents.open.set(address, { text: JSON.stringify(document), fileName: 'start-workflow-execution.json' });
  await desk.run('swf.runSkeletonFile', { toString: () => address });
  expect(desk.told).toContain('Nothing was started');
  expect(buttons()).toEqual(['Log In with SSO…']);
  desk.ui.runsEnd.push(heal);
  await desk.ui.press('Log In with SSO…');
  expect(buttons()).toEqual(['Try Again']);
});

test('a heartbeat of a held task without a login offers it, and then is sent', async () => {
  await heal();
  const held = await desk.hold();
  desk.ui.types(held.taskToken, '');
  await desk.run('swf.recordHeartbeat', taskRow(held));
  await desk.ui.press('Remember Token for This Task');
  const [kept] = await desk.heldTasks.all();
  await home.write(`[profile -prod@eu]\nregion = us-east-1\n${sso}`);
  desk.connection.reset();
  const before = desk.scene.requests('RecordActivityTaskHeartbeat');
  await desk.run('swf.heartbeatHeldTask', kept?.held.id);
  expect(buttons()).toEqual(['Log In with SSO…']);
  desk.ui.runsEnd.push(heal);
  await desk.ui.press('Log In with SSO…');
  await desk.ui.press('Try Again');
  expect(desk.scene.requests('RecordActivityTaskHeartbeat')).toBe(before + 1);
});

test('one login serves every connection that waits for one', async () => {
  await home.write(
    `[profile -prod@eu]\nregion = us-east-1\n${sso}\n[profile audit]\nregion = us-east-1\n${sso.replace('operator', 'auditor')}`,
  );
  desk.saved = [{ profile: 'audit', region: '', endpoint: desk.scene.local.url, name: '', mark: undefined }];
  const resets: unknown[] = [];
  desk.connections.onDidReset((connection) => resets.push(connection));
  const read = async (connection: (typeof desk.connections.all)[number]) =>
    (await connection.client())
      .call('ListDomains', { registrationStatus: 'REGISTERED' })
      .catch((error: unknown) => error);
  const faults = await Promise.all(desk.connections.all.map(read));
  desk.ui.runsEnd.push(() => Promise.resolve(0));
  await desk.run('swf.logIn', faults[0]);
  expect(resets).toEqual([...desk.connections.all]);
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

const faultOfReading = async () => {
  const client = await desk.connection.client();
  return await client.call('ListDomains', { registrationStatus: 'REGISTERED' }).then(
    () => undefined,
    (fault: unknown) => fault,
  );
};

test('a row that waits for a login logs in, and its connection is read again, as are others with the same profile', async () => {
  desk.saved = [
    { profile: '-prod@eu', region: 'eu-west-1', endpoint: desk.scene.local.url, name: '', mark: undefined },
  ];
  const [first, second] = desk.connections.all;
  const resets: unknown[] = [];
  desk.connections.onDidReset((connection) => resets.push(connection));
  const fault = await faultOfReading();
  const client = await second?.client();
  await expect(client?.call('ListDomains', { registrationStatus: 'REGISTERED' })).rejects.toThrow('expired');
  await desk.run('swf.logIn', fault);
  expect(desk.told).toBe('The login did not come to its end: -prod@eu');
  expect(resets).toEqual([]);

  desk.ui.runsEnd.push(heal);
  await desk.run('swf.logIn', fault);
  expect(desk.ui.runs.at(-1)).toEqual(['aws', 'sso', 'login', '--profile=-prod@eu']);
  expect(desk.told).toBe('Logged in: -prod@eu');
  expect(buttons()).toEqual([]);
  expect(resets).toEqual([first, second]);
  expect(await faultOfReading()).toBeUndefined();
});

test('the palette takes the login that has expired, else that of an open connection, else asks or says that there is none', async () => {
  const others = `[profile console]\nregion = us-east-1\nlogin_session = nobody
[profile role]\nregion = us-east-1\nrole_arn = arn:aws:iam::111122223333:role/r\nsource_profile = console
[profile keys]\nregion = us-east-1\n${keys}\n[profile -prod@eu]\nregion = us-east-1\n${sso}`;
  await home.write(others);
  desk.saved = [{ profile: 'role', region: '', endpoint: desk.scene.local.url, name: '', mark: undefined }];
  desk.ui.picks.push('console');
  await desk.run('swf.logIn');
  expect(desk.ui.lists.at(-1)?.labels).toEqual(['-prod@eu', 'console']);
  expect(desk.ui.runs).toEqual([['aws', 'login', '--profile=console']]);

  await faultOfReading();
  await desk.run('swf.logIn');
  expect(desk.ui.lists).toHaveLength(1);
  expect(desk.ui.runs.at(-1)).toEqual(['aws', 'sso', 'login', '--profile=-prod@eu']);

  desk.saved = [];
  desk.settings = { ...desk.settings, profile: 'keys' };
  desk.connections.update();
  await desk.run('swf.logIn');
  expect(desk.told).toBe('No open connection takes its keys from AWS SSO or a console login.');
  expect(desk.ui.runs).toHaveLength(2);
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
