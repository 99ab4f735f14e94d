import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../../src/host/clock';
import type { SwfClient } from '../../../src/swf/client';
import { SwfFault } from '../../../src/swf/faults';
import { claimTask } from '../../../src/tokens/claimTask';
import { lookAtHeldTask } from '../../../src/tokens/heldCare';
import { describeLeft } from '../../../src/tokens/heldWatch';
import { HeldTasks } from '../../../src/tokens/heldTasks';
import { FakeSecrets, SharedRecords } from '../../support/fakeKeeping';
import { Scene } from '../../support/scene';

const request = { domain: 'orders', taskList: 'L', identity: 'me@here' };

let scene: Scene;
let secrets: FakeSecrets;
let records: SharedRecords;
let heldTasks: HeldTasks;
beforeEach(async () => {
  scene = await Scene.start();
  secrets = new FakeSecrets();
  records = new SharedRecords();
  heldTasks = new HeldTasks({ secrets, records: records.window(), clock: systemClock });
});
afterEach(async () => {
  heldTasks.dispose();
  await scene.stop();
});

function claim(client: SwfClient = scene.client, signal = new AbortController().signal) {
  return claimTask(request, { client, heldTasks, signal });
}

/** The client, with something that happens around its polls. */
function around(poll: <Answer>(call: () => Promise<Answer>) => Promise<Answer>): SwfClient {
  const { client } = scene;
  return {
    target: client.target,
    call: (operation, input, options) => {
      const call = () => client.call(operation, input, options);
      return operation === 'PollForActivityTask' ? poll(call) : call();
    },
    dispose: () => undefined,
  };
}

describe('a claim', () => {
  test('keeps the token of the task that comes, and its history tells the rest', async () => {
    const task = await scene.scheduleTask('charge-card');
    const outcome = await claim();
    expect(outcome).toMatchObject({ kind: 'claimed' });
    expect(outcome).not.toHaveProperty('unstored');
    const [found] = await heldTasks.all();
    if (found === undefined) throw new Error('Nothing is held');
    expect(found).toMatchObject({ standing: 'held', held: { work: { activityId: 'charge-card', startedEventId: 6 } } });
    expect(await lookAtHeldTask(found.held, scene.client, heldTasks)).toBeUndefined();
    const [known] = await heldTasks.all();
    expect(known?.held.task).toMatchObject({
      scheduledEventId: 5,
      identity: 'me@here',
      timeouts: { startToClose: 1800 },
    });
    expect((await heldTasks.find(task, scene.client.target))?.held.id).toBe(found.held.id);
    expect(await heldTasks.find(task, { ...scene.client.target, region: 'eu-west-1' })).toBeUndefined();

    const taskToken = await heldTasks.tokenOf(found.held.id);
    await scene.sdk.respondActivityTaskCompleted({ taskToken });
    const left = known && (await lookAtHeldTask(known.held, scene.client, heldTasks));
    expect(left?.close).toMatchObject({ type: 'ActivityTaskCompleted' });
    expect([await heldTasks.all(), secrets.kept.size, records.files.size]).toEqual([[], 0, 0]);
  });

  test('whose execution is known no more, as its domain keeps no closed ones, leaves; one never read stays', async () => {
    await scene.scheduleTask('charge-card');
    await claim();
    const forgetful: SwfClient = {
      target: scene.client.target,
      call: () =>
        Promise.reject(
          new SwfFault('unknownExecution', 'Unknown execution', {
            operation: 'GetWorkflowExecutionHistory',
            delivered: 'no',
          }),
        ),
      dispose: () => undefined,
    };
    const heldNow = async () => (await heldTasks.all()).map(({ held }) => held);
    const [unread] = await heldNow();
    if (unread === undefined) throw new Error('Nothing is held');
    await expect(lookAtHeldTask(unread, forgetful, heldTasks)).rejects.toThrow('Unknown execution');
    await lookAtHeldTask(unread, scene.client, heldTasks);
    const [read] = await heldNow();
    const left = read && (await lookAtHeldTask(read, forgetful, heldTasks));
    expect(left && describeLeft(left)).toContain('Amazon SWF no longer knows its execution');
    expect([await heldTasks.all(), secrets.kept.size]).toEqual([[], 0]);
  });

  test('writes its record before the poll is sent', async () => {
    await scene.scheduleTask();
    let before: string[] = [];
    await claim(
      around((call) => {
        before = [...records.files.values()];
        return call();
      }),
    );
    expect(before).toHaveLength(1);
    expect(before[0]).toContain('"taskList":"L"');
  });

  test('whose record cannot be written sends no poll', async () => {
    await scene.scheduleTask();
    const broken = { ...records.window(), write: () => Promise.reject(new Error('The disk is full')) };
    heldTasks = new HeldTasks({ secrets, records: broken, clock: systemClock });
    await expect(claim()).rejects.toThrow('The disk is full');
    expect(scene.requests('PollForActivityTask')).toBe(0);
  });

  test('whose record cannot be written after the poll has its token all the same', async () => {
    await scene.scheduleTask();
    const window = records.window();
    let writes = 0;
    const failing = {
      ...window,
      write: (name: string, text: string) =>
        writes++ === 0 ? window.write(name, text) : Promise.reject(new Error('The disk is full')),
    };
    heldTasks = new HeldTasks({ secrets, records: failing, clock: systemClock });
    expect(await claim()).not.toHaveProperty('unstored');
    const next = new HeldTasks({ secrets, records: records.window(), clock: systemClock });
    expect(await next.all()).toMatchObject([{ standing: 'held', held: { work: { activityId: 'charge-card' } } }]);
  });

  test('whose token the editor does not take says so, and still has it', async () => {
    await scene.scheduleTask();
    secrets.plan.push('fail');
    const outcome = await claim();
    expect(outcome).toMatchObject({ kind: 'claimed', unstored: { name: 'UnstoredTokenFault' } });
    const [found] = await heldTasks.all();
    expect(found?.standing).toBe('unstored');
    const taskToken = await heldTasks.tokenOf(found?.held.id ?? '');
    await scene.sdk.respondActivityTaskCompleted({ taskToken });
  });
});

describe('a poll that is stopped', () => {
  test('while nothing comes claims nothing, and hangs up: the next task is for a real worker', async () => {
    const stop = new AbortController();
    const outcome = claim(undefined, stop.signal);
    await expect.poll(() => scene.requests('PollForActivityTask')).toBe(1);
    stop.abort();
    expect(await outcome).toMatchObject({ kind: 'stopped', maybeTaken: true });
    expect([await heldTasks.all(), records.files.size]).toEqual([[], 0]);
    const held = await scene.holdTask();
    expect(held.taskToken).not.toBe('');
  });

  test('at the very moment when a task comes keeps it', async () => {
    await scene.scheduleTask();
    const stop = new AbortController();
    const outcome = await claim(
      around(async (call) => {
        const answer = await call();
        stop.abort();
        return answer;
      }),
      stop.signal,
    );
    expect(outcome).toMatchObject({ kind: 'claimed' });
    expect(await heldTasks.all()).toMatchObject([{ standing: 'held' }]);
  });
});

test('a poll that fails leaves no record, and says whether a task may have been taken', async () => {
  const outcome = await claimTask(
    { ...request, domain: 'nowhere' },
    {
      client: scene.client,
      heldTasks,
      signal: new AbortController().signal,
    },
  );
  expect(outcome).toMatchObject({ kind: 'failed', maybeTaken: false, fault: { kind: 'unknownDomain' } });
  expect(records.files.size).toBe(0);
});
