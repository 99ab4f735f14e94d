import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { followPace, LiveHistory } from '../../../src/history/liveHistory';
import type { Clock } from '../../../src/ports';
import { HistoryFault } from '../../../src/history/savedHistory';
import { readHistory, readNewerEvents } from '../../../src/swf/history';
import { type HeldTask, Scene } from '../../support/scene';

/** A clock whose sleeps a test ends. */
class Naps implements Clock {
  readonly asked: number[] = [];
  private wake: (() => void) | undefined;

  now(): number {
    return 0;
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    this.asked.push(milliseconds);
    return new Promise((resolve, reject) => {
      this.wake = resolve;
      signal?.addEventListener('abort', () => {
        reject(new Error('ended'));
      });
    });
  }

  /** Ends the sleep, and waits until the next one begins or nothing sleeps any more. */
  async next(live: LiveHistory): Promise<void> {
    const { length } = this.asked;
    this.wake?.();
    await vi.waitFor(() => {
      expect(this.asked.length > length || !live.following).toBe(true);
    }, 20_000);
  }
}

let scene: Scene;
let held: HeldTask;
let clock: Naps;
let live: LiveHistory;
let fails = false;
/** Whether reading fails after its first part. */
let breaks = false;

beforeEach(async () => {
  scene = await Scene.start();
  held = await scene.holdTask();
  clock = new Naps();
  fails = false;
  breaks = false;
  live = new LiveHistory({
    clock,
    live: true,
    read: (after, signal, onPart) => {
      if (fails) return Promise.reject(new HistoryFault('no network'));
      const { client } = scene;
      const { execution } = held.task;
      return after === undefined
        ? readHistory(client, execution, {
            signal,
            onPart: (part) => {
              onPart(part);
              if (breaks) throw new HistoryFault('no network');
            },
          })
        : readNewerEvents(client, execution, after, { signal });
    },
  });
});

afterEach(async () => {
  live.dispose();
  await scene.stop();
});

const calls = () => scene.requests('GetWorkflowExecutionHistory');
const ids = () => live.events.map(({ eventId }) => eventId);

describe('following', () => {
  test('asks while somebody looks, less and less often, and from the shortest pause again when something came', async () => {
    await live.load();
    expect(live.following).toBe(false);
    live.watch(true);
    expect(live.following).toBe(true);
    for (let n = 0; n < 6; n++) await clock.next(live);
    const { shortest, longest } = followPace;
    expect(clock.asked).toEqual([1, 2, 4, 8, 16, 30, 30].map((factor) => factor * shortest));
    expect(longest).toBe(30 * shortest);
    const before = calls();
    await scene.requestCancel(held);
    await clock.next(live);
    expect(ids()).toEqual([...ids().keys()].map((index) => index + 1));
    expect(live.events.at(-1)?.eventType).toBe('ActivityTaskCancelRequested');
    expect(calls()).toBe(before + 1);
    expect(clock.asked.at(-1)).toBe(shortest);
  });

  test('costs no call when nobody looks', async () => {
    await live.load();
    live.watch(true);
    live.watch(false);
    expect(live.following).toBe(false);
    const before = calls();
    await scene.requestCancel(held);
    expect(calls()).toBe(before);
    live.watch(true);
    await clock.next(live);
    expect(live.events.at(-1)?.eventType).toBe('ActivityTaskCancelRequested');
  });

  test('ends with the execution', async () => {
    await live.load();
    live.watch(true);
    const { domain, workflowId } = held.task.execution;
    await scene.sdk.terminateWorkflowExecution({ domain, workflowId });
    await clock.next(live);
    expect(live.closed).toBe(true);
    expect([live.following, live.canFollow]).toEqual([false, false]);
  });

  test('stops and begins when the person says so', async () => {
    const seen: boolean[] = [];
    await live.load();
    live.watch(true);
    live.onDidChange(() => seen.push(live.following));
    live.toggle();
    live.toggle();
    expect(seen).toEqual([false, true]);
  });

  test('goes on after a failure, which takes nothing away', async () => {
    await live.load();
    live.watch(true);
    const before = ids();
    fails = true;
    await clock.next(live);
    expect(live.failure?.message).toBe('no network');
    expect(ids()).toEqual(before);
    fails = false;
    await clock.next(live);
    expect(live.failure).toBeUndefined();
    expect(live.following).toBe(true);
  });
});

test('what could not be read at first is read by the next try', async () => {
  fails = true;
  await live.load();
  expect([live.failure?.message, live.events.length, live.canFollow]).toEqual(['no network', 0, false]);
  fails = false;
  await live.load();
  expect(live.events.length).toBeGreaterThan(0);
});

test('only newer events are read: pages of 100 from the newest back to the known one', async () => {
  const { execution } = held.task;
  const { domain, workflowId } = execution;
  await live.load();
  const known = live.events.length;
  for (let n = 0; n < 150; n++) await scene.sdk.signalWorkflowExecution({ domain, workflowId, signalName: `s${n}` });
  const before = calls();
  await live.refresh();
  expect(calls() - before).toBe(2);
  expect(ids()).toEqual([...ids().keys()].map((index) => index + 1));
  expect(live.events.length).toBe(known + 151);
});

describe('a long history', () => {
  const longer = async (signals: number) => {
    const { domain, workflowId } = held.task.execution;
    for (let n = 0; n < signals; n++) await scene.sdk.signalWorkflowExecution({ domain, workflowId, signalName: 's' });
  };

  test('is told in parts while it is read, with about how many events there are, and is whole at the end alone', async () => {
    await longer(1100);
    const parts: unknown[] = [];
    live.onDidReadPart(() => parts.push([live.part?.events.length, live.part?.total, live.events.length]));
    const before = calls();
    await live.load();
    const all = live.events.length;
    expect(all).toBeGreaterThan(1100);
    expect(parts).toEqual([[1000, all, 0]]);
    expect(live.part).toBeUndefined();
    // Two pages, and one call for the number of events.
    expect(calls() - before).toBe(3);
  });

  test('keeps what was read of it when reading fails, until all is read', async () => {
    await longer(1100);
    breaks = true;
    await live.load();
    expect([live.failure?.message, live.part?.events.length, live.events.length]).toEqual(['no network', 1000, 0]);
    breaks = false;
    await live.load();
    expect([live.failure, live.part]).toEqual([undefined, undefined]);
    expect(live.events.length).toBeGreaterThan(1100);
  });
});
