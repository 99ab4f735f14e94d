import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { type SkeletonFiles, skeletonSelector } from './skeletonFiles';
import type { CommandId } from '../contract';
import type { Connections } from '../connection/connections';
import { cliName, operation as operationOf } from '../swf/operations';

/**
 * The lenses on skeleton files. The first tells where a click sends to; what is sent or checked is read at the click, so the
 * text is not looked at here.
 */
export class SkeletonLens implements vscode.CodeLensProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.changed.event;
  private readonly owned: vscode.Disposable;

  constructor(
    private readonly connections: Connections,
    private readonly files: SkeletonFiles,
  ) {
    this.owned = vscode.Disposable.from(
      this.changed,
      vscode.languages.registerCodeLensProvider(skeletonSelector, this),
      connections.onDidChange(() => {
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
    const { current } = this.connections;
    const { target } = current;
    if (target === undefined) current.resolve();
    const { operation } = kind;
    const top = new vscode.Range(0, 0, 0, 0);
    const lens = (title: string, tooltip: string, command: CommandId) =>
      new vscode.CodeLens(top, { title, tooltip, command, arguments: [document.uri] });
    return [
      lens(
        l10n.t('▷ Run {0} · {1}', cliName(operation), target?.label ?? l10n.t('not connected')),
        operationOf(operation).access === 'read'
          ? l10n.t('Checks the text in the editor, sends it, and opens the answer beside')
          : l10n.t(
              'Checks the text in the editor, asks, sends it, and looks for the proof in the history if there is one',
            ),
        'swf.runSkeletonFile',
      ),
      lens(l10n.t('Check'), l10n.t('Every check, without a call'), 'swf.checkSkeletonFile'),
      lens(
        l10n.t('Run With Overrides…'),
        l10n.t('Asks for the single values, which override those of the file for this one run'),
        'swf.runSkeletonFileWithOverrides',
      ),
      lens(
        l10n.t('Copy as AWS CLI Command…'),
        l10n.t('For bash, PowerShell or cmd, with the connection in use'),
        'swf.copyAsAwsCliCommand',
      ),
    ];
  }

  dispose(): void {
    this.owned.dispose();
  }
}
