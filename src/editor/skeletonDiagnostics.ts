import * as vscode from 'vscode';
import type { SkeletonFiles } from './skeletonFiles';
import { skeletonLanguage } from '../contract';
import { documentText } from '../skeleton/documentText';
import { checkSkeleton, checkSkeletonFile, type SkeletonProblem } from '../skeleton/parse';
import { hasSchema, type SkeletonKind } from '../skeleton/recognize';

/**
 * Underlines in skeletons what the AWS CLI or the service would refuse. Where a schema of package.json covers the document,
 * the editor's JSON service or Red Hat's YAML extension underlines the rest, and nothing is underlined twice.
 */
export class SkeletonDiagnostics implements vscode.Disposable {
  private readonly found = vscode.languages.createDiagnosticCollection('swf');
  private readonly owned: vscode.Disposable;

  constructor(private readonly files: SkeletonFiles) {
    const check = (document: vscode.TextDocument) => {
      this.check(document);
    };
    const checkAll = () => {
      vscode.workspace.textDocuments.forEach(check);
    };
    this.owned = vscode.Disposable.from(
      this.found,
      vscode.workspace.onDidOpenTextDocument(check),
      vscode.workspace.onDidChangeTextDocument((change) => {
        check(change.document);
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        this.found.delete(uri);
      }),
      files.onDidChange(checkAll),
      vscode.extensions.onDidChange(checkAll),
    );
    checkAll();
  }

  dispose(): void {
    this.owned.dispose();
  }

  private check(document: vscode.TextDocument): void {
    const kind = this.files.kindIn(document);
    if (kind === undefined) {
      this.found.delete(document.uri);
    } else if (kind.format === 'json') {
      this.show(document, kind, checkSkeleton(kind.operation, documentText(document)).problems);
    } else {
      void this.checkYaml(document, kind);
    }
  }

  /** The parser is loaded for the first file, so the text may be another when it has read this one. */
  private async checkYaml(document: vscode.TextDocument, kind: SkeletonKind): Promise<void> {
    const { version } = document;
    const { problems } = await checkSkeletonFile(kind, documentText(document));
    if (document.version === version && !document.isClosed) this.show(document, kind, problems);
  }

  private show(document: vscode.TextDocument, kind: SkeletonKind, problems: readonly SkeletonProblem[]): void {
    const ours = problems.filter((problem) => !isSaidElsewhere(problem, document, kind));
    this.found.set(
      document.uri,
      ours.map((problem) => diagnostic(document, kind, problem)),
    );
  }
}

/** Of the text alone, what the editor's JSON service lets pass. */
const unknownToJson: ReadonlySet<SkeletonProblem['code']> = new Set(['bom', 'empty', 'tooDeep']);

/** Whether the language's own service underlines a problem too. */
function isSaidElsewhere(
  { code, from }: SkeletonProblem,
  { uri, languageId }: vscode.TextDocument,
  { operation, format }: SkeletonKind,
): boolean {
  const isCovered = hasSchema(uri.path, operation);
  if (format === 'yaml') return languageId === 'yaml' && isCovered && from !== 'meaning' && hasYamlService();
  const isJson = languageId === skeletonLanguage || languageId === 'json' || languageId === 'jsonc';
  if (!isJson || from === 'meaning') return false;
  if (from === 'shape') return isCovered && code !== 'schemaKey';
  return !unknownToJson.has(code) && !(languageId === 'jsonc' && code === 'comment');
}

function hasYamlService(): boolean {
  return vscode.extensions.getExtension('redhat.vscode-yaml') !== undefined;
}

const severities = { error: vscode.DiagnosticSeverity.Error, warning: vscode.DiagnosticSeverity.Warning };

function diagnostic(
  document: vscode.TextDocument,
  { operation }: SkeletonKind,
  problem: SkeletonProblem,
): vscode.Diagnostic {
  const { code, severity, message, from } = problem;
  const found = new vscode.Diagnostic(rangeOf(document, problem), message, severities[severity]);
  found.source = 'SWF Workbench';
  const page =
    from === 'text'
      ? 'https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-skeleton.html'
      : `https://docs.aws.amazon.com/amazonswf/latest/apireference/API_${operation}.html`;
  found.code = { value: code, target: vscode.Uri.parse(page) };
  return found;
}

/** A problem's place in the editor, which hides a byte order mark that the file has. */
export function rangeOf(
  document: vscode.TextDocument,
  { offset, length }: { readonly offset: number; readonly length: number },
): vscode.Range {
  const shift = document.encoding === 'utf8bom' ? 1 : 0;
  return new vscode.Range(document.positionAt(offset - shift), document.positionAt(offset - shift + length));
}
