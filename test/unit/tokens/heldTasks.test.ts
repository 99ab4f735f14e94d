import { afterEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../../src/host/clock';
import type { Clock } from '../../../src/ports';
import { type HeldTask, parseHeldTask } from '../../../src/tokens/heldTask';
import { HeldTasks, UnstoredTokenFault } from '../../../src/tokens/heldTasks';
import { FakeSecrets, SharedRecords } from '../../support/fakeKeeping';

const target = { label: 'prod · eu-west-1', region: 'eu-west-1', profile: 'prod', endpoint: undefined };
const claim = { taskList: 'payments', identity: 'me@here (SWF Workbench 1a2b3c4d)' };
const coming = { how: 'claimed', target, domain: 'orders', claim } as const;
const work = {
  workflowId: 'order-1',
  runId: 'a/b+c=',
  activityId: 'charge-card',
  activityType: { name: 'ChargeCard', version: '2.0' },
  startedEventId: 6,
  scheduledEventId: undefined,
};
const token = 'AAAAKgAAAAEAAAAAAAAAAk-a-token-that-nobody-may-see';

/** A clock whose sleeps end at once when `skips` is set. */
class FakeClock implements Clock {
  time = 1_700_000_000_000;
  skips = false;
  now() {
    return this.time;
  }
  sleep(milliseconds: number, signal?: AbortSignal) {
    return this.skips ? Promise.resolve() : systemClock.sleep(milliseconds, signal);
  }
}

const opened: HeldTasks[] = [];
afterEach(() => {
  for (const each of opened.splice(0)) each.dispose();
});

function house() {
  const secrets = new FakeSecrets();
  const records = new SharedRecords();
  const clock = new FakeClock();
  const window = () => {
    const own = records.window();
    const heldTasks = new HeldTasks({ secrets, records: own, clock });
    opened.push(heldTasks);
    const die = () => {
      own.die();
    };
    return { heldTasks, die };
  };
  return { secrets, records, clock, window };
}

async function standings(heldTasks: HeldTasks): Promise<string[]> {
  return (await heldTasks.all()).map(({ held, standing }) => `${held.work?.activityId ?? 'poll'} ${standing}`);
}

/** What a look at the history tells of the task. */
const task = {
  execution: { domain: 'orders', workflowId: work.workflowId, runId: work.runId },
  activityId: work.activityId,
  activityType: work.activityType,
  scheduledEventId: 5,
  startedEventId: 6,
  cancelRequestedEventId: undefined,
  taskList: 'payments',
  scheduledAt: 1_700_000_000_000,
  startedAt: 1_700_000_000_000,
  identity: claim.identity,
  timeouts: { scheduleToStart: 'NONE', scheduleToClose: 'NONE', startToClose: 60, heartbeat: 'NONE' },
} as const;

describe('a poll', () => {
  test('has a record without its token before it is sent, and the token in the store for secrets alone', async () => {
    const { secrets, records, window } = house();
    const { heldTasks } = window();
    const held = await heldTasks.expect(coming);
    expect(await standings(heldTasks)).toEqual(['poll waiting']);
    expect(records.files.size).toBe(1);
    await heldTasks.keep({ ...held, work }, token);
    expect(await standings(heldTasks)).toEqual(['charge-card held']);
    expect([...records.files.values()].join()).not.toContain(token);
    expect([...secrets.kept.values()].join()).toContain(token);
    expect(await heldTasks.tokenOf(held.id)).toBe(token);
  });

  test('whose window ended before an answer is another window’s at first, and called interrupted when it must be over', async () => {
    const { clock, window } = house();
    const first = window();
    await first.heldTasks.expect(coming);
    first.die();
    const { heldTasks } = window();
    expect(await standings(heldTasks)).toEqual(['poll waitingElsewhere']);
    clock.time += 75_000;
    heldTasks.refresh();
    expect(await standings(heldTasks)).toEqual(['poll interrupted']);
  });

  test('whose window ended between the secret and the record is whole for the next window', async () => {
    const { clock, window } = house();
    const first = window();
    const held = await first.heldTasks.expect(coming);
    first.die();
    void first.heldTasks.keep({ ...held, work }, token);
    await expect.poll(() => first.heldTasks.tokenOf(held.id)).toBe(token);
    clock.time += 3_600_000;
    const second = window();
    await expect.poll(() => standings(second.heldTasks)).toEqual(['charge-card held']);
    const [found] = await second.heldTasks.all();
    expect(found?.held).toMatchObject({ id: held.id, domain: 'orders', target, claim, work });
    expect(await second.heldTasks.tokenOf(held.id)).toBe(token);
  });

  test('that brought nothing leaves nothing', async () => {
    const { secrets, records, window } = house();
    const { heldTasks } = window();
    const held = await heldTasks.expect(coming);
    await heldTasks.drop(held.id);
    expect([records.files.size, secrets.kept.size]).toEqual([0, 0]);
    expect(await heldTasks.all()).toEqual([]);
  });
});

describe('a store for secrets', () => {
  test('that fails leaves the token in memory and says so; storing again mends it', async () => {
    const { secrets, window } = house();
    const { heldTasks } = window();
    const held = await heldTasks.expect(coming);
    secrets.plan.push('fail');
    await expect(heldTasks.keep({ ...held, work }, token)).rejects.toThrow(
      'The editor’s secret storage did not take the task token: The keyring is locked',
    );
    expect(await standings(heldTasks)).toEqual(['charge-card unstored']);
    expect(await heldTasks.tokenOf(held.id)).toBe(token);
    expect(await standings(window().heldTasks)).toEqual(['charge-card lost']);

    await heldTasks.storeAgain(held.id);
    expect(await standings(heldTasks)).toEqual(['charge-card held']);
    expect(await standings(window().heldTasks)).toEqual(['charge-card held']);
  });

  test('that takes a token and gives back none has not taken it', async () => {
    const { secrets, window } = house();
    const { heldTasks } = window();
    const held = await heldTasks.expect(coming);
    secrets.set = () => Promise.resolve();
    await expect(heldTasks.keep({ ...held, work }, token)).rejects.toThrow(UnstoredTokenFault);
    expect(await heldTasks.tokenOf(held.id)).toBe(token);
  });

  test('that hangs counts as failed, and as mended once it answers', async () => {
    const { secrets, clock, window } = house();
    const { heldTasks } = window();
    const held = await heldTasks.expect(coming);
    clock.skips = true;
    secrets.plan.push('hang');
    await expect(heldTasks.keep({ ...held, work }, token)).rejects.toThrow('It did not answer within 5 s');
    clock.skips = false;
    expect(await standings(heldTasks)).toEqual(['charge-card unstored']);
    secrets.goOn();
    await expect.poll(() => standings(heldTasks)).toEqual(['charge-card held']);
  });

  test('that does not answer when asked is told from one that has lost the token', async () => {
    const { secrets, window } = house();
    const { heldTasks } = window();
    const held = await heldTasks.expect(coming);
    await heldTasks.keep({ ...held, work }, token);
    await heldTasks.all();
    secrets.plan.push('fail');
    heldTasks.refresh();
    expect(await standings(heldTasks)).toEqual(['charge-card unreadable']);
    secrets.kept.clear();
    heldTasks.refresh();
    expect(await standings(heldTasks)).toEqual(['charge-card lost']);
  });

  test('that fails to delete keeps the row', async () => {
    const { secrets, window } = house();
    const { heldTasks } = window();
    const held = await heldTasks.expect(coming);
    await heldTasks.keep({ ...held, work }, token);
    await heldTasks.all();
    secrets.plan.push('fail');
    await expect(heldTasks.forget(held.id)).rejects.toThrow('locked');
    expect(await standings(heldTasks)).toEqual(['charge-card held']);
  });
});

describe('two windows', () => {
  test('see the same tasks, whoever changes them, and never each other’s overwritten', async () => {
    const { window } = house();
    const [a, b] = [window().heldTasks, window().heldTasks];
    await Promise.all([a.all(), b.all()]);
    const both = await Promise.all([a.expect(coming), b.expect(coming)]);
    await Promise.all([a.keep({ ...both[0], work }, 'token-a'), b.keep({ ...both[1], work }, 'token-b')]);
    for (const each of [a, b]) {
      await expect.poll(() => standings(each)).toEqual(['charge-card held', 'charge-card held']);
      expect(await Promise.all(both.map(({ id }) => each.tokenOf(id)))).toEqual(['token-a', 'token-b']);
    }
    await a.forget(both[1].id);
    await expect.poll(() => standings(b)).toEqual(['charge-card held']);
  });

  test('a change to a task that the other has forgotten does not bring it back', async () => {
    const { records, window } = house();
    const [a, b] = [window().heldTasks, window().heldTasks];
    const held = await a.expect(coming);
    await a.keep({ ...held, work }, token);
    await b.forget(held.id);
    await a.update(held.id, { lastHeartbeat: { at: 1, cancelRequested: false } });
    expect(records.files.size).toBe(0);
  });
});

describe('what was written by others', () => {
  test('a damaged record is mended from its secret', async () => {
    const { records, window } = house();
    const { heldTasks } = window();
    const held = await heldTasks.expect(coming);
    await heldTasks.keep({ ...held, work }, token);
    records.files.set(`${held.id}.json`, '{"id": "');
    const next = window().heldTasks;
    expect(await standings(next)).toEqual(['charge-card held']);
    expect(parseHeldTask(held.id, records.files.get(`${held.id}.json`) ?? '')?.work).toEqual(work);
  });

  test.each([
    ['nothing', 'null'],
    ['a list', '[]'],
    ['no target', JSON.stringify({ how: 'claimed', since: 1, domain: 'd' })],
    ['another kind', JSON.stringify({ how: 'stolen', since: 1, domain: 'd', target })],
    ['no text', JSON.stringify({ how: 'claimed', since: 1, domain: 7, target })],
  ])('%s is no held task', (_, record) => {
    expect(parseHeldTask('id', record)).toBeUndefined();
  });

  test('other files of the folder are left alone', async () => {
    const { records, window } = house();
    records.files.set('trial.json', 'session');
    records.files.set('x.json.new', '{}');
    expect(await window().heldTasks.all()).toEqual([]);
    expect(records.files.size).toBe(2);
  });

  test('reading what was written gives the same', () => {
    const held: HeldTask = {
      ...coming,
      id: 'x',
      since: 5,
      work,
      task: {
        execution: { domain: 'orders', workflowId: 'order-1', runId: 'a/b+c=' },
        activityId: 'charge-card',
        activityType: { name: 'ChargeCard', version: '2.0' },
        taskList: 'payments',
        scheduledEventId: 5,
        startedEventId: 6,
        cancelRequestedEventId: undefined,
        scheduledAt: 1,
        startedAt: 2,
        identity: claim.identity,
        timeouts: { scheduleToStart: 'NONE', scheduleToClose: 60, startToClose: 30, heartbeat: 10 },
      },
      heartbeats: { everyMs: 3_333 },
      lastHeartbeat: { at: 9, cancelRequested: true },
    };
    expect(parseHeldTask('x', JSON.stringify(held))).toEqual(held);
  });
});

test('nothing is read before the first use', () => {
  const { records, window } = house();
  const read: string[] = [];
  records.files.get = () => void read.push('read');
  const { heldTasks } = window();
  heldTasks.refresh();
  expect(heldTasks.known).toBeUndefined();
  expect(read).toEqual([]);
});

test('what was learned of a task is not undone by a window that looked at its record before, and at its secret after', async () => {
  const { secrets, window } = house();
  const [{ heldTasks }, other] = [window(), window()];
  const held = await heldTasks.expect(coming);
  secrets.plan.push('hang');
  const slow = other.heldTasks.all();
  await expect.poll(() => secrets.plan).toEqual([]);
  await heldTasks.keep({ ...held, work }, token);
  await heldTasks.update(held.id, { task });
  secrets.goOn();
  expect((await slow)[0]?.held.task).toEqual(task);
  heldTasks.refresh();
  expect((await heldTasks.all())[0]?.held.task).toEqual(task);
});
