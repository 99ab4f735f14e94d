import * as l10n from '@vscode/l10n';
import { askInput } from './askInput';
import { fingerprint, headOf, placeOf } from './batchHead';
import { type BatchRunParts, runAndReport } from './batchRun';
import {
  batchFields,
  batchInput,
  batchQuestion,
  type ChosenExecutions,
  operationChoices,
  targetChoice,
} from './batchQuestions';
import type { Drafts } from './drafts';
import { UntrustedFault } from './trust';
import { typedForProduction } from './typedConfirmation';
import type { BatchInput } from '../batch/actOnTarget';
import { type Batch, type BatchHead, type BatchOperation, type BatchTarget, begun, isOpen } from '../batch/record';
import { counted, settled, standing } from '../batch/table';
import { batchWords, countWords } from '../batch/words';
import type { Connections } from '../connection/connections';
import type { OpenConnection } from '../connection/openConnection';
import { ReadOnlyFault } from '../connection/readOnly';
import type { Clock } from '../ports';
import type { SwfClient } from '../swf/client';

export interface BatchParts extends BatchRunParts {
  readonly clock: Clock;
  readonly drafts: Drafts;
  readonly connection: OpenConnection;
  readonly connections: Connections;
  /** The same on another connection. */
  readonly on: (own: OpenConnection) => BatchParts;
  readonly isTrusted: () => boolean;
  /** The executions of the rows that were given, or that are selected: those shown below a domain are all of its. */
  readonly executionsOf: (origin: unknown, all: unknown) => Promise<ChosenExecutions>;
}

/** A record without an end whose last line is younger, in milliseconds, may be another window's that is at work. */
export const settledAfter = 120_000;

/**
 * `SWF: Act on Several Executions…`: signals, requests the cancellation of, or terminates the selected executions. A list to
 * review, the texts, one question, then one after the other by the documented rates; nothing is sent before the question.
 */
export function createActOnSeveral(
  parts: BatchParts,
  inputs: Map<string, BatchInput>,
): (origin?: unknown, all?: unknown) => Promise<void> {
  const { ui, clock, connection } = parts;

  return async (origin, all) => {
    if (!parts.isTrusted()) throw new UntrustedFault();
    const { executions: chosen, more } = await parts.executionsOf(origin, all);
    if (chosen.length === 0) {
      ui.offer(
        'information',
        l10n.t('No executions are selected: select rows of executions or tasks in the explorer first.'),
      );
      return;
    }
    await connection.use(async (client) => {
      const count = chosen.length.toLocaleString('en-US');
      const title = more
        ? l10n.t('Act on {0} Executions (more are not loaded)', count)
        : l10n.t('Act on {0} Executions', count);
      const operation = await ui.pick(title, operationChoices());
      if (operation === undefined) return;
      const { title: what, effect } = batchWords[operation];
      const reviewed = await ui.pickMany({
        title: l10n.t('{0}: which of these?', what),
        prompt: more
          ? l10n.t('Not all are loaded: Load More shows others. Uncheck what is to be left alone. {0}', effect)
          : l10n.t('Uncheck what is to be left alone. {0}', effect),
        choices: chosen.map((each) => targetChoice(each, clock.now())),
      });
      if (reviewed === undefined || reviewed.length === 0) return;
      const targets = reviewed.map(({ execution: { domain, workflowId, runId } }) => ({ domain, workflowId, runId }));
      await askAndRun(operation, targets, client, parts, inputs);
    });
  };
}

/** Asks for the texts and the one question, then does it to these targets, as they were reviewed. */
export async function askAndRun(
  operation: BatchOperation,
  targets: readonly BatchTarget[],
  client: SwfClient,
  parts: BatchParts,
  inputs: Map<string, BatchInput>,
): Promise<void> {
  const { ui, clock, drafts, batches } = parts;
  const fields = batchFields(operation);
  const asked = await askInput(ui, drafts, { title: batchWords[operation].title, fields, json: false });
  if (asked.how !== 'entered') return;
  const input = batchInput(asked.values);
  const head = headOf(operation, targets, input, client.target, clock.now());
  if (!(await confirmed(begun(head), input, client, parts))) return;
  inputs.set(head.id, input);
  for (const { draft } of fields) drafts.forget(draft);
  await runAndReport(await batches.begin(head), input, client, parts, () =>
    createContinueBatch(parts, inputs)(head.id),
  );
}

/** `SWF: Continue Batch…`: does what is not proven to be done. What may have been sent is looked for first, where it began. */
export function createContinueBatch(
  parts: BatchParts,
  inputs: Map<string, BatchInput>,
): (origin?: unknown) => Promise<void> {
  const { ui, batches } = parts;
  return async (origin) => {
    if (!parts.isTrusted()) throw new UntrustedFault();
    const batch = await chosenBatch(
      batchIdOf(origin),
      ({ head, rows }) => rows.some(isOpen) && !batches.isRunning(head.id),
      parts,
    );
    if (batch === undefined) return;
    const connection = await parts.connections.find((target) => placeOf(target) === batch.head.place);
    const refusal = whyNot(batch, parts);
    if (refusal !== undefined || connection === undefined) {
      ui.offer(
        'warning',
        refusal ?? l10n.t('This batch belongs to a connection that is not open: {0}.', batch.head.where),
      );
      return;
    }
    if (connection.target?.mark === 'read-only') throw new ReadOnlyFault(connection.target);
    // Whatever it asks and tells is of its own connection, whichever is in use.
    const own = parts.on(connection);
    await connection.use(async (client) => {
      const input = inputs.get(batch.head.id) ?? (await inputAgain(batch.head, own));
      if (input === undefined || !(await confirmed(batch, input, client, own))) return;
      inputs.set(batch.head.id, input);
      await runAndReport(batch, input, client, own, () => createContinueBatch(own, inputs)(batch.head.id));
    });
  };
}

/** `SWF: Open Batch Results…` */
export function createOpenBatchResults(parts: BatchParts): () => Promise<void> {
  return async () => {
    const batch = await chosenBatch(undefined, () => true, parts);
    if (batch !== undefined) await parts.showResults(batch.head.id);
  };
}

/** `SWF: Stop Batch`: the one whose results are in front, or all of this window. */
export function createStopBatch({ ui, batches }: Pick<BatchParts, 'ui' | 'batches'>): (origin?: unknown) => void {
  return (origin) => {
    ui.glance(
      batches.anyRunning ? l10n.t('Stopping: nothing more is sent') : l10n.t('No batch is under way in this window'),
    );
    batches.stop(batchIdOf(origin));
  };
}

/** The batch of an address, as the title of an editor gives it, or of its id. */
function batchIdOf(origin: unknown): string | undefined {
  if (typeof origin === 'string') return origin;
  if (typeof origin !== 'object' || origin === null || !('path' in origin)) return undefined;
  return typeof origin.path === 'string' ? /^\/(.+)\.md$/.exec(origin.path)?.[1] : undefined;
}

async function confirmed(batch: Batch, input: BatchInput, client: SwfClient, parts: BatchParts): Promise<boolean> {
  const rates = parts.rates.of(client.target);
  const count = batch.rows.filter(isOpen).length;
  const reads = rates.timeFor('GetWorkflowExecutionHistory', 2 * count);
  const least = Math.max(reads, rates.timeFor(batch.head.operation, count));
  const agreed = await parts.ui.confirm(batchQuestion(batch, input, client.target, least));
  if (agreed && (await typedForProduction(batch, client.target, parts.ui))) return true;
  parts.ui.glance(l10n.t('Nothing was sent'));
  return false;
}

async function chosenBatch(
  id: string | undefined,
  which: (batch: Batch) => boolean,
  { ui, batches }: BatchParts,
): Promise<Batch | undefined> {
  if (id !== undefined) return await batches.read(id);
  const found = (await batches.all()).filter(which);
  if (found.length === 0) {
    ui.offer('information', l10n.t('There is no such batch: none was begun on this machine, or all are done.'));
    return undefined;
  }
  return await ui.pick(
    l10n.t('Batches'),
    found.map((value) => ({
      label: `${batchWords[value.head.operation].title}: ${countWords(value.head.operation, value.rows.length)}`,
      description: standing(value, batches.isRunning(value.head.id)),
      detail: `${value.head.where} · ${counted(settled(value))}`,
      value,
    })),
  );
}

/** Why a batch cannot go on here and now. */
function whyNot({ head, rows, end, lastAt }: Batch, { batches, clock }: BatchParts): string | undefined {
  if (batches.isRunning(head.id)) return l10n.t('This batch is under way.');
  if (!rows.some(isOpen)) return l10n.t('All of this batch is done: nothing is left to continue.');
  if (end === undefined && clock.now() - lastAt < settledAfter) {
    return l10n.t('This batch may be under way in another window. Nothing was sent; try again in two minutes.');
  }
  return undefined;
}

/** The texts are not kept over a restart, as they may hold secrets: they are asked for again, and have to be the same. */
async function inputAgain(head: BatchHead, { ui, drafts }: BatchParts): Promise<BatchInput | undefined> {
  const { operation } = head;
  const fields = batchFields(operation).map((field) =>
    field.member === 'signalName' ? { ...field, preset: head.signalName } : field,
  );
  const title = l10n.t('{0}: the same texts as before', batchWords[operation].title);
  const asked = await askInput(ui, drafts, { title, fields, json: false });
  if (asked.how !== 'entered') return undefined;
  const input = batchInput(asked.values);
  if (fingerprint(head.fingerprint.salt, input) === head.fingerprint.hash) return input;
  const text = l10n.t(
    'Nothing was sent: these are not the texts of the first run, so what it sent could not be told apart.',
  );
  ui.offer('warning', l10n.t('{0} Begin a new batch to send others.', text));
  return undefined;
}
