import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import ts from 'typescript';

/** The project's directory. */
export const root = join(import.meta.dirname, '../../..');

export interface SourceImport {
  /** As it is written. */
  readonly specifier: string;
  /** The source file that is meant, such as `swf/limits`; undefined for a package. */
  readonly file: string | undefined;
  /** Whether nothing is left of it at run time. */
  readonly typeOnly: boolean;
  /** Whether it happens when the line is reached, not when the module is loaded. */
  readonly dynamic: boolean;
}

export interface SourceFile {
  /** Below `src`, without extension: `swf/limits`. */
  readonly name: string;
  readonly lines: number;
  readonly imports: readonly SourceImport[];
}

/** All TypeScript files below `src`, with what they import. */
export function sourceFiles(): SourceFile[] {
  return readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.ts'))
    .sort()
    .map((path) => {
      const text = readFileSync(join(root, 'src', path), 'utf8');
      return {
        name: path.slice(0, -'.ts'.length),
        lines: text.trimEnd().split('\n').length,
        imports: read(path, text),
      };
    });
}

/** The imports of one file's text, re-exports and `import(…)` in code and in types included. */
export function read(path: string, text: string): SourceImport[] {
  const found: SourceImport[] = [];
  const add = (specifier: ts.Node | undefined, typeOnly: boolean, dynamic = false) => {
    if (specifier === undefined || !ts.isStringLiteral(specifier)) return;
    const { text: written } = specifier;
    const file = written.startsWith('.') ? posix.join(dirname(path), written).replace(/\.js$/, '') : undefined;
    found.push({ specifier: written, file, typeOnly, dynamic });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isTypeOnly(node.importClause));
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, true);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node.arguments[0], false, true);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.ES2022));
  return found;
}

function isTypeOnly(clause: ts.ImportClause | undefined): boolean {
  if (clause === undefined) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const { name, namedBindings } = clause;
  if (name !== undefined || namedBindings === undefined || !ts.isNamedImports(namedBindings)) return false;
  return namedBindings.elements.length > 0 && namedBindings.elements.every((element) => element.isTypeOnly);
}
