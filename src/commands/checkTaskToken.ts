import { targetWords } from './confirmation';
import { UntrustedFault } from './trust';
import type { OpenConnection } from '../connection/openConnection';
import type { Log, Ui } from '../ports';
import { checkInput } from '../swf/checkInput';
import { sentences } from '../swf/fault';
import { SwfFault } from '../swf/faults';
import { maskToken } from '../swf/taskToken';

export interface CheckTokenParts {
  readonly ui: Ui;
  readonly log: Log;
  readonly connection: OpenConnection;
  readonly isTrusted: () => boolean;
}

/**
 * Asks by one heartbeat whether a token's task is open, after the person has agreed: a heartbeat starts the task's
 * heartbeat timeout anew (AWS page "RecordActivityTaskHeartbeat"), which can keep a dead worker's task open for longer.
 * `actions` are offered when it is.
 * @throws UntrustedFault in a workspace that is not trusted
 * @throws SwfFault when the service could not say
 */
export async function checkTaskToken(
  taskToken: string,
  { ui, log, connection, isTrusted }: CheckTokenParts,
  actions: ReadonlyMap<string, () => unknown>,
): Promise<void> {
  if (!isTrusted()) throw new UntrustedFault();
  const [problem] = checkInput('RecordActivityTaskHeartbeat', { taskToken });
  const mask = maskToken(taskToken);
  if (problem !== undefined) {
    ui.offer('error', sentences(`Nothing was sent for ${mask}`, problem.message));
    return;
  }
  await connection.use(async (client) => {
    const agreed = await ui.confirm({
      message: 'Check this task token by a heartbeat?',
      detail: [
        `Where: ${targetWords(client.target)}`,
        `Task token: ${mask}`,
        '',
        'A heartbeat is the only call that tells something of a token and closes nothing. It starts the heartbeat timeout of the task anew. It is sent without details.',
      ].join('\n'),
      action: 'Send a Heartbeat',
      dismiss: 'Leave It',
    });
    if (!agreed) return;
    try {
      const { cancelRequested } = await client.call('RecordActivityTaskHeartbeat', { taskToken });
      const requested = cancelRequested === true ? 'was requested' : 'was not requested';
      const text = `The activity task of ${mask} is open; its cancellation ${requested}. Its heartbeat timeout has started anew.`;
      log.info(text);
      ui.offer('information', text, actions);
    } catch (error) {
      if (!(error instanceof SwfFault) || (error.kind !== 'unknownActivity' && error.kind !== 'unknownExecution')) {
        throw error;
      }
      log.info(`Heartbeat for ${mask}: ${error.message}`);
      ui.offer('warning', sentences(`Nothing is to be done with ${mask}`, error.message, error.details.nextStep));
    }
  });
}
