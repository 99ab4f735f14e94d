import * as l10n from '@vscode/l10n';
import { askAndRun, type BatchParts } from './batch';
import { taskChoice } from './batchQuestions';
import { UntrustedFault } from './trust';
import type { BatchInput } from '../batch/actOnTarget';
import { type BatchTarget, taskOperation } from '../batch/record';
import { batchWords } from '../batch/words';
import type { SwfClient } from '../swf/client';
import { SwfFault } from '../swf/faults';
import { RatedClient } from '../swf/ratedClient';
import { lookAtHeldTask } from '../tokens/heldCare';
import { heldRef, isOf } from '../tokens/heldTask';
import type { Held } from '../tokens/heldTasks';

export interface HeldBatchParts extends BatchParts {
  /** The held tasks of the rows that were given or are selected; nothing where no rows are meant, but all tasks. */
  readonly chosenHeldOf: (origin: unknown, all: unknown) => Promise<readonly Held[] | undefined>;
}

/** What a look at the held tasks found. */
interface Reviewed {
  readonly targets: readonly BatchTarget[];
  /** Closed, as the look has shown: their tokens are used up. */
  readonly gone: number;
  /** The history does not show yet which of its tasks they are. */
  readonly unlocated: number;
}

/**
 * `SWF: Cancel Several Held Tasks…`: cancels the selected held tasks, or all of the connection in use, with their kept
 * tokens. Each history is read for the list to review; what follows is as with other batches.
 */
export function createCancelHeldTasks(
  parts: HeldBatchParts,
  inputs: Map<string, BatchInput>,
): (origin?: unknown, all?: unknown) => Promise<void> {
  const { ui, connection, heldTasks } = parts;

  return async (origin, all) => {
    if (!parts.isTrusted()) throw new UntrustedFault();
    const chosen = (await parts.chosenHeldOf(origin, all)) ?? (await heldTasks.all());
    await connection.use(async (client) => {
      const ours = chosen.filter(({ held, standing }) => {
        return (standing === 'held' || standing === 'unstored') && isOf(held, client.target);
      });
      const others = chosen.length - ours.length;
      const reviewed = await ui.readingFirst(l10n.t('Reading the histories; nothing is canceled yet'), (step, stop) =>
        review(ours, client, parts, step, stop),
      );
      if (reviewed === undefined) return;
      const { targets, gone, unlocated } = reviewed;
      const left = leftOutWords({ gone, unlocated, others });
      if (targets.length === 0) {
        ui.offer('information', l10n.t('There is no held task to cancel here. {0}', left).trim());
        return;
      }
      const { title, effect } = batchWords[taskOperation];
      const checked = await ui.pickMany({
        title: l10n.t('{0}: which of these?', title),
        prompt: [left, l10n.t('Uncheck what is to be left alone.'), effect].filter((part) => part !== '').join(' '),
        choices: targets.map(taskChoice),
      });
      if (checked === undefined || checked.length === 0) return;
      await askAndRun(taskOperation, checked, client, parts, inputs);
    });
  };
}

/** Reads the history of each by the request rates; nothing when the person stopped it. */
async function review(
  ours: readonly Held[],
  client: SwfClient,
  { rates, clock, heldTasks }: HeldBatchParts,
  step: (text: string) => void,
  stop: AbortSignal,
): Promise<Reviewed | undefined> {
  const rated = new RatedClient(client, rates.of(client.target), clock);
  const unseen = new Set<string>();
  let gone = 0;
  for (const [i, { held }] of ours.entries()) {
    if (stop.aborted) return undefined;
    step(l10n.t('{0} of {1}', i + 1, ours.length));
    try {
      if ((await lookAtHeldTask(held, rated, heldTasks)) !== undefined) gone++;
    } catch (fault) {
      if (!(fault instanceof SwfFault)) throw fault;
      unseen.add(held.id);
    }
  }
  // What was learned is in the records; those that were closed have left them.
  const ids = new Set(ours.map(({ held }) => held.id));
  const now = (await heldTasks.all()).filter(({ held }) => ids.has(held.id));
  const targets = new Map<string, BatchTarget>();
  for (const { held } of now) {
    const ref = heldRef(held);
    if (ref === undefined) continue;
    const { execution, activityId, scheduledEventId } = ref;
    const asked = held.task?.cancelRequestedEventId !== undefined || held.lastHeartbeat?.cancelRequested === true;
    const known = asked || (held.task !== undefined && !unseen.has(held.id));
    const task = { activityId, scheduledEventId, cancelRequested: known ? asked : undefined };
    const { domain, workflowId, runId } = execution;
    targets.set(JSON.stringify([domain, workflowId, runId, scheduledEventId]), { domain, workflowId, runId, task });
  }
  const unlocated = now.filter(({ held }) => heldRef(held) === undefined).length;
  return { targets: [...targets.values()], gone, unlocated };
}

function leftOutWords(count: { readonly gone: number; readonly unlocated: number; readonly others: number }): string {
  const parts = [
    ...(count.gone > 0 ? [l10n.t('{0} closed already', count.gone)] : []),
    ...(count.unlocated > 0 ? [l10n.t('{0} not yet shown by the history', count.unlocated)] : []),
    ...(count.others > 0 ? [l10n.t('{0} of another connection, or without a token', count.others)] : []),
  ];
  return parts.length === 0 ? '' : l10n.t('Left out: {0}.', parts.join(', '));
}
