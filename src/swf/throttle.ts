import type { Clock } from '../ports';

/** Tells of changes at once, and after that so often at most; the last one is always told. */
export class Throttle {
  private toldAt = Number.NEGATIVE_INFINITY;
  private readonly ended = new AbortController();
  private isDue = false;

  /** `every` is in milliseconds. */
  constructor(
    private readonly clock: Clock,
    private readonly every: number,
    private readonly tell: () => void,
  ) {}

  /** Something changed. */
  soon(): void {
    if (this.isDue || this.ended.signal.aborted) return;
    const wait = this.toldAt + this.every - this.clock.now();
    if (wait <= 0) this.now();
    else {
      this.isDue = true;
      this.clock.sleep(wait, this.ended.signal).then(
        () => {
          if (this.isDue) this.now();
        },
        () => undefined,
      );
    }
  }

  /** Something changed that is told at once. */
  now(): void {
    if (this.ended.signal.aborted) return;
    this.isDue = false;
    this.toldAt = this.clock.now();
    this.tell();
  }

  dispose(): void {
    this.ended.abort();
  }
}
