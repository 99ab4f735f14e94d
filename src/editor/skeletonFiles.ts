import * as vscode from 'vscode';
import type { Memory } from '../ports';
import { ChosenSkeletons } from '../skeleton/chosenSkeletons';
import { likelyFormat, possibleOperations, topLevelKeys } from '../skeleton/possibleOperations';
import { operationNamed, type SkeletonKind, skeletonKind } from '../skeleton/recognize';
import type { OperationName } from '../swf/operations';

/** Where people write files: no side of a comparison, no output, none of our own documents. */
const schemes: ReadonlySet<string> = new Set(['file', 'untitled', 'vscode-vfs', 'vscode-remote']);

/** All documents that may be skeletons, whatever their names; who asks for one asks `SkeletonFiles` first. */
export const skeletonSelector: vscode.DocumentSelector = [...schemes].map((scheme) => ({ scheme }));

/**
 * Tells for every part of the editor which operation's skeleton an open document is: chosen by the person, by the setting
 * `swf.skeletons.files`, or by its name.
 */
export class SkeletonFiles implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  /** Other documents may be skeletons now. */
  readonly onDidChange = this.changed.event;
  private readonly owned: vscode.Disposable;
  private readonly successors = new Map<string, string>();

  private readonly chosen: ChosenSkeletons;

  /** `globs` is the setting. */
  constructor(
    memory: Memory,
    private readonly globs: () => Readonly<Record<string, unknown>>,
  ) {
    this.chosen = new ChosenSkeletons(memory);
    this.owned = vscode.Disposable.from(
      this.changed,
      this.chosen.onDidChange(() => {
        this.changed.fire();
      }),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('swf.skeletons.files')) this.changed.fire();
      }),
      vscode.workspace.onDidRenameFiles(({ files }) => {
        for (const { oldUri, newUri } of files) void this.chosen.move(pathOf(oldUri), pathOf(newUri));
      }),
      vscode.workspace.onDidOpenTextDocument((document) => {
        this.noteSuccessor(document);
      }),
      vscode.workspace.onDidSaveTextDocument((document) => {
        this.noteSuccessor(document);
      }),
      vscode.workspace.onDidCloseTextDocument((document) => void this.closed(document)),
    );
  }

  /** Tells the paths of the documents that the person chose, now and whenever they change. */
  follow(tell: (paths: readonly string[]) => void): vscode.Disposable {
    tell(this.chosen.paths);
    return this.onDidChange(() => {
      tell(this.chosen.paths);
    });
  }

  /** What a document is a skeleton of, if of anything. */
  kindIn(document: vscode.TextDocument): SkeletonKind | undefined {
    const { uri, languageId } = document;
    if (!schemes.has(uri.scheme)) return undefined;
    return skeletonKind({ path: uri.path, languageId }, this.chosen.operationOf(pathOf(uri)), this.bySetting(document));
  }

  /** Whether a document is a skeleton, or looks like one at its beginning. */
  mayBe(document: vscode.TextDocument): boolean {
    if (this.kindIn(document) !== undefined) return true;
    if (!schemes.has(document.uri.scheme)) return false;
    const { uri, languageId } = document;
    const beginning = document.getText(new vscode.Range(new vscode.Position(0, 0), document.positionAt(1000)));
    return likelyFormat(uri.path, languageId, beginning) !== undefined;
  }

  /** `kindIn` by an address; a document that is not open is known by its name, or if the person chose it. */
  kindOf(address: string): SkeletonKind | undefined {
    const uri = vscode.Uri.parse(address, true);
    const document = openDocument(uri);
    if (document !== undefined) return this.kindIn(document);
    return skeletonKind({ path: uri.path, languageId: '' }, this.chosen.operationOf(pathOf(uri)), undefined);
  }

  /** The operations that an open document's keys leave possible. */
  possible(address: string): OperationName[] {
    const document = openDocument(vscode.Uri.parse(address, true));
    return document === undefined ? [] : this.possibleIn(document);
  }

  possibleIn(document: vscode.TextDocument): OperationName[] {
    if (!schemes.has(document.uri.scheme)) return [];
    const text = document.getText();
    const format = likelyFormat(document.uri.path, document.languageId, text);
    return format === undefined ? [] : possibleOperations(topLevelKeys(text, format));
  }

  /** The operation that the person chose for a document. */
  chosenFor(address: string): OperationName | undefined {
    return this.chosen.operationOf(pathOf(vscode.Uri.parse(address, true)));
  }

  async choose(address: string, operation: OperationName | undefined): Promise<void> {
    await this.chosen.choose(pathOf(vscode.Uri.parse(address, true)), operation);
  }

  dispose(): void {
    this.owned.dispose();
  }

  /** By the setting's globs, which the editor itself compares; of several that match, the longest counts. */
  private bySetting(document: vscode.TextDocument): OperationName | undefined {
    let longest: { glob: string; operation: OperationName } | undefined;
    for (const [glob, name] of Object.entries(this.globs())) {
      const operation = operationNamed(name);
      if (operation === undefined || glob.length <= (longest?.glob.length ?? 0)) continue;
      if (matches(glob, document)) longest = { glob, operation };
    }
    return longest?.operation;
  }

  /** A file with the text of an untitled document that the person chose: it may have been saved as that file. */
  private noteSuccessor(file: vscode.TextDocument): void {
    const text = file.getText();
    if (file.isUntitled || text === '') return;
    for (const document of vscode.workspace.textDocuments) {
      const path = pathOf(document.uri);
      if (isNameless(document) && this.chosen.operationOf(path) !== undefined && document.getText() === text) {
        this.successors.set(path, pathOf(file.uri));
      }
    }
  }

  /** An untitled document that was saved goes on as that file; else its name is free for another. */
  private async closed(document: vscode.TextDocument): Promise<void> {
    const path = pathOf(document.uri);
    if (!isNameless(document) || this.chosen.operationOf(path) === undefined) return;
    const successor = this.successors.get(path);
    this.successors.delete(path);
    if (successor === undefined) await this.chosen.choose(path, undefined);
    else await this.chosen.move(path, successor);
  }
}

/** Whether a document is untitled under a name that the editor will use again, such as `Untitled-1`. */
function isNameless({ uri, isUntitled }: vscode.TextDocument): boolean {
  return isUntitled && !/[\\/]/.test(uri.path);
}

/** As the editor's context key `resourcePath` has it. */
function pathOf(uri: vscode.Uri): string {
  return uri.scheme === 'file' ? uri.fsPath : uri.path;
}

function openDocument(uri: vscode.Uri): vscode.TextDocument | undefined {
  const address = uri.toString();
  return vscode.workspace.textDocuments.find((document) => document.uri.toString() === address);
}

/** A glob without a slash is of the file name, one with a slash of the end of the path. */
function matches(glob: string, document: vscode.TextDocument): boolean {
  const pattern = /^(\/|\*\*\/|[A-Za-z]:)/.test(glob) ? glob : `**/${glob}`;
  return vscode.languages.match({ pattern }, document) > 0;
}
