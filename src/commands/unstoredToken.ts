import * as l10n from '@vscode/l10n';
import type { Documents, Log, Ui } from '../ports';
import { skeletonFileName, skeletonText } from '../skeleton/generate';
import { sentences } from '../swf/fault';
import { type HeldTasks, UnstoredTokenFault } from '../tokens/heldTasks';

interface UnstoredParts {
  readonly ui: Ui;
  readonly log: Log;
  readonly documents: Documents;
  readonly heldTasks: HeldTasks;
}

/** Says loudly that a token is in this window's memory alone, with every way out. */
export function tellUnstored(id: string, place: string, fault: UnstoredTokenFault, parts: UnstoredParts): void {
  const { ui, log, documents, heldTasks } = parts;
  log.error(`${fault.message} (${place})`);
  const withToken = async (use: (taskToken: string) => Promise<unknown>) => {
    const taskToken = await heldTasks.tokenOf(id);
    if (taskToken !== undefined) await use(taskToken);
    // The message is gone with its button: until the token is stored, it comes again.
    tellUnstored(id, place, fault, parts);
  };
  const actions = new Map<string, () => Promise<unknown>>([
    [l10n.t('Store Again'), () => storeAgain(id, place, parts)],
    [l10n.t('Copy Task Token'), () => withToken((taskToken) => documents.copy(taskToken))],
    [
      l10n.t('Open as Skeleton File'),
      () =>
        withToken((taskToken) => {
          const operation = 'RespondActivityTaskCompleted';
          return documents.openNew(skeletonFileName(operation), skeletonText(operation, { taskToken }));
        }),
    ],
  ]);
  const text = sentences(
    l10n.t('You hold the task {0}, but its task token is in this window’s memory only', place),
    fault.message,
    fault.details.nextStep,
  );
  ui.offer('error', text, actions);
}

/** Tries again to store a token, and says how it went. */
export async function storeAgain(id: string, place: string, parts: UnstoredParts): Promise<void> {
  try {
    await parts.heldTasks.storeAgain(id);
    parts.ui.glance(l10n.t('The task token is kept: {0}', place));
  } catch (fault) {
    if (!(fault instanceof UnstoredTokenFault)) throw fault;
    tellUnstored(id, place, fault, parts);
  }
}
