import type { Clock } from '../ports';
import type { Target } from './client';
import { operationRates, type Rate } from './documentedRates';
import type { OperationName } from './operations';

/**
 * Kept back of every bucket: requests that left in order may arrive bunched together, and what is called one by one takes
 * from the same buckets of the service without waiting for ours.
 */
const keptBack = 0.02;
/** What a refusal leaves of a bucket's flow, and the least that many of them leave. */
const slowedTo = 0.5;
const slowest = 1 / 16;
/** How much of the flow comes back in a second. */
const recovery = 0.02;
/** After a refusal nothing is sent for so long; refusals within it are answers to what was on its way. In milliseconds. */
const pause = 1000;

interface Waiter {
  readonly go: () => void;
}

/** The turns of one operation: a token bucket of our own, smaller than the service's, and those who wait for it in order. */
class Bucket {
  private readonly waiters: Waiter[] = [];
  private tokens: number;
  /** When `tokens` was right. */
  private at: number;
  /** 1 while the service refuses nothing. */
  private flow = 1;
  private slowedAt = Number.NEGATIVE_INFINITY;
  private wake: AbortController | undefined;

  constructor(
    private readonly rate: Rate,
    private readonly clock: Clock,
    /** The part of the documented rate that may be used, up to 1. */
    private readonly share: () => number,
  ) {
    this.tokens = this.size;
    this.at = clock.now();
  }

  async take(signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted();
    await new Promise<void>((resolve, reject) => {
      const stop = () => {
        this.waiters.splice(this.waiters.indexOf(waiter), 1);
        if (this.waiters.length === 0) this.wake?.abort();
        reject(signal?.reason instanceof Error ? signal.reason : new Error('Stopped'));
      };
      const waiter: Waiter = {
        go: () => {
          signal?.removeEventListener('abort', stop);
          resolve();
        },
      };
      signal?.addEventListener('abort', stop, { once: true });
      this.waiters.push(waiter);
      if (this.wake === undefined) void this.serve();
    });
  }

  /** Our picture of the service's bucket was too bright: others take from it too. */
  slowDown(): void {
    this.fill();
    const now = this.clock.now();
    if (now - this.slowedAt < pause) return;
    this.slowedAt = now;
    this.flow = Math.max(slowest, this.flow * slowedTo);
    this.tokens = Math.min(this.tokens, 1 - (this.refill * pause) / 1000);
  }

  /** How long so many calls more will take, those that wait included, in milliseconds. */
  timeFor(calls: number): number {
    this.fill();
    return (Math.max(0, this.waiters.length + calls - this.tokens) / this.refill) * 1000;
  }

  private async serve(): Promise<void> {
    this.wake = new AbortController();
    try {
      for (;;) {
        this.fill();
        while (this.tokens >= 1 && this.waiters.length > 0) {
          this.tokens--;
          this.waiters.shift()?.go();
        }
        if (this.waiters.length === 0) return;
        // Looked at anew each second: the share is a setting, and may be raised meanwhile.
        const next = ((1 - this.tokens) / this.refill) * 1000;
        await this.clock.sleep(Math.min(pause, Math.ceil(next)), this.wake.signal);
      }
    } catch (error) {
      if (!this.wake.signal.aborted) throw error;
    } finally {
      this.wake = undefined;
      // Somebody may have come while the last one left.
      if (this.waiters.length > 0) void this.serve();
    }
  }

  private get size(): number {
    return Math.max(1, this.rate[0] * this.share() * (1 - keptBack));
  }

  /** Tokens a second. */
  private get refill(): number {
    return this.rate[1] * this.share() * this.flow;
  }

  private fill(): void {
    const now = this.clock.now();
    const seconds = Math.max(0, now - this.at) / 1000;
    this.tokens = Math.min(this.size, this.tokens + seconds * this.refill);
    this.flow = Math.min(1, this.flow + seconds * recovery);
    this.at = now;
  }
}

/**
 * When calls in bulk may be made, so that Amazon SWF refuses none and the workers keep their share of the same buckets: a
 * token bucket for each operation, as large and as fast as documented (AWS page "Amazon SWF Quotas") times the share that
 * may be used. A refusal halves the flow of its operation, which comes back slowly. Whoever waits is served in order.
 */
export class RequestRates {
  private readonly buckets = new Map<OperationName, Bucket>();

  /** `percent` is the share of the documented rates that may be used, from 1 to 100. */
  constructor(
    private readonly clock: Clock,
    private readonly percent: () => number,
  ) {}

  /** Resolves when the next call of an operation may be made; rejects with the signal's reason. */
  async take(operation: OperationName, signal?: AbortSignal): Promise<void> {
    await this.bucket(operation).take(signal);
  }

  /** To be told of every ThrottlingException. */
  slowDown(operation: OperationName): void {
    this.bucket(operation).slowDown();
  }

  /** How long so many calls more will take by the rates alone, in milliseconds. */
  timeFor(operation: OperationName, calls: number): number {
    return this.bucket(operation).timeFor(calls);
  }

  private bucket(operation: OperationName): Bucket {
    let bucket = this.buckets.get(operation);
    if (bucket === undefined) {
      const share = () => Math.min(100, Math.max(1, this.percent())) / 100;
      bucket = new Bucket(operationRates[operation], this.clock, share);
      this.buckets.set(operation, bucket);
    }
    return bucket;
  }
}

/**
 * The rates of each account and region: kept, as the service keeps its own. Two profiles are taken for two accounts until it is known
 * that they are one.
 */
export class RatesByTarget {
  private readonly known = new Map<string, RequestRates>();

  constructor(
    private readonly clock: Clock,
    private readonly percent: () => number,
  ) {}

  of({ kind, region, profile, endpoint, account }: Target): RequestRates {
    const keys = [
      ...(account === undefined ? [] : [JSON.stringify(['account', account, region, endpoint])]),
      JSON.stringify([kind, region, profile, endpoint]),
    ];
    const rates =
      keys.map((key) => this.known.get(key)).find((each) => each !== undefined) ??
      new RequestRates(this.clock, this.percent);
    for (const key of keys) this.known.set(key, rates);
    return rates;
  }
}
