import * as l10n from '@vscode/l10n';
import { type ActingParts, runAct } from './actExecution';
import { closeActivityTask, type ClosingParts } from './closeActivityTask';
import { targetWords } from './confirmation';
import { excerpt } from './excerpt';
import { mendingActions } from './logIn';
import { permissionActions } from './permissionActions';
import { sendHeartbeat } from './recordHeartbeat';
import { type StartParts, startWorkflowExecution } from './startExecution';
import { UntrustedFault } from './trust';
import { jsonText } from '../swf/plainText';
import type { Documents, Question } from '../ports';
import type { Input, Target } from '../swf/client';
import { sentences } from '../swf/fault';
import { SwfFault } from '../swf/faults';
import {
  cliName,
  isClosingOperation,
  isExecutionOperation,
  operation as operationOf,
  type OperationName,
} from '../swf/operations';
import type { TaskRef } from '../swf/outcome';
import { readAllPages } from '../swf/readAllPages';
import { maskToken } from '../swf/taskToken';

export interface RunParts extends ClosingParts, ActingParts, StartParts {
  readonly documents: Documents;
}

/** A checked input, and where it comes from. */
export interface RunRequest {
  readonly operation: OperationName;
  readonly document: Input<OperationName>;
  /** For the question. */
  readonly fileName: string;
  readonly task: TaskRef | undefined;
}

/** How an operation without a proof of its own ended. */
export type RunOutcome =
  | { readonly kind: 'read'; readonly complete: boolean }
  | { readonly kind: 'accepted' | 'refused' | 'unknown' | 'dismissed' };

/**
 * Runs an operation by the procedure it has: what closes a task or acts on an execution is proven in the history, another
 * write is sent once after one question, a read follows all pages. Answers open beside the file. Gives the outcome.
 * @throws UntrustedFault in a workspace that is not trusted
 */
export async function runOperation(
  request: RunRequest,
  parts: RunParts,
  retry: () => Promise<unknown>,
): Promise<{ readonly kind: string }> {
  const { operation, document, task } = request;
  if (!parts.isTrusted()) throw new UntrustedFault();
  if (isClosingOperation(operation)) return await closeActivityTask({ operation, document, task }, parts, retry);
  if (isExecutionOperation(operation)) return await runAct({ operation, document }, parts, retry);
  if (operation === 'StartWorkflowExecution') return await startWorkflowExecution(document, parts, retry);
  if (operationOf(operation).access === 'read') return await read(request, parts);
  return await parts.connection.use(async ({ target }): Promise<{ readonly kind: string }> => {
    if (!(await parts.ui.confirm(question(request, target)))) {
      parts.ui.glance(l10n.t('Nothing was sent'));
      return { kind: 'dismissed' };
    }
    if (operation === 'RecordActivityTaskHeartbeat') return await sendHeartbeat({ document, task }, parts, retry);
    return await write(request, parts, retry);
  });
}

/** Whether what was to be done is done, as far as the outcome of any procedure tells. */
export function isDone(outcome: unknown): boolean {
  if (typeof outcome !== 'object' || outcome === null || !('kind' in outcome)) return false;
  if (outcome.kind === 'read') return 'complete' in outcome && outcome.complete === true;
  if (outcome.kind === 'alreadyClosed') return 'ours' in outcome && outcome.ours === 'yes';
  return (
    outcome.kind === 'recorded' || outcome.kind === 'accepted' || outcome.kind === 'taken' || outcome.kind === 'started'
  );
}

async function read(request: RunRequest, parts: RunParts): Promise<RunOutcome> {
  const { operation, document } = request;
  const { ui, connection } = parts;
  const name = cliName(operation);
  const { reading, label } = await ui.reading(l10n.t('Reading {0}', name), async (step, stop) =>
    connection.use(async (client) => ({
      reading: await readAllPages(client, operation, document, { stop, step }),
      label: client.target.label,
    })),
  );
  await openAnswer(reading.document, parts);
  const pages = reading.pages === 1 ? l10n.t('1 page') : l10n.t('{0} pages', reading.pages);
  ui.glance(`${name}: ${reading.complete ? pages : l10n.t('stopped after {0}', pages)} · ${label}`);
  return { kind: 'read', complete: reading.complete };
}

/** Sends a write that has no proof of its own, once. */
async function write(request: RunRequest, parts: RunParts, retry: () => Promise<unknown>): Promise<RunOutcome> {
  const { operation, document } = request;
  const { ui, log, documents, connection } = parts;
  const name = cliName(operation);
  try {
    const answer: object = await ui.progress(l10n.t('Sending {0}', name), () =>
      connection.use((client) => client.call(operation, document)),
    );
    const members = Object.fromEntries(Object.entries(answer).filter(([member]) => member !== '$metadata'));
    log.info(`${name}: accepted`);
    if (Object.keys(members).length > 0) await openAnswer(members, parts);
    ui.offer('information', l10n.t('Amazon SWF accepted {0}.', name));
    return { kind: 'accepted' };
  } catch (error) {
    if (!(error instanceof SwfFault)) throw error;
    const lost = error.details.delivered === 'maybe';
    const text = lost
      ? sentences(
          l10n.t('It is not known whether {0} was carried out', name),
          error.message,
          l10n.t('Look before you send it again'),
        )
      : sentences(l10n.t('Not done'), error.message, error.details.nextStep);
    log.error(text);
    ui.offer('error', text, new Map([...permissionActions(error, documents), ...mendingActions(error, parts, retry)]));
    return { kind: lost ? 'unknown' : 'refused' };
  }
}

/** Nothing hides in it; its name is none of an operation, or it would be checked as a skeleton. */
async function openAnswer(answer: object, { documents }: RunParts): Promise<void> {
  const plain = JSON.parse(JSON.stringify(answer)) as unknown;
  await documents.openBeside('swf-answer.json', `${jsonText(plain, 4)}\n`);
}

/** Said before one becomes a worker or a decider. */
const polls = l10n.t('The task that it returns is started by this: no worker gets it any more, and its timeouts run.');

function question({ operation, document, fileName }: RunRequest, target: Target): Question {
  const name = cliName(operation);
  return {
    message: l10n.t('Run aws swf {0}?', name),
    detail: [
      l10n.t('Where: {0}', targetWords(target)),
      l10n.t('File: {0}', fileName),
      ...Object.entries(document).map(([member, value]) => `${member}: ${shown(member, value)}`),
      ...(operation.startsWith('PollFor') ? ['', polls] : []),
      ...(operation === 'RecordActivityTaskHeartbeat'
        ? ['', l10n.t('It starts the heartbeat timeout of the task anew.')]
        : []),
    ].join('\n'),
    action: l10n.t('Send'),
    dismiss: l10n.t('Do Not Send'),
  };
}

function shown(member: string, value: unknown): string {
  if (member === 'taskToken') return maskToken(String(value));
  return excerpt(typeof value === 'string' ? value : JSON.stringify(value));
}
