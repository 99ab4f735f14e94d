import * as vscode from 'vscode';
import { documentText } from '../skeleton/documentText';
import { type Fix, fixesOf } from '../skeleton/fixes';
import { checkSkeleton, type SkeletonProblem } from '../skeleton/parse';
import { recognizeOperation } from '../skeleton/recognize';

const jsonSkeletons: vscode.DocumentSelector = [
  { scheme: 'file', pattern: '**/*.json' },
  { scheme: 'untitled', pattern: '**/*.json' },
];

/** Quick fixes for what is underlined in JSON skeletons, by us or by the editor's JSON service. */
export class SkeletonFixes implements vscode.CodeActionProvider, vscode.Disposable {
  private readonly registration = vscode.languages.registerCodeActionsProvider(jsonSkeletons, this, {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
  });

  provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    { diagnostics }: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    const operation = recognizeOperation(document.uri.path);
    if (operation === undefined) return [];
    const text = documentText(document);
    // A byte order mark is in the file, not in the editor, whose offsets leave it out.
    const shift = text.length - document.getText().length;
    const skeleton = checkSkeleton(operation, text);
    return skeleton.problems.flatMap((problem) => {
      const place = placeIn(document, problem, shift);
      if (place.intersection(range) === undefined) return [];
      const told = diagnostics.filter((diagnostic) => diagnostic.range.intersection(place) !== undefined);
      return fixesOf(operation, text, skeleton, problem).map((fix, i) => action(document, fix, shift, told, i === 0));
    });
  }

  dispose(): void {
    this.registration.dispose();
  }
}

function placeIn(document: vscode.TextDocument, { offset, length }: SkeletonProblem, shift: number): vscode.Range {
  return new vscode.Range(document.positionAt(offset - shift), document.positionAt(offset - shift + length));
}

function action(
  document: vscode.TextDocument,
  { title, edits }: Fix,
  shift: number,
  diagnostics: vscode.Diagnostic[],
  isPreferred: boolean,
): vscode.CodeAction {
  const found = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  found.edit = new vscode.WorkspaceEdit();
  for (const { offset, length, content } of edits) {
    const start = document.positionAt(offset - shift);
    found.edit.replace(document.uri, new vscode.Range(start, document.positionAt(offset - shift + length)), content);
  }
  found.diagnostics = diagnostics;
  found.isPreferred = isPreferred;
  return found;
}
