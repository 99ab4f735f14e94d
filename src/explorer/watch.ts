import { ConnectionFault } from '../connection/connectionFault';
import type { Owned } from '../emitter';
import type { Clock } from '../ports';
import { SwfFault } from '../swf/faults';

/** Something on the screen that can be read again. */
export interface Watched {
  readonly id: string;
  /** When it was read last, also by others, in milliseconds since 1970. */
  readonly readAt: number | undefined;
  /** How many times rarer than usual it is looked at. */
  readonly slowness: number;
  /** The shortest pause between two looks, in milliseconds, whatever the setting says and whatever was done. */
  readonly leastPause?: number;
  /** Whether others are looked at meanwhile. */
  readonly takesLong?: boolean;
  /** Reads it again, and says whether anything changed; rejects when it could not be read. */
  readonly look: () => Promise<boolean>;
}

export interface WatchParts {
  readonly clock: Clock;
  readonly watched: () => readonly Watched[];
  /** The shortest pause between two looks at the same thing, in milliseconds; nothing when the watch is off. */
  readonly quickest: () => number | undefined;
  /** Whether a failure lasts until a person does something, so that trying again by itself is of no use. */
  readonly needsPerson: (failure: unknown) => boolean;
  readonly onFailure: (failure: unknown) => void;
}

/** The shortest pause between two looks at the same thing when nothing else is said, in milliseconds. */
const usualPause = 10_000;

/** The longest pause between two looks at what does not change, in milliseconds. */
const slowestPause = 5 * 60_000;

/** However rarely something is looked at, its longest pause is not more times the usual one. */
const mostSlowness = 6;

/** A window without the focus for so long, in milliseconds, has nobody in front of it. */
export const patience = 5 * 60_000;

/** How soon the watch sees what came into view, in milliseconds. */
const longestNap = 2_000;

/**
 * What the setting `swf.watch` says: the shortest pause between two looks, in milliseconds, or nothing for `off`. What is neither
 * that nor a number of seconds counts as `on`.
 */
export function quickestPause(setting: string): number | undefined {
  const word = setting.trim().toLowerCase();
  if (word === 'off') return undefined;
  return /^[1-9]\d{0,5}$/.test(word) ? Number(word) * 1000 : usualPause;
}

/** Whether it lasts until a person does something about the connection: trying again would only ask for the same. */
export function needsConnection(failure: unknown): boolean {
  if (failure instanceof ConnectionFault) return true;
  if (!(failure instanceof SwfFault)) return false;
  return (
    failure.kind === 'noCredentials' || failure.kind === 'credentialsExpired' || failure.kind === 'credentialsRefused'
  );
}

interface Pace {
  /** The pause before the next look. */
  pause: number;
  /** What it is counted from, in milliseconds since 1970. */
  from: number;
}

/**
 * Looks again at what is on the screen: soon after a change or an act, and then ever more rarely while nothing changes or
 * nothing can be read. One thing at a time, that which is due first; nothing at all while nobody can see it.
 */
export class Watch implements Owned {
  private readonly underWay = new Set<string>();
  private readonly paces = new Map<string, Pace>();
  private visible = false;
  private unfocusedSince: number | undefined;
  private watching: AbortController | undefined;
  private napping: AbortController | undefined;
  private last: Promise<void> = Promise.resolve();

  constructor(private readonly parts: WatchParts) {}

  /** Whether the view can be seen. What comes back into sight is soon looked at. */
  setVisible(visible: boolean): void {
    this.visible = visible;
    this.resume();
  }

  /** Whether the window has the focus. Without it the watch goes on for a while: people read beside other windows. */
  setFocused(focused: boolean): void {
    this.unfocusedSince = focused ? undefined : (this.unfocusedSince ?? this.parts.clock.now());
    this.resume();
  }

  /** Looks at all once more as soon as it can be seen, also when the watch is off: something was done. */
  hurry(which: (id: string) => boolean = () => true): void {
    for (const { id, readAt } of this.parts.watched()) {
      if (which(id)) this.paces.set(id, { pause: 0, from: readAt ?? 0 });
    }
    this.wake();
  }

  /** Something came into view that may be due. */
  wake(): void {
    this.napping?.abort();
  }

  dispose(): void {
    this.setVisible(false);
  }

  private resume(): void {
    const seen = this.visible && !this.isForsaken;
    if (seen === (this.watching !== undefined)) return;
    if (!seen) {
      this.watching?.abort();
      this.watching = undefined;
      this.wake();
      return;
    }
    const { quickest } = this.parts;
    for (const pace of this.paces.values()) pace.pause = Math.min(pace.pause, quickest() ?? pace.pause);
    const { signal } = (this.watching = new AbortController());
    // One look at a time, also where the one before was still under way when the view was hidden.
    this.last = this.last.then(() => this.run(signal));
  }

  private get isForsaken(): boolean {
    return this.unfocusedSince !== undefined && this.parts.clock.now() - this.unfocusedSince >= patience;
  }

  private async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      if (this.isForsaken) {
        this.resume();
        return;
      }
      const now = this.parts.clock.now();
      const [next] = this.plan(now);
      if (next === undefined || next.due > now) await this.nap(Math.min((next?.due ?? Infinity) - now, longestNap));
      else if (next.watched.takesLong === true) void this.look(next.watched);
      else await this.look(next.watched);
    }
  }

  /** What there is to look at, the next first. */
  private plan(now: number): { readonly watched: Watched; readonly due: number }[] {
    const { watched, quickest } = this.parts;
    const all = watched();
    const ids = new Set(all.map(({ id }) => id));
    for (const id of [...this.paces.keys()]) if (!ids.has(id)) this.paces.delete(id);
    const isOn = quickest() !== undefined;
    return all
      .filter(({ id }) => !this.underWay.has(id))
      .map((each) => {
        const { pause, from } = this.paceOf(each, now);
        const wait = Math.max(pause, each.leastPause ?? 0);
        return { watched: each, due: isOn || pause === 0 ? Math.max(from, each.readAt ?? 0) + wait : Infinity };
      })
      .sort((a, b) => a.due - b.due);
  }

  private paceOf(watched: Watched, now: number): Pace {
    const known = this.paces.get(watched.id);
    if (known !== undefined) return known;
    const fresh = { pause: this.quickestFor(watched), from: watched.readAt ?? now };
    this.paces.set(watched.id, fresh);
    return fresh;
  }

  private quickestFor({ slowness }: Watched): number {
    return (this.parts.quickest() ?? slowestPause) * slowness;
  }

  private async look(watched: Watched): Promise<void> {
    const pace = this.paceOf(watched, this.parts.clock.now());
    const before = pace.pause;
    const quickest = this.quickestFor(watched);
    const longer =
      before === 0
        ? quickest
        : Math.max(quickest, Math.min(before * 2, slowestPause * Math.min(watched.slowness, mostSlowness)));
    // Set first: an act while the answer is on its way asks for another look, and must not be forgotten.
    pace.pause = longer;
    this.underWay.add(watched.id);
    try {
      if ((await watched.look()) && pace.pause === longer) pace.pause = quickest;
    } catch (failure) {
      if (pace.pause === longer && this.parts.needsPerson(failure)) pace.pause = Infinity;
      this.parts.onFailure(failure);
    }
    this.underWay.delete(watched.id);
    pace.from = this.parts.clock.now();
  }

  private async nap(milliseconds: number): Promise<void> {
    const napping = (this.napping = new AbortController());
    try {
      await this.parts.clock.sleep(milliseconds, napping.signal);
    } catch (error) {
      if (!napping.signal.aborted) throw error;
    } finally {
      this.napping = undefined;
    }
  }
}
