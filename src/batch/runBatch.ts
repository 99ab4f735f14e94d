import type { TargetContext, TargetOutcome } from './actOnTarget';
import { type Batch, type BatchEnd, type BatchLine, isOpen, type TargetRow, withLine } from './record';
import type { Clock } from '../ports';
import type { SwfClient } from '../swf/client';
import type { FaultKind } from '../swf/faults';
import type { RequestRates } from '../swf/rates';

/** Targets that are under way together: enough to keep up with the rates, few enough to stop soon. */
const atOnce = 4;

/** So many targets in a row that fail for the same reason end a batch by itself. */
const brakeAfter = 5;

/** How often a target that Amazon SWF throttles is tried again, after the tries of the procedure itself. */
const mostRefusals = 8;

export interface BatchRun {
  readonly client: SwfClient;
  readonly rates: RequestRates;
  readonly clock: Clock;
  /** Stops the batch: nothing more is sent, what was sent is proven. */
  readonly signal: AbortSignal;
  /** Keeps a line of the record; resolves when it is on the disk. */
  readonly write: (line: BatchLine) => Promise<void>;
  readonly onChange: (batch: Batch) => void;
}

/** Does what the batch is for to one target. */
export type ActOnTarget = (row: TargetRow, context: TargetContext) => Promise<TargetOutcome>;

type RecordedLine = Exclude<BatchLine, { kind: 'head' }>;

/**
 * Acts on every target of a batch that is not done yet, in their order, a few at once. Each request is in the record before
 * it leaves and each outcome as soon as it is known, so that whatever ends the window leaves no doubt where to go on.
 */
export async function runBatch(batch: Batch, act: ActOnTarget, run: BatchRun): Promise<Batch> {
  return await new Runner(batch, act, run).all();
}

class Runner {
  private readonly braked = new AbortController();
  private readonly signal: AbortSignal;
  private lastFault: FaultKind | undefined;
  private faultsInARow = 0;
  private brakedFor = '';

  constructor(
    private batch: Batch,
    private readonly act: ActOnTarget,
    private readonly run: BatchRun,
  ) {
    this.signal = AbortSignal.any([run.signal, this.braked.signal]);
  }

  async all(): Promise<Batch> {
    await this.keep({ kind: 'begin', at: this.now() });
    const waiting = this.batch.rows.flatMap((row, target) => (isOpen(row) ? [target] : []));
    const work = async () => {
      for (let target = waiting.shift(); target !== undefined; target = waiting.shift()) {
        if (this.signal.aborted) return;
        await this.one(target);
      }
    };
    // One worker's mistake must not leave the others unwatched: all have ended before it is thrown.
    const ended = await Promise.allSettled(Array.from({ length: atOnce }, work));
    const failed = ended.find((each) => each.status === 'rejected');
    await this.keep({ kind: 'end', at: this.now(), ...this.howEnded() });
    if (failed !== undefined) throw failed.reason;
    return this.batch;
  }

  private howEnded(): { readonly how: BatchEnd; readonly why: string } {
    if (this.run.signal.aborted) return { how: 'stopped', why: '' };
    return this.braked.signal.aborted ? { how: 'brake', why: this.brakedFor } : { how: 'done', why: '' };
  }

  private async one(target: number): Promise<void> {
    for (let refusals = 0; ; refusals++) {
      const row = this.batch.rows[target];
      if (row === undefined) return;
      const outcome = await this.actOn(target, row);
      const isBusy = outcome.result.state === 'refused' && outcome.fault?.kind === 'throttled';
      if (isBusy && refusals < mostRefusals && !this.signal.aborted) continue;
      await this.keep({ kind: 'result', at: this.now(), target, result: outcome.result });
      this.watchFaults(outcome);
      return;
    }
  }

  private async actOn(target: number, row: TargetRow): Promise<TargetOutcome> {
    const { client, rates, clock } = this.run;
    const context: TargetContext = {
      client,
      rates,
      clock,
      signal: this.signal,
      sending: (after) => this.keep({ kind: 'sending', at: this.now(), target, after }),
    };
    return await this.act(row, context);
  }

  /** What fails for one target may work for the next; what fails again and again is the connection, or the permission. */
  private watchFaults({ fault, result }: TargetOutcome): void {
    if (result.state === 'notSent') return;
    this.faultsInARow = fault === undefined ? 0 : fault.kind === this.lastFault ? this.faultsInARow + 1 : 1;
    this.lastFault = fault?.kind;
    if (fault === undefined || this.faultsInARow < brakeAfter) return;
    this.brakedFor = fault.message;
    this.braked.abort();
  }

  /** Lines are written one after the other: the record's order is the order of what happened. */
  private async keep(line: RecordedLine): Promise<void> {
    this.batch = withLine(this.batch, line);
    await this.run.write(line);
    this.run.onChange(this.batch);
  }

  private now(): number {
    return this.run.clock.now();
  }
}
