import type { Filter } from './filter';
import { type ExecutionNames, surelyMatchesTask } from './filterMatch';
import type { Node } from './nodes';
import type { ExecutionRef } from '../swf/activityTasks';
import { sameRun } from '../swf/whyStuck';
import type { Held } from '../tokens/heldTasks';

/** What decides which held tasks a filter shows. */
export interface Shown {
  readonly filter: Filter | undefined;
  /** What is loaded, by which the executions of held tasks are known. */
  readonly loaded: readonly Node[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * The held tasks that rows stand for: a task's own, those of an execution, and of a domain all of it. What a filter hides is
 * never chosen by a domain, nor what cannot be told to fit.
 */
export function chosenHeld(rows: readonly Node[], held: readonly Held[], shown: Shown): readonly Held[] {
  return held.filter((each) => rows.some((row) => standsFor(row, each, shown)));
}

function standsFor(row: Node, each: Held, shown: Shown): boolean {
  const { domain, work, task } = each.held;
  const execution: ExecutionRef | undefined = work && { domain, workflowId: work.workflowId, runId: work.runId };
  switch (row.kind) {
    case 'domain':
      return row.domain.name === domain && fits(each, shown);
    case 'openTasks':
      return row.parent.domain.name === domain && fits(each, shown);
    case 'execution':
      return execution !== undefined && sameRun(row.execution, execution);
    case 'task': {
      const scheduledEventId = task?.scheduledEventId ?? work?.scheduledEventId;
      const isSame = scheduledEventId === row.task.scheduledEventId;
      return execution !== undefined && isSame && sameRun(row.task.execution, execution);
    }
    default:
      return false;
  }
}

function fits({ held: { task } }: Held, { filter, loaded, now }: Shown): boolean {
  if (filter === undefined) return true;
  if (task === undefined) return false;
  return surelyMatchesTask(filter, task, executionOf(task.execution, loaded), now);
}

function executionOf(run: ExecutionRef, loaded: readonly Node[]): ExecutionNames | undefined {
  for (const node of loaded) {
    if (node.kind === 'execution' && sameRun(node.execution, run)) return node.execution;
    if (node.kind !== 'task' || node.parent.kind !== 'openTasks' || !sameRun(node.task.execution, run)) continue;
    const listed = node.parent.scan.execution(run.runId);
    if (listed !== undefined) return listed;
  }
  return undefined;
}
