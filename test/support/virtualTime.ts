import { setImmediate as nextTurn } from 'node:timers/promises';
import type { LocalClock } from '../../src/local/clock';
import type { Clock } from '../../src/ports';
import type { CallOptions, Input, Output, SwfClient } from '../../src/swf/client';
import { SwfFault } from '../../src/swf/faults';
import type { OperationName } from '../../src/swf/operations';

/** A request that was sent, and when, in milliseconds since 1970. */
export interface SentRequest {
  readonly operation: OperationName;
  readonly at: number;
  readonly refused: boolean;
}

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

/** So many turns without a call under way mean that all is waiting for the clock. */
const idleTurns = 4;

/**
 * The time of a Local SWF whose clock stands, for code that waits: it goes forward, from one wait to the next, only while
 * no call is under way. So minutes pass in milliseconds, and always in the same way.
 */
export class VirtualTime implements Clock {
  readonly requests: SentRequest[] = [];
  private readonly sleepers = new Set<Sleeper>();
  private underWay = 0;

  constructor(private readonly clock: LocalClock) {}

  now(): number {
    return this.clock.now();
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const stop = () => {
        this.sleepers.delete(sleeper);
        reject(signal?.reason instanceof Error ? signal.reason : new Error('Stopped'));
      };
      const wake = () => {
        signal?.removeEventListener('abort', stop);
        resolve();
      };
      const sleeper = { until: this.now() + milliseconds, wake };
      if (signal?.aborted === true) {
        stop();
        return;
      }
      signal?.addEventListener('abort', stop, { once: true });
      this.sleepers.add(sleeper);
    });
  }

  /** A client whose calls hold the time still. */
  watch(client: SwfClient): SwfClient {
    const send = async <Name extends OperationName>(operation: Name, input: Input<Name>, options?: CallOptions) => {
      const at = this.now();
      let refused = false;
      this.underWay++;
      try {
        return await client.call(operation, input, options);
      } catch (error) {
        refused = error instanceof SwfFault && error.kind === 'throttled';
        throw error;
      } finally {
        this.underWay--;
        this.requests.push({ operation, at, refused });
      }
    };
    return {
      target: client.target,
      call: <Name extends OperationName>(...call: [Name, Input<Name>, CallOptions?]): Promise<Output<Name>> =>
        send(...call),
      dispose: () => {
        client.dispose();
      },
    };
  }

  /** Lets the time pass until some work is done. */
  async until<Result>(work: Promise<Result>): Promise<Result> {
    const state = { settled: false };
    const done = () => {
      state.settled = true;
    };
    work.then(done, done);
    for (let idle = 0; !state.settled;) {
      await nextTurn();
      idle = this.underWay === 0 ? idle + 1 : 0;
      if (idle < idleTurns) continue;
      if (this.sleepers.size === 0) throw new Error('Nothing is under way, and nobody waits for the clock');
      this.advance();
      idle = 0;
    }
    return await work;
  }

  /** Lets so much time pass, in milliseconds. */
  async pass(milliseconds: number): Promise<void> {
    await this.until(this.sleep(milliseconds));
  }

  private advance(): void {
    const next = Math.min(...[...this.sleepers].map(({ until }) => until));
    this.clock.advance(Math.max(0, next - this.now()));
    for (const sleeper of [...this.sleepers]) {
      if (sleeper.until > this.now()) continue;
      this.sleepers.delete(sleeper);
      sleeper.wake();
    }
  }
}
