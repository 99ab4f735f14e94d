import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { AuditTrail } from '../audit/trail';
import { auditScheme } from '../contract';
import type { Clock } from '../ports';

/** A table that goes on changing is drawn anew this often at most, in milliseconds. */
const redrawAfter = 400;

/** The audit trail as a read-only document, which follows what this window sends. The filter stands in its address. */
export class AuditDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;
  private waiting: NodeJS.Timeout | undefined;
  private readonly owned: vscode.Disposable;

  constructor(
    private readonly trail: AuditTrail,
    private readonly clock: Pick<Clock, 'now'>,
  ) {
    this.owned = vscode.Disposable.from(
      this.changed,
      vscode.workspace.registerTextDocumentContentProvider(auditScheme, this),
      trail.onDidChange(() => {
        this.waiting ??= setTimeout(() => {
          this.redraw();
        }, redrawAfter);
      }),
    );
  }

  addressOf(filter: string): string {
    return vscode.Uri.from({ scheme: auditScheme, path: `/${l10n.t('Audit Trail')}`, query: filter }).toString();
  }

  /** The filter of a document, if it shows the trail. */
  filterOf(address: string): string | undefined {
    const { scheme, query } = vscode.Uri.parse(address, true);
    return scheme === auditScheme ? query : undefined;
  }

  async provideTextDocumentContent({ query }: vscode.Uri): Promise<string> {
    const [{ parseTrailFilter }, { trailDocument }] = await Promise.all([
      import('../audit/filter'),
      import('../audit/words'),
    ]);
    const kept = await this.trail.read();
    const now = this.clock.now();
    const { matches } = parseTrailFilter(query);
    const shown = kept.entries.filter((entry) => matches(entry, now));
    return trailDocument(kept, shown, query, now);
  }

  dispose(): void {
    clearTimeout(this.waiting);
    this.owned.dispose();
  }

  private redraw(): void {
    this.waiting = undefined;
    for (const { uri } of vscode.workspace.textDocuments) if (uri.scheme === auditScheme) this.changed.fire(uri);
  }
}
