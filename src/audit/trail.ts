import { entriesOf, lineText, readLines, type TrailEntry, type TrailLine } from './line';
import { Emitter } from '../emitter';
import type { Clock, Journals } from '../ports';

/** A file of the trail is full at so many bytes, and a new one is begun. */
const fullAt = 1_000_000;
/** How many files are kept of each kind: about 1,500 requests each. */
const keptFiles = 4;
/** A disk that does not answer keeps no request from being sent for longer, in milliseconds. */
const patience = 2_000;

const fileName = /^(acts|heartbeats)-(\d{6})\.jsonl$/;
type Kind = 'acts' | 'heartbeats';

/** What is kept of the trail. */
export interface KeptTrail {
  /** The newest first. */
  readonly entries: readonly TrailEntry[];
  /** Lines that a crash cut off. */
  readonly damaged: number;
}

/**
 * Every request that writes, from all windows of this machine: one line before it leaves, one when it is answered, one
 * when it is known how it ended. Lines of several windows stand in the same files, each appended whole. Heartbeats have
 * files of their own: those on schedule would push out all else.
 */
export class AuditTrail {
  private readonly changed = new Emitter();
  /** Fires when this window has written a line. */
  readonly onDidChange = this.changed.event;
  private failed = false;
  private readonly writing = new Set<Promise<void>>();

  /** `fail` is told once that lines cannot be kept: requests are sent all the same. */
  constructor(
    private readonly journals: Journals,
    private readonly clock: Clock,
    private readonly fail: (why: Error) => void,
  ) {}

  /** Resolves when the line of a request about to be sent is on the disk, or cannot be kept. Never fails. */
  async begin(line: Omit<Extract<TrailLine, { kind: 'sending' }>, 'kind' | 'at'>): Promise<void> {
    const over = new AbortController();
    const late = this.clock.sleep(patience, over.signal).then(
      () => {
        this.failOnce(new Error(`The disk did not answer within ${patience / 1000} s`));
      },
      () => undefined,
    );
    await Promise.race([late, this.write({ kind: 'sending', at: this.clock.now(), ...line })]);
    over.abort();
  }

  /** Keeps a line that nothing waits for. */
  note(line: TrailLine): void {
    void this.write(line);
  }

  /** Resolves when all lines so far are on the disk, or could not be kept. */
  async settled(): Promise<void> {
    await Promise.all(this.writing);
  }

  async read(): Promise<KeptTrail> {
    const names = (await this.journals.names()).filter((name) => fileName.test(name)).sort();
    const texts = await Promise.all(names.map((name) => this.journals.read(name)));
    const read = texts.map((text) => readLines(text ?? ''));
    return {
      entries: entriesOf(read.flatMap(({ lines }) => lines)),
      damaged: read.reduce((sum, { damaged }) => sum + damaged, 0),
    };
  }

  private write(line: TrailLine): Promise<void> {
    const written = this.append(line).then(
      () => {
        this.changed.fire();
      },
      (error: unknown) => {
        this.failOnce(error instanceof Error ? error : new Error(String(error)));
      },
    );
    this.writing.add(written);
    return written.finally(() => this.writing.delete(written));
  }

  private async append(line: TrailLine): Promise<void> {
    const kind: Kind = kindOf(line.id);
    await this.journals.append(await this.fileFor(kind), lineText(line));
  }

  /**
   * The newest file, or a new one when it is full. Looked for each time, as another window may have begun one: nobody has
   * to hold a lock, for two windows that begin the next file begin the same.
   */
  private async fileFor(kind: Kind): Promise<string> {
    const found = (await this.journals.names()).flatMap((name) => {
      const [, of, number] = fileName.exec(name) ?? [];
      return of === kind ? [Number(number)] : [];
    });
    const newest = Math.max(1, ...found);
    if ((await this.journals.size(nameOf(kind, newest))) < fullAt) return nameOf(kind, newest);
    for (const old of found) {
      if (old <= newest + 1 - keptFiles) await this.journals.delete(nameOf(kind, old));
    }
    return nameOf(kind, newest + 1);
  }

  private failOnce(why: Error): void {
    if (this.failed) return;
    this.failed = true;
    this.fail(why);
  }
}

/** The id of a request; it tells which files its lines stand in. */
export function newId(isHeartbeat: boolean): string {
  return `${isHeartbeat ? 'h' : 'a'}-${crypto.randomUUID()}`;
}

function kindOf(id: string): Kind {
  return id.startsWith('h-') ? 'heartbeats' : 'acts';
}

function nameOf(kind: Kind, number: number): string {
  return `${kind}-${String(number).padStart(6, '0')}.jsonl`;
}
