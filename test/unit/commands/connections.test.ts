import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AwsHome } from '../connection/awsHome';
import { Desk } from '../../support/desk';
import { taskRow } from '../../support/fakeExplorer';

let home: AwsHome;
let desk: Desk;
beforeEach(async () => {
  home = await AwsHome.create('[profile prod]\nregion = eu-west-1\n[default]\nregion = us-east-1\n');
  desk = await Desk.open(
    Object.fromEntries(Object.entries(home.env).flatMap(([k, v]) => (v === undefined ? [] : [[k, v]]))),
  );
});
afterEach(async () => {
  desk.expectNoSecret();
  await desk.close();
  await home.remove();
});

const select = async (label: string | undefined) => {
  desk.ui.picks.push(label);
  await desk.run('swf.selectConnection');
};

describe('selecting a connection', () => {
  test('offers Local SWF, every profile, the environment and any other address', async () => {
    await select(undefined);
    expect(desk.ui.lists).toEqual([
      {
        title: 'Select Connection',
        labels: ['Local SWF', 'default', 'prod', 'Environment', 'Another Endpoint…'],
      },
    ]);
    expect(desk.written).toEqual([]);
  });

  test('a profile: writes it with the region, and forgets an endpoint that was set for something else', async () => {
    desk.settings.region = 'eu-central-1';
    desk.ui.types(' eu-west-3 ');
    await select('prod');
    expect(desk.ui.fields).toMatchObject([{ value: 'eu-central-1', secret: false, step: 1, totalSteps: 1 }]);
    expect(desk.ui.fields[0]?.prompt).toContain('the profile prod');
    expect(desk.written).toEqual([{ profile: 'prod', region: 'eu-west-3', endpoint: '' }]);
  });

  test('the environment: writes that nothing is chosen', async () => {
    desk.ui.types('');
    await select('Environment');
    expect(desk.written).toEqual([{ profile: '', region: '', endpoint: '' }]);
  });

  test('another endpoint: writes it and leaves profile and region alone', async () => {
    desk.ui.types('http://127.0.0.1:4566 ');
    await select('Another Endpoint…');
    expect(desk.written).toEqual([{ endpoint: 'http://127.0.0.1:4566' }]);
    for (const wrong of ['', 'localhost:4566', 'ftp://host', 'http://', 'not a url']) {
      expect(desk.ui.remarkOn(wrong), wrong).toMatchObject({ severity: 'error' });
    }
    expect(desk.ui.remarkOn('https://swf.example')).toBeUndefined();
  });

  test.each(['prod', 'Environment', 'Another Endpoint…'])(
    '%s, left at the next step: writes nothing',
    async (label) => {
      await desk.run('swf.startLocalSwf');
      desk.ui.moves.push({ how: 'left', value: 'half' });
      await select(label);
      expect(desk.written).toEqual([]);
      expect((await desk.connection.client()).target.kind).toBe('local');
    },
  );

  test('anything but Local SWF ends the use of Local SWF', async () => {
    desk.settings = { profile: '', region: 'eu-west-1', endpoint: 'http://127.0.0.1:9' };
    await desk.run('swf.startLocalSwf');
    expect((await desk.connection.client()).target.label).toBe('Local SWF');
    desk.ui.types('http://127.0.0.1:9');
    await select('Another Endpoint…');
    expect((await desk.connection.client()).target.label).toBe('127.0.0.1:9');
  });
});

describe('Local SWF', () => {
  beforeEach(() => {
    desk.settings = { profile: '', region: 'eu-west-1', endpoint: '' };
  });

  test('started from the list or by its own command becomes the connection in use', async () => {
    await select('Local SWF');
    expect(desk.written).toEqual([]);
    const { target } = await desk.connection.client();
    expect(target).toMatchObject({ kind: 'local', label: 'Local SWF', endpoint: desk.scene.local.url });
    expect(desk.ui.glances).toEqual([`Local SWF is listening on ${desk.scene.local.url}`]);
    expect(await desk.run('swf.startLocalSwf')).toBe(desk.scene.local.url);
  });

  test('stopped gives way to what the settings say', async () => {
    await desk.run('swf.startLocalSwf');
    await desk.run('swf.stopLocalSwf');
    expect((await desk.connection.client()).target).toMatchObject({ kind: 'aws', region: 'eu-west-1' });
    await desk.run('swf.stopLocalSwf');
    expect(desk.ui.glances.slice(1)).toEqual(['Local SWF was stopped', 'Local SWF is not running']);
  });

  test('begins anew with its demo after a question, and not without it', async () => {
    await desk.run('swf.startLocalSwf');
    desk.ui.confirmations.push(false);
    expect(await desk.run('swf.resetDemo')).toBeUndefined();
    expect(desk.localSwfUrl).toBe(desk.scene.local.url);
    expect(desk.ui.questions[0]).toMatchObject({ message: 'Reset the demo of Local SWF?', action: 'Reset the Demo' });
    expect(desk.localSwfStops).toBe(0);
    expect(await desk.run('swf.resetDemo')).toBe(desk.scene.local.url);
    expect(desk.localSwfStops).toBe(1);
    expect((await desk.connection.client()).target.label).toBe('Local SWF');
  });

  test('gives its demo’s token in a skeleton file that cancels the task', async () => {
    const spare = await desk.hold('spare');
    const held = await desk.hold('resize-image');
    desk.demo.push({ taskToken: spare.taskToken, cancelRequested: false });
    desk.demo.push({ taskToken: held.taskToken, cancelRequested: true });
    await desk.run('swf.openDemoSkeleton');
    expect((await desk.connection.client()).target.label).toBe('Local SWF');
    const [skeleton] = desk.documents.beside;
    expect(skeleton?.fileName).toBe('respond-activity-task-canceled.json');
    expect(JSON.parse(skeleton?.text ?? '')).toMatchObject({ taskToken: held.taskToken });
    expect(desk.demoSkeletonsOpened).toBe(1);
  });

  test('proves a cancel like any other service', async () => {
    const held = await desk.hold();
    await desk.run('swf.startLocalSwf');
    desk.ui.types(held.taskToken, '');
    expect(await desk.run('swf.cancelActivityTask', taskRow(held))).toMatchObject({ kind: 'recorded' });
    expect(desk.ui.questions[0]?.detail).toContain(`Where: Local SWF ${desk.scene.local.url}`);
  });
});

describe('the small commands', () => {
  test('copy an activity id, of the row or of the selected one', async () => {
    const held = await desk.hold('charge-card-7');
    await desk.run('swf.copyActivityId', taskRow(held));
    await desk.run('swf.copyActivityId');
    desk.selected = taskRow(held);
    await desk.run('swf.copyActivityId');
    expect(desk.documents.copied).toEqual(['charge-card-7', 'charge-card-7']);
    expect(desk.ui.glances).toEqual(['Copied: charge-card-7', 'Copied: charge-card-7']);
  });

  test('open the history of a task at its event', async () => {
    const held = await desk.hold();
    await desk.run('swf.openHistory', taskRow(held));
    await desk.run('swf.openHistory');
    expect(desk.documents.readOnly).toEqual([{ address: 'swf-history:/order-1', at: '"eventId": 5' }]);
  });

  test('hand refresh on to the explorer', async () => {
    const row = taskRow(await desk.hold());
    await desk.run('swf.refresh');
    await desk.run('swf.refreshRow', row);
    expect(desk.refreshed).toEqual(['all', row]);
  });
});
