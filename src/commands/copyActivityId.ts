import * as l10n from '@vscode/l10n';
import type { Documents, Ui } from '../ports';
import type { TaskRef } from '../swf/outcome';

interface CopyActivityIdParts {
  readonly ui: Ui;
  readonly documents: Pick<Documents, 'copy'>;
  readonly selectedTaskOf: (origin: unknown) => TaskRef | undefined;
}

/** `SWF: Copy Activity Id`: of a task's row, or of the selected one. */
export function createCopyActivityId(parts: CopyActivityIdParts): (origin?: unknown) => Promise<void> {
  return async (origin) => {
    const task = parts.selectedTaskOf(origin);
    if (task === undefined) return;
    await parts.documents.copy(task.activityId);
    parts.ui.glance(l10n.t('Copied: {0}', task.activityId));
  };
}
