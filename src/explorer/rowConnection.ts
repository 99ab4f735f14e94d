import * as l10n from '@vscode/l10n';
import { connectionIdOf, isNode, type Node } from './nodes';
import type { ExplorerRoots } from './roots';
import type { OpenConnection } from '../connection/openConnection';
import { Fault } from '../swf/fault';

/** That rows were chosen for which there is no one connection. Nothing was sent. */
export class RowsFault extends Fault {
  override readonly name = 'RowsFault';

  constructor(
    message: string,
    readonly details: { readonly nextStep: string },
  ) {
    super(message);
  }
}

/** The rows that a menu gave: all that are selected, or the one. */
export function rowsOf(origin: unknown, all: unknown): readonly Node[] {
  const several = Array.isArray(all) ? all.filter(isNode) : [];
  return several.length > 0 ? several : isNode(origin) ? [origin] : [];
}

/**
 * The one connection of rows; undefined of none.
 * @throws RowsFault when they are of several, or of one that is no longer open
 */
export function connectionOfRows(rows: readonly Node[], roots: Pick<ExplorerRoots, 'of'>): OpenConnection | undefined {
  const [first] = rows;
  if (first === undefined) return undefined;
  if (new Set(rows.map(connectionIdOf)).size > 1) {
    throw new RowsFault(l10n.t('Nothing was done: the chosen rows belong to several connections'), {
      nextStep: l10n.t('Choose rows of one connection only.'),
    });
  }
  const connection = roots.of(first)?.connection;
  if (connection !== undefined) return connection;
  throw new RowsFault(l10n.t('Nothing was done: the connection of this row is no longer open'), {
    nextStep: l10n.t('Refresh the view, and choose the row again.'),
  });
}
