/** An open document, as far as its text goes. */
interface OpenDocument {
  readonly encoding: string;
  getText(): string;
}

/** A document's text as the AWS CLI would read it: the editor hides a byte order mark, and the AWS CLI refuses one. */
export function documentText(document: OpenDocument): string {
  return (document.encoding === 'utf8bom' ? '\uFEFF' : '') + document.getText();
}
