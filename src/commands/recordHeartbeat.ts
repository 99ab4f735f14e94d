import { createTokenCommand, type TokenCommandParts } from './tokenCommand';
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
  const { ui, log, connection } = parts;

  /** The service took the token, so it is worth remembering; that it is this task's, only the person can know. */
  const keepActionOf = async ({
    document,
    task,
  }: {
    readonly document: unknown;
    readonly task: TaskRef | undefined;
  }) => {
    const { taskToken } = members(document);
    if (task === undefined || typeof taskToken !== 'string') return undefined;
    return await parts.knownTokens?.keepAction(task, taskToken);
  };

  const beat = async (
    request: { readonly document: unknown; readonly task: TaskRef | undefined },
    retry: () => Promise<unknown>,
  ): Promise<HeartbeatOutcome> => {
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
    const actions = new Map<string, () => Promise<unknown>>();
    if (outcome.kind === 'refused' || outcome.kind === 'unknown') actions.set('Try Again', retry);
    const keep = outcome.kind === 'taken' ? await keepActionOf(request) : undefined;
    if (keep !== undefined) actions.set('Remember Token for This Task', keep);
    ui.offer(severity, text, actions);
    return outcome;
  };
  return createTokenCommand(operation, parts, beat, ({ kind }) => kind === 'taken');
}
