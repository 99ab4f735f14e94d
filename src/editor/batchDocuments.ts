import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Batches } from '../batch/batches';
import { isOpen } from '../batch/record';
import { batchScheme } from '../contract';

/** A table that goes on changing is drawn anew this often at most, in milliseconds. */
const redrawAfter = 400;

/** The results of a batch as a read-only document, which follows it while it runs and can be saved as any other. */
export class BatchDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;
  private readonly waiting = new Map<string, NodeJS.Timeout>();
  private readonly owned: vscode.Disposable;

  /** The paths of those shown that can be continued. */
  private open: readonly string[] = [];

  constructor(
    private readonly batches: Batches,
    private readonly keys: { set(key: 'swf.openBatches', paths: readonly string[]): void },
  ) {
    this.owned = vscode.Disposable.from(
      this.changed,
      vscode.workspace.registerTextDocumentContentProvider(batchScheme, this),
      batches.onDidChange((id) => {
        this.redrawSoon(id);
      }),
      vscode.workspace.onDidOpenTextDocument((document) => {
        // The editor wraps the lines of Markdown, and a table whose lines are wrapped cannot be read.
        if (document.uri.scheme === batchScheme && document.languageId === 'markdown')
          void vscode.languages.setTextDocumentLanguage(document, 'plaintext');
      }),
    );
  }

  addressOf(id: string): string {
    return uriOf(id).toString();
  }

  async provideTextDocumentContent({ path }: vscode.Uri): Promise<string> {
    const { batchDocument } = await import('../batch/table');
    const id = path.replace(/^\/|\.md$/g, '');
    const batch = await this.batches.read(id);
    if (batch === undefined) return l10n.t('This batch is not kept on this machine.\n');
    const isRunning = this.batches.isRunning(id);
    this.setOpen(path, !isRunning && batch.rows.some(isOpen));
    return batchDocument(batch, isRunning);
  }

  dispose(): void {
    for (const timer of this.waiting.values()) clearTimeout(timer);
    this.owned.dispose();
  }

  private setOpen(path: string, isOpenNow: boolean): void {
    if (this.open.includes(path) === isOpenNow) return;
    this.open = isOpenNow ? [...this.open, path] : this.open.filter((each) => each !== path);
    this.keys.set('swf.openBatches', this.open);
  }

  private redrawSoon(id: string): void {
    if (this.waiting.has(id)) return;
    const redraw = () => {
      this.waiting.delete(id);
      this.changed.fire(uriOf(id));
    };
    this.waiting.set(id, setTimeout(redraw, redrawAfter));
  }
}

function uriOf(id: string): vscode.Uri {
  return vscode.Uri.from({ scheme: batchScheme, path: `/${id}.md` });
}
