import * as l10n from '@vscode/l10n';
import type { Row } from './row';

/** Shows on a task's row that its task token is kept. */
export function markKept(row: Row, isKept: boolean): Row {
  if (!isKept) return row;
  return {
    ...row,
    tokens: [...row.tokens, 'kept'],
    description: l10n.t('token kept · {0}', row.description),
    tooltip: [...row.tooltip, l10n.t('Its task token is kept: see the view Held Tasks.')],
    spoken: l10n.t('{0}, token kept', row.spoken),
  };
}
