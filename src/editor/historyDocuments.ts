import * as vscode from 'vscode';
import { historyScheme } from '../contract';
import type { CurrentConnection } from '../connection/currentConnection';
import type { ExecutionRef } from '../swf/activityTasks';
import { Fault } from '../swf/fault';
import { readHistory } from '../swf/history';

/**
 * The history of an execution as a read-only document. Its address holds all that is needed to read it again, and the
 * connection it was read from, so that it never shows another account's.
 */
export class HistoryDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;
  private readonly owned: vscode.Disposable;

  constructor(private readonly connection: CurrentConnection) {
    this.owned = vscode.Disposable.from(
      this.changed,
      vscode.workspace.registerTextDocumentContentProvider(historyScheme, this),
    );
  }

  /** The address of an execution's history on the connection in use. An open one is read anew. */
  async addressOf(execution: ExecutionRef): Promise<string> {
    const { target } = await this.connection.client();
    const { domain, workflowId, runId } = execution;
    const query = new URLSearchParams({ domain, workflowId, runId, connection: target.label }).toString();
    const uri = vscode.Uri.from({ scheme: historyScheme, path: `/${fileName(workflowId)}.history.json`, query });
    this.changed.fire(uri);
    return uri.toString();
  }

  async provideTextDocumentContent(uri: vscode.Uri, token: vscode.CancellationToken): Promise<string> {
    const query = new URLSearchParams(uri.query);
    const part = (name: string) => query.get(name) ?? '';
    const execution = { domain: part('domain'), workflowId: part('workflowId'), runId: part('runId') };
    const controller = new AbortController();
    const listener = token.onCancellationRequested(() => {
      controller.abort();
    });
    try {
      const client = await this.connection.client();
      if (client.target.label !== part('connection')) {
        return note(
          `This history belongs to another connection: ${part('connection')}. Choose it and open the history again.`,
        );
      }
      const events = await readHistory(client, execution, { signal: controller.signal });
      return `${JSON.stringify({ events }, undefined, 4)}\n`;
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      return note(`The history could not be read. ${error.message}. ${error.details.nextStep ?? ''}`.trim());
    } finally {
      listener.dispose();
    }
  }

  dispose(): void {
    this.owned.dispose();
  }
}

/** JSON, like every other content of these documents. */
function note(text: string): string {
  return `${JSON.stringify({ note: text }, undefined, 4)}\n`;
}

/** A workflow id may hold what looks like folders. */
function fileName(workflowId: string): string {
  return workflowId.replace(/[\\/]+/g, '-');
}
