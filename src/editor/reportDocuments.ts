import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { reportScheme } from '../contract';

/** Reports of problems as read-only documents. Each is made as it is opened, and stays as it was read. */
export class ReportDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly registered = vscode.workspace.registerTextDocumentContentProvider(reportScheme, this);

  constructor(private readonly make: () => Promise<string>) {}

  /** Of a report that is yet to be made. */
  addressOf(now: number): string {
    const path = `/${l10n.t('Report of a Problem')}.md`;
    return vscode.Uri.from({ scheme: reportScheme, path, query: String(now) }).toString();
  }

  isReport(address: string): boolean {
    return vscode.Uri.parse(address, true).scheme === reportScheme;
  }

  async provideTextDocumentContent(): Promise<string> {
    return await this.make();
  }

  dispose(): void {
    this.registered.dispose();
  }
}
