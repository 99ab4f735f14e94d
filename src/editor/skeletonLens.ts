import * as vscode from 'vscode';
import { type SkeletonFiles, skeletonSelector } from './skeletonFiles';
import type { CommandId } from '../contract';
import type { CurrentConnection } from '../connection/currentConnection';
import { cliName } from '../swf/operations';

/** The "Run" lens on skeleton files. It tells where a click sends to; what is sent is read at the click. */
export class SkeletonLens implements vscode.CodeLensProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.changed.event;
  private readonly owned: vscode.Disposable;

  constructor(
    private readonly connection: CurrentConnection,
    private readonly files: SkeletonFiles,
  ) {
    this.owned = vscode.Disposable.from(
      this.changed,
      vscode.languages.registerCodeLensProvider(skeletonSelector, this),
      connection.onDidChange(() => {
        this.changed.fire();
      }),
      files.onDidChange(() => {
        this.changed.fire();
      }),
    );
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const kind = this.files.kindIn(document);
    if (kind === undefined) return [];
    const { target } = this.connection;
    if (target === undefined) this.connection.resolve();
    const command: CommandId = 'swf.runSkeletonFile';
    const title = `▷ Run ${cliName(kind.operation)} · ${target?.label ?? 'not connected'}`;
    const tooltip = 'Checks the text in the editor, asks, sends it, and looks for the proof in the history';
    const top = new vscode.Range(0, 0, 0, 0);
    return [new vscode.CodeLens(top, { title, tooltip, command, arguments: [document.uri] })];
  }

  dispose(): void {
    this.owned.dispose();
  }
}
