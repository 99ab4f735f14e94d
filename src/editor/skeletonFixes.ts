import { findNodeAtLocation } from 'jsonc-parser';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { rangeOf } from './skeletonDiagnostics';
import { type SkeletonFiles, skeletonSelector } from './skeletonFiles';
import { documentText } from '../skeleton/documentText';
import { type Fix, fixesOf } from '../skeleton/fixes';
import { yamlFixesOf } from '../skeleton/fixesYaml';
import { checkSkeletonFile, type Skeleton, type SkeletonProblem } from '../skeleton/parse';
import type { ReadFile } from '../skeleton/readCommandLine';

/** Quick fixes for what is underlined in skeletons, by us or by the editor's own services. */
export class SkeletonFixes implements vscode.CodeActionProvider, vscode.Disposable {
  private readonly registration = vscode.Disposable.from(
    vscode.languages.registerCodeActionsProvider(skeletonSelector, this, {
      providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
    }),
    vscode.commands.registerCommand(withoutMark, saveWithoutMark),
  );

  constructor(
    private readonly files: SkeletonFiles,
    private readonly readFile: ReadFile,
  ) {}

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
    const found = skeleton.problems.map(async (problem) => {
      const place = rangeOf(document, problem);
      if (place.intersection(range) === undefined) return [];
      const told = diagnostics.filter((diagnostic) => diagnostic.range.intersection(place) !== undefined);
      if (problem.code === 'bom' && document.encoding === 'utf8bom') return [markRemoval(document, told)];
      const own = problem.code === 'fileReference' ? await this.fileFix(skeleton, problem) : [];
      return [...own, ...fixes(kind.operation, text, skeleton, problem)].map((fix, i) =>
        action(document, fix, told, i === 0),
      );
    });
    return (await Promise.all(found)).flat();
  }

  /** The text of the file that a value names, if it can be read; a workspace that is not trusted names none. */
  private async fileFix({ root }: Skeleton, { path }: SkeletonProblem): Promise<Fix[]> {
    const node = root && path && findNodeAtLocation(root, [...path]);
    if (node === undefined || typeof node.value !== 'string' || !vscode.workspace.isTrusted) return [];
    const name = node.value.replace(/^fileb?:\/\//, '');
    try {
      const text = await this.readFile(name);
      if (text.length > longestText) return [];
      const { offset, length } = node;
      return [
        { title: l10n.t('Put the text of {0} here', name), edits: [{ offset, length, content: JSON.stringify(text) }] },
      ];
    } catch {
      // Where there is no such file, nothing can be offered.
      return [];
    }
  }

  dispose(): void {
    this.registration.dispose();
  }
}

/** No member of an input holds more (AWS page "Amazon SWF Quotas": 32,768 characters); beyond, the file is not what is meant. */
const longestText = 2 * 32_768;

/** What no edit of a text can do, since the editor hides the mark. For quick fixes alone. */
const withoutMark = '_swf.saveWithoutByteOrderMark';

function markRemoval(document: vscode.TextDocument, diagnostics: vscode.Diagnostic[]): vscode.CodeAction {
  const title = l10n.t('Save without the byte order mark');
  const found = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  found.command = { title, command: withoutMark, arguments: [document.uri] };
  found.diagnostics = diagnostics;
  found.isPreferred = true;
  return found;
}

async function saveWithoutMark(uri: vscode.Uri): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  if (document.isDirty && !(await document.save())) return;
  const bytes = await vscode.workspace.fs.readFile(uri);
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  if (hasMark) await vscode.workspace.fs.writeFile(uri, bytes.subarray(3));
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
