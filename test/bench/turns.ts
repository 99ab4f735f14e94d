import { readFileSync } from 'node:fs';
import process from 'node:process';

/** The main thread's processor time in nanoseconds, where the system tells it: the first number in this file of Linux. */
const ownTime = `/proc/self/task/${process.pid}/schedstat`;
const nanosecondsInMs = 1e6;

/** Watches the turns of this process's event loop, from its making until it is ended, and its memory. */
export class Turns {
  private readonly rss = process.memoryUsage.rss();
  private mostRss = this.rss;
  private longest = 0;
  private isOver = false;
  private begun = moment();

  constructor() {
    setImmediate(this.turn);
  }

  /** The longest turn, in milliseconds of the main thread's work, and by how much the process grew at most, in bytes. */
  end(): { readonly longest: number; readonly grown: number } {
    this.isOver = true;
    return { longest: this.longest, grown: this.mostRss - this.rss };
  }

  private readonly turn = () => {
    if (this.isOver) return;
    const now = moment();
    this.longest = Math.max(this.longest, Math.min(now.wall - this.begun.wall, now.cpu - this.begun.cpu));
    this.mostRss = Math.max(this.mostRss, process.memoryUsage.rss());
    this.begun = moment();
    setImmediate(this.turn);
  };
}

/**
 * Both in milliseconds. A busy machine may stop a process at any moment, and where only the processor time of all threads
 * is known, it counts the garbage collector's too: a turn lasts no longer than either of them says.
 */
function moment(): { readonly wall: number; readonly cpu: number } {
  return { wall: performance.now(), cpu: processorTime() };
}

function processorTime(): number {
  try {
    return Number(readFileSync(ownTime, 'latin1').split(' ', 1)[0]) / nanosecondsInMs;
  } catch {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  }
}
