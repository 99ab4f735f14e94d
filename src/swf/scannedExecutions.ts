import type { ActivityTask } from './activityTasks';
import type { SwfFault } from './faults';
import type { Execution } from './listings';
import type { KnownTasks, OpenTasks } from './openTasks';
import { UrgentTasks } from './urgency';

/** What is kept of an execution. */
export interface ScannedExecution {
  readonly workflowId: string;
  readonly runId: string;
  /** What the list said of it: until it is read, and of those with open tasks. There may be very many others. */
  listed: Execution | undefined;
  /** What was read of it, its tasks without what they carry. */
  known: KnownTasks | undefined;
  /** Why it could not be read the last time. */
  fault: SwfFault | undefined;
  /** The run that listed it last, and the run that read it last. */
  readonly listedIn: number;
  readIn: number;
}

const none: readonly ActivityTask[] = [];

/** What a scan remembers of a domain: its open executions and their open tasks, and no histories. */
export class ScannedExecutions {
  private readonly byRunId = new Map<string, ScannedExecution>();
  private readonly urgent = new UrgentTasks();
  private readonly types = new Map<string, Execution['workflowType']>();
  /** Counted while they come and go: progress is asked for many times a second. */
  private readonly unreadable = new Set<ScannedExecution>();
  private readonly incomplete = new Set<ScannedExecution>();
  /** How many were listed and read in the latest run, those found closed included. */
  listedCount = 0;
  readCount = 0;
  /** Grows whenever a task is found, changed or lost. */
  changeCount = 0;
  private run = 0;

  get taskCount(): number {
    return this.urgent.size;
  }

  /** The open tasks, most urgent first, at a moment in milliseconds since 1970. */
  tasks(now: number): readonly ActivityTask[] {
    return this.urgent.sorted(now);
  }

  /** Those that a timeout ends by a moment, in milliseconds since 1970, as far as their histories tell. */
  endingBy(moment: number): readonly ActivityTask[] {
    return this.urgent.endingBy(moment);
  }

  get(runId: string): ScannedExecution | undefined {
    return this.byRunId.get(runId);
  }

  /** How many could not be read the last time. */
  get unreadableCount(): number {
    return this.unreadable.size;
  }

  /** Why the first of them could not. */
  get unreadableFor(): SwfFault | undefined {
    const [first] = this.unreadable;
    return first?.fault;
  }

  /** Of how many not all open tasks may be known. */
  get incompleteCount(): number {
    return this.incomplete.size;
  }

  /** Begins a run: everything is to be listed and read again. */
  begin(): void {
    this.run++;
    this.listedCount = 0;
    this.readCount = 0;
  }

  /** What was listed in this run and has not been tried in it. */
  untried(): readonly ScannedExecution[] {
    return this.listed().filter(({ readIn, fault }) => readIn !== this.run && fault === undefined);
  }

  /** What was listed in this run and could not be read the last time. */
  failed(): readonly ScannedExecution[] {
    return this.listed().filter(({ fault }) => fault !== undefined);
  }

  private listed(): readonly ScannedExecution[] {
    return [...this.byRunId.values()].filter(({ listedIn }) => listedIn === this.run);
  }

  /** Those of a list that this run had not met yet. */
  list(executions: readonly Execution[]): readonly ScannedExecution[] {
    const fresh: ScannedExecution[] = [];
    for (const execution of executions) {
      const { workflowId, runId } = execution;
      const before = this.byRunId.get(runId);
      if (before?.listedIn === this.run) continue;
      const { known, fault, readIn } = before ?? { known: undefined, fault: undefined, readIn: 0 };
      const listed = { ...execution, workflowType: this.typeOf(execution) };
      const entry = { workflowId, runId, listed, known, fault, listedIn: this.run, readIn };
      if (before !== undefined) this.forget(before);
      this.enter(entry);
      fresh.push(entry);
    }
    this.listedCount += fresh.length;
    return fresh;
  }

  /** Forgets whatever a whole list of this run did not show. */
  dropUnlisted(): void {
    for (const entry of this.byRunId.values()) if (entry.listedIn !== this.run) this.drop(entry);
  }

  /** Takes what was read of an execution; nothing when it is gone. */
  keep(entry: ScannedExecution, found: (KnownTasks & Pick<OpenTasks, 'closed'>) | undefined): void {
    if (!this.isCurrent(entry)) return;
    if (entry.readIn !== this.run) this.readCount++;
    if (found === undefined || found.closed !== undefined) {
      this.drop(entry);
      return;
    }
    const { complete, eventCount, executionEndsAt } = found;
    const tasks = found.tasks.length === 0 ? none : found.tasks.map(slim);
    const before = new Set(entry.known?.tasks);
    const after = new Set(tasks);
    this.change(
      [...before].filter((task) => !after.has(task)),
      tasks.filter((task) => !before.has(task)),
    );
    if (tasks.length === 0) entry.listed = undefined;
    entry.known = { complete, eventCount, executionEndsAt, tasks };
    entry.readIn = this.run;
    this.mark(entry, undefined);
  }

  /** Takes why an execution could not be read; what was read of it before stays. */
  fail(entry: ScannedExecution, fault: SwfFault): void {
    if (this.isCurrent(entry)) this.mark(entry, fault);
  }

  /** Another run may have listed it anew, or dropped it, while it was read. */
  private isCurrent(entry: ScannedExecution): boolean {
    return this.byRunId.get(entry.runId) === entry;
  }

  private drop(entry: ScannedExecution): void {
    this.byRunId.delete(entry.runId);
    this.forget(entry);
    this.change(entry.known?.tasks ?? none, none);
  }

  private change(lost: readonly ActivityTask[], added: readonly ActivityTask[]): void {
    if (lost.length === 0 && added.length === 0) return;
    this.changeCount++;
    this.urgent.remove(lost);
    this.urgent.add(added);
  }

  private mark(entry: ScannedExecution, fault: SwfFault | undefined): void {
    this.forget(entry);
    entry.fault = fault;
    this.enter(entry);
  }

  private enter(entry: ScannedExecution): void {
    this.byRunId.set(entry.runId, entry);
    if (entry.fault !== undefined) this.unreadable.add(entry);
    if (entry.known?.complete === false) this.incomplete.add(entry);
  }

  private forget(entry: ScannedExecution): void {
    this.unreadable.delete(entry);
    this.incomplete.delete(entry);
  }

  /** The same object for the same type: very many executions have few types. */
  private typeOf({ workflowType }: Execution): Execution['workflowType'] {
    const key = JSON.stringify([workflowType.name, workflowType.version]);
    const known = this.types.get(key);
    if (known === undefined) this.types.set(key, workflowType);
    return known ?? workflowType;
  }
}

/** A task as it is kept, of which there may be very many: without what it carries. */
function slim(task: ActivityTask): ActivityTask {
  if (task.input === undefined && task.control === undefined) return task;
  return { ...task, input: undefined, control: undefined };
}
