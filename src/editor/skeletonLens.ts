import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { type SkeletonFiles, skeletonSelector } from './skeletonFiles';
import type { CommandId } from '../contract';
import type { Connections } from '../connection/connections';
import type { DocumentTies } from '../connection/documentTies';
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
    private readonly where: { readonly connections: Connections; readonly ties: DocumentTies },
    private readonly files: SkeletonFiles,
  ) {
    this.owned = vscode.Disposable.from(
      this.changed,
      vscode.languages.registerCodeLensProvider(skeletonSelector, this),
      where.connections.onDidChange(() => {
        this.changed.fire();
      }),
      where.ties.onDidChange(() => {
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
    const place = this.whereWords(document.uri);
    const { operation } = kind;
    const top = new vscode.Range(0, 0, 0, 0);
    const lens = (title: string, tooltip: string, command: CommandId) =>
      new vscode.CodeLens(top, { title, tooltip, command, arguments: [document.uri] });
    return [
      lens(
        l10n.t('▷ Run {0} · {1}', cliName(operation), place),
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

  /** Where a click sends to: the document's own connection, or the one in use. */
  private whereWords(document: vscode.Uri): string {
    const { ties, connections } = this.where;
    const tied = ties.connectionOf(document.toString());
    if (tied !== undefined && 'closed' in tied) return l10n.t('{0}, which is not open', tied.closed);
    const { open: own } = tied ?? { open: connections.current };
    if (own.target !== undefined) return own.name;
    own.resolve();
    return l10n.t('not connected');
  }

  dispose(): void {
    this.owned.dispose();
  }
}
