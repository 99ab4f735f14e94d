import { release } from 'node:os';
import * as vscode from 'vscode';

/** What this window runs in, for a report of a problem. */
export function editorFacts({ extension }: Pick<vscode.ExtensionContext, 'extension'>) {
  const manifest: unknown = extension.packageJSON;
  const version =
    typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : 'unknown';
  return {
    extension: version,
    editor: vscode.version,
    editorName: vscode.env.appName,
    language: vscode.env.language,
    remote: vscode.env.remoteName,
    isWeb: vscode.env.uiKind === vscode.UIKind.Web,
    platform: process.platform,
    arch: process.arch,
    osRelease: release(),
    node: process.versions.node,
    isTrusted: vscode.workspace.isTrusted,
  };
}
