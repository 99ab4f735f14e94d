import { type Filter, matches, type NameKey, type Sort, type TaskStateName, type Term } from './filter';
import { type ActivityTask, nextTimeout, type TaskState, taskState } from '../swf/activityTasks';
import type { Execution } from '../swf/listings';

const stateNames: Readonly<Record<TaskState, TaskStateName>> = {
  scheduled: 'scheduled',
  started: 'started',
  cancelRequested: 'cancel-requested',
};

/** What tells an execution; closed ones have it too. */
export type ExecutionNames = Pick<Execution, 'workflowId' | 'runId' | 'workflowType' | 'tags' | 'startedAt'>;

/**
 * Whether a filter lets an execution be shown, at a moment in milliseconds since 1970. What is asked of tasks is not asked
 * of executions, whose tasks may not have been read.
 */
export function matchesExecution({ terms }: Filter, execution: ExecutionNames, now: number): boolean {
  return terms.every((term) => {
    switch (term.key) {
      case 'older':
        return now - execution.startedAt >= term.milliseconds;
      case 'word':
        return holds(executionWords(execution), term.word);
      case 'activity':
      case 'list':
      case 'by':
      case 'state':
        return true;
      default:
        return namesExecution(term, execution);
    }
  });
}

/**
 * Whether a filter lets an activity task be shown. Without its execution, type and tag cannot be asked, and a row more is
 * better than a hidden one.
 */
export function matchesTask(
  { terms }: Filter,
  task: ActivityTask,
  execution: ExecutionNames | undefined,
  now: number,
): boolean {
  const type = typeNames(task.activityType);
  const own = [task.activityId, ...type, task.taskList, task.identity ?? ''];
  const address = [task.execution.workflowId, task.execution.runId];
  return terms.every((term) => {
    switch (term.key) {
      case 'older':
        return now - (task.startedAt ?? task.scheduledAt) >= term.milliseconds;
      case 'word':
        return holds([...own, ...address, ...(execution === undefined ? [] : executionWords(execution))], term.word);
      case 'activity':
        return anyMatches(term, [task.activityId, ...type]);
      case 'list':
        return anyMatches(term, [task.taskList]);
      case 'by':
        return anyMatches(term, task.identity === undefined ? [] : [task.identity]);
      case 'state':
        return term.anyOf.includes(stateNames[taskState(task)]);
      case 'workflow':
        return anyMatches(term, [task.execution.workflowId]);
      case 'run':
        return anyMatches(term, [task.execution.runId]);
      default:
        return execution === undefined || namesExecution(term, execution);
    }
  });
}

/** Whether a filter asks something that only activity tasks tell. */
export function asksOfTasks({ terms }: Filter): boolean {
  return terms.some(({ key }) => key === 'activity' || key === 'list' || key === 'by' || key === 'state');
}

/** The same as `matchesTask` for whoever acts on what fits: what cannot be told to fit does not. */
export function surelyMatchesTask(
  filter: Filter,
  task: ActivityTask,
  execution: ExecutionNames | undefined,
  now: number,
): boolean {
  const asksExecution = filter.terms.some(({ key }) => key === 'type' || key === 'tag');
  return (execution !== undefined || !asksExecution) && matchesTask(filter, task, execution, now);
}

type NameTerm = Extract<Term, { key: NameKey }>;

function namesExecution(term: NameTerm, { workflowId, runId, workflowType, tags }: ExecutionNames): boolean {
  switch (term.key) {
    case 'workflow':
      return anyMatches(term, [workflowId]);
    case 'run':
      return anyMatches(term, [runId]);
    case 'type':
      return anyMatches(term, typeNames(workflowType));
    case 'tag':
      return anyMatches(term, tags);
    default:
      return true;
  }
}

/** A type is named with its version or without. */
function typeNames({ name, version }: { readonly name: string; readonly version: string }): readonly string[] {
  return [name, `${name} ${version}`];
}

function anyMatches({ anyOf }: NameTerm, names: readonly string[]): boolean {
  return anyOf.some((pattern) => names.some((name) => matches(pattern, name)));
}

function executionWords({ workflowId, runId, workflowType, tags }: ExecutionNames): readonly string[] {
  return [workflowId, runId, ...typeNames(workflowType), ...tags];
}

function holds(names: readonly string[], word: string): boolean {
  return names.some((name) => name.toLowerCase().includes(word));
}

/** Negative when the first of two executions goes before the second; nothing sorts them by a timeout. */
export function compareExecutions(sort: Sort, a: ExecutionNames, b: ExecutionNames): number {
  if (sort === 'name') return compareNames(a.workflowId, b.workflowId);
  return sort === 'age' ? a.startedAt - b.startedAt : 0;
}

/** Negative when the first of two tasks goes before the second: the oldest, the nearest timeout or the first name. */
export function compareTasks(sort: Sort, a: ActivityTask, b: ActivityTask, now: number): number {
  switch (sort) {
    case 'name':
      return compareNames(a.activityId, b.activityId);
    case 'age':
      return (a.startedAt ?? a.scheduledAt) - (b.startedAt ?? b.scheduledAt);
    case 'timeout':
      return timeoutOf(a, now) - timeoutOf(b, now);
  }
}

/** Made at the first use: it costs milliseconds, which no start-up has to pay. */
let naming: Intl.Collator | undefined;

function compareNames(a: string, b: string): number {
  naming ??= new Intl.Collator('en', { numeric: true });
  return naming.compare(a, b);
}

function timeoutOf(task: ActivityTask, now: number): number {
  const next = nextTimeout(task, now);
  const at = typeof next === 'string' ? undefined : (next.at ?? next.heartbeat?.latest);
  return Math.min(at ?? Number.MAX_SAFE_INTEGER, task.executionEndsAt ?? Number.MAX_SAFE_INTEGER);
}
