import { beat, type Beat } from './heldCare';
import { type HeldTask, isOf } from './heldTask';
import type { HeldTasks } from './heldTasks';
import type { Clock } from '../ports';
import type { ActivityTask } from '../swf/activityTasks';
import type { SwfClient } from '../swf/client';

export interface ScheduleParts {
  readonly heldTasks: HeldTasks;
  readonly clock: Clock;
  /** What does all of a procedure with one client of a task's connection; nothing while that is not open. */
  readonly useOf: (held: HeldTask) => UseClient | undefined;
  /** Told of a first cancellation request, of a task that is gone, and of a first failure after a success. */
  readonly tell: (held: HeldTask, beat: Beat) => void;
  /** Told what ended a loop that nobody ended. */
  readonly fail: (error: unknown) => void;
}

/** Does all of a procedure with one client, whichever connection is chosen meanwhile. */
export type UseClient = (procedure: (client: SwfClient) => Promise<void>) => Promise<void>;

/** Never rarer than this, in milliseconds. */
const longestMs = 300_000;
/** A heartbeat that failed is tried again after so many milliseconds, or earlier where the schedule says so. */
const retryMs = 5_000;

/**
 * How often to record a heartbeat, in milliseconds: three times within the task's heartbeat timeout, so that two may be
 * lost. Undefined when the task has none, or its history has not told yet.
 */
export function heartbeatInterval(task: ActivityTask | undefined): number | undefined {
  const seconds = task?.timeouts.heartbeat;
  if (typeof seconds !== 'number') return undefined;
  return Math.min(longestMs, Math.max(250, (seconds * 1000) / 3));
}

/**
 * Records the heartbeats of those held tasks for which the person turned it on, in every window that uses the extension:
 * what one has sent, the others see in the record and do not repeat. Ends with the task. A loop keeps the client it began
 * with, so that choosing another connection does not let a task die.
 */
export class HeartbeatSchedule {
  private readonly loops = new Map<string, AbortController>();
  private readonly failing = new Set<string>();
  /** Windows drift apart by this much of the interval, so that one is usually first. */
  private readonly drift = Math.random() * 0.2;

  constructor(private readonly parts: ScheduleParts) {}

  /** Begins and ends loops as the records say; to be called whenever they or the connection change. */
  async follow(): Promise<void> {
    const scheduled = new Map<string, HeldTask>();
    for (const { held, standing } of await this.parts.heldTasks.all()) {
      // A token that the editor does not give at the moment may come back before the task times out.
      const has = standing === 'held' || standing === 'unstored' || standing === 'unreadable';
      if (has && held.heartbeats !== undefined) scheduled.set(held.id, held);
    }
    for (const [id, loop] of this.loops) if (!scheduled.has(id)) loop.abort();
    for (const [id, held] of scheduled) {
      const use = this.loops.has(id) ? undefined : this.parts.useOf(held);
      if (use !== undefined) void this.run(id, use);
    }
  }

  /** Whether this window records the heartbeats of a task, and whether the last one failed. */
  stateOf(id: string): 'none' | 'running' | 'failing' {
    if (!this.loops.has(id)) return 'none';
    return this.failing.has(id) ? 'failing' : 'running';
  }

  dispose(): void {
    for (const loop of this.loops.values()) loop.abort();
  }

  private async run(id: string, use: UseClient): Promise<void> {
    const loop = new AbortController();
    this.loops.set(id, loop);
    try {
      await use(async (client) => {
        while (!loop.signal.aborted && (await this.step(id, client, loop.signal)));
      });
    } catch (error) {
      if (!loop.signal.aborted) this.parts.fail(error);
    } finally {
      this.loops.delete(id);
      this.failing.delete(id);
    }
  }

  /** Waits until a heartbeat is due, or records it; false when there is nothing left to do. */
  private async step(id: string, client: SwfClient, signal: AbortSignal): Promise<boolean> {
    const { heldTasks, clock, tell } = this.parts;
    const held = (await heldTasks.all()).find((each) => each.held.id === id)?.held;
    if (held?.heartbeats === undefined || !isOf(held, client.target)) return false;
    const { everyMs } = held.heartbeats;
    const wait = (held.lastHeartbeat?.at ?? 0) + everyMs * (1 + this.drift) - clock.now();
    if (wait > 0) {
      await clock.sleep(wait, signal);
      return true;
    }
    let result: Beat | undefined;
    try {
      result = await beat(held, client, heldTasks, () => clock.now());
    } catch (error) {
      // The editor did not give the token, or a record could not be written: that passes, and a task without heartbeats dies.
      if (!this.failing.has(id)) this.parts.fail(error);
    }
    if (result === undefined || result.kind === 'failed') {
      if (result !== undefined && !this.failing.has(id)) tell(held, result);
      this.failing.add(id);
      await clock.sleep(Math.min(everyMs / 3, retryMs), signal);
      return true;
    }
    this.failing.delete(id);
    if (result.kind !== 'recorded' || result.firstRequest) tell(held, result);
    return result.kind === 'recorded';
  }
}
