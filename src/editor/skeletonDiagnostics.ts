import * as vscode from 'vscode';
import { documentText } from '../skeleton/documentText';
import { checkSkeleton, type SkeletonProblem } from '../skeleton/parse';
import { recognizeOperation } from '../skeleton/recognize';

/** What the editor's JSON service does not say, since no schema can; it says the rest. */
const ours: ReadonlySet<SkeletonProblem['code']> = new Set([
  ...(['bom', 'blank', 'schemaKey', 'duplicateKey', 'format', 'exclusive', 'fileReference'] as const),
]);

/** Underlines in skeleton files what the AWS CLI or the service would refuse and the JSON service lets pass. */
export class SkeletonDiagnostics implements vscode.Disposable {
  private readonly found = vscode.languages.createDiagnosticCollection('swf');
  private readonly owned: vscode.Disposable;

  constructor() {
    const check = (document: vscode.TextDocument) => {
      this.check(document);
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
    );
    vscode.workspace.textDocuments.forEach(check);
  }

  dispose(): void {
    this.owned.dispose();
  }

  private check(document: vscode.TextDocument): void {
    const operation = recognizeOperation(document.uri.path);
    if (operation === undefined) return;
    const { problems } = checkSkeleton(operation, documentText(document));
    const diagnostics = problems.filter(({ code }) => ours.has(code)).map((problem) => diagnostic(document, problem));
    this.found.set(document.uri, diagnostics);
  }
}

const severities = { error: vscode.DiagnosticSeverity.Error, warning: vscode.DiagnosticSeverity.Warning };

function diagnostic(document: vscode.TextDocument, problem: SkeletonProblem): vscode.Diagnostic {
  const { code, severity, message, offset, length } = problem;
  const range = new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
  const found = new vscode.Diagnostic(range, message, severities[severity]);
  found.source = 'SWF Workbench';
  found.code = code;
  return found;
}
