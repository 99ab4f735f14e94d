import { type Batch, type BatchHead, type BatchLine, begun, lineText, readBatch } from './record';
import type { ActOnTarget } from './runBatch';
import { Emitter } from '../emitter';
import type { Clock, Journals } from '../ports';
import type { SwfClient } from '../swf/client';
import type { RequestRates } from '../swf/rates';

const fileName = /^(.+)\.jsonl$/;

/** The batches of this machine: those under way in this window, and the records of all. */
export class Batches {
  private readonly changed = new Emitter<string>();
  private readonly running = new Map<string, { batch: Batch; readonly stop: AbortController }>();

  /** Fires the id of a batch that went on. */
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly journals: Journals,
    private readonly clock: Clock,
  ) {}

  isRunning(id: string): boolean {
    return this.running.has(id);
  }

  get anyRunning(): boolean {
    return this.running.size > 0;
  }

  /** Stops one batch, or all of this window: nothing more is sent, what was sent is still proven. */
  stop(id?: string): void {
    for (const [each, { stop }] of this.running) if (id === undefined || each === id) stop.abort();
  }

  async read(id: string): Promise<Batch | undefined> {
    const running = this.running.get(id);
    if (running !== undefined) return running.batch;
    const text = await this.journals.read(`${id}.jsonl`);
    return text === undefined ? undefined : readBatch(text);
  }

  /** Whether any are kept, of which none is read. */
  async areKept(): Promise<boolean> {
    return (await this.journals.names()).some((name) => fileName.test(name));
  }

  /** All that are kept, the newest first. */
  async all(): Promise<readonly Batch[]> {
    const ids = (await this.journals.names()).flatMap((name) => fileName.exec(name)?.[1] ?? []);
    const batches = await Promise.all(ids.map((id) => this.read(id)));
    return batches.filter((batch) => batch !== undefined).sort((a, b) => b.head.startedAt - a.head.startedAt);
  }

  /** Keeps what is about to be done, before any of it is. */
  async begin(head: BatchHead): Promise<Batch> {
    await this.journals.append(`${head.id}.jsonl`, lineText({ kind: 'head', head }));
    return begun(head);
  }

  /** Remembers that a person was told of its interruption. */
  async offered(id: string): Promise<void> {
    // The end of its window may have cut the last line off: this one begins anew.
    await this.journals.append(`${id}.jsonl`, `\n${lineText({ kind: 'offered', at: this.clock.now() })}`);
  }

  /** Does what is not done of a batch; gives it as it is afterwards. */
  async run(
    batch: Batch,
    act: ActOnTarget,
    { client, rates }: { readonly client: SwfClient; readonly rates: RequestRates },
  ): Promise<Batch> {
    const { id } = batch.head;
    const current = { batch, stop: new AbortController() };
    this.running.set(id, current);
    try {
      const { runBatch } = await import('./runBatch');
      return await runBatch(batch, act, {
        client,
        rates,
        clock: this.clock,
        signal: current.stop.signal,
        write: (line: BatchLine) => this.journals.append(`${id}.jsonl`, lineText(line)),
        onChange: (after) => {
          current.batch = after;
          this.changed.fire(id);
        },
      });
    } finally {
      this.running.delete(id);
      this.changed.fire(id);
    }
  }
}
