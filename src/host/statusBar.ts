import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { CommandId } from '../contract';
import type { Connections } from '../connection/connections';

/** Says which connection is in use, and changes it. */
export function createStatusBarItem(connections: Connections): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('swf.connection', vscode.StatusBarAlignment.Left, 10);
  const command: CommandId = 'swf.selectConnection';
  const show = () => {
    const { target } = connections.current;
    item.text = l10n.t('$(plug) SWF: {0}', target?.label ?? l10n.t('not connected'));
    item.tooltip =
      target === undefined
        ? l10n.t('Amazon SWF: no connection is in use yet. Click to choose one.')
        : [
            l10n.t('Amazon SWF: {0}', target.label),
            l10n.t('Region: {0}', target.region),
            ...(target.profile === undefined ? [] : [l10n.t('Profile: {0}', target.profile)]),
            ...(target.endpoint === undefined ? [] : [l10n.t('Endpoint: {0}', target.endpoint)]),
            l10n.t('Click to change it.'),
          ].join('\n');
    item.accessibilityInformation = {
      label: l10n.t('Amazon SWF connection: {0}', target?.label ?? l10n.t('none yet')),
    };
  };
  item.name = l10n.t('Amazon SWF Connection');
  item.command = command;
  show();
  item.show();
  return vscode.Disposable.from(item, connections.onDidChange(show));
}
