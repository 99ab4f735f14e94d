import { TimerQueue } from './timerQueue';

/** The end of the year 9999: no client's dates go further. In milliseconds since 1970. */
const latestTime = Date.UTC(10_000, 0) - 1;

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
  /** The time of the work at hand: a timer's due time, or when a request came. */
  private heldAt: number | undefined;
  private wakeUp: NodeJS.Timeout | undefined;
  private wakesAt = Infinity;
  /** Told how far the clock was put forward. */
  onAdvance: (milliseconds: number) => void = nobody;

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
    if (this.heldAt !== undefined) return this.heldAt;
    if (!this.stands) this.latest = Math.max(this.latest, Date.now() + this.ahead);
    return this.latest;
  }

  /** Calls `fire` after so many milliseconds of this clock. */
  after(milliseconds: number, fire: () => void): CancelTimer {
    const cancel = this.timers.add(this.now() + milliseconds, fire);
    this.setWakeUp();
    return cancel;
  }

  /**
   * Does one piece of work, all of it at one time: what was due by then comes first, each timer at its own time. So
   * the order of what happens follows from its times, however late the process got to it.
   */
  hold<Result>(work: () => Result): Result {
    if (this.heldAt !== undefined) return work();
    const now = this.now();
    this.fireUntil(now);
    return this.at(now, work);
  }

  /**
   * Puts the clock forward and fires everything due on the way, in order, each at its own time. Throws a RangeError for
   * a negative number, and for one that leads beyond the year 9999.
   */
  advance(milliseconds: number): void {
    if (!Number.isFinite(milliseconds) || milliseconds < 0) {
      throw new RangeError(`A clock only goes forward: ${milliseconds} ms`);
    }
    const target = this.now() + milliseconds;
    if (target > latestTime) throw new RangeError(`A clock ends with the year 9999: ${milliseconds} ms are too many`);
    try {
      this.fireUntil(target);
    } finally {
      this.latest = target;
      this.ahead += milliseconds;
      this.setWakeUp();
    }
    this.onAdvance(milliseconds);
  }

  /**
   * Goes once more through what happened to a clock before: so many timers, and then some work at its time. Meant for
   * a clock without timers of its own. Throws a RangeError when there are fewer timers.
   */
  repeat(timers: number, time: number, work: () => void): void {
    for (let left = timers; left > 0; left--) {
      const next = this.timers.shift();
      if (next === undefined) throw new RangeError('A timer that has fired before is not there');
      this.at(next.at, next.fire);
    }
    this.latest = time;
    this.at(time, work);
  }

  /** Repeats an advance: later times of a clock that goes with the wall clock stay as far ahead of it. */
  repeatAdvance(milliseconds: number): void {
    this.ahead += milliseconds;
    this.onAdvance(milliseconds);
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
    this.wakesAt = Infinity;
  }

  private fireUntil(time: number): void {
    for (let next = this.timers.first; next !== undefined && next.at <= time; next = this.timers.first) {
      this.timers.shift();
      this.at(next.at, next.fire);
    }
  }

  private at<Result>(time: number, work: () => Result): Result {
    this.heldAt = time;
    try {
      return work();
    } finally {
      this.heldAt = undefined;
      this.setWakeUp();
    }
  }

  /** Wakes up in time for the first timer; a wake-up for one that is gone does no harm. */
  private setWakeUp(): void {
    const next = this.timers.first;
    if (this.stands || this.heldAt !== undefined || next === undefined || this.wakesAt <= next.at) return;
    clearTimeout(this.wakeUp);
    this.wakesAt = next.at;
    const wait = Math.min(Math.max(0, next.at - this.ahead - Date.now()), longestStepMs);
    this.wakeUp = setTimeout(() => {
      this.wakesAt = Infinity;
      try {
        this.fireUntil(this.now());
      } finally {
        this.setWakeUp();
      }
    }, wait);
  }
}

function nobody(): void {
  // Most clocks are watched by no one.
}
