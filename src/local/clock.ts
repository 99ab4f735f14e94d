import { TimerQueue } from './timerQueue';

/** Takes a timer out of the clock. */
export type CancelTimer = () => void;

/** The longest delay that setTimeout can hold; a longer wait is taken in steps. */
const longestStepMs = 2_147_483_647;

/**
 * The one clock of a Local SWF: every timestamp, timeout, long poll and retention period comes from it.
 * It either goes with the wall clock, or stands until it is advanced. It never runs backwards.
 */
export class LocalClock {
  private readonly timers = new TimerQueue();
  private latest: number;
  /** What `advance` has put this clock ahead of the wall clock, in milliseconds. */
  private ahead = 0;
  private stands: boolean;
  /** The due time of the timer that `advance` is firing. */
  private firingAt: number | undefined;
  private wakeUp: NodeJS.Timeout | undefined;

  /** A clock that stands starts at `startAt` (milliseconds since 1970, default: now). */
  constructor(options: { readonly standing?: boolean; readonly startAt?: number } = {}) {
    this.stands = options.standing ?? false;
    this.latest = this.stands ? (options.startAt ?? Date.now()) : 0;
  }

  get standing(): boolean {
    return this.stands;
  }

  /** The number of timers that wait. */
  get waiting(): number {
    return this.timers.size;
  }

  /** Milliseconds since 1970. */
  now(): number {
    if (this.firingAt !== undefined) return this.firingAt;
    if (!this.stands) this.latest = Math.max(this.latest, Date.now() + this.ahead);
    return this.latest;
  }

  /** Calls `fire` after so many milliseconds of this clock. */
  after(milliseconds: number, fire: () => void): CancelTimer {
    const cancel = this.timers.add(this.now() + milliseconds, fire);
    this.setWakeUp();
    return cancel;
  }

  /** Puts the clock forward and fires everything due on the way, in order, each at its own time. */
  advance(milliseconds: number): void {
    if (!Number.isFinite(milliseconds) || milliseconds < 0) {
      throw new RangeError(`A clock only goes forward: ${milliseconds} ms`);
    }
    const target = this.now() + milliseconds;
    try {
      for (let next = this.timers.first; next !== undefined && next.at <= target; next = this.timers.first) {
        this.timers.shift();
        this.firingAt = Math.max(next.at, this.latest);
        next.fire();
      }
    } finally {
      this.firingAt = undefined;
      this.latest = target;
      this.ahead += milliseconds;
      this.setWakeUp();
    }
  }

  /** Lets a standing clock go with the wall clock from now on, first catching up with it. */
  follow(): void {
    if (!this.stands) return;
    this.advance(Math.max(0, Date.now() - this.latest));
    this.stands = false;
    this.ahead = this.latest - Date.now();
    this.setWakeUp();
  }

  /** Drops every timer. */
  stop(): void {
    while (this.timers.shift() !== undefined);
    clearTimeout(this.wakeUp);
    this.wakeUp = undefined;
  }

  private setWakeUp(): void {
    clearTimeout(this.wakeUp);
    this.wakeUp = undefined;
    const next = this.timers.first;
    if (this.stands || this.firingAt !== undefined || next === undefined) return;
    const wait = Math.min(Math.max(0, next.at - this.now()), longestStepMs);
    this.wakeUp = setTimeout(() => {
      this.fireDue();
    }, wait);
  }

  private fireDue(): void {
    try {
      for (let next = this.timers.first; next !== undefined && next.at <= this.now(); next = this.timers.first) {
        this.timers.shift();
        next.fire();
      }
    } finally {
      this.setWakeUp();
    }
  }
}
