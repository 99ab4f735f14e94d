import * as l10n from '@vscode/l10n';
import { confirmationQuestion } from './confirmation';
import { type LoginParts, mendingActions } from './logIn';
import { permissionActions } from './permissionActions';
import { UntrustedFault } from './trust';
import type { OpenConnection } from '../connection/openConnection';
import type { CancelCheck } from '../contract';
import type { Clock, Documents, Log, Told, Ui } from '../ports';
import type { UncheckedRequest } from '../swf/closeRequest';
import { closeTask } from '../swf/closeTask';
import { Fault, sentences } from '../swf/fault';
import type { ExecutionRef } from '../swf/activityTasks';
import { describeOutcome, type Outcome, verbs } from '../swf/outcome';

/** What the commands that close a task share. */
export interface ClosingParts {
  readonly ui: Ui;
  readonly log: Log;
  readonly clock: Clock;
  readonly documents: Documents;
  readonly connection: OpenConnection;
  readonly connections: LoginParts['connections'];
  readonly cancelCheck: () => CancelCheck;
  readonly isTrusted: () => boolean;
  readonly openHistory: (execution: ExecutionRef, eventId: number | undefined) => Promise<void>;
  /** Fires when a task was closed, or may have been. */
  readonly closed: Told<Outcome>;
}

/**
 * Runs the procedure under a progress message, and reports its outcome without waiting for the person to read it.
 * `retry` offers the same again, with all that was typed.
 * @throws UntrustedFault in a workspace that is not trusted
 */
export async function closeActivityTask(
  request: UncheckedRequest,
  parts: ClosingParts,
  retry: () => Promise<unknown>,
): Promise<Outcome> {
  const { ui, clock } = parts;
  if (!parts.isTrusted()) throw new UntrustedFault();
  const { asked, done } = verbs[request.operation];
  const outcome = await ui.progress(l10n.t('{0} activity task', asked), async (step): Promise<Outcome> => {
    try {
      const check = parts.cancelCheck();
      const confirm = (confirmation: Parameters<typeof confirmationQuestion>[0]) =>
        ui.confirm(confirmationQuestion(confirmation));
      return await parts.connection.use(
        async (client) => await closeTask(request, { client, clock, check, confirm, step }),
      );
    } catch (error) {
      if (error instanceof Fault) return { kind: 'refused', why: error };
      throw error;
    }
  });
  if (outcome.kind === 'dismissed') {
    ui.glance(l10n.t('Nothing was {0}: no answer was sent', done));
    return outcome;
  }
  if (outcome.kind !== 'refused') parts.closed.fire(outcome);
  report(request, outcome, parts, retry);
  return outcome;
}

function report(
  request: UncheckedRequest,
  outcome: Exclude<Outcome, { kind: 'dismissed' }>,
  parts: ClosingParts,
  retry: () => Promise<unknown>,
): void {
  const { ui, log, documents, openHistory } = parts;
  const { severity, message, nextStep } = describeOutcome(request.operation, outcome);
  const text = sentences(message, nextStep);
  const levels = { information: 'info', warning: 'warn', error: 'error' } as const;
  log[levels[severity]](text);

  const task = 'task' in outcome ? outcome.task : undefined;
  const close = 'close' in outcome ? outcome.close : undefined;
  const why = outcome.kind === 'refused' ? outcome.why : undefined;
  const actions = new Map<string, () => Promise<unknown>>(permissionActions(why, documents));
  if (task !== undefined) actions.set(l10n.t('Open History'), () => openHistory(task.execution, close?.eventId));
  if (outcome.kind === 'refused' || outcome.kind === 'unknown') {
    const failure = outcome.kind === 'refused' ? outcome.why : outcome.fault;
    for (const [label, act] of mendingActions(failure, parts, retry)) actions.set(label, act);
  }
  ui.offer(severity, text, actions);
}
