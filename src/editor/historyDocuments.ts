import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { historyScheme } from '../contract';
import type { Connections } from '../connection/connections';
import type { OpenConnection } from '../connection/openConnection';
import type { Histories, OpenHistory } from './histories';
import { executionUri, placeOf, readAddress, savedUri } from './historyAddress';
import type { Owned } from '../emitter';
import type { HistoryDocument } from '../history/historyDocument';
import type { EventPlace } from '../skeleton/fromEvent';
import { plainLine } from '../swf/plainText';
import { printHistory } from '../history/savedHistory';
import type { ExecutionRef } from '../swf/activityTasks';
import { type Fault, sentences } from '../swf/fault';

/** Who holds a history whose document is open. */
const holder = 'document';

/** Histories as documents: what each shows, and what commands do with them. */
export class HistoryDocuments implements vscode.Disposable {
  private readonly owned: Owned[];

  /** `changed` is told the address of a document that shows something else now. */
  constructor(
    connections: Connections,
    private readonly histories: Histories,
    changed: (address: vscode.Uri) => void,
  ) {
    const { workspace, window } = vscode;
    this.owned = [
      histories.onDidOpen((history) => {
        history.live.onDidChange(() => {
          changed(history.address);
        });
      }),
      window.onDidChangeVisibleTextEditors(() => {
        this.lookAround();
      }),
      workspace.onDidOpenTextDocument(() => {
        this.lookAround();
      }),
      workspace.onDidCloseTextDocument(({ uri }) => {
        if (uri.scheme === historyScheme) histories.release(uri, holder);
      }),
      connections.onDidChange(() => {
        if (connections.current.target !== undefined) histories.retryFailed();
      }),
    ];
  }

  /** The address of an execution's history on a connection. An open one reads what is newer. */
  async addressOf(execution: ExecutionRef, connection: OpenConnection): Promise<string> {
    const { target } = await connection.client();
    return await this.refreshed(executionUri(execution, target.label, placeOf(target)));
  }

  /** The address under which a file shows as a history. */
  async savedAddressOf(file: string): Promise<string> {
    return await this.refreshed(savedUri(vscode.Uri.parse(file, true)));
  }

  /**
   * A history as the AWS CLI prints it, and its name; undefined for an address of none.
   * @throws Fault when it cannot be read
   */
  async print(address: string): Promise<{ readonly name: string; readonly text: string } | undefined> {
    const history = this.histories.of(vscode.Uri.parse(address, true));
    if (history === undefined) return undefined;
    await history.live.load();
    if (history.live.failure !== undefined && history.live.events.length === 0) throw history.live.failure;
    return { name: history.title.name, text: printHistory(history.live.events) };
  }

  /** Whether an address is that of a history. */
  isHistory(address: string): boolean {
    return readAddress(vscode.Uri.parse(address)) !== undefined;
  }

  /** The event of an id; without one, that of the line with the cursor, where a line of the outline stands for its group. */
  eventAt(address: string, eventId?: number): EventPlace | undefined {
    const history = this.histories.of(vscode.Uri.parse(address, true));
    if (history === undefined || history.live.events.length === 0) return undefined;
    const { events } = history.live;
    const wanted = eventId ?? eventOfCursor(address, history.document());
    const event = events.find((each) => each.eventId === wanted);
    const read = readAddress(history.address);
    return event && { event, events, execution: read?.kind === 'execution' ? read.execution : undefined };
  }

  /** Begins or ends following a history. */
  toggleFollow(address: string): void {
    this.histories.of(vscode.Uri.parse(address, true))?.live.toggle();
  }

  /** What the document at an address shows; undefined for an address of none. */
  async textOf(uri: vscode.Uri): Promise<string | undefined> {
    const history = this.histories.of(uri);
    if (history === undefined) return undefined;
    await history.live.load();
    return textOf(history);
  }

  dispose(): void {
    for (const each of this.owned) each.dispose();
  }

  private async refreshed(uri: vscode.Uri): Promise<string> {
    const history = this.histories.of(uri);
    if (history !== undefined && history.live.events.length > 0) await history.live.refresh();
    else if (history?.live.failure !== undefined) await history.live.refresh();
    return uri.toString();
  }

  /** Tells each history whether its document can be seen. */
  private lookAround(): void {
    const visible = new Set(vscode.window.visibleTextEditors.map(({ document }) => document.uri.toString()));
    for (const { uri } of vscode.workspace.textDocuments) {
      if (uri.scheme === historyScheme) this.histories.hold(uri, holder, visible.has(uri.toString()));
    }
  }
}

function eventOfCursor(address: string, { groups, groupLines, eventLines }: HistoryDocument): number | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.uri.toString() !== address) return undefined;
  const { line } = editor.selection.active;
  const group = groups[groupLines.indexOf(line)];
  if (group !== undefined) return group.eventId;
  return [...eventLines].find(([, { first, last }]) => first <= line && line <= last)?.[0];
}

/** What a document shows: the history, or in words why there is none. */
function textOf(history: OpenHistory): string {
  const { events, failure } = history.live;
  return events.length > 0 || failure === undefined ? history.document().text : note(failure);
}

/** A comment, so that it is not taken for a history. */
function note(fault: Fault): string {
  const text = sentences(l10n.t('The history could not be read'), fault.message, fault.details.nextStep);
  return `// ${plainLine(text, 2000)}\n`;
}
