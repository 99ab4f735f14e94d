import * as l10n from '@vscode/l10n';
import { permissionActions } from './permissionActions';
import { mendingActions } from './logIn';
import { createTokenCommand, type KnownTokens, type TokenCommandParts } from './tokenCommand';
import { tokenTitles } from './tokenFields';
import { UntrustedFault } from './trust';
import { Fault, sentences } from '../swf/fault';
import { describeHeartbeat, type HeartbeatOutcome, recordHeartbeat } from '../swf/heartbeatTask';
import type { TaskRef } from '../swf/outcome';
import { members } from '../tokens/heldTask';

const operation = 'RecordActivityTaskHeartbeat';

/**
 * `SWF: Record Heartbeat…`: asks nothing before it sends but for what is missing, since a heartbeat closes nothing; its
 * prompt says what it does.
 */
export function createRecordHeartbeat(
  parts: TokenCommandParts,
): (origin?: unknown) => Promise<HeartbeatOutcome | undefined> {
  return createTokenCommand(
    operation,
    parts,
    (request, retry) => sendHeartbeat(request, parts, retry),
    ({ kind }) => kind === 'taken',
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
