import * as l10n from '@vscode/l10n';
import {
  type HeldTarget,
  type HeldTask,
  heldRef,
  isOf,
  members,
  parseHeldTask,
  parseJson,
  readHeldTask,
} from './heldTask';
import { Emitter } from '../emitter';
import type { Clock, Records, Secrets } from '../ports';
import { Fault } from '../swf/fault';
import type { Outcome, TaskRef } from '../swf/outcome';

/** How things stand with a held task's token. */
export type Standing =
  /** A poll of this window, or of another one, waits for an answer. */
  | 'waiting'
  | 'waitingElsewhere'
  /** The poll's window ended before its answer was kept: a task may have been taken with it. */
  | 'interrupted'
  | 'held'
  /** The editor did not take the token: only this window's memory has it. */
  | 'unstored'
  /** The editor no longer has the token, or does not give it at the moment. */
  | 'lost'
  | 'unreadable';

export interface Held {
  readonly held: HeldTask;
  readonly standing: Standing;
}

/** That the editor's store for secrets did not take a token, which this window still has; `cause` says why. */
export class UnstoredTokenFault extends Fault {
  override readonly name = 'UnstoredTokenFault';
  readonly details = {
    nextStep: l10n.t('Copy the token to a safe place before this window is closed, or store it again.'),
  };
}

/** What is stored as one secret. */
interface Secret {
  readonly taskToken: string;
  readonly held: HeldTask;
}

export interface HeldTasksParts {
  readonly secrets: Secrets;
  readonly records: Records;
  readonly clock: Clock;
}

/** A poll is given up after 70 s; a record without an answer for longer belongs to a window that is gone. */
const longestPollMs = 75_000;
/** A store for secrets that hangs for so long, in milliseconds, counts as failed until it answers. */
const answerTimeoutMs = 5_000;
const recordName = /^([0-9a-f]{8}-[0-9a-f-]{27})\.json$/;

/**
 * The tasks whose tokens are kept, the same in all windows. Each has a record, a small file of its own without the token,
 * so that two windows never overwrite each other's tasks; and a secret, which holds the token and all of the record, so
 * that after a poll nothing but the secret has to be stored. The record comes before the poll: whatever ends the window
 * leaves something to be found.
 */
export class HeldTasks {
  private readonly changed = new Emitter();
  /** Fires when what any window changed has been read. */
  readonly onDidChange = this.changed.event;

  private readonly polls = new Set<string>();
  private readonly unstored = new Map<string, Secret>();
  private reading: Promise<readonly Held[]> | undefined;
  private latest: readonly Held[] | undefined;
  private watch: { dispose(): void } | undefined;
  private lastTurn: Promise<unknown> = Promise.resolve();

  constructor(private readonly parts: HeldTasksParts) {}

  /** As last read, without reading; undefined before the first time. */
  get known(): readonly Held[] | undefined {
    return this.latest;
  }

  /** Reads the records of all windows, at the first call or after a change; the oldest first. */
  async all(): Promise<readonly Held[]> {
    this.watch ??= this.parts.records.onDidChange(() => {
      this.refresh();
    });
    const reading = (this.reading ??= this.readAll());
    const read = await reading;
    if (this.reading === reading) this.latest = read;
    return read;
  }

  /** Reads anew what was read before. */
  refresh(): void {
    if (this.watch === undefined) return;
    this.reading = undefined;
    const fire = () => {
      this.changed.fire();
    };
    // What stood in the way is told to whoever reads next.
    this.all().then(fire, fire);
  }

  /** Writes the record of what is about to come, before the poll is sent. */
  async expect(coming: Omit<HeldTask, 'id' | 'since'>): Promise<HeldTask> {
    const held = { ...coming, id: crypto.randomUUID(), since: this.parts.clock.now() };
    this.polls.add(held.id);
    await this.write(held);
    return held;
  }

  /**
   * Stores a token that has come. It is in this window's memory in any case, and stays there until the editor took it.
   * @throws UnstoredTokenFault when the editor did not take it
   */
  async keep(held: HeldTask, taskToken: string): Promise<void> {
    this.unstored.set(held.id, { held, taskToken });
    this.polls.delete(held.id);
    try {
      await this.store(held, taskToken);
    } finally {
      // A record that cannot be written is mended from the secret by the next reading.
      await this.inTurn(() => this.write(held)).catch(() => {
        this.refresh();
      });
    }
  }

  /** Tries again to store a token that the editor did not take. */
  async storeAgain(id: string): Promise<void> {
    const kept = this.unstored.get(id);
    if (kept !== undefined) await this.keep(kept.held, kept.taskToken);
  }

  /** Changes what is known of a held task; one that was forgotten meanwhile stays so. */
  async update(id: string, change: Partial<HeldTask>): Promise<void> {
    await this.inTurn(async () => {
      const held = await this.readRecord(id);
      if (held !== undefined) await this.write({ ...held, ...change });
    });
  }

  /** Deletes token and record: the token first, so that what fails in between is still shown. */
  async forget(id: string): Promise<void> {
    this.polls.delete(id);
    await this.inTime(this.parts.secrets.delete(secretKey(id)));
    this.unstored.delete(id);
    await this.inTurn(() => this.parts.records.delete(fileName(id)));
    this.refresh();
  }

  /** The record of a poll that brought no task. */
  async drop(id: string): Promise<void> {
    this.polls.delete(id);
    await this.parts.records.delete(fileName(id));
    this.refresh();
  }

  async tokenOf(id: string): Promise<string | undefined> {
    const own = this.unstored.get(id);
    return own === undefined ? (await this.readSecret(id))?.taskToken : own.taskToken;
  }

  /** The held entry of a task of this target, if there is one. */
  async find(task: TaskRef, target: HeldTarget | undefined): Promise<Held | undefined> {
    return (await this.all()).find(isHeldTask(task, target));
  }

  /** The same from what was read last, for rows that are being drawn; the first time begins to read. */
  findKnown(task: TaskRef, target: HeldTarget | undefined): Held | undefined {
    if (this.watch === undefined)
      void this.all().then(
        () => {
          this.changed.fire();
        },
        () => undefined,
      );
    return this.latest?.find(isHeldTask(task, target));
  }

  /** Forgets the token of a task whose close was read in its history: it is used up. */
  async closed(outcome: Outcome, target: HeldTarget | undefined): Promise<void> {
    if ((outcome.kind !== 'recorded' && outcome.kind !== 'alreadyClosed') || outcome.task === undefined) return;
    const found = await this.find(outcome.task, target);
    if (found !== undefined) await this.forget(found.held.id);
  }

  dispose(): void {
    this.watch?.dispose();
  }

  private async readAll(): Promise<readonly Held[]> {
    const names = await this.parts.records.names();
    const ids = names.flatMap((name) => recordName.exec(name)?.[1] ?? []);
    const found = await Promise.all(ids.map((id) => this.readOne(id)));
    return found.flatMap((each) => each ?? []).sort((a, b) => a.held.since - b.held.since);
  }

  private async readOne(id: string): Promise<Held | undefined> {
    const own = this.unstored.get(id);
    const record = await this.parts.records.read(fileName(id));
    const held = record === undefined ? undefined : parseHeldTask(id, record);
    if (own !== undefined) return { held: held?.work === undefined ? own.held : held, standing: 'unstored' };
    if (record === undefined) return undefined;
    if (held?.work === undefined && this.polls.has(id)) return held && { held, standing: 'waiting' };
    let secret: Secret | undefined;
    try {
      secret = await this.readSecret(id);
    } catch {
      // Whatever its reason, it is the editor's; the row says so, and the next look asks again.
      return held && { held, standing: 'unreadable' };
    }
    if (held?.work !== undefined) return { held, standing: secret === undefined ? 'lost' : 'held' };
    if (secret !== undefined) return await this.mend(secret.held);
    if (held === undefined) return undefined;
    const recent = this.parts.clock.now() - held.since < longestPollMs;
    return { held, standing: recent ? 'waitingElsewhere' : 'interrupted' };
  }

  /** The window ended between the secret and the record, or the record was damaged: the secret has all of it. */
  private async mend(held: HeldTask): Promise<Held> {
    return await this.inTurn(async () => {
      // While its secret was read, the record may have been written, and more been learned of the task.
      const written = await this.readRecord(held.id);
      if (written?.work !== undefined) return { held: written, standing: 'held' };
      await this.parts.records.write(fileName(held.id), JSON.stringify(held));
      return { held, standing: 'held' };
    });
  }

  private async readRecord(id: string): Promise<HeldTask | undefined> {
    const record = await this.parts.records.read(fileName(id));
    return record === undefined ? undefined : parseHeldTask(id, record);
  }

  /** One change of a record after the other: each reads what it changes. */
  private async inTurn<T>(change: () => Promise<T>): Promise<T> {
    const turn = this.lastTurn.then(change);
    this.lastTurn = turn.catch(() => undefined);
    return await turn;
  }

  private async store(held: HeldTask, taskToken: string): Promise<void> {
    const { secrets } = this.parts;
    const stored = secrets.set(secretKey(held.id), JSON.stringify({ taskToken, held })).then(async () => {
      if ((await this.readSecret(held.id))?.taskToken !== taskToken) throw new Error(l10n.t('It does not read back'));
      // Not before: also a store that answers late makes the token safe.
      this.unstored.delete(held.id);
      this.refresh();
    });
    try {
      await this.inTime(stored);
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new UnstoredTokenFault(l10n.t('The editor’s secret storage did not take the task token: {0}', why), {
        cause,
      });
    }
  }

  /** The editor's store for secrets may hang, for instance behind a locked keyring that asks for its password. */
  private async inTime<T>(answer: Promise<T>): Promise<T> {
    const over = new AbortController();
    const late = this.parts.clock.sleep(answerTimeoutMs, over.signal).then(() => {
      throw new Error(l10n.t('It did not answer within {0} s', answerTimeoutMs / 1000));
    });
    late.catch(() => undefined);
    try {
      return await Promise.race([answer, late]);
    } finally {
      over.abort();
    }
  }

  private async readSecret(id: string): Promise<Secret | undefined> {
    const secret = await this.inTime(this.parts.secrets.get(secretKey(id)));
    const { taskToken, held } = members(secret === undefined ? undefined : parseJson(secret));
    const read = readHeldTask(id, held);
    return typeof taskToken === 'string' && read !== undefined ? { taskToken, held: read } : undefined;
  }

  private async write(held: HeldTask): Promise<void> {
    await this.parts.records.write(fileName(held.id), JSON.stringify(held));
    this.refresh();
  }
}

function fileName(id: string): string {
  return `${id}.json`;
}

function secretKey(id: string): string {
  return `held-task.${id}`;
}

function isHeldTask(task: TaskRef, target: HeldTarget | undefined): (each: Held) => boolean {
  return ({ held, standing }) => {
    const ref = heldRef(held);
    if (standing !== 'held' && standing !== 'unstored') return false;
    return (
      ref?.scheduledEventId === task.scheduledEventId &&
      ref.execution.runId === task.execution.runId &&
      ref.execution.workflowId === task.execution.workflowId &&
      ref.execution.domain === task.execution.domain &&
      isOf(held, target)
    );
  };
}
