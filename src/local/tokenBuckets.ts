import type { OperationName } from '../swf/operations';
import type { LocalClock } from './clock';

/** A bucket's size, and how many tokens flow into it a second. */
export type Rate = readonly [size: number, refill: number];

/** AWS page "Amazon SWF Quotas": for each operation, per account and region. */
export const operationRates: Readonly<Record<OperationName, Rate>> = {
  CountClosedWorkflowExecutions: [2_000, 6],
  CountOpenWorkflowExecutions: [2_000, 6],
  CountPendingActivityTasks: [200, 6],
  CountPendingDecisionTasks: [200, 6],
  DeleteActivityType: [200, 6],
  DeleteWorkflowType: [200, 6],
  DeprecateActivityType: [200, 6],
  DeprecateDomain: [100, 6],
  DeprecateWorkflowType: [200, 6],
  DescribeActivityType: [2_000, 6],
  DescribeDomain: [200, 6],
  DescribeWorkflowExecution: [2_000, 6],
  DescribeWorkflowType: [2_000, 6],
  GetWorkflowExecutionHistory: [2_000, 60],
  ListActivityTypes: [200, 6],
  ListClosedWorkflowExecutions: [200, 6],
  ListDomains: [100, 6],
  ListOpenWorkflowExecutions: [200, 48],
  ListTagsForResource: [50, 30],
  ListWorkflowTypes: [200, 6],
  PollForActivityTask: [2_000, 200],
  PollForDecisionTask: [2_000, 200],
  RecordActivityTaskHeartbeat: [2_000, 160],
  RegisterActivityType: [200, 60],
  RegisterDomain: [100, 6],
  RegisterWorkflowType: [200, 60],
  RequestCancelWorkflowExecution: [2_000, 30],
  RespondActivityTaskCanceled: [2_000, 200],
  RespondActivityTaskCompleted: [2_000, 200],
  RespondActivityTaskFailed: [2_000, 200],
  RespondDecisionTaskCompleted: [2_000, 200],
  SignalWorkflowExecution: [2_000, 30],
  StartWorkflowExecution: [2_000, 200],
  TagResource: [50, 30],
  TerminateWorkflowExecution: [2_000, 60],
  UndeprecateActivityType: [200, 6],
  UndeprecateDomain: [100, 6],
  UndeprecateWorkflowType: [200, 6],
  UntagResource: [50, 30],
};

/** The same page: for one workflow execution. */
export const executionRates: Readonly<Partial<Record<OperationName, Rate>>> = {
  GetWorkflowExecutionHistory: [400, 200],
  RecordActivityTaskHeartbeat: [1_000, 1_000],
  RequestCancelWorkflowExecution: [200, 200],
  SignalWorkflowExecution: [1_000, 1_000],
};

/**
 * The same page: for decisions, per account and region. The 2,000 tasks a second of one task list need no bucket: that of
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
