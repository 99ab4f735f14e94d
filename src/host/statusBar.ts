import * as vscode from 'vscode';
import type { CommandId } from '../contract';
import type { Connections } from '../connection/connections';

/** Says which connection is in use, and changes it. */
export function createStatusBarItem(connections: Connections): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('swf.connection', vscode.StatusBarAlignment.Left, 10);
  const command: CommandId = 'swf.selectConnection';
  const show = () => {
    const { target } = connections.current;
    item.text = `$(plug) SWF: ${target?.label ?? 'not connected'}`;
    item.tooltip =
      target === undefined
        ? 'Amazon SWF: no connection is in use yet. Click to choose one.'
        : [
            `Amazon SWF: ${target.label}`,
            `Region: ${target.region}`,
            ...(target.profile === undefined ? [] : [`Profile: ${target.profile}`]),
            ...(target.endpoint === undefined ? [] : [`Endpoint: ${target.endpoint}`]),
            'Click to change it.',
          ].join('\n');
    item.accessibilityInformation = { label: `Amazon SWF connection: ${target?.label ?? 'none yet'}` };
  };
  item.name = 'Amazon SWF Connection';
  item.command = command;
  show();
  item.show();
  return vscode.Disposable.from(item, connections.onDidChange(show));
}
