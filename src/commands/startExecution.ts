import { targetWords } from './confirmation';
import { excerpt } from './excerpt';
import { permissionActions } from './permissionActions';
import { UntrustedFault } from './trust';
import type { OpenConnection } from '../connection/openConnection';
import type { Clock, Documents, Log, Question, Ui } from '../ports';
import type { ExecutionRef } from '../swf/activityTasks';
import type { Target } from '../swf/client';
import { Fault, sentences } from '../swf/fault';
import { startExecution, type StartInput, type StartOutcome, startOf } from '../swf/startExecution';

export interface StartParts {
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
  /** The execution of a row, or of the selected one when none was given. */
  readonly executionOf: (origin: unknown) => ExecutionRef | undefined;
}

/**
 * `SWF: Re-run Execution…`: what started an execution, as a document to be edited and started. Nothing is sent before
 * that.
 */
export function createRerunExecution(parts: RerunParts): (origin?: unknown) => Promise<void> {
  const { ui, connection, documents } = parts;
  return async (origin) => {
    const execution = parts.executionOf(origin);
    if (execution === undefined) {
      ui.offer('information', 'Select a closed execution in the Amazon SWF view first.');
      return;
    }
    const document = await connection.use((client) => startOf(client, execution));
    if (document === undefined) {
      ui.offer('error', `The history of ${execution.workflowId} does not tell how it was started.`);
      return;
    }
    const name = `${execution.workflowId.replace(/[^\w.-]+/g, '-').slice(0, 60) || 'execution'}.start-workflow-execution.json`;
    await documents.openNew(name, `${JSON.stringify(document, undefined, 4)}\n`);
    ui.glance('Edit it, then start it by the line above the text');
  };
}

/**
 * Starts what a document says: once, after one question, and looks for the new run.
 * @throws UntrustedFault in a workspace that is not trusted
 */
export async function startWorkflowExecution(document: unknown, parts: StartParts): Promise<StartOutcome> {
  const { ui, clock, connection } = parts;
  if (!parts.isTrusted()) throw new UntrustedFault();
  const outcome = await ui.progress('Start workflow execution', async (step): Promise<StartOutcome> => {
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
  report(outcome, parts);
  return outcome;
}

function question(input: StartInput, target: Target): Question {
  const { domain = '', workflowId = '', workflowType, taskList, tagList } = input;
  return {
    message: `Start workflow execution ${workflowId}?`,
    detail: [
      `Where: ${targetWords(target)}`,
      `Domain: ${domain}`,
      `Type: ${workflowType?.name ?? ''} ${workflowType?.version ?? ''}`,
      `Task list: ${taskList?.name ?? 'the default of its type'}`,
      ...(tagList === undefined ? [] : [`Tags: ${tagList.join(', ')}`]),
      `Input: ${input.input === undefined ? 'none' : excerpt(input.input)}`,
      '',
      'It starts from its beginning: whatever its activities did before, they may do again.',
    ].join('\n'),
    action: 'Start the Execution',
    dismiss: 'Do Not Start',
  };
}

function report(outcome: StartOutcome, { ui, log, documents, openHistory }: StartParts): void {
  const history = (execution: ExecutionRef) => new Map([['Open History', () => openHistory(execution, undefined)]]);
  switch (outcome.kind) {
    case 'dismissed':
      ui.glance('Nothing was started: nothing was sent');
      return;
    case 'started': {
      const { execution, seen, answerLost } = outcome;
      const { workflowId, runId } = execution;
      const text = answerLost
        ? `The answer was lost, but ${workflowId} is open now: run ${runId}. It is the one that was sent, unless someone else started it meanwhile.`
        : `Started ${workflowId}: run ${runId}.${seen ? '' : ' Amazon SWF accepted it but does not show it yet.'}`;
      log.info(text);
      ui.offer(answerLost || !seen ? 'warning' : 'information', text, history(execution));
      return;
    }
    case 'alreadyOpen': {
      const { workflowId, runId } = outcome.execution;
      const text = `Nothing was started: an execution of ${workflowId} is open, run ${runId}. A workflow id can have one open execution at a time; close that one first, or use another workflow id.`;
      log.warn(text);
      ui.offer('warning', text, history(outcome.execution));
      return;
    }
    case 'unknown': {
      const { message, details } = outcome.fault;
      const text = sentences(
        'Not known whether the execution was started',
        message,
        details.nextStep,
        'No open one was seen; look again before you start it once more',
      );
      log.error(text);
      ui.offer('error', text);
      return;
    }
    case 'refused': {
      const { why } = outcome;
      const text =
        why instanceof Fault
          ? sentences(`Nothing was started`, why.message, why.details.nextStep)
          : sentences('Nothing was started', ...why.map(({ message }) => message));
      log.error(text);
      ui.offer('error', text, permissionActions(why, documents));
    }
  }
}
