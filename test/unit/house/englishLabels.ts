import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { root } from './sourceImports';

/** Names that are the same in every language. */
const names: readonly string[] = ['Amazon SWF', 'Local SWF'];
/**
 * Local SWF answers as Amazon SWF does, in English. Schemas are files of the package, which VS Code does not translate. The
 * report is for those who mend the extension, and its own first line says what to do with it.
 */
const elsewhere = /^(?:local\/|audit\/report$|swf\/(?:descriptions|inputSchema)$)/;

/** The strings of the source that look like words for a person and are not given to `l10n.t`, each behind its file. */
export function englishLabels(): string[] {
  return readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.ts') && !elsewhere.test(path.slice(0, -'.ts'.length)))
    .sort()
    .flatMap((path) => {
      const text = readFileSync(join(root, 'src', path), 'utf8');
      const name = path.slice(0, -'.ts'.length);
      return labels(ts.createSourceFile(path, text, ts.ScriptTarget.Latest)).map((label) => `${name}: ${label}`);
    });
}

function labels(file: ts.SourceFile): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    // The message of a defect is for those who mend it.
    if (ts.isImportDeclaration(node) || isCallOf(node, ['t']) || isCallOf(node, ['Error'])) return;
    if (ts.isStringLiteralLike(node) && /^[A-Z][a-z]+ \p{L}/u.test(node.text) && !names.includes(node.text))
      found.push(node.text);
    ts.forEachChild(node, visit);
  };
  const isCallOf = (node: ts.Node, called: readonly string[]) => {
    if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return false;
    const { expression } = node;
    const name = ts.isPropertyAccessExpression(expression) ? expression.name.text : expression.getText(file);
    return called.includes(name);
  };
  visit(file);
  return found;
}
