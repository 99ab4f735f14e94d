import * as l10n from '@vscode/l10n';
import { addressIn, type HistoryPort } from './histories';
import { pathIn } from './skeletonSource';
import type { DocumentTies, TiedConnection } from '../connection/documentTies';
import type { OpenConnection } from '../connection/openConnection';
import type { Documents } from '../ports';
import { Fault } from '../swf/fault';

export interface DocumentConnectionParts {
  readonly documents: Documents;
  readonly histories: HistoryPort;
  readonly ties: DocumentTies;
}

/** That a document belongs to a connection that is not open. Nothing was sent. */
export class ClosedConnectionFault extends Fault {
  override readonly name = 'ClosedConnectionFault';
  readonly details: { readonly nextStep: string };

  constructor(connection: string) {
    super(l10n.t('Nothing was sent: this document belongs to a connection that is not open: {0}', connection));
    this.details = {
      nextStep: l10n.t('Open that connection again. To send it elsewhere, copy the text into a new skeleton file.'),
    };
  }
}

/**
 * The connection that a document belongs to: that of the row or the history which it was made from, and of a history the
 * one it is read from. Nothing for any other document.
 * @throws ClosedConnectionFault
 */
export async function documentConnection(
  origin: unknown,
  parts: DocumentConnectionParts,
): Promise<OpenConnection | undefined> {
  const given = addressIn(origin) ?? namedAddress(origin, parts.documents);
  const address = given ?? (isObject(origin) ? undefined : parts.documents.active());
  if (address === undefined) return undefined;
  return openOf((await parts.histories.connectionOf(address)) ?? parts.ties.connectionOf(address));
}

/**
 * The same for arguments of a key binding, a task or another extension, whose `cliInputJson` names a file.
 * @throws ClosedConnectionFault
 */
export function argumentsConnection(
  origin: unknown,
  { documents, ties }: Pick<DocumentConnectionParts, 'documents' | 'ties'>,
): OpenConnection | undefined {
  const address = namedAddress(origin, documents);
  return address === undefined ? undefined : openOf(ties.connectionOf(address));
}

function openOf(tied: TiedConnection | undefined): OpenConnection | undefined {
  if (tied === undefined) return undefined;
  if ('closed' in tied) throw new ClosedConnectionFault(tied.closed);
  return tied.open;
}

function namedAddress(origin: unknown, documents: Documents): string | undefined {
  if (!isObject(origin) || !('cliInputJson' in origin) || typeof origin.cliInputJson !== 'string') return undefined;
  const path = pathIn(origin.cliInputJson);
  return path === undefined ? undefined : documents.addressOf(path);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
