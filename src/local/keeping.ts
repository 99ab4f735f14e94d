import { randomBytes } from 'node:crypto';
import type { OperationName } from '../swf/operations';
import type { LocalClock } from './clock';
import type { Refusal } from './decisionRefusals';
import { Journal, JournalError } from './journal';
import type { LambdaOutcome } from './lambdaTask';

/** A request that changed the state, and how its decisions were judged. */
export interface RequestChange {
  readonly operation: OperationName;
  readonly region: string;
  readonly request: object;
  /** By the index of the decision; null for those that were carried out. */
  readonly refusals?: readonly (Refusal | null)[];
}

/** The answer of a lambda function. */
export interface LambdaChange {
  readonly region: string;
  readonly runId: string;
  readonly scheduledEventId: number;
  readonly outcome: LambdaOutcome;
}

/** What changes the state, besides the timers, which follow from it. */
export type Change = RequestChange | LambdaChange | { readonly advanced: number } | { readonly reset: true };

/** A record of the journal. */
interface Entry {
  /** Milliseconds since 1970, by the service's clock. */
  readonly at: number;
  /** How many timers fired since the entry before; left out for none. */
  readonly fired?: number;
  readonly change: Change;
}

/**
 * Keeps a service's state in a journal of what changed it. The state is what comes of doing the same again: at the same
 * times, with the same number of timers fired in between, and with run ids and tokens drawn from the same key.
 */
export class Keeper {
  private fired = 0;
  /** How many changes have been noted since the journal was opened. */
  private noted = 0;
  private repeating = false;

  private constructor(
    private readonly journal: Journal,
    private readonly clock: LocalClock,
    readonly tokenKey: Buffer,
    readonly account: string,
  ) {}

  /**
   * Opens the journal, or makes one with this account and token key; a journal that is there has its own. Rejects with
   * a FileInUseError or a JournalError.
   */
  static async open(
    file: string,
    clock: LocalClock,
    fresh: { readonly account: string; readonly tokenKey?: Buffer | undefined },
    warn: (text: string) => void,
  ): Promise<Keeper> {
    const journal = await Journal.open(file, warn);
    try {
      const { account, tokenKey = randomBytes(32) } = fresh;
      const head = await journal.head({ account, tokenKey: tokenKey.toString('base64') });
      return new Keeper(journal, clock, Buffer.from(head.tokenKey, 'base64'), head.account);
    } catch (error) {
      await journal.close();
      throw error;
    }
  }

  timerFired(): void {
    this.fired++;
  }

  /** Notes a change at the moment it is made. */
  note(change: Change): void {
    const { fired } = this;
    this.fired = 0;
    this.noted++;
    if (this.repeating) return;
    this.journal.append({ at: this.clock.now(), ...(fired === 0 ? {} : { fired }), change } satisfies Entry);
  }

  /** Resolves when every change noted so far is on disk. */
  written(): Promise<void> {
    return this.journal.written();
  }

  /** Has every change of the journal made again. Rejects with a JournalError when one of them cannot be. */
  async repeat(redo: (change: Change) => void): Promise<void> {
    this.repeating = true;
    for (const { text, offset } of this.journal.records()) {
      const due = this.noted + 1;
      try {
        // Its checksum says that it is what `note` wrote.
        const { at, fired = 0, change } = JSON.parse(text) as Entry;
        this.clock.repeat(fired, at, () => {
          redo(change);
        });
        if (this.noted !== due) throw new RangeError(`${this.noted - due + 1} changes came of it`);
      } catch (cause) {
        throw new JournalError(this.journal.say(`cannot be repeated from byte ${offset} on`), { cause });
      }
    }
    await this.journal.cutDamage();
    this.repeating = false;
  }

  close(): Promise<void> {
    return this.journal.close();
  }
}
