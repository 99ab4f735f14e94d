import type { Desk } from './desk';

/** Opens a document in the desk's editor, and gives its `vscode.Uri`, as far as commands look at it. */
export function openedDocument(desk: Desk, name: string, document: unknown, scheme = 'file://'): never {
  const text = typeof document === 'string' ? document : JSON.stringify(document);
  const address = `${scheme}/runbooks/${name}`;
  desk.documents.open.set(address, { text, fileName: name });
  return { toString: () => address } as never;
}
