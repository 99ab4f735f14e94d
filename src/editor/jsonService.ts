import * as vscode from 'vscode';
import { skeletonLanguage } from '../contract';

/**
 * Wakes the editor's JSON service for skeleton files. It knows their language and their schemas from package.json, but
 * starts by itself only for languages named in its own.
 */
export function wakeJsonService(): vscode.Disposable {
  const wake = ({ languageId }: vscode.TextDocument) => {
    if (languageId === skeletonLanguage)
      void vscode.extensions.getExtension('vscode.json-language-features')?.activate();
  };
  vscode.workspace.textDocuments.forEach(wake);
  return vscode.workspace.onDidOpenTextDocument(wake);
}
