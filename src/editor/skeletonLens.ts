import * as vscode from 'vscode';
import type { CommandId } from '../contract';
import type { CurrentConnection } from '../connection/currentConnection';
import { recognizeOperation } from '../skeleton/recognize';
import { cliName } from '../swf/operations';

/** Any document with a skeleton file's name, saved or not, whatever language it was given. */
const skeletonFiles: vscode.DocumentSelector = [
  { scheme: 'file', pattern: '**/*.json' },
  { scheme: 'untitled', pattern: '**/*.json' },
];

/** The "Run" lens on skeleton files. It tells where a click sends to; what is sent is read at the click. */
export class SkeletonLens implements vscode.CodeLensProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.changed.event;
  private readonly owned: vscode.Disposable;

  constructor(private readonly connection: CurrentConnection) {
    this.owned = vscode.Disposable.from(
      this.changed,
      vscode.languages.registerCodeLensProvider(skeletonFiles, this),
      connection.onDidChange(() => {
        this.changed.fire();
      }),
    );
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const operation = recognizeOperation(document.uri.path);
    if (operation === undefined) return [];
    const { target } = this.connection;
    if (target === undefined) this.connection.resolve();
    const command: CommandId = 'swf.runSkeletonFile';
    const title = `▷ Run ${cliName(operation)} · ${target?.label ?? 'not connected'}`;
    const tooltip = 'Checks the text in the editor, asks, sends it, and looks for the proof in the history';
    const top = new vscode.Range(0, 0, 0, 0);
    return [new vscode.CodeLens(top, { title, tooltip, command, arguments: [document.uri] })];
  }

  dispose(): void {
    this.owned.dispose();
  }
}
