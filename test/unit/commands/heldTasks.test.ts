import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Desk } from '../../support/desk';
import { taskRow } from '../../support/fakeExplorer';

let desk: Desk;
beforeEach(async () => {
  desk = await Desk.open();
});
afterEach(async () => {
  desk.expectNoSecret();
  await desk.close();
});

/** Claims the next task of the scene's list, and gives the id of its row. */
async function claim(): Promise<string> {
  desk.claimOrigin = { domain: 'orders', taskList: 'L' };
  await desk.run('swf.claimNextTask');
  const [found] = await desk.heldTasks.all();
  if (found === undefined) throw new Error(`Nothing was claimed: ${desk.told}`);
  desk.secrets.push((await desk.heldTasks.tokenOf(found.held.id)) ?? '');
  return found.held.id;
}

describe('Claim Next Task…', () => {
  test('says what it means, keeps the token, and finds the task in its history', async () => {
    const task = await desk.scene.scheduleTask('charge-card');
    const id = await claim();
    const [question] = desk.ui.questions;
    expect(question).toMatchObject({
      message: 'Claim the next task of L?',
      action: 'Claim the Next Task',
      dismiss: 'Claim Nothing',
    });
    for (const part of [
      'domain orders',
      'Waiting in this list: about 1',
      'You become the worker',
      'no real worker gets it',
      'You cannot choose which',
      'start-to-close clock starts at once',
      'Histories will show you as me@here (SWF Workbench 1a2b3c4d)',
    ]) {
      expect(question?.detail).toContain(part);
    }
    expect(desk.told).toContain('You hold the task charge-card in order-1, domain orders');
    expect((await desk.heldTasks.find(task, (await desk.connection.client()).target))?.held.id).toBe(id);
    expect(desk.polls).toEqual([1, 0]);
  });

  test('asks for domain and list: those of registered types, with what waits in them, or a name typed', async () => {
    const { sdk, domain } = desk.scene;
    await sdk.registerActivityType({ domain, name: 'Mail', version: '1', defaultTaskList: { name: 'mailers' } });
    await desk.scene.scheduleTask();
    desk.ui.picks.push('orders', 'Another Task List…');
    desk.ui.types('L');
    desk.ui.confirmations.push(false);
    await desk.run('swf.claimNextTask');
    expect(desk.ui.lists.map(({ labels }) => labels)).toEqual([
      ['orders', 'Another Domain…'],
      ['mailers', 'Another Task List…'],
    ]);
    expect(desk.ui.remarkOn('')).toMatchObject({ severity: 'error' });
    expect(desk.scene.requests('PollForActivityTask')).toBe(0);
    expect(desk.ui.glances.at(-1)).toBe('No task was claimed');
  });

  test('lets a list be typed where none may be listed', async () => {
    desk.claimOrigin = { domain: 'nowhere' };
    desk.ui.types('L');
    desk.ui.confirmations.push(false);
    await desk.run('swf.claimNextTask');
    expect(desk.ui.lists).toEqual([]);
    expect(desk.ui.questions[0]?.message).toBe('Claim the next task of L?');
    expect(desk.ui.questions[0]?.detail).not.toContain('Waiting in this list');
  });

  test('lets whoever may only poll type the domain and the list', async () => {
    await desk.close();
    const allow = [{ actions: ['swf:PollForActivityTask'], domains: ['orders'] }];
    desk = await Desk.openAs({ accessKeyId: 'AKIAOLGA', secretAccessKey: 's', userName: 'olga', allow });
    desk.ui.types('orders', 'L');
    desk.ui.confirmations.push(false);
    await desk.run('swf.claimNextTask');
    expect(desk.ui.questions[0]?.detail).toContain('domain orders');
  });

  test('in a workspace that is not trusted sends nothing', async () => {
    desk.trusted = false;
    desk.claimOrigin = { domain: 'orders', taskList: 'L' };
    await desk.run('swf.claimNextTask');
    expect(desk.told).toContain('not trusted');
    expect(desk.scene.requests('PollForActivityTask')).toBe(0);
  });

  test.each([
    ['forgets', 'ATTENTION: here it did not outlive the last restart'],
    ['untested', 'was not seen yet'],
  ] as const)('warns of an editor that %s secrets', async (endurance, words) => {
    desk.endurance = endurance;
    desk.claimOrigin = { domain: 'orders', taskList: 'L' };
    desk.ui.confirmations.push(false);
    await desk.run('swf.claimNextTask');
    expect(desk.ui.questions[0]?.detail).toContain(words);
  });

  test('can be stopped, and says what that can have cost', async () => {
    desk.claimOrigin = { domain: 'orders', taskList: 'L' };
    const waiting = desk.run('swf.claimNextTask');
    await expect.poll(() => desk.scene.requests('PollForActivityTask')).toBe(1);
    await desk.run('swf.stopClaiming');
    await waiting;
    expect(desk.told).toContain('Stopped waiting for a task. Most likely no task was claimed.');
    expect(desk.told).toContain('its history shows it as started by me@here (SWF Workbench 1a2b3c4d)');
    expect(await desk.heldTasks.all()).toEqual([]);
  });

  test('whose token the editor does not take says so loudly, until it is stored', async () => {
    await desk.scene.scheduleTask('charge-card');
    desk.keyring.plan.push('fail');
    const id = await claim();
    expect(desk.ui.offers.at(-1)?.severity).toBe('error');
    expect(desk.told).toContain('its task token is in this window’s memory only');
    await desk.ui.press('Copy Task Token');
    expect(desk.documents.copied).toEqual([await desk.heldTasks.tokenOf(id)]);
    expect(desk.told).toContain('in this window’s memory only');
    await desk.ui.press('Open as Skeleton File');
    expect(desk.documents.open.get(desk.documents.inFront ?? '')?.text).toContain(desk.documents.copied[0]);
    desk.keyring.plan.push('fail');
    await desk.ui.press('Store Again');
    expect(desk.told).toContain('in this window’s memory only');
    await desk.ui.press('Store Again');
    expect(desk.ui.glances.at(-1)).toBe('The task token is kept: charge-card in order-1, domain orders');
    expect(await desk.heldTasks.all()).toMatchObject([{ standing: 'held' }]);
  });
});

describe('a held task', () => {
  test('takes a heartbeat, and tells of a requested cancellation', async () => {
    const task = await desk.scene.scheduleTask();
    const id = await claim();
    await desk.run('swf.heartbeatHeldTask', id);
    expect(desk.ui.glances.at(-1)).toContain('Heartbeat recorded; no cancellation was requested');
    await desk.scene.requestCancel({ task, taskToken: '' });
    await desk.run('swf.heartbeatHeldTask', id);
    expect(desk.told).toContain('The decider requested the cancellation of charge-card');
  });

  test('that was closed elsewhere leaves with its next heartbeat', async () => {
    await desk.scene.scheduleTask();
    const id = await claim();
    await desk.scene.sdk.respondActivityTaskCompleted({ taskToken: await desk.heldTasks.tokenOf(id) });
    await desk.run('swf.heartbeatHeldTask', id);
    expect(desk.told).toContain('Amazon SWF no longer knows charge-card');
    expect([await desk.heldTasks.all(), desk.keyring.kept.size]).toEqual([[], 0]);
  });

  test('of another connection is explained, and not sent anywhere', async () => {
    await desk.scene.scheduleTask();
    const id = await claim();
    desk.settings = { ...desk.settings, region: 'eu-west-1' };
    desk.connection.reset();
    await desk.run('swf.heartbeatHeldTask', id);
    expect(desk.told).toContain('This task is held for another connection');
    expect(desk.scene.requests('RecordActivityTaskHeartbeat')).toBe(0);
  });

  test('without a heartbeat timeout needs no schedule', async () => {
    await desk.scene.scheduleTask();
    await desk.run('swf.keepHeartbeating', await claim());
    expect(desk.told).toContain('it has no heartbeat timeout');
  });

  test('gives its token only to who knows what it is, and is forgotten only on purpose', async () => {
    await desk.scene.scheduleTask();
    const id = await claim();
    desk.ui.confirmations.push(false, true, false, true);
    await desk.run('swf.copyTaskToken', id);
    expect(desk.documents.copied).toEqual([]);
    await desk.run('swf.copyTaskToken', id);
    expect(desk.documents.copied).toEqual([await desk.heldTasks.tokenOf(id)]);
    expect(desk.ui.questions.at(-1)?.detail).toContain('whoever has it');
    await desk.run('swf.forgetTaskToken', id);
    expect(await desk.heldTasks.all()).toHaveLength(1);
    await desk.run('swf.forgetTaskToken', id);
    expect([await desk.heldTasks.all(), desk.keyring.kept.size]).toEqual([[], 0]);
  });

  test('is asked for where none is selected', async () => {
    await desk.run('swf.forgetTaskToken');
    expect(desk.ui.glances).toEqual(['Select a held task first']);
  });
});

describe('a token that was typed for a task', () => {
  test('is remembered for it when the service took a heartbeat with it and the person agrees', async () => {
    const held = await desk.hold('charge-card');
    desk.ui.types(held.taskToken, '');
    await desk.run('swf.recordHeartbeat', taskRow(held));
    expect(await desk.heldTasks.all()).toEqual([]);
    await desk.ui.press('Remember Token for This Task');
    const [found] = await desk.heldTasks.all();
    expect(found).toMatchObject({ standing: 'held', held: { how: 'remembered', work: { activityId: 'charge-card' } } });
    expect(await desk.heldTasks.tokenOf(found?.held.id ?? '')).toBe(held.taskToken);

    desk.ui.moves.push({ how: 'accepted' }, { how: 'accepted' });
    await desk.run('swf.recordHeartbeat', taskRow(held));
    expect([...(desk.ui.offers.at(-1)?.actions.keys() ?? [])]).not.toContain('Remember Token for This Task');
  });

  test('is not offered to be remembered when the service refused it', async () => {
    const held = await desk.hold();
    desk.ui.types('not-a-token-at-all', '');
    await desk.run('swf.recordHeartbeat', taskRow(held));
    expect([...(desk.ui.offers.at(-1)?.actions.keys() ?? [])]).not.toContain('Remember Token for This Task');
  });
});
