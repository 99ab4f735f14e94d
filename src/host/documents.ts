import { homedir } from 'node:os';
import { basename, isAbsolute, join } from 'node:path';
import * as vscode from 'vscode';
import type { Documents } from '../ports';
import { documentText } from '../skeleton/documentText';

/** The editor's documents, by VS Code's own file systems, so that remote and virtual workspaces work too. */
export const vscodeDocuments: Documents = {
  async read(address) {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(address, true));
    return { text: documentText(document), fileName: basename(document.uri.path) };
  },

  async readPath(path) {
    const bytes = await vscode.workspace.fs.readFile(uriOf(path));
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  },

  addressOf: (path) => uriOf(path).toString(),

  async openNew(fileName, text) {
    const document = await showNew(fileName, text, {});
    return document.uri.toString();
  },

  async openBeside(fileName, text) {
    await showNew(fileName, text, { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true });
  },

  async openReadOnly(address, at) {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(address, true));
    const editor = await vscode.window.showTextDocument(document, { preview: true });
    const offset = at === undefined ? -1 : document.getText().indexOf(at);
    if (offset < 0 || at === undefined) return;
    const range = new vscode.Range(document.positionAt(offset), document.positionAt(offset + at.length));
    editor.selection = new vscode.Selection(range.start, range.end);
    editor.revealRange(range, vscode.TextEditorRevealType.InCenter);
  },

  async fileOf(address) {
    const { uri, isDirty } = await vscode.workspace.openTextDocument(vscode.Uri.parse(address, true));
    return uri.scheme === 'file' ? { path: uri.fsPath, changed: isDirty } : undefined;
  },

  async save(address) {
    const saved = await vscode.workspace.save(vscode.Uri.parse(address, true));
    return saved?.fsPath;
  },

  async saveAs(fileName, text) {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    const defaultUri =
      folder === undefined ? vscode.Uri.file(join(homedir(), fileName)) : vscode.Uri.joinPath(folder, fileName);
    const chosen = await vscode.window.showSaveDialog({ defaultUri, filters: { JSON: ['json'] } });
    if (chosen === undefined) return undefined;
    await vscode.workspace.fs.writeFile(chosen, new TextEncoder().encode(text));
    return chosen.fsPath;
  },

  async chooseFile(title, kinds) {
    const filters = Object.fromEntries(Object.entries(kinds).map(([name, extensions]) => [name, [...extensions]]));
    const [chosen] =
      (await vscode.window.showOpenDialog({ title, filters: { ...filters, [vscode.l10n.t('All Files')]: ['*'] } })) ??
      [];
    return chosen?.toString();
  },

  active: () => vscode.window.activeTextEditor?.document.uri.toString(),

  selections() {
    const { document, selections } = vscode.window.activeTextEditor ?? { selections: [] };
    return selections.flatMap(({ isEmpty, start, end }) => {
      if (document === undefined || isEmpty) return [];
      const offset = document.offsetAt(start);
      return [{ offset, length: document.offsetAt(end) - offset }];
    });
  },

  async show(address, { offset, length }) {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(address, true));
    const range = new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
    await vscode.window.showTextDocument(document, { preview: true, preserveFocus: true, selection: range });
  },

  async clipboard() {
    return await vscode.env.clipboard.readText();
  },

  async showProblems() {
    await vscode.commands.executeCommand('workbench.actions.view.problems');
  },

  async copy(text) {
    await vscode.env.clipboard.writeText(text);
  },
};

/** A path as on the AWS command line; a relative one belongs to the first workspace folder. */
function uriOf(path: string): vscode.Uri {
  const full = path.startsWith('~/') ? join(homedir(), path.slice(2)) : path;
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  if (folder === undefined || isAbsolute(full)) return vscode.Uri.file(full);
  return vscode.Uri.joinPath(folder, full);
}

/** Shows a new document, then fills it: one with unsaved text that nobody shows is opened by the editor, wherever it likes. */
async function showNew(
  fileName: string,
  text: string,
  options: vscode.TextDocumentShowOptions,
): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(unusedName(fileName));
  const editor = await vscode.window.showTextDocument(document, options);
  const start = new vscode.Position(0, 0);
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, start, text);
  await vscode.workspace.applyEdit(edit);
  editor.selection = new vscode.Selection(start, start);
  return document;
}

/** The address of a new document beside the workspace's files, under a name that no open document has. */
function unusedName(fileName: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const taken = new Set(vscode.workspace.textDocuments.map(({ uri }) => uri.path));
  for (let number = 1; ; number++) {
    const name = number === 1 ? fileName : `${String(number)}-${fileName}`;
    const path = folder === undefined ? name : vscode.Uri.joinPath(folder, name).path;
    if (!taken.has(path)) return vscode.Uri.from({ scheme: 'untitled', path });
  }
}
