import * as l10n from '@vscode/l10n';
import { setMaxListeners } from 'node:events';
import { Emitter } from '../emitter';
import type { Clock } from '../ports';
import type { ActivityTask, ExecutionRef } from './activityTasks';
import type { ExecutionFacts } from './executionFacts';
import { Fault, UnexplainedFault } from './fault';
import { faultsOfAll, SwfFault } from './faults';
import { countOpenExecutions, type Execution, type ExecutionsToken, listOpenExecutions } from './listings';
import { readOpenTasks, readOpenTasksAgain } from './openTasks';
import { Pool } from './pool';
import type { BulkClient } from './ratedClient';
import { type ScannedExecution, ScannedExecutions } from './scannedExecutions';
import type { ScanProgress, ScanState } from './scanProgress';
import { Throttle } from './throttle';

/** Histories read side by side: so many that the rates are used up also where an answer takes a third of a second. */
const sideBySide = 20;
/**
 * The list runs ahead of the reading by no more than about so many executions: what waits takes memory. Smaller domains
 * are listed at once, so that their number is soon exact.
 */
const listedAhead = 10_000;
/** Of 1,000, one page alone keeps the thread that draws the tree busy for tens of milliseconds. */
const listPage = 500;
/** So many executions in a row that could not be read are no longer about the executions. */
const mostFailures = 10;
/** What is shown changes this often at most, in milliseconds. */
const changeEvery = 250;
/**
 * A DescribeWorkflowExecution tells where reading a long history may stop, but its rate is a tenth of the history's: it
 * is worth as many pages (AWS page "Amazon SWF Quotas").
 */
const describeFrom = 10;
/** Clocks may disagree by so much, in milliseconds. */
const skew = 60_000;

export interface DomainScanParts {
  readonly connect: () => Promise<BulkClient>;
  readonly clock: Clock;
  /** Takes what else the history of an open execution told. */
  readonly onRead?: ((execution: ExecutionRef, facts: ExecutionFacts) => void) | undefined;
}

/**
 * The open activity tasks of a domain, found by reading the histories of all its open executions, the oldest execution
 * first: what is stuck is old, and what starts meanwhile is listed last. Rows are kept, not histories. A scan can be
 * stopped and resumed; a rescan reads only what has happened since.
 */
export class DomainScan {
  private readonly found = new ScannedExecutions();
  private readonly changes = new Emitter();
  private readonly throttle: Throttle;
  private running: AbortController | undefined;
  private current: ScanState = 'idle';
  private problem: Fault | undefined;
  /** When the list of this run was begun, once it is whole. */
  private listedSince: number | undefined;
  private isCaughtUp = false;
  private counted: { readonly count: number; readonly truncated: boolean } | undefined;
  private failuresInARow = 0;
  private client: BulkClient | undefined;
  private endedAt: number | undefined;
  private lastRun: Promise<void> = Promise.resolve();
  /** The run that goes on when it can be seen again. */
  private paused: AbortController | undefined;

  /** Fires a few times a second at most while tasks are found, and whenever the state changes. */
  readonly onDidChange = this.changes.event;

  constructor(
    readonly domain: string,
    private readonly parts: DomainScanParts,
  ) {
    this.throttle = new Throttle(parts.clock, changeEvery, () => {
      this.changes.fire();
    });
  }

  get state(): ScanState {
    return this.current;
  }

  /** Why the state is `failed`. */
  get fault(): Fault | undefined {
    return this.problem;
  }

  /** What is known to be open, most urgent first. Without input and control. */
  get tasks(): readonly ActivityTask[] {
    return this.found.tasks(this.parts.clock.now());
  }

  /** Those of `tasks` that a timeout ends by a moment, in milliseconds since 1970, as far as their histories tell. */
  endingBy(moment: number): readonly ActivityTask[] {
    return this.found.endingBy(moment);
  }

  /** Grows whenever a task is found, changed or lost. */
  get changeCount(): number {
    return this.found.changeCount;
  }

  /** What the list said of an execution with open tasks, by its run id. */
  execution(runId: string): Execution | undefined {
    return this.found.get(runId)?.listed;
  }

  get progress(): ScanProgress {
    const { readCount: read, taskCount: tasks, unreadableCount: unreadable, incompleteCount: incomplete } = this.found;
    const whole = this.total();
    const timeLeft = this.client?.timeFor('GetWorkflowExecutionHistory', Math.max(0, whole.total - read)) ?? 0;
    return { read, ...whole, tasks, unreadable, incomplete, timeLeft, endedAt: this.endedAt };
  }

  /** What the executions that could not be read were not read for, the first of them. */
  get unreadableFor(): SwfFault | undefined {
    return this.found.unreadableFor;
  }

  /** Begins, unless it has begun. */
  async start(): Promise<void> {
    if (this.current === 'idle') await this.rescan();
  }

  /** Ends the run under way; what was found stays. */
  stop(): void {
    this.paused = undefined;
    this.running?.abort();
  }

  /** Ends the run under way until `goOn`, while nobody can see it. */
  pause(): void {
    const { running } = this;
    if (running?.signal.aborted !== false) return;
    running.abort();
    this.paused = running;
  }

  /** Goes on with what `pause` ended; what a person stopped stays so. */
  async goOn(): Promise<void> {
    const { paused } = this;
    if (paused === undefined) return;
    await this.lastRun;
    if (this.paused === paused && this.current === 'stopped') await this.resume();
  }

  /** Goes on with what was not read, or could not be. */
  async resume(): Promise<void> {
    if (this.running === undefined) await this.begin();
  }

  /**
   * Lists anew. Executions that are gone leave without a call, new ones are read, and of all others only what has
   * happened since: of those that are listed, the ones with open tasks first.
   */
  async rescan(): Promise<void> {
    if (this.running !== undefined) return;
    this.found.begin();
    this.listedSince = undefined;
    this.isCaughtUp = false;
    this.counted = undefined;
    await this.begin();
  }

  /**
   * Reads what has happened to one execution, where the scan knows it: after something was done to it. With `whole` its history
   * is read as at first, for all that it tells.
   * @throws Fault when there is no connection
   */
  async reread({ runId }: ExecutionRef, { whole = false } = {}): Promise<void> {
    const entry = this.found.get(runId);
    if (entry?.known === undefined) return;
    try {
      await this.read(await this.parts.connect(), entry, undefined, whole);
    } catch (error) {
      if (!(error instanceof SwfFault)) throw error;
      this.found.fail(entry, error);
    }
    this.throttle.now();
  }

  /** Ends for good: nothing is called or fired any more. */
  dispose(): void {
    this.running?.abort();
    this.throttle.dispose();
  }

  private total(): Pick<ScanProgress, 'total' | 'totalIs'> {
    const { listedCount } = this.found;
    if (this.listedSince !== undefined) return { total: listedCount, totalIs: 'exact' };
    const { count = 0, truncated = true } = this.counted ?? {};
    if (count < listedCount) return { total: listedCount, totalIs: 'atLeast' };
    return { total: count, totalIs: truncated ? 'atLeast' : 'about' };
  }

  private async begin(): Promise<void> {
    this.paused = undefined;
    this.lastRun = this.run();
    await this.lastRun;
  }

  private async run(): Promise<void> {
    const running = new AbortController();
    // Each call under way listens to it, and there are more of them than Node takes for a leak.
    setMaxListeners(0, running.signal);
    this.running = running;
    this.problem = undefined;
    this.failuresInARow = 0;
    this.enter('running');
    try {
      this.client = await this.parts.connect();
      await this.listAndRead(this.client, running);
      this.end('done');
    } catch (error) {
      if (error instanceof SwfFault && error.kind === 'stopped') this.end('stopped');
      else {
        this.problem = error instanceof Fault ? error : new UnexplainedFault(l10n.t('The scan failed'), error);
        this.end('failed');
      }
    }
  }

  private end(state: ScanState): void {
    this.running = undefined;
    this.endedAt = this.parts.clock.now();
    this.enter(state);
  }

  private enter(state: ScanState): void {
    this.current = state;
    this.throttle.now();
  }

  private async listAndRead(client: BulkClient, running: AbortController): Promise<void> {
    const { signal } = running;
    const pool = new Pool<ScannedExecution>(sideBySide, async (entry) => {
      await this.read(client, entry, signal);
      this.throttle.soon();
    });
    // What is known need not wait for the list; a resumed run may know a lot. What could not be read may fail again, and waits
    // until the end, so that it keeps nothing else from being read.
    const failed = this.found.failed();
    pool.add(this.found.untried());
    try {
      if (this.listedSince === undefined) {
        const since = this.parts.clock.now();
        await this.list(client, pool, signal);
        this.found.dropUnlisted();
        this.listedSince = since;
      }
      pool.add(failed);
      await pool.drained();
      if (!this.isCaughtUp) {
        // Runs that others were continued as, and what else has started since.
        await this.list(client, pool, signal, this.listedSince - skew);
        await pool.drained();
        this.isCaughtUp = true;
      }
    } catch (error) {
      running.abort();
      await pool.drained().catch(() => undefined);
      throw error;
    }
  }

  /** Lists all open executions, or those started since a moment, and has those read that were not read in this run. */
  private async list(
    client: BulkClient,
    pool: Pool<ScannedExecution>,
    signal: AbortSignal,
    since?: number,
  ): Promise<void> {
    let nextPageToken: ExecutionsToken | undefined;
    const unreadable: ScannedExecution[] = [];
    do {
      await pool.shrunkTo(listedAhead);
      const now = this.parts.clock.now();
      const options = { now, since, nextPageToken, pageSize: listPage, signal, oldestFirst: true };
      const page = await listOpenExecutions(client, this.domain, options);
      nextPageToken = page.nextPageToken;
      const fresh = this.found.list(page.items);
      const readable = fresh.filter(({ fault }) => fault === undefined);
      unreadable.push(...fresh.filter(({ fault }) => fault !== undefined));
      pool.addFirst(readable.filter(({ known }) => known !== undefined && known.tasks.length > 0));
      pool.add(readable.filter(({ known }) => known === undefined || known.tasks.length === 0));
      this.throttle.soon();
      if (nextPageToken !== undefined && since === undefined && this.counted === undefined) {
        this.counted = await countOpenExecutions(client, this.domain, { now, signal });
      }
    } while (nextPageToken !== undefined);
    pool.add(unreadable);
  }

  private async read(
    client: BulkClient,
    entry: ScannedExecution,
    signal: AbortSignal | undefined,
    whole = false,
  ): Promise<void> {
    const { workflowId, runId } = entry;
    const known = whole ? undefined : entry.known;
    const execution = { domain: this.domain, workflowId, runId };
    try {
      const first = known === undefined ? await readOpenTasks(client, execution, { signal, describeFrom }) : undefined;
      const found = known === undefined ? first : await readOpenTasksAgain(client, execution, known, { signal });
      this.failuresInARow = 0;
      this.found.keep(entry, found);
      if (first !== undefined && first.closed === undefined) this.parts.onRead?.(execution, first.facts);
    } catch (error) {
      if (!(error instanceof SwfFault) || error.kind === 'stopped') throw error;
      if (error.kind === 'unknownExecution') this.found.keep(entry, undefined);
      else if (faultsOfAll.has(error.kind)) throw error;
      else {
        this.found.fail(entry, error);
        if (++this.failuresInARow >= mostFailures) throw error;
      }
    }
  }
}
