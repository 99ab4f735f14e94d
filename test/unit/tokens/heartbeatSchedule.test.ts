import { afterEach, describe, expect, test } from 'vitest';
import type { Clock } from '../../../src/ports';
import type { SwfClient } from '../../../src/swf/client';
import { SwfFault } from '../../../src/swf/faults';
import { heartbeatInterval, HeartbeatSchedule } from '../../../src/tokens/heartbeatSchedule';
import type { Beat } from '../../../src/tokens/heldCare';
import { type HeldTask, isOf } from '../../../src/tokens/heldTask';
import { HeldTasks } from '../../../src/tokens/heldTasks';
import { FakeSecrets, SharedRecords } from '../../support/fakeKeeping';

const target = { kind: 'aws', label: 'prod', region: 'eu-west-1', profile: 'prod' } as const;
const activity = {
  execution: { domain: 'orders', workflowId: 'order-1', runId: 'r' },
  activityId: 'charge-card',
  activityType: { name: 'ChargeCard', version: '2.0' },
  taskList: 'payments',
  scheduledEventId: 5,
  startedEventId: 6,
  scheduledAt: 0,
  startedAt: 0,
  timeouts: { startToClose: 3600, heartbeat: 30 },
};
const everyMs = 10_000;

/** A clock that stands; whoever sleeps is woken when the test advances it. */
class StandingClock implements Clock {
  time = 1_700_000_000_000;
  private readonly sleepers = new Set<{ readonly until: number; readonly wake: () => void }>();

  now(): number {
    return this.time;
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const sleeper = { until: this.time + milliseconds, wake: resolve };
      this.sleepers.add(sleeper);
      signal?.addEventListener('abort', () => {
        this.sleepers.delete(sleeper);
        reject(new Error('stopped'));
      });
    });
  }

  /** Wakes one after the other, each at its time. */
  async advance(milliseconds: number): Promise<void> {
    const until = this.time + milliseconds;
    await settle();
    for (;;) {
      const next = [...this.sleepers].filter((each) => each.until <= until).sort((a, b) => a.until - b.until)[0];
      if (next === undefined) break;
      this.time = Math.max(this.time, next.until);
      this.sleepers.delete(next);
      next.wake();
      await settle();
    }
    this.time = until;
  }
}

/** Lets everything go on that waits for nothing but its turn. */
async function settle(): Promise<void> {
  for (let i = 0; i < 5; i++) await new Promise((resolve) => setImmediate(resolve));
}

const opened: { dispose(): void }[] = [];
afterEach(() => {
  for (const each of opened.splice(0)) each.dispose();
});

async function house() {
  const clock = new StandingClock();
  const secrets = new FakeSecrets();
  const records = new SharedRecords();
  /** When each heartbeat was sent, in milliseconds since the beginning. */
  const beats: number[] = [];
  const began = clock.time;
  let answer: () => Promise<object> = () => Promise.resolve({ cancelRequested: false });
  let used = target;
  const client = (): SwfClient => ({
    target: used,
    call: async <Answer>() => {
      beats.push(clock.time - began);
      return (await answer()) as Answer;
    },
    dispose: () => undefined,
  });
  const window = () => {
    const heldTasks = new HeldTasks({ secrets, records: records.window(), clock });
    const told: Beat[] = [];
    const failed: unknown[] = [];
    const schedule = new HeartbeatSchedule({
      heldTasks,
      clock,
      useOf: (task) => (isOf(task, used) ? (procedure) => procedure(client()) : undefined),
      tell: (_, beat) => told.push(beat),
      fail: (error) => failed.push(error),
    });
    opened.push(
      schedule,
      heldTasks,
      heldTasks.onDidChange(() => void schedule.follow()),
    );
    return { heldTasks, schedule, told, failed };
  };
  const first = window();
  const poll = await first.heldTasks.expect({ how: 'claimed', target, domain: 'orders' });
  const held: HeldTask = {
    ...poll,
    work: { workflowId: 'order-1', runId: 'r', activityId: 'charge-card', startedEventId: 6 },
    task: activity,
  };
  await first.heldTasks.keep(held, 'a-token');
  await first.heldTasks.all();
  const turnOn = () => first.heldTasks.update(held.id, { heartbeats: { everyMs } });
  return {
    clock,
    secrets,
    beats,
    window,
    first,
    held,
    turnOn,
    set answer(next: () => Promise<object>) {
      answer = next;
    },
    set target(next: typeof target) {
      used = next;
    },
  };
}

const fault = (kind: 'unknownActivity' | 'throttled') =>
  new SwfFault(kind, 'no', { operation: 'RecordActivityTaskHeartbeat', delivered: 'no' });

describe('heartbeats on schedule', () => {
  test('come three times within the heartbeat timeout, the first at once', async () => {
    const { clock, beats, turnOn, first } = await house();
    await turnOn();
    await clock.advance(120_000);
    expect(beats[0]).toBe(0);
    const gaps = beats.slice(1).map((at, i) => at - (beats[i] ?? 0));
    expect(gaps.length).toBeGreaterThanOrEqual(9);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(everyMs * 1.2);
    expect(first.failed).toEqual([]);
  });

  test('go on after the editor did not give the token once, which is told once', async () => {
    const { clock, beats, secrets, turnOn, first } = await house();
    await turnOn();
    await clock.advance(1_000);
    const before = beats.length;
    secrets.plan.push('fail', 'fail');
    await clock.advance(20_000);
    expect(first.failed).toMatchObject([{ message: 'The keyring is locked' }]);
    await clock.advance(40_000);
    expect(beats.length).toBeGreaterThanOrEqual(before + 4);
    expect(first.failed).toHaveLength(1);
  });

  test('end when they are turned off, and with the task', async () => {
    const scene = await house();
    await scene.turnOn();
    await scene.clock.advance(15_000);
    await scene.first.heldTasks.update(scene.held.id, { heartbeats: undefined });
    const before = scene.beats.length;
    await scene.clock.advance(60_000);
    expect(scene.beats).toHaveLength(before);
    expect(scene.first.schedule.stateOf(scene.held.id)).toBe('none');

    await scene.turnOn();
    scene.answer = () => Promise.reject(fault('unknownActivity'));
    await scene.clock.advance(60_000);
    expect(scene.beats).toHaveLength(before + 1);
    expect(scene.first.told).toEqual([{ kind: 'left' }]);
    expect(await scene.first.heldTasks.all()).toEqual([]);
  });

  test('tell once of a requested cancellation, and go on', async () => {
    const scene = await house();
    scene.answer = () => Promise.resolve({ cancelRequested: true });
    await scene.turnOn();
    await scene.clock.advance(60_000);
    expect(scene.beats.length).toBeGreaterThan(3);
    expect(scene.first.told).toEqual([{ kind: 'recorded', cancelRequested: true, firstRequest: true }]);
  });

  test('that fail are told once, tried again soon, and well before the timeout', async () => {
    const scene = await house();
    scene.answer = () => Promise.reject(fault('throttled'));
    await scene.turnOn();
    await scene.clock.advance(20_000);
    expect(scene.first.told.map(({ kind }) => kind)).toEqual(['failed']);
    expect(scene.beats.length).toBeGreaterThan(4);
    expect(scene.first.schedule.stateOf(scene.held.id)).toBe('failing');
    scene.answer = () => Promise.resolve({});
    await scene.clock.advance(10_000);
    expect(scene.first.schedule.stateOf(scene.held.id)).toBe('running');
  });

  test('go on in another window when the first is gone, and are not doubled while both are there', async () => {
    const scene = await house();
    const second = scene.window();
    await second.heldTasks.all();
    await scene.turnOn();
    await scene.clock.advance(60_000);
    expect(scene.beats.length).toBeLessThanOrEqual(8);
    scene.first.schedule.dispose();
    const before = scene.beats.length;
    await scene.clock.advance(60_000);
    expect(scene.beats.length).toBeGreaterThan(before + 3);
  });

  test('of another connection are not sent to this one; those under way keep their own', async () => {
    const scene = await house();
    await scene.turnOn();
    await scene.clock.advance(15_000);
    scene.target = { ...target, profile: 'staging' } as unknown as typeof target;
    const before = scene.beats.length;
    await scene.clock.advance(30_000);
    expect(scene.beats.length).toBeGreaterThan(before);
    const other = scene.window();
    await other.heldTasks.all();
    await other.schedule.follow();
    expect(other.schedule.stateOf(scene.held.id)).toBe('none');
  });
});

test('how often depends on the heartbeat timeout alone', () => {
  const of = (heartbeat: number | 'NONE' | undefined) =>
    heartbeatInterval({ ...activity, timeouts: { ...activity.timeouts, heartbeat } });
  expect([of(30), of(1), of(86_400), of('NONE'), of(undefined), heartbeatInterval(undefined)]).toEqual([
    10_000,
    1000 / 3,
    300_000,
    undefined,
    undefined,
    undefined,
  ]);
});
