import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { root, sourceFiles } from './sourceImports';

/** What makes the editor run a command out of a text that is shown: names, and parts of texts. */
const names = new Set(['MarkdownString', 'supportHtml', 'enableCommandUris', 'enabledCommands']);
const inText = /\bcommand:[a-z]/i;

/** Where a source would let a shown text run commands, by its line. */
function doors(name: string, text: string): string[] {
  // Most files hold none of the words, and need not be read as a tree.
  if (!/isTrusted|command:|MarkdownString|supportHtml|ommandUris|edCommands/i.test(text)) return [];
  const source = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const isRefused =
      ts.isPropertyAssignment(node.parent) && node.parent.initializer.kind === ts.SyntaxKind.FalseKeyword;
    const isName = ts.isIdentifier(node) && names.has(node.text) && !isRefused;
    // `isTrusted` is the workspace's, too; only a text's is assigned.
    const isAssigned =
      ts.isBinaryExpression(node) &&
      node.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
      ts.isPropertyAccessExpression(node.left) &&
      node.left.name.text === 'isTrusted';
    const isLink = (ts.isStringLiteralLike(node) || ts.isTemplateHead(node)) && inText.test(node.text);
    if (isName || isAssigned || isLink) {
      found.push(`${name}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`);
    }
    node.forEachChild(visit);
  };
  source.forEachChild(visit);
  return found;
}

test('each of these ways is seen', () => {
  const text = [
    'new vscode.MarkdownString(name);',
    'hover.isTrusted = true;',
    'const link = "[Run](command:swf.cancelActivityTask)";',
    'const other = `[Run](command:swf.${id})`;',
    'const options = { enableCommandUris: true };',
    "const fine = { enableCommandUris: false, isTrusted: vscode.workspace.isTrusted, command: 'swf.openHistory' };",
  ].join('\n');
  expect(doors('x', text)).toEqual(['x:1', 'x:2', 'x:3', 'x:4', 'x:5']);
});

test('no text that is shown can run a command', () => {
  const found = sourceFiles().flatMap(({ name }) => doors(name, readFileSync(join(root, 'src', `${name}.ts`), 'utf8')));
  expect(found).toEqual([]);
});
