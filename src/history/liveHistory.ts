import type { HistoryEvent } from '@aws-sdk/client-swf';
import { Emitter } from '../emitter';
import type { Clock } from '../ports';
import { Fault } from '../swf/fault';
import type { HistoryPart } from '../swf/history';
import { executionClose, id } from '../swf/historyEvents';

/** In milliseconds: how soon newer events are asked for, and how seldom when none come. */
export const followPace = { shortest: 2_000, longest: 60_000 } as const;

export interface HistorySource {
  /** All events, oldest first, told in parts if there are many; or with a number, those after this event. */
  readonly read: (
    after: number | undefined,
    signal: AbortSignal,
    onPart: (part: HistoryPart) => void,
  ) => Promise<readonly HistoryEvent[]>;
  readonly clock: Clock;
  /** Whether events can still come; those of a file are all there are. */
  readonly live: boolean;
}

/**
 * The history of one execution, read once and then followed: while somebody looks at it and the execution is open, newer
 * events are asked for, less and less often when none come. What failed is tried again, and takes nothing away.
 */
export class LiveHistory {
  private readonly changed = new Emitter();
  /** Fires when events came, when following began or ended, and when reading failed or works again. */
  readonly onDidChange = this.changed.event;

  private readonly parted = new Emitter();
  /** Fires when a part of the first reading has come. */
  readonly onDidReadPart = this.parted.event;

  private known: HistoryEvent[] = [];
  private soFar: HistoryPart | undefined;
  private loaded = false;
  private fault: Fault | undefined;
  private loading: Promise<void> | undefined;
  private loop: AbortController | undefined;
  private watched = false;
  private wanted = true;
  private readonly life = new AbortController();

  constructor(private readonly source: HistorySource) {}

  get events(): readonly HistoryEvent[] {
    return this.known;
  }

  /** What the first reading has brought, until it is whole; it may have failed since. */
  get part(): HistoryPart | undefined {
    return this.soFar;
  }

  /** Why the last reading failed, until one works. */
  get failure(): Fault | undefined {
    return this.fault;
  }

  /** Whether the last event closed the execution. */
  get closed(): boolean {
    const last = this.known.at(-1);
    return last !== undefined && executionClose(last) !== undefined;
  }

  /** Whether following makes sense: events can still come. */
  get canFollow(): boolean {
    return this.source.live && this.loaded && !this.closed;
  }

  /** Whether newer events are being asked for. */
  get following(): boolean {
    return this.loop !== undefined;
  }

  /** Reads the history if that was not done yet, or had failed; a failure is in `failure`. */
  async load(): Promise<void> {
    if (!this.loaded) await this.refresh();
  }

  /** Reads what is newer, or all the first time. Calls in flight are joined. */
  async refresh(): Promise<void> {
    this.loading ??= this.read().finally(() => {
      this.loading = undefined;
    });
    await this.loading;
  }

  /** Says whether anybody sees it: what nobody sees costs no calls. */
  watch(watched: boolean): void {
    this.watched = watched;
    this.update();
  }

  /** Follows, or stops following, as the person wants it. */
  toggle(): void {
    this.wanted = !this.wanted;
    this.update();
    this.changed.fire();
  }

  dispose(): void {
    this.life.abort();
    this.loop?.abort();
  }

  private async read(): Promise<void> {
    const before = { failure: this.fault, count: this.known.length, loaded: this.loaded };
    try {
      const after = this.loaded ? (id(this.known.at(-1)?.eventId) ?? 0) : undefined;
      const events = await this.source.read(after, this.life.signal, (part) => {
        this.take(part);
      });
      for (const event of events) this.known.push(event);
      this.soFar = undefined;
      this.loaded = true;
      this.fault = undefined;
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      this.fault = error;
    }
    this.update();
    if (before.failure !== this.fault || before.count !== this.known.length || before.loaded !== this.loaded) {
      this.changed.fire();
    }
  }

  /** A reading that begins anew takes nothing away that is shown. */
  private take(part: HistoryPart): void {
    if (this.life.signal.aborted || part.events.length <= (this.soFar?.events.length ?? 0)) return;
    this.soFar = part;
    this.parted.fire();
  }

  /** Begins or ends following, as things stand. */
  private update(): void {
    const should = this.watched && this.wanted && this.canFollow && !this.life.signal.aborted;
    if (should === this.following) return;
    if (!should) {
      this.loop?.abort();
      this.loop = undefined;
      return;
    }
    const controller = new AbortController();
    this.loop = controller;
    void this.follow(controller.signal);
  }

  private async follow(signal: AbortSignal): Promise<void> {
    let wait: number = followPace.shortest;
    while (!signal.aborted) {
      try {
        await this.source.clock.sleep(wait, signal);
      } catch {
        // Following ended while it waited.
        return;
      }
      const count = this.known.length;
      await this.refresh();
      wait = this.known.length > count ? followPace.shortest : Math.min(wait * 2, followPace.longest);
    }
  }
}
