import { confirmationQuestion } from './confirmation';
import type { Drafts } from './drafts';
import type { CurrentConnection } from '../connection/currentConnection';
import type { CancelCheck } from '../contract';
import type { Emitter } from '../emitter';
import type { Clock, Log, Ui } from '../ports';
import { closeTask, type UncheckedRequest } from '../swf/closeTask';
import { Fault } from '../swf/fault';
import type { ExecutionRef } from '../swf/activityTasks';
import { describeOutcome, type Outcome, verbs } from '../swf/outcome';

/** What the commands that close a task share. */
export interface ClosingParts {
  readonly ui: Ui;
  readonly log: Log;
  readonly clock: Clock;
  readonly connection: CurrentConnection;
  readonly drafts: Drafts;
  readonly cancelCheck: () => CancelCheck;
  readonly openHistory: (execution: ExecutionRef, eventId: number | undefined) => Promise<void>;
  /** Fires when a task was closed, or may have been. */
  readonly closed: Emitter<Outcome>;
}

/**
 * Runs the procedure under a progress message, and reports its outcome without waiting for the person to read it.
 * `retry` offers the same again, with all that was typed.
 */
export async function closeActivityTask(
  request: UncheckedRequest,
  parts: ClosingParts,
  retry: () => Promise<unknown>,
): Promise<Outcome> {
  const { ui, clock } = parts;
  const { asked, done } = verbs[request.operation];
  const outcome = await ui.progress(`${asked} activity task`, async (step): Promise<Outcome> => {
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
    ui.glance(`Nothing was ${done}: no answer was sent`);
    return outcome;
  }
  if (outcome.kind === 'recorded' || outcome.kind === 'accepted') parts.drafts.forget();
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
  const { severity, message, nextStep } = describeOutcome(request.operation, outcome);
  const text = nextStep === '' ? `${message}.` : `${message}. ${nextStep}`;
  const task = 'task' in outcome ? outcome.task : undefined;
  const close = 'close' in outcome ? outcome.close : undefined;
  const buttons = {
    history: task === undefined ? [] : ['Open History'],
    retry: outcome.kind === 'refused' || outcome.kind === 'unknown' ? ['Try Again'] : [],
  };
  parts.log[severity === 'information' ? 'info' : severity === 'warning' ? 'warn' : 'error'](text);
  void parts.ui.tell(severity, text.replace('..', '.'), ...buttons.history, ...buttons.retry).then(async (pressed) => {
    if (pressed === 'Try Again') await retry();
    if (pressed === 'Open History' && task !== undefined) await parts.openHistory(task.execution, close?.eventId);
  });
}
