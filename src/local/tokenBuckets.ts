import type { Rate } from '../swf/documentedRates';
import type { LocalClock } from './clock';

/**
 * AWS page "Amazon SWF Quotas": for decisions, per account and region. The 2,000 tasks a second of one task list need no bucket: that of
 * ScheduleActivityTask lets fewer through.
 */
export const decisionRates: Readonly<Partial<Record<string, Rate>>> = {
  RequestCancelExternalWorkflowExecution: [1_200, 120],
  ScheduleActivityTask: [1_000, 200],
  SignalExternalWorkflowExecution: [1_200, 120],
  StartChildWorkflowExecution: [500, 12],
  StartTimer: [2_000, 200],
};

/** So many buckets may be kept before the full ones, which say nothing, are thrown away. */
const manyBuckets = 10_000;

interface Bucket {
  readonly rate: Rate;
  tokens: number;
  /** When `tokens` was right, in milliseconds. */
  at: number;
}

/** Token buckets, made as they are named. They fill by the service's clock, with no timers. */
export class TokenBuckets {
  private readonly buckets = new Map<string, Bucket>();

  constructor(private readonly clock: Pick<LocalClock, 'now'>) {}

  /** How many buckets are kept. */
  get size(): number {
    return this.buckets.size;
  }

  /** Takes a token out of a bucket, new ones being full; false when there is none. */
  take(name: string, rate: Rate): boolean {
    const now = this.clock.now();
    let bucket = this.buckets.get(name);
    if (bucket === undefined) {
      if (this.buckets.size >= manyBuckets) this.throwFullOnesAway(now);
      bucket = { rate, tokens: rate[0], at: now };
      this.buckets.set(name, bucket);
    }
    fill(bucket, now);
    if (bucket.tokens < 1) return false;
    bucket.tokens--;
    return true;
  }

  /** Fills every bucket. */
  clear(): void {
    this.buckets.clear();
  }

  private throwFullOnesAway(now: number): void {
    for (const [name, bucket] of this.buckets) {
      fill(bucket, now);
      if (bucket.tokens === bucket.rate[0]) this.buckets.delete(name);
    }
  }
}

function fill(bucket: Bucket, now: number): void {
  const [size, refill] = bucket.rate;
  bucket.tokens = Math.min(size, bucket.tokens + ((now - bucket.at) * refill) / 1000);
  bucket.at = now;
}
