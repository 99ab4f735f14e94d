import type { Clock } from '../../src/ports';
import { numberIn } from './programs';

/** The clock of a Local SWF in another process, put forward by this one while no call is under way. */
export class StandingClock implements Clock {
  private time = 0;
  private readonly sleepers = new Set<{ readonly until: number; readonly wake: () => void }>();

  constructor(private readonly endpoint: string) {}

  now(): number {
    return this.time;
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const stop = () => {
        this.sleepers.delete(sleeper);
        reject(new Error('Stopped'));
      };
      const wake = () => {
        signal?.removeEventListener('abort', stop);
        resolve();
      };
      const sleeper = { until: this.time + milliseconds, wake };
      this.sleepers.add(sleeper);
      signal?.addEventListener('abort', stop, { once: true });
    });
  }

  /** A second at least, so that the requests to the clock are few beside the others. */
  async next(): Promise<void> {
    if (this.sleepers.size === 0) return;
    const next = Math.min(...[...this.sleepers].map(({ until }) => until));
    await this.advance(Math.max(1, (next - this.time) / 1000));
  }

  async advance(advanceSeconds: number): Promise<void> {
    const response = await fetch(`${this.endpoint}/_local/clock`, {
      method: 'POST',
      body: JSON.stringify({ advanceSeconds }),
    });
    this.time = numberIn(await response.json(), 'now') * 1000;
    for (const sleeper of [...this.sleepers]) {
      if (sleeper.until > this.time) continue;
      this.sleepers.delete(sleeper);
      sleeper.wake();
    }
  }
}
