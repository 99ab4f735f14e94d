import * as l10n from '@vscode/l10n';
import { targetWords } from './confirmation';
import { permissionActions } from './permissionActions';
import { mendingActions } from './logIn';
import { createTokenCommand, type KnownTokens, type TokenCommandParts } from './tokenCommand';
import { tokenTitles } from './tokenFields';
import { UntrustedFault } from './trust';
import { Fault, sentences } from '../swf/fault';
import { describeHeartbeat, type HeartbeatOutcome, recordHeartbeat } from '../swf/heartbeatTask';
import type { TaskRef } from '../swf/outcome';
import { maskToken } from '../swf/taskToken';
import { members } from '../tokens/heldTask';

const operation = 'RecordActivityTaskHeartbeat';

/**
 * `SWF: Record Heartbeat…`: asks nothing before it sends but for what is missing, since a heartbeat closes nothing; its
 * prompt says what it does. Where nothing is missing, one question stands for the prompt: nothing is sent unasked.
 */
export function createRecordHeartbeat(
  parts: TokenCommandParts,
): (origin?: unknown) => Promise<HeartbeatOutcome | undefined> {
  return createTokenCommand(
    operation,
    parts,
    async ({ asked, ...request }, retry) =>
      asked || (await isWanted(request, parts)) ? await sendHeartbeat(request, parts, retry) : undefined,
    ({ kind }) => kind === 'taken',
  );
}

async function isWanted({ document, task }: HeartbeatRequest, parts: TokenCommandParts): Promise<boolean> {
  const { taskToken } = members(document);
  const name = task?.activityId ?? l10n.t('the activity task of this token');
  return await parts.connection.use(({ target }) =>
    parts.ui.confirm({
      message: l10n.t('Record a heartbeat of {0}?', name),
      detail: [
        l10n.t('Where: {0}', targetWords(target)),
        l10n.t('Task token: {0}', typeof taskToken === 'string' ? maskToken(taskToken) : '?'),
        '',
        l10n.t('It starts the heartbeat timeout of the task anew.'),
      ].join('\n'),
      action: l10n.t('Send'),
      dismiss: l10n.t('Do Not Send'),
    }),
  );
}

interface HeartbeatRequest {
  readonly document: unknown;
  readonly task: TaskRef | undefined;
}

/**
 * Sends a heartbeat and reports what it told.
 * @throws UntrustedFault in a workspace that is not trusted
 */
export async function sendHeartbeat(
  request: HeartbeatRequest,
  parts: Pick<
    TokenCommandParts,
    'ui' | 'log' | 'documents' | 'connection' | 'connections' | 'isTrusted' | 'knownTokens'
  >,
  retry: () => Promise<unknown>,
): Promise<HeartbeatOutcome> {
  const { ui, log, documents, connection } = parts;
  if (!parts.isTrusted()) throw new UntrustedFault();
  const outcome = await ui.progress(tokenTitles[operation], async (step): Promise<HeartbeatOutcome> => {
    try {
      return await connection.use((client) => recordHeartbeat(request, { client, step }));
    } catch (error) {
      if (error instanceof Fault) return { kind: 'refused', why: error };
      throw error;
    }
  });
  const { severity, message, nextStep } = describeHeartbeat(outcome);
  const text = sentences(message, nextStep);
  log[severity === 'information' ? 'info' : severity === 'warning' ? 'warn' : 'error'](text);
  const why = outcome.kind === 'refused' ? outcome.why : undefined;
  const actions = new Map<string, () => Promise<unknown>>(permissionActions(why, documents));
  if (outcome.kind === 'refused' || outcome.kind === 'unknown') {
    const failure = outcome.kind === 'refused' ? outcome.why : outcome.fault;
    for (const [label, act] of mendingActions(failure, parts, retry)) actions.set(label, act);
  }
  const keep = outcome.kind === 'taken' ? await keepActionOf(request, parts.knownTokens) : undefined;
  if (keep !== undefined) actions.set(l10n.t('Remember Token for This Task'), keep);
  ui.offer(severity, text, actions);
  return outcome;
}

/** The service took the token, so it is worth remembering; that it is this task's, only the person can know. */
async function keepActionOf(
  { document, task }: HeartbeatRequest,
  knownTokens: KnownTokens | undefined,
): Promise<(() => Promise<unknown>) | undefined> {
  const { taskToken } = members(document);
  if (task === undefined || typeof taskToken !== 'string') return undefined;
  return await knownTokens?.keepAction(task, taskToken);
}
