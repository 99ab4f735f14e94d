import * as l10n from '@vscode/l10n';
import type { Ui } from '../ports';
import { type CloseStatus, closeStatuses } from '../swf/closedExecutions';

/** The closed executions of one domain, as a command sees them. */
export interface ClosedList {
  readonly domain: string;
  /** Shows those with one close status, or all. */
  show(status: CloseStatus | undefined): void;
}

/** `SWF: Filter Closed Executions…`: by close status, which Amazon SWF itself looks for. */
export function createFilterClosed(
  ui: Ui,
  closedListOf: (origin: unknown) => ClosedList | undefined,
): (origin?: unknown) => Promise<void> {
  return async (origin) => {
    const list = closedListOf(origin);
    if (list === undefined) return;
    const picked = await ui.pick<{ readonly status: CloseStatus | undefined }>(
      l10n.t('Closed Executions of {0}', list.domain),
      [
        { label: l10n.t('All'), value: { status: undefined } },
        ...closeStatuses.map((status) => ({ label: status, value: { status } })),
      ],
    );
    if (picked !== undefined) list.show(picked.status);
  };
}
