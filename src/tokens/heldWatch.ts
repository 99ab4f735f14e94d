import * as l10n from '@vscode/l10n';
import type { UseClient } from './heartbeatSchedule';
import { type Left, lookAtHeldTask } from './heldCare';
import { heldPlace, isOf } from './heldTask';
import type { HeldTasks } from './heldTasks';
import { SwfFault } from '../swf/faults';

export interface HeldWatchParts {
  readonly heldTasks: HeldTasks;
  /** One for each open connection. */
  readonly uses: () => readonly UseClient[];
  /** Told of each task that has left, so that nobody misses it. */
  readonly left: (left: Left) => void;
  /** Told why a round ended early. */
  readonly fail: (error: unknown) => void;
}

/** Looks whether the held tasks of the open connections are still open: one call each, one round at a time. */
export class HeldWatch {
  private looking = false;

  constructor(private readonly parts: HeldWatchParts) {}

  async look(): Promise<void> {
    if (this.looking) return;
    this.looking = true;
    // What fails for one connection says nothing of the others.
    const rounds = this.parts.uses().map((use) => this.round(use).catch(this.parts.fail));
    await Promise.all(rounds);
    this.looking = false;
  }

  private async round(use: UseClient): Promise<void> {
    const { heldTasks, left, fail } = this.parts;
    // Where nothing is held, no client is needed either.
    if ((await heldTasks.all()).every(({ held }) => held.work === undefined)) return;
    await use(async (client) => {
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
  if (executionClose === undefined) {
    return l10n.t('No longer held, Amazon SWF no longer knows its execution: {0}', place);
  }
  return l10n.t('No longer held, its execution is closed ({0}): {1}', executionClose.status, place);
}
