import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { type HistoryAddress, placeOf, readAddress } from './historyAddress';
import type { Connections } from '../connection/connections';
import type { TiedConnection } from '../connection/documentTies';
import type { OpenConnection } from '../connection/openConnection';
import { type HistoryDocument, historyDocument, type HistoryTitle } from '../history/historyDocument';
import { LiveHistory } from '../history/liveHistory';
import { parseHistory, HistoryFault } from '../history/savedHistory';
import type { Clock } from '../ports';
import { type HistoryPart, readHistory, readNewerEvents } from '../swf/history';

/** One history that is open somewhere: in a document, in a timeline, or in both. */
export interface OpenHistory {
  readonly address: vscode.Uri;
  readonly live: LiveHistory;
  readonly title: HistoryTitle;
  /** The history as text, written once for each state of it. */
  document(): HistoryDocument;
}

/** The histories that are open, each read once however many look at it. */
export class Histories implements vscode.Disposable {
  private readonly open = new Map<string, OpenHistory>();
  /** Who has what open, each by its own name, and whether it is visible there. */
  private readonly holders = new Map<string, Map<string, boolean>>();
  private readonly opened = new vscode.EventEmitter<OpenHistory>();
  /** Fires for each history when it is opened, so that others can watch it. */
  readonly onDidOpen = this.opened.event;

  constructor(
    private readonly connections: Connections,
    private readonly clock: Clock,
  ) {}

  /** The history at an address, opened if it is not; undefined for an address that says nothing. */
  of(address: vscode.Uri): OpenHistory | undefined {
    const key = address.toString();
    const known = this.open.get(key);
    if (known !== undefined) return known;
    const read = readAddress(address);
    if (read === undefined) return undefined;
    const history = this.create(address, read);
    this.open.set(key, history);
    this.opened.fire(history);
    return history;
  }

  /** The connection that a history is read from; nothing for an address that names none. */
  async tieOf(address: vscode.Uri): Promise<TiedConnection | undefined> {
    const read = readAddress(address);
    if (read?.kind !== 'execution') return undefined;
    const open = await this.openOf(read.connection, read.place);
    return open === undefined ? { closed: read.connection } : { open };
  }

  /** Says that somebody, by a name, has a history open, and whether it can be seen now. */
  hold(address: vscode.Uri, holder: string, visible: boolean): void {
    const key = address.toString();
    const holders = this.holders.get(key) ?? new Map<string, boolean>();
    this.holders.set(key, holders.set(holder, visible));
    this.open.get(key)?.live.watch([...holders.values()].includes(true));
  }

  /** The last one to release a history closes it. */
  release(address: vscode.Uri, holder: string): void {
    const key = address.toString();
    const holders = this.holders.get(key);
    if (holders?.delete(holder) !== true) return;
    const live = this.open.get(key)?.live;
    live?.watch([...holders.values()].includes(true));
    if (holders.size > 0) return;
    live?.dispose();
    this.open.delete(key);
    this.holders.delete(key);
  }

  /** Tries again what could not be read, now that calls may go elsewhere. */
  retryFailed(): void {
    for (const { live } of this.open.values()) if (live.failure !== undefined) void live.refresh();
  }

  dispose(): void {
    for (const { live } of this.open.values()) live.dispose();
    this.opened.dispose();
  }

  private create(address: vscode.Uri, read: HistoryAddress): OpenHistory {
    const live = new LiveHistory({
      clock: this.clock,
      live: read.kind === 'execution',
      read: (after, signal, onPart) =>
        read.kind === 'file' ? readFile(read.file) : this.readEvents(read, after, signal, onPart),
    });
    const title = titleOf(read);
    let written: { readonly count: number; readonly document: HistoryDocument } | undefined;
    return {
      address,
      live,
      title,
      document: () => {
        const { events } = live;
        if (written?.count !== events.length) {
          written = { count: events.length, document: historyDocument(events, title) };
        }
        return written.document;
      },
    };
  }

  private async readEvents(
    { execution, connection, place }: HistoryAddress & { readonly kind: 'execution' },
    after: number | undefined,
    signal: AbortSignal,
    onPart: (part: HistoryPart) => void,
  ) {
    const own = await this.connectionOf(connection, place);
    return await own.use((client) =>
      after === undefined
        ? readHistory(client, execution, { signal, onPart })
        : readNewerEvents(client, execution, after, { signal }),
    );
  }

  /** The connection that a history was read from, whichever is the current one. */
  private async connectionOf(label: string, place: string | undefined): Promise<OpenConnection> {
    const own = await this.openOf(label, place);
    if (own !== undefined) return own;
    const { target } = await this.connections.current.client();
    throw new HistoryFault(
      l10n.t('This history belongs to a connection that is not open: {0}', label),
      l10n.t('Add or choose that connection, and open the history again; the current one is {0}.', target.label),
    );
  }

  private async openOf(label: string, place: string | undefined): Promise<OpenConnection | undefined> {
    return await this.connections.find(
      (target) => target.label === label && (place === undefined || placeOf(target) === place),
    );
  }
}

async function readFile(file: vscode.Uri) {
  let bytes: Uint8Array;
  try {
    bytes = await vscode.workspace.fs.readFile(file);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new HistoryFault(
      l10n.t('The file could not be read: {0}', reason),
      l10n.t('Open it again when it is there.'),
      { cause },
    );
  }
  return parseHistory(new TextDecoder().decode(bytes));
}

function titleOf(read: HistoryAddress): HistoryTitle {
  if (read.kind === 'execution') {
    const { execution, connection } = read;
    return { ...execution, name: execution.workflowId, origin: connection };
  }
  const { file } = read;
  const name = file.path.replace(/^.*\//, '');
  const place = file.scheme === 'file' ? vscode.workspace.asRelativePath(file) : file.toString(true);
  return { name, saved: true, origin: l10n.t('the file {0}', place) };
}
