import * as l10n from '@vscode/l10n';
import type { Row } from './row';
import type { Mark } from '../swf/client';

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

/** Says of a row of a connection that is marked read-only that no menu is to offer a write. */
export function markReadOnly(row: Row, mark: Mark | undefined): Row {
  return mark === 'read-only' ? { ...row, tokens: [...row.tokens, 'readOnly'] } : row;
}
