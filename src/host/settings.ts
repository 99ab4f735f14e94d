import * as vscode from 'vscode';
import { type KeptConnection, writeKept } from '../connection/keptConnections';
import { type Settings, type SettingKey, settingKeys } from '../contract';

/** A setting's value as the person, the workspace or package.json says, in this order of weight. */
export function setting<Key extends SettingKey>(key: Key): Settings[Key] {
  const value = vscode.workspace.getConfiguration('swf').get<Settings[Key]>(key);
  if (value === undefined) throw new Error(`package.json declares no setting swf.${key}`);
  return value;
}

/** The settings that somebody set: where, and what counts. */
export function changedSettings() {
  const configuration = vscode.workspace.getConfiguration('swf');
  return settingKeys.flatMap((key) => {
    const said = configuration.inspect(key);
    const places = {
      user: said?.globalValue,
      workspace: said?.workspaceValue,
      folder: said?.workspaceFolderValue,
    };
    const where = Object.entries(places).flatMap(([name, value]) => (value === undefined ? [] : [name]));
    return where.length === 0 ? [] : [{ key, where, value: configuration.get<unknown>(key) }];
  });
}

/**
 * The endpoint that the workspace chooses, where the user's own settings say something else; and what they say. An empty one sets
 * theirs aside, so that requests go to AWS.
 */
export function endpointOfWorkspace(): { readonly endpoint: string; readonly own: string } | undefined {
  const said = vscode.workspace.getConfiguration('swf').inspect<string>('endpoint');
  const endpoint = said?.workspaceFolderValue ?? said?.workspaceValue;
  const own = said?.globalValue ?? '';
  return endpoint === undefined || endpoint === own ? undefined : { endpoint, own };
}

/** Writes settings where they are set now: in the workspace if it has one of them, else for the user. */
export async function writeSettings(values: Partial<Pick<Settings, 'profile' | 'region' | 'endpoint'>>): Promise<void> {
  const configuration = vscode.workspace.getConfiguration('swf');
  const entries = Object.entries(values);
  const inWorkspace = entries.some(([key]) => configuration.inspect(key)?.workspaceValue !== undefined);
  const target = inWorkspace ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global;
  // In a workspace an empty text hides what the user's own settings say; for the user, nothing does.
  for (const [key, value] of entries) {
    await configuration.update(key, value === '' && !inWorkspace ? undefined : value, target);
  }
}

/** Writes the setting `swf.connections`, which is the person's own and no workspace's. */
export async function keepConnections(kept: readonly KeptConnection[]): Promise<void> {
  const entries = writeKept(kept);
  const configuration = vscode.workspace.getConfiguration('swf');
  const value = entries.length === 0 ? undefined : entries;
  await configuration.update('connections', value, vscode.ConfigurationTarget.Global);
}

/** Whether a change of settings may send calls elsewhere. */
export function affectsConnection(change: vscode.ConfigurationChangeEvent): boolean {
  return ['swf.profile', 'swf.region', 'swf.endpoint'].some((key) => change.affectsConfiguration(key));
}
