import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { CommandId } from '../contract';
import { type SkeletonFiles, skeletonSelector } from './skeletonFiles';
import { cliName } from '../swf/operations';

/**
 * A lens on documents that nothing names a skeleton, but whose keys are those of one operation alone: it offers to use
 * them so, and assumes nothing.
 */
export class SkeletonOffer implements vscode.CodeLensProvider, vscode.Disposable {
  readonly onDidChangeCodeLenses: vscode.Event<void>;
  private readonly registration: vscode.Disposable;

  constructor(private readonly files: SkeletonFiles) {
    this.onDidChangeCodeLenses = files.onDidChange;
    this.registration = vscode.languages.registerCodeLensProvider(skeletonSelector, this);
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    if (this.files.kindIn(document) !== undefined) return [];
    const [only, ...others] = this.files.possibleIn(document);
    if (only === undefined || others.length > 0) return [];
    const command: CommandId = 'swf.useAsSkeleton';
    const name = cliName(only);
    const title = l10n.t('Use as skeleton for {0}…', name);
    const tooltip = l10n.t('Its keys are those of aws swf {0}. Nothing is written into the file.', name);
    return [
      new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), { title, tooltip, command, arguments: [document.uri, name] }),
    ];
  }

  dispose(): void {
    this.registration.dispose();
  }
}
