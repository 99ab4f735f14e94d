import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { type CommandId, historyLanguage, historyScheme } from '../contract';
import type { Histories, OpenHistory } from './histories';

/** Above a history: whether it is followed, its timeline, and saving it. */
export class HistoryLens implements vscode.CodeLensProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.changed.event;
  private readonly owned: vscode.Disposable;

  constructor(private readonly histories: Histories) {
    this.owned = vscode.Disposable.from(
      this.changed,
      vscode.languages.registerCodeLensProvider({ scheme: historyScheme, language: historyLanguage }, this),
      histories.onDidOpen(({ live }) => {
        live.onDidChange(() => {
          this.changed.fire();
        });
      }),
    );
  }

  provideCodeLenses({ uri }: vscode.TextDocument): vscode.CodeLens[] {
    const history = this.histories.of(uri);
    if (history === undefined) return [];
    const top = new vscode.Range(0, 0, 0, 0);
    const lens = (title: string, tooltip: string, command: CommandId) =>
      new vscode.CodeLens(top, { title, tooltip, command, arguments: [uri] });
    return [
      ...statusLens(history, lens),
      ...(history.live.events.length === 0
        ? []
        : [
            lens(l10n.t('Open Timeline'), l10n.t('A picture of this execution'), 'swf.openTimeline'),
            lens(
              l10n.t('Save as JSON…'),
              l10n.t('As the AWS CLI prints it, so that other tools read it'),
              'swf.saveHistory',
            ),
          ]),
    ];
  }

  dispose(): void {
    this.owned.dispose();
  }
}

function statusLens(
  { live }: OpenHistory,
  lens: (title: string, tooltip: string, command: CommandId) => vscode.CodeLens,
): vscode.CodeLens[] {
  const { failure } = live;
  if (failure !== undefined && live.events.length > 0) {
    return [lens(l10n.t('⚠ Newer events could not be read'), failure.message, 'swf.followHistory')];
  }
  if (!live.canFollow) return [];
  return live.following
    ? [
        lens(
          l10n.t('◉ Following · Stop'),
          l10n.t('Newer events appear by themselves while this can be seen'),
          'swf.followHistory',
        ),
      ]
    : [lens(l10n.t('○ Not following · Follow'), l10n.t('Shows newer events as they come'), 'swf.followHistory')];
}
