import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Desk } from '../../support/desk';
import { executionRow } from '../../support/fakeExplorer';
import { FakeAws } from '../../support/fakeAws';
import { Scene } from '../../support/scene';

let desk: Desk;
let other: Scene;
beforeEach(async () => {
  desk = await Desk.open();
  other = await Scene.start();
});
afterEach(async () => {
  await desk.close();
  await other.stop();
});

async function addOther(name: string, mark: string): Promise<void> {
  desk.ui.picks.push('Another Endpoint…', mark);
  desk.ui.types(other.local.url, name);
  await desk.run('swf.addConnection');
}

describe('Add Connection', () => {
  test('opens one more with its name and mark, and leaves the one in use', async () => {
    const before = desk.connections.current;
    await addOther('shop', 'read-only');
    expect(desk.saved).toEqual([
      { profile: '', region: '', endpoint: other.local.url, name: 'shop', mark: 'read-only' },
    ]);
    const [, added] = desk.connections.all;
    await added?.client();
    expect(added?.target).toMatchObject({ alias: 'shop', mark: 'read-only' });
    expect(desk.connections.current).toBe(before);
    expect(desk.written).toEqual([]);
  });

  test('adds nothing twice, and nothing when the person leaves at any step', async () => {
    await addOther('shop', 'No mark');
    desk.ui.picks.push('Another Endpoint…');
    desk.ui.types(other.local.url);
    await desk.run('swf.addConnection');
    expect(desk.told).toBe('This connection is open already: shop');
    const saved = desk.saved;
    desk.ui.picks.push(undefined);
    await desk.run('swf.addConnection');
    desk.ui.picks.push('Environment');
    desk.ui.moves.push({ how: 'left', value: '' });
    await desk.run('swf.addConnection');
    desk.ui.picks.push('Environment', undefined);
    desk.ui.types('eu-west-1', 'eu');
    await desk.run('swf.addConnection');
    expect(desk.saved).toBe(saved);
  });
});

test('Rename and Mark say something of the first too, and of one from the palette’s list', async () => {
  desk.ui.types('mine');
  await desk.run('swf.renameConnection');
  desk.ui.picks.push('production');
  await desk.run('swf.markConnection');
  await desk.connections.current.client();
  expect(desk.connections.current.target).toMatchObject({ alias: 'mine', mark: 'production' });

  await addOther('shop', 'production');
  const [, added] = desk.connections.all;
  await added?.client();
  desk.ui.picks.push('shop', 'No mark');
  await desk.run('swf.markConnection');
  expect(added?.target?.mark).toBeUndefined();
  expect(desk.connections.current.target?.mark).toBe('production');
  desk.ui.types('wake up', '');
  await desk.run('swf.signalExecution', { ...executionRow(await other.holdTask()), connection: added });
  expect(desk.ui.questions.at(-1)?.message).not.toContain('PRODUCTION');
});

describe('Remove Connection', () => {
  test('closes an added one, and can be taken back with all that was said', async () => {
    await addOther('shop', 'production');
    const saved = desk.saved;
    desk.ui.picks.push('shop');
    await desk.run('swf.removeConnection');
    expect(desk.connections.all).toHaveLength(1);
    expect(desk.told).toBe('Removed: shop');
    await desk.ui.press('Add It Again');
    expect(desk.saved).toEqual(saved);
    expect(desk.connections.all).toHaveLength(2);
  });

  test('says of the first, and of Local SWF, what else to do', async () => {
    await desk.run('swf.removeConnection');
    expect(desk.told).toContain('is what the settings swf.profile, swf.region and swf.endpoint say');
    desk.settings.endpoint = other.local.url;
    desk.localSwfUrl = desk.scene.local.url;
    desk.connections.update();
    desk.ui.picks.push('Local SWF');
    await desk.run('swf.removeConnection');
    expect(desk.told).toBe('Local SWF is among the connections while it runs.');
    desk.ui.picks.push('Local SWF');
    await desk.run('swf.markConnection');
    expect(desk.told).toContain('always marked local');
  });
});

describe('Look Up Account', () => {
  test('asks STS with the connection’s keys, only when asked to, and tells it from then on', async () => {
    const aws = await FakeAws.start();
    const keys = { AWS_ACCESS_KEY_ID: 'AKIAOPERATOR', AWS_SECRET_ACCESS_KEY: 'secret' };
    const asked = await Desk.open({ HOME: '/nowhere', AWS_ENDPOINT_URL_STS: aws.url, ...keys });
    try {
      asked.settings = { profile: '', region: 'eu-west-1', endpoint: '' };
      asked.connections.settingsChanged();
      await asked.connections.current.client();
      expect(aws.requests).toEqual([]);
      await asked.run('swf.lookUpAccount');
      expect(aws.requests).toMatchObject([{ name: 'GetCallerIdentity', signer: 'AKIAOPERATOR', region: 'eu-west-1' }]);
      expect(asked.told).toContain('is account 111122223333.');
      expect(asked.connections.current.target?.account).toBe('111122223333');
      expect((await asked.connections.current.client()).target.account).toBe('111122223333');

      aws.refusals.set('GetCallerIdentity', ['ExpiredToken', 'The security token included in the request is expired']);
      await asked.run('swf.lookUpAccount');
      expect(asked.told).toContain('could not be looked up: The security token included in the request is expired');
      asked.connections.reset();
      await asked.connections.current.client();
      expect(asked.connections.current.target?.account).toBeUndefined();
    } finally {
      await asked.close();
      await aws.stop();
    }
  });

  test('says of an endpoint of one’s own that there is none, without a request', async () => {
    const before = desk.requests;
    await desk.run('swf.lookUpAccount');
    expect(desk.told).toContain(`There is no account to look up, as calls do not go to AWS: ${desk.scene.local.url}`);
    expect(desk.requests).toBe(before);
  });
});
