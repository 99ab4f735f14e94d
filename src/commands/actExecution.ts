import * as l10n from '@vscode/l10n';
import { actQuestion } from './actConfirmation';
import { type LoginParts, mendingActions } from './logIn';
import { permissionActions } from './permissionActions';
import { UntrustedFault } from './trust';
import type { OpenConnection } from '../connection/openConnection';
import type { Clock, Documents, Log, Told, Ui } from '../ports';
import { actVerbs, describeActOutcome } from '../swf/actOutcome';
import type { ActOutcome, UncheckedAct } from '../swf/actRequest';
import type { ExecutionRef } from '../swf/activityTasks';
import { actOnExecution } from '../swf/executionActs';
import type { Target } from '../swf/client';
import { Fault, sentences } from '../swf/fault';
import { SwfFault } from '../swf/faults';

/** What the commands that act on an execution share. */
export interface ActingParts {
  readonly ui: Ui;
  readonly log: Log;
  readonly clock: Clock;
  readonly documents: Documents;
  readonly connection: OpenConnection;
  readonly connections: LoginParts['connections'];
  readonly isTrusted: () => boolean;
  readonly openHistory: (execution: ExecutionRef, eventId: number | undefined) => Promise<void>;
  /** Fires when an execution was acted on, or may have been. */
  readonly acted: Told<ActOutcome>;
  readonly lostActs: LostActs;
}

/**
 * Acts whose answers were lost: the same act again, by whatever way, first looks for them in the history. In memory alone,
 * for it holds what was sent.
 */
export class LostActs {
  private readonly byAct = new Map<string, { readonly runId: string; readonly after: number | undefined }>();

  /** The act, tied to the run and the moment of its lost try, if there was one. */
  recall(target: Target, act: UncheckedAct): UncheckedAct {
    const lost = this.byAct.get(keyOf(target, act));
    if (lost === undefined || !isObject(act.document)) return act;
    const { runId, after } = lost;
    if (act.document['runId'] !== undefined && act.document['runId'] !== runId) return act;
    return { ...act, document: { ...act.document, runId }, earlier: { after } };
  }

  /** Remembers a lost try, and forgets it once it is known how it ended. */
  settle(target: Target, act: UncheckedAct, outcome: ActOutcome): void {
    const key = keyOf(target, act);
    if (outcome.kind === 'unknown') {
      this.byAct.set(key, { runId: outcome.execution.runId, after: outcome.after });
    } else if (tells(outcome)) {
      this.byAct.delete(key);
    }
  }
}

/** A question that was dismissed and most refusals say nothing about an earlier try; that the run is gone does. */
function tells(outcome: ActOutcome): boolean {
  if (outcome.kind !== 'refused') return outcome.kind !== 'dismissed';
  return outcome.why instanceof SwfFault && outcome.why.kind === 'unknownExecution';
}

function keyOf({ label, region, endpoint = '' }: Target, { operation, document }: UncheckedAct): string {
  const values = isObject(document) ? Object.entries(document).filter(([member]) => member !== 'runId') : [];
  const texts = values.map(([member, value]) => JSON.stringify([member, value])).sort();
  return JSON.stringify([label, region, endpoint, operation, ...texts]);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Runs the procedure under a progress message, and reports its outcome without waiting for the person to read it. `ask`
 * begins anew, with all that was typed.
 * @throws UntrustedFault in a workspace that is not trusted
 */
export async function runAct(
  request: UncheckedAct,
  parts: ActingParts,
  ask: () => Promise<unknown>,
): Promise<ActOutcome> {
  const { ui, clock, lostActs } = parts;
  if (!parts.isTrusted()) throw new UntrustedFault();
  const outcome = await ui.progress(actVerbs[request.operation].asked, async (step): Promise<ActOutcome> => {
    try {
      const confirm = (confirmation: Parameters<typeof actQuestion>[0]) => ui.confirm(actQuestion(confirmation));
      return await parts.connection.use(async (client) => {
        const act = lostActs.recall(client.target, request);
        const ended = await actOnExecution(act, { client, clock, confirm, step });
        lostActs.settle(client.target, request, ended);
        return ended;
      });
    } catch (error) {
      if (error instanceof Fault) return { kind: 'refused', why: error };
      throw error;
    }
  });
  if (outcome.kind === 'dismissed') {
    ui.glance(l10n.t('Nothing was sent'));
    return outcome;
  }
  if (outcome.kind !== 'refused') parts.acted.fire(outcome);
  report(request, outcome, parts, outcome.kind === 'unknown' ? () => runAct(request, parts, ask) : ask);
  return outcome;
}

function report(
  { operation }: UncheckedAct,
  outcome: Exclude<ActOutcome, { kind: 'dismissed' }>,
  parts: ActingParts,
  retry: () => Promise<unknown>,
): void {
  const { ui, log, documents, openHistory } = parts;
  const { severity, message, nextStep } = describeActOutcome(operation, outcome);
  const text = sentences(message, nextStep);
  const levels = { information: 'info', warning: 'warn', error: 'error' } as const;
  log[levels[severity]](text);

  const why = outcome.kind === 'refused' ? outcome.why : undefined;
  const actions = new Map<string, () => Promise<unknown>>(permissionActions(why, documents));
  const { runId, ...address } = 'execution' in outcome ? outcome.execution : { runId: undefined };
  if (runId !== undefined && 'domain' in address) {
    actions.set(l10n.t('Open History'), () => openHistory({ ...address, runId }, eventOf(outcome)));
  }
  if (outcome.kind === 'refused' || outcome.kind === 'unknown') {
    const failure = outcome.kind === 'refused' ? outcome.why : outcome.fault;
    for (const [label, act] of mendingActions(failure, parts, retry)) actions.set(label, act);
  }
  ui.offer(severity, text, actions);
}

function eventOf(outcome: ActOutcome): number | undefined {
  if (outcome.kind === 'recorded') return outcome.eventIds[0];
  return outcome.kind === 'alreadyClosed' ? outcome.close?.eventId : undefined;
}
