import * as l10n from '@vscode/l10n';
import { type Left, lookAtHeldTask } from './heldCare';
import { heldPlace, isOf } from './heldTask';
import type { HeldTasks } from './heldTasks';
import type { SwfClient } from '../swf/client';
import { SwfFault } from '../swf/faults';

export interface HeldWatchParts {
  readonly heldTasks: HeldTasks;
  readonly use: (procedure: (client: SwfClient) => Promise<void>) => Promise<void>;
  /** Told of each task that has left, so that nobody misses it. */
  readonly left: (left: Left) => void;
  /** Told why a round ended early. */
  readonly fail: (error: unknown) => void;
}

/** Looks whether the held tasks of the connection in use are still open: one call each, one round at a time. */
export class HeldWatch {
  private looking = false;

  constructor(private readonly parts: HeldWatchParts) {}

  async look(): Promise<void> {
    if (this.looking) return;
    this.looking = true;
    try {
      await this.round();
    } catch (error) {
      this.parts.fail(error);
    } finally {
      this.looking = false;
    }
  }

  private async round(): Promise<void> {
    const { heldTasks, left, fail } = this.parts;
    // Where nothing is held, no client is needed either.
    if ((await heldTasks.all()).every(({ held }) => held.work === undefined)) return;
    await this.parts.use(async (client) => {
      for (const { held, standing } of await heldTasks.all()) {
        if (standing === 'unreadable' || !isOf(held, client.target)) continue;
        try {
          const gone = await lookAtHeldTask(held, client, heldTasks);
          if (gone !== undefined) left(gone);
        } catch (error) {
          // A domain that is gone must not hide the others; a service that does not answer is asked no more.
          if (!(error instanceof SwfFault) || !saysGone(error)) throw error;
          fail(error);
        }
      }
    });
  }
}

function saysGone({ kind }: SwfFault): boolean {
  return (
    kind === 'unknownExecution' || kind === 'unknownDomain' || kind === 'unknownResource' || kind === 'accessDenied'
  );
}

/** Why a held task is no longer one. */
export function describeLeft({ held, close, executionClose }: Left): string {
  const place = heldPlace(held);
  if (close !== undefined) {
    const timeout = close.timeoutType === undefined ? '' : `, ${close.timeoutType}`;
    return l10n.t('No longer held, closed by event {0} ({1}{2}): {3}', close.eventId, close.type, timeout, place);
  }
  return l10n.t(
    'No longer held, its execution is closed{0}: {1}',
    executionClose === undefined ? '' : ` (${executionClose.status})`,
    place,
  );
}
