import { LifeCycleModel } from './lifeCycleModel';
import type { ModelStart } from './modelDecision';
import type { ModelTask } from './modelTask';

/** The executions of one domain, and the time they live in, in seconds. */
export class WorldModel {
  readonly runs: LifeCycleModel[] = [];
  private readonly later: (() => void)[] = [];

  constructor(public now: number) {}

  start(workflowId: string, start: ModelStart, parent?: LifeCycleModel): void {
    this.runs.push(new LifeCycleModel(this, workflowId, start, parent));
  }

  get openRuns(): readonly LifeCycleModel[] {
    return this.runs.filter((run) => run.open);
  }

  openRun(workflowId: string): LifeCycleModel | undefined {
    return this.openRuns.find((run) => run.workflowId === workflowId);
  }

  /** Whose decision task the next poll of a list may get: of the highest priority, the ones that wait longest. */
  nextDecisions(list: string): readonly LifeCycleModel[] {
    const pending = this.openRuns.filter((run) => run.pendingList === list);
    return first(pending, (run) => ({ priority: run.start.priority, since: run.waiting?.queuedAt ?? 0 }));
  }

  /** The activity tasks that the next poll may get; those of one run are given out in their order. */
  nextTasks(): readonly { readonly run: LifeCycleModel; readonly task: ModelTask }[] {
    const pending = this.openRuns.flatMap((run) => run.pendingTasks.slice(0, 1).map((task) => ({ run, task })));
    return first(pending, ({ task }) => ({ priority: task.priority, since: task.scheduledAt }));
  }

  /** Notes what happens as soon as the step is done, by something outside. */
  afterwards(happen: () => void): void {
    this.later.push(happen);
  }

  /** Lets the time go by, with everything that falls due. */
  wait(seconds: number): void {
    for (const happen of this.later.splice(0)) happen();
    const target = this.now + seconds;
    for (let next = this.nextDue(); next !== undefined && next.at <= target; next = this.nextDue()) {
      this.now = next.at;
      next.fire();
    }
    this.now = target;
  }

  private nextDue(): { readonly at: number; readonly fire: () => void } | undefined {
    const open = this.openRuns;
    const due = [...open.map((run) => run.timeout), ...open.flatMap((run) => run.due)];
    return due.reduce<(typeof due)[number] | undefined>(
      (earliest, other) => (earliest === undefined || other.at < earliest.at ? other : earliest),
      undefined,
    );
  }
}

function first<Item>(
  items: readonly Item[],
  rank: (item: Item) => { readonly priority: number; readonly since: number },
): readonly Item[] {
  const priority = Math.max(...items.map((item) => rank(item).priority));
  const urgent = items.filter((item) => rank(item).priority === priority);
  const since = Math.min(...urgent.map((item) => rank(item).since));
  return urgent.filter((item) => rank(item).since === since);
}
