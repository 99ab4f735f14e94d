import * as vscode from 'vscode';
import { rangeOf } from './skeletonDiagnostics';
import { type SkeletonFiles, skeletonSelector } from './skeletonFiles';
import { documentText } from '../skeleton/documentText';
import { type Fix, fixesOf } from '../skeleton/fixes';
import { yamlFixesOf } from '../skeleton/fixesYaml';
import { checkSkeletonFile } from '../skeleton/parse';

/** Quick fixes for what is underlined in skeletons, by us or by the editor's own services. */
export class SkeletonFixes implements vscode.CodeActionProvider, vscode.Disposable {
  private readonly registration = vscode.languages.registerCodeActionsProvider(skeletonSelector, this, {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
  });

  constructor(private readonly files: SkeletonFiles) {}

  async provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    { diagnostics }: vscode.CodeActionContext,
  ): Promise<vscode.CodeAction[]> {
    const kind = this.files.kindIn(document);
    if (kind === undefined) return [];
    const text = documentText(document);
    const skeleton = await checkSkeletonFile(kind, text);
    const fixes = kind.format === 'yaml' ? yamlFixesOf : fixesOf;
    return skeleton.problems.flatMap((problem) => {
      const place = rangeOf(document, problem);
      if (place.intersection(range) === undefined) return [];
      const told = diagnostics.filter((diagnostic) => diagnostic.range.intersection(place) !== undefined);
      return fixes(kind.operation, text, skeleton, problem).map((fix, i) => action(document, fix, told, i === 0));
    });
  }

  dispose(): void {
    this.registration.dispose();
  }
}

function action(
  document: vscode.TextDocument,
  { title, edits }: Fix,
  diagnostics: vscode.Diagnostic[],
  isPreferred: boolean,
): vscode.CodeAction {
  const found = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  found.edit = new vscode.WorkspaceEdit();
  for (const edit of edits) found.edit.replace(document.uri, rangeOf(document, edit), edit.content);
  found.diagnostics = diagnostics;
  found.isPreferred = isPreferred;
  return found;
}
