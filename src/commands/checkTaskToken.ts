import * as l10n from '@vscode/l10n';
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
    ui.offer('error', sentences(l10n.t('Nothing was sent for {0}', mask), problem.message));
    return;
  }
  await connection.use(async (client) => {
    const agreed = await ui.confirm({
      message: l10n.t('Check this task token by a heartbeat?'),
      detail: [
        l10n.t('Where: {0}', targetWords(client.target)),
        l10n.t('Task token: {0}', mask),
        '',
        l10n.t(
          'A heartbeat is the only call that tells something of a token and closes nothing. It starts the heartbeat timeout of the task anew. It is sent without details.',
        ),
      ].join('\n'),
      action: l10n.t('Send a Heartbeat'),
      dismiss: l10n.t('Leave It'),
    });
    if (!agreed) return;
    try {
      const { cancelRequested } = await client.call('RecordActivityTaskHeartbeat', { taskToken });
      const text =
        cancelRequested === true
          ? l10n.t(
              'The activity task of {0} is open; its cancellation was requested. Its heartbeat timeout has started anew.',
              mask,
            )
          : l10n.t(
              'The activity task of {0} is open; its cancellation was not requested. Its heartbeat timeout has started anew.',
              mask,
            );
      log.info(text);
      ui.offer('information', text, actions);
    } catch (error) {
      if (!(error instanceof SwfFault) || (error.kind !== 'unknownActivity' && error.kind !== 'unknownExecution')) {
        throw error;
      }
      log.info(`Heartbeat for ${mask}: ${error.message}`);
      ui.offer(
        'warning',
        sentences(l10n.t('Nothing is to be done with {0}', mask), error.message, error.details.nextStep),
      );
    }
  });
}
