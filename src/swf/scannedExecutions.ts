import type { ActivityTask } from './activityTasks';
import type { SwfFault } from './faults';
import type { Execution } from './listings';
import type { KnownTasks, OpenTasks } from './openTasks';
import { UrgentTasks } from './urgency';

/** What is kept of an execution. */
export interface ScannedExecution {
  readonly execution: Execution;
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
  /** How many were listed and read in the latest run, those found closed included. */
  listedCount = 0;
  readCount = 0;
  private run = 0;

  get taskCount(): number {
    return this.urgent.size;
  }

  /** The open tasks, most urgent first, at a moment in milliseconds since 1970. */
  tasks(now: number): readonly ActivityTask[] {
    return this.urgent.sorted(now);
  }

  get(runId: string): ScannedExecution | undefined {
    return this.byRunId.get(runId);
  }

  all(): Iterable<ScannedExecution> {
    return this.byRunId.values();
  }

  /** Begins a run: everything is to be listed and read again. */
  begin(): void {
    this.run++;
    this.listedCount = 0;
    this.readCount = 0;
  }

  /** What was listed in this run and has not been read in it. */
  unread(): readonly ScannedExecution[] {
    return [...this.byRunId.values()].filter(
      ({ listedIn, readIn, fault }) => listedIn === this.run && (readIn !== this.run || fault !== undefined),
    );
  }

  /** Those of a list that this run had not met yet. */
  list(executions: readonly Execution[]): readonly ScannedExecution[] {
    const fresh: ScannedExecution[] = [];
    for (const execution of executions) {
      const before = this.byRunId.get(execution.runId);
      if (before?.listedIn === this.run) continue;
      const { known, fault, readIn } = before ?? { known: undefined, fault: undefined, readIn: 0 };
      const entry = { execution, known, fault, listedIn: this.run, readIn };
      this.byRunId.set(execution.runId, entry);
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
    // Another run may have listed it anew, or dropped it, while this was read.
    if (this.byRunId.get(entry.execution.runId) !== entry) return;
    if (entry.readIn !== this.run) this.readCount++;
    entry.readIn = this.run;
    entry.fault = undefined;
    if (found === undefined || found.closed !== undefined) {
      this.drop(entry);
      return;
    }
    const { complete, eventCount } = found;
    const tasks = found.tasks.length === 0 ? none : found.tasks.map(slim);
    const before = new Set(entry.known?.tasks);
    const after = new Set(tasks);
    this.urgent.remove([...before].filter((task) => !after.has(task)));
    this.urgent.add(tasks.filter((task) => !before.has(task)));
    entry.known = { complete, eventCount, tasks };
  }

  private drop(entry: ScannedExecution): void {
    this.byRunId.delete(entry.execution.runId);
    this.urgent.remove(entry.known?.tasks ?? none);
  }
}

/** A task as it is kept, of which there may be very many: without what it carries. */
function slim(task: ActivityTask): ActivityTask {
  if (task.input === undefined && task.control === undefined) return task;
  return { ...task, input: undefined, control: undefined };
}
