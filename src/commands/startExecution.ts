import * as l10n from '@vscode/l10n';
import { targetWords } from './confirmation';
import { excerpt } from './excerpt';
import { type LoginParts, mendingActions } from './logIn';
import { permissionActions } from './permissionActions';
import { UntrustedFault } from './trust';
import type { DocumentTies } from '../connection/documentTies';
import type { OpenConnection } from '../connection/openConnection';
import type { Clock, Documents, Log, Question, Ui } from '../ports';
import type { ExecutionRef } from '../swf/activityTasks';
import type { Target } from '../swf/client';
import { Fault, sentences } from '../swf/fault';
import { startExecution, type StartInput, type StartOutcome, startOf } from '../swf/startExecution';

export interface StartParts extends LoginParts {
  readonly ui: Ui;
  readonly documents: Documents;
  readonly log: Log;
  readonly clock: Clock;
  readonly connection: OpenConnection;
  readonly isTrusted: () => boolean;
  readonly openHistory: (execution: ExecutionRef, eventId: number | undefined) => Promise<void>;
  /** Called when an execution was started, or may have been. */
  readonly started: () => void;
}

export interface RerunParts {
  readonly ui: Ui;
  readonly connection: OpenConnection;
  readonly documents: Documents;
  readonly ties: DocumentTies;
  /** The execution of a row, or of the selected one when none was given. */
  readonly executionOf: (origin: unknown) => ExecutionRef | undefined;
}

/**
 * `SWF: Re-run Execution…`: what started an execution, as a document to be edited and started. Nothing is sent before
 * that.
 */
export function createRerunExecution(parts: RerunParts): (origin?: unknown) => Promise<void> {
  const { ui, connection, documents, ties } = parts;
  return async (origin) => {
    const execution = parts.executionOf(origin);
    if (execution === undefined) {
      ui.offer('information', l10n.t('Select a closed execution in the Amazon SWF view first.'));
      return;
    }
    const document = await connection.use((client) => startOf(client, execution));
    if (document === undefined) {
      ui.offer('error', l10n.t('The history of {0} does not tell how it was started.', execution.workflowId));
      return;
    }
    const name = `${execution.workflowId.replace(/[^\w.-]+/g, '-').slice(0, 60) || 'execution'}.start-workflow-execution.json`;
    await ties.tie(await documents.openNew(name, `${JSON.stringify(document, undefined, 4)}\n`), { connection });
    ui.glance(l10n.t('Edit it, then start it by the line above the text'));
  };
}

/**
 * Starts what a document says: once, after one question, and looks for the new run. `retry` does all of it again.
 * @throws UntrustedFault in a workspace that is not trusted
 */
export async function startWorkflowExecution(
  document: unknown,
  parts: StartParts,
  retry: () => Promise<unknown>,
): Promise<StartOutcome> {
  const { ui, clock, connection } = parts;
  if (!parts.isTrusted()) throw new UntrustedFault();
  const outcome = await ui.progress(l10n.t('Start workflow execution'), async (step): Promise<StartOutcome> => {
    try {
      return await connection.use(async (client) => {
        const confirm = (input: StartInput) => ui.confirm(question(input, client.target));
        return await startExecution(document, { client, clock, confirm, step });
      });
    } catch (error) {
      if (error instanceof Fault) return { kind: 'refused', why: error };
      throw error;
    }
  });
  if (outcome.kind === 'started' || outcome.kind === 'unknown') parts.started();
  report(outcome, parts, retry);
  return outcome;
}

function question(input: StartInput, target: Target): Question {
  const { domain = '', workflowId = '', workflowType, taskList, tagList } = input;
  return {
    message: l10n.t('Start workflow execution {0}?', workflowId),
    detail: [
      l10n.t('Where: {0}', targetWords(target)),
      l10n.t('Domain: {0}', domain),
      l10n.t('Type: {0}', `${workflowType?.name ?? ''} ${workflowType?.version ?? ''}`),
      l10n.t('Task list: {0}', taskList?.name ?? l10n.t('the default of its type')),
      ...(tagList === undefined ? [] : [l10n.t('Tags: {0}', tagList.join(', '))]),
      l10n.t('Input: {0}', input.input === undefined ? l10n.t('none') : excerpt(input.input)),
      '',
      l10n.t('It starts from its beginning: whatever its activities did before, they may do again.'),
    ].join('\n'),
    action: l10n.t('Start the Execution'),
    dismiss: l10n.t('Do Not Start'),
  };
}

function report(outcome: StartOutcome, parts: StartParts, retry: () => Promise<unknown>): void {
  const { ui, log, documents, openHistory } = parts;
  const history = (execution: ExecutionRef) =>
    new Map([[l10n.t('Open History'), () => openHistory(execution, undefined)]]);
  switch (outcome.kind) {
    case 'dismissed':
      ui.glance(l10n.t('Nothing was started: nothing was sent'));
      return;
    case 'started': {
      const { execution, seen, answerLost } = outcome;
      const { workflowId, runId } = execution;
      const text = answerLost
        ? l10n.t(
            'The answer was lost, but {0} is open now: run {1}. It is the one that was sent, unless someone else started it meanwhile.',
            workflowId,
            runId,
          )
        : seen
          ? l10n.t('Started {0}: run {1}.', workflowId, runId)
          : l10n.t('Started {0}: run {1}. Amazon SWF accepted it but does not show it yet.', workflowId, runId);
      log.info(text);
      ui.offer(answerLost || !seen ? 'warning' : 'information', text, history(execution));
      return;
    }
    case 'alreadyOpen': {
      const { workflowId, runId } = outcome.execution;
      const text = l10n.t(
        'Nothing was started: an execution of {0} is open, run {1}. A workflow id can have one open execution at a time; close that one first, or use another workflow id.',
        workflowId,
        runId,
      );
      log.warn(text);
      ui.offer('warning', text, history(outcome.execution));
      return;
    }
    case 'unknown': {
      const { message, details } = outcome.fault;
      const text = sentences(
        l10n.t('Not known whether the execution was started'),
        message,
        details.nextStep,
        l10n.t('No open one was seen; look again before you start it once more'),
      );
      log.error(text);
      ui.offer('error', text);
      return;
    }
    case 'refused': {
      const { why } = outcome;
      const text =
        why instanceof Fault
          ? sentences(l10n.t('Nothing was started'), why.message, why.details.nextStep)
          : sentences(l10n.t('Nothing was started'), ...why.map(({ message }) => message));
      log.error(text);
      const again = why instanceof Fault ? mendingActions(why, parts, retry) : [];
      ui.offer('error', text, new Map([...permissionActions(why, documents), ...again]));
    }
  }
}
