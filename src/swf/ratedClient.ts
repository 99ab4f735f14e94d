import type { Clock } from '../ports';
import type { CallOptions, Input, Output, SwfClient, Target } from './client';
import { type FaultKind, SwfFault, toSwfFault } from './faults';
import { operation as operationOf, type OperationName } from './operations';
import type { RequestRates } from './rates';

/** How often a call that Amazon SWF throttles is sent before its fault is passed on. */
const mostRefusals = 8;
/** How often a read is sent when its answer is lost or the service fails. */
const mostAttempts = 3;
/** Before a read is repeated, times the attempts so far; in milliseconds. */
const retryAfter = 500;

/** What may be gone at the next attempt. */
const passing: ReadonlySet<FaultKind> = new Set<FaultKind>(['serviceFailed', 'connectionBroken', 'timedOut']);

/** A client for calls in bulk. */
export interface BulkClient extends SwfClient {
  /** How long so many calls more will take by the request rates alone, in milliseconds. */
  timeFor(operation: OperationName, calls: number): number;
}

/**
 * A client for calls in bulk: each waits for its turn, and every request is counted, also one that repeats another. A
 * throttled call waits for a turn again, as the service has said that it did nothing.
 */
export class RatedClient implements BulkClient {
  constructor(
    private readonly client: SwfClient,
    private readonly rates: RequestRates,
    private readonly clock: Clock,
  ) {}

  get target(): Target {
    return this.client.target;
  }

  async call<Name extends OperationName>(
    operation: Name,
    input: Input<Name>,
    options: CallOptions = {},
  ): Promise<Output<Name>> {
    const { signal } = options;
    let refusals = 0;
    let attempts = 0;
    for (;;) {
      await this.untilStopped(operation, input, this.rates.take(operation, signal));
      try {
        return await this.client.call(operation, input, { ...options, once: true });
      } catch (error) {
        if (!(error instanceof SwfFault)) throw error;
        if (error.kind === 'throttled' && ++refusals < mostRefusals) {
          this.rates.slowDown(operation);
          continue;
        }
        const repeatable = operationOf(operation).access === 'read' && passing.has(error.kind);
        if (!repeatable || ++attempts >= mostAttempts) throw error;
        await this.untilStopped(operation, input, this.clock.sleep(retryAfter * attempts, signal));
      }
    }
  }

  timeFor(operation: OperationName, calls: number): number {
    return this.rates.timeFor(operation, calls);
  }

  /** Does nothing: the client belongs to whoever made it. */
  dispose(): void {
    // Nothing is held here.
  }

  private async untilStopped(operation: OperationName, input: object, wait: Promise<void>): Promise<void> {
    try {
      await wait;
    } catch (error) {
      const { target } = this.client;
      throw toSwfFault(error, operation, { target, input, timeoutMs: 0, sent: false, ended: 'stopped' });
    }
  }
}
