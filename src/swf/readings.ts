import { isDeepStrictEqual } from 'node:util';
import type { ExecutionRef } from './activityTasks';
import type { ExecutionFacts, TaskStart } from './executionFacts';
import { Emitter } from '../emitter';

/** What a history told when it was read. */
export interface Reading {
  readonly facts: ExecutionFacts;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export interface ListStart extends TaskStart {
  readonly execution: ExecutionRef;
}

export interface ReadingChange {
  readonly execution: ExecutionRef;
  readonly before: ExecutionFacts | undefined;
  readonly after: ExecutionFacts;
}

/** Executions whose reading is kept, so that memory stays bounded while a large domain is scanned. */
const most = 5_000;

/** What was read of histories, kept for the rows that tell why something is stuck. Makes no call. */
export class Readings {
  private readonly changed = new Emitter<ReadingChange>();
  private readonly executions = new Map<string, Reading>();
  private readonly starts = new Map<string, ListStart>();

  /** Fires at every reading, with `before` and `after` the same object when it told nothing new. */
  readonly onDidRead = this.changed.event;

  add(execution: ExecutionRef, facts: ExecutionFacts, at: number): void {
    const key = keyOf(execution);
    const before = this.executions.get(key)?.facts;
    const after = before !== undefined && isDeepStrictEqual(before, facts) ? before : facts;
    this.executions.delete(key);
    this.executions.set(key, { facts: after, at });
    const [oldest] = this.executions.keys();
    if (this.executions.size > most && oldest !== undefined) this.executions.delete(oldest);

    for (const [taskList, start] of facts.lastStarts) {
      const list = JSON.stringify([execution.domain, taskList]);
      const known = this.starts.get(list);
      if (known === undefined || start.at > known.at) this.starts.set(list, { ...start, execution });
    }
    this.changed.fire({ execution, before, after });
  }

  of(execution: ExecutionRef): Reading | undefined {
    return this.executions.get(keyOf(execution));
  }

  /** The newest start from a task list of a domain, in all histories read so far, however little that was of each. */
  lastStart(domain: string, taskList: string): ListStart | undefined {
    return this.starts.get(JSON.stringify([domain, taskList]));
  }

  clear(): void {
    this.executions.clear();
    this.starts.clear();
  }
}

function keyOf({ domain, workflowId, runId }: ExecutionRef): string {
  return JSON.stringify([domain, workflowId, runId]);
}
