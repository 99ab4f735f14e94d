import * as l10n from '@vscode/l10n';
import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { historyScheme, timelineView } from '../contract';
import type { Histories, OpenHistory } from './histories';
import { barsOf, type Timeline } from '../timeline/bars';
import type { Clock } from '../ports';
import { groupEvents } from '../swf/eventGroups';
import { Throttle } from '../swf/throttle';
import { type HostMessage, readAddressOfState, readViewMessage } from '../timeline/messages';
import { timelinePage } from '../timeline/page';
import { sentences } from '../swf/fault';

/** While a long history is read, its picture grows so often at most, in milliseconds. */
const growsEvery = 500;
/** Who holds a history whose timeline is open. */
const holder = 'timeline';

export interface TimelineParts {
  readonly histories: Histories;
  readonly clock: Clock;
  /** The folder of the extension's bundles. */
  readonly dist: vscode.Uri;
  /** Shows an event in its history's document. */
  readonly openEvent: (address: string, eventId: number | undefined) => Promise<void>;
}

/** The timelines that are open, one for each history. */
export class TimelinePanels implements vscode.Disposable {
  private readonly panels = new Map<string, TimelinePanel>();

  constructor(private readonly parts: TimelineParts) {}

  /** Opens the timeline of a history, or brings it to the front. */
  async open(address: string, eventId?: number): Promise<void> {
    const known = this.panels.get(address);
    if (known !== undefined) {
      known.reveal(eventId);
      return;
    }
    const history = this.parts.histories.of(vscode.Uri.parse(address, true));
    if (history === undefined) return;
    const panel = vscode.window.createWebviewPanel(
      timelineView,
      l10n.t('Timeline: {0}', history.title.name),
      vscode.ViewColumn.Active,
    );
    await this.add(panel, history, eventId);
  }

  /** A reload brought a panel back: its page remembers whose it was. */
  async restore(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const address = readAddressOfState(state);
    const uri = address === undefined ? undefined : vscode.Uri.parse(address, true);
    const history = uri?.scheme === historyScheme ? this.parts.histories.of(uri) : undefined;
    if (history === undefined) panel.dispose();
    else await this.add(panel, history, undefined);
  }

  dispose(): void {
    for (const panel of this.panels.values()) panel.dispose();
  }

  private async add(panel: vscode.WebviewPanel, history: OpenHistory, eventId: number | undefined): Promise<void> {
    const address = history.address.toString();
    const added = new TimelinePanel(panel, history, this.parts, eventId);
    this.panels.set(address, added);
    panel.onDidDispose(() => {
      this.panels.delete(address);
      added.dispose();
    });
    await history.live.load();
  }
}

class TimelinePanel {
  private readonly owned: { dispose(): unknown }[] = [];
  private ready = false;

  constructor(
    private readonly panel: vscode.WebviewPanel,
    private readonly history: OpenHistory,
    private readonly parts: TimelineParts,
    private select: number | undefined,
  ) {
    const { webview } = panel;
    const { histories, dist, clock } = parts;
    const growing = new Throttle(clock, growsEvery, () => {
      this.show();
    });
    webview.options = { enableScripts: true, localResourceRoots: [dist], enableCommandUris: false, enableForms: false };
    this.owned.push(
      webview.onDidReceiveMessage((message: unknown) => {
        void this.receive(message);
      }),
      panel.onDidChangeViewState(() => {
        this.hold();
      }),
      history.live.onDidChange(() => {
        this.show();
      }),
      history.live.onDidReadPart(() => {
        growing.soon();
      }),
      growing,
      {
        dispose: () => {
          histories.release(history.address, holder);
        },
      },
    );
    this.hold();
    const scriptUri = webview.asWebviewUri(vscode.Uri.joinPath(dist, 'timeline.js')).toString();
    webview.html = timelinePage({
      nonce: randomBytes(16).toString('hex'),
      scriptUri,
      language: vscode.env.language,
      texts: vscode.l10n.bundle,
    });
  }

  reveal(eventId: number | undefined): void {
    this.select = eventId;
    this.panel.reveal();
    this.show();
  }

  dispose(): void {
    for (const each of this.owned.splice(0)) each.dispose();
    this.panel.dispose();
  }

  private hold(): void {
    this.parts.histories.hold(this.history.address, holder, this.panel.visible);
  }

  private async receive(message: unknown): Promise<void> {
    const read = readViewMessage(message);
    const address = this.history.address.toString();
    switch (read?.kind) {
      case 'ready':
        this.ready = true;
        this.show();
        return;
      case 'openHistory':
        await this.parts.openEvent(address, undefined);
        return;
      case 'openEvent':
        await this.parts.openEvent(address, read.eventId);
        return;
      case undefined:
        return;
    }
  }

  private show(): void {
    if (!this.ready) return;
    const { live, title } = this.history;
    const address = this.history.address.toString();
    const part = live.events.length === 0 ? live.part : undefined;
    const events = part?.events ?? live.events;
    if (events.length > 0) {
      const timeline: Timeline = {
        name: title.name,
        origin: title.origin,
        eventCount: events.length,
        reading: part && { total: part.total },
        open: live.canFollow,
        bars: barsOf(groupEvents(events), part === undefined),
      };
      const isThere = this.select !== undefined && (part === undefined || (events.at(-1)?.eventId ?? 0) >= this.select);
      this.post({ kind: 'show', address, timeline, select: isThere ? this.select : undefined });
      if (isThere) this.select = undefined;
    }
    if (live.events.length === 0 && live.failure !== undefined) {
      const text = sentences(
        l10n.t('The history could not be read'),
        live.failure.message,
        live.failure.details.nextStep,
      );
      this.post({ kind: 'failed', address, text });
    }
  }

  private post(message: HostMessage): void {
    void this.panel.webview.postMessage(message);
  }
}
