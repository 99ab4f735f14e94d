import * as l10n from '@vscode/l10n';
import { type LoginParts, mendingActions } from './logIn';
import { permissionActions } from './permissionActions';
import { actOnTarget, type BatchInput } from '../batch/actOnTarget';
import type { Batches } from '../batch/batches';
import { cancelTarget, type KeptTokens } from '../batch/cancelTarget';
import { type Batch, type BatchOperation, isOpen, taskOperation } from '../batch/record';
import type { ActOnTarget } from '../batch/runBatch';
import { counted, settled, standing } from '../batch/table';
import { batchWords, countWords } from '../batch/words';
import type { Documents, Log, Told } from '../ports';
import type { SwfClient, Target } from '../swf/client';
import { loginOf, missingOf, type SwfFault } from '../swf/faults';
import type { Outcome } from '../swf/outcome';
import type { RatesByTarget } from '../swf/rates';
import type { HeldTasks } from '../tokens/heldTasks';

export interface BatchRunParts extends LoginParts {
  readonly log: Log;
  readonly documents: Pick<Documents, 'copy' | 'openBeside'>;
  readonly batches: Batches;
  readonly rates: RatesByTarget;
  readonly heldTasks: HeldTasks;
  /** Fires when a task was closed, or may have been. */
  readonly closed: Told<Outcome>;
  /** Shows a batch's table, which follows it. */
  readonly showResults: (id: string) => Promise<void>;
  /** Called when something was done to executions. */
  readonly lookAgain: () => void;
}

/**
 * Does a batch that was agreed to, with its table beside it and its progress told, and reports how it went. What stood in the way
 * of all has its button: a login, or the statement that would allow it; so has going on.
 */
export async function runAndReport(
  batch: Batch,
  input: BatchInput,
  client: SwfClient,
  parts: BatchRunParts,
  goOn: () => Promise<void>,
): Promise<void> {
  const { ui, log, batches, rates } = parts;
  const { id, operation } = batch.head;
  const { title } = batchWords[operation];
  await parts.showResults(id);
  let mendable: SwfFault | undefined;
  const actOnOne = actOf(operation, input, client.target, parts);
  const act: ActOnTarget = async (row, context) => {
    const outcome = await actOnOne(row, context);
    const { fault } = outcome;
    // The same stands in the way of all: a login, or what the policies do not allow.
    if (fault !== undefined && (loginOf(fault) ?? missingOf(fault)) !== undefined) mendable ??= fault;
    return outcome;
  };
  const ended = await ui.progress(`${title}: ${countWords(operation, batch.rows.length)}`, async (step) => {
    const listener = batches.onDidChange((changed) => {
      if (changed !== id) return;
      void batches.read(id).then((now) => {
        if (now !== undefined)
          step(l10n.t('{0}. To stop: the square above the results, or "SWF: Stop Batch"', standing(now, true)));
      });
    });
    try {
      return await batches.run(batch, act, {
        client,
        rates: rates.of(client.target),
      });
    } finally {
      listener.dispose();
      parts.lookAgain();
    }
  });
  const isDone = !ended.rows.some(isOpen);
  const text = l10n.t(
    '{0}: {1}, of {2}. {3}',
    title,
    counted(settled(ended)),
    countWords(operation, ended.rows.length),
    standing(ended, false),
  );
  log[isDone ? 'info' : 'warn'](text);
  const actions = new Map<string, () => Promise<unknown>>([[l10n.t('Show Results'), () => parts.showResults(id)]]);
  if (!isDone) actions.set(l10n.t('Continue…'), goOn);
  const mending = [...permissionActions(mendable, parts.documents), ...mendingActions(mendable, parts, undefined)];
  for (const [label, mend] of mending) actions.set(label, mend);
  ui.offer(isDone ? 'information' : 'warning', text, actions);
}

/** The one procedure for each target: that of a single act, or of a single close. */
function actOf(
  operation: BatchOperation,
  input: BatchInput,
  target: Target,
  { heldTasks, closed }: BatchRunParts,
): ActOnTarget {
  if (operation !== taskOperation) return (row, context) => actOnTarget(operation, input, row, context);
  const tokens: KeptTokens = {
    // By the batch's own connection: another one may be chosen meanwhile.
    tokenOf: async (task) => {
      const found = await heldTasks.find(task, target);
      return found && (await heldTasks.tokenOf(found.held.id));
    },
    closed: (outcome) => {
      closed.fire(outcome);
    },
  };
  return (row, context) => cancelTarget(input, row, context, tokens);
}
