import * as l10n from '@vscode/l10n';
import type { Row } from './row';

/** Shows on a task's row whether it is pinned, and lets the menu offer the opposite. */
export function markPin(row: Row, isPinned: boolean): Row {
  if (!isPinned) return { ...row, tokens: [...row.tokens, 'pinnable'] };
  return {
    ...row,
    description: l10n.t('pinned · {0}', row.description),
    tooltip: [
      ...row.tooltip,
      l10n.t(
        'Pinned: you are told when it closes. It is looked at only while this view can be seen, and when it comes back into sight.',
      ),
    ],
    tokens: [...row.tokens, 'pinned'],
    spoken: l10n.t('{0}, pinned', row.spoken),
  };
}
