import { type ActivityTask, nextTimeout } from './activityTasks';

/** Later than any timeout: a task without one comes after all others, the oldest first. */
const never = Number.MAX_SAFE_INTEGER / 2;

/** When a task needs somebody, as far as its history tells: at a moment, or so long after now while it sends heartbeats. */
type Due = { readonly at: number } | { readonly within: number };

function due(task: ActivityTask): Due {
  // Neither of what is used of the answer depends on the time that it is asked for.
  const next = nextTimeout(task, 0);
  if (typeof next === 'string') return { at: task.executionEndsAt ?? never + task.scheduledAt };
  if (next.at !== undefined) return { at: Math.min(next.at, task.executionEndsAt ?? never) };
  return { within: (next.heartbeat?.seconds ?? 0) * 1000 };
}

/**
 * When a task ends by itself at the latest, by a timeout of its own or of its execution, in milliseconds since 1970; nothing
 * when neither is known, or only a heartbeat's.
 */
export function latestEnd(task: ActivityTask): number | undefined {
  const when = due(task);
  return 'at' in when && when.at < never ? when.at : task.executionEndsAt;
}

interface Ranked {
  readonly task: ActivityTask;
  /** A moment or, for a task that only a heartbeat timeout ends, a duration; in milliseconds. */
  readonly key: number;
}

function compare(a: Ranked, b: Ranked): number {
  return a.key - b.key || a.task.scheduledAt - b.task.scheduledAt;
}

/** A copy of tasks, most urgent first: the nearest timeout, then the oldest. `now` is in milliseconds since 1970. */
export function mostUrgentFirst(tasks: readonly ActivityTask[], now: number): readonly ActivityTask[] {
  const urgent = new UrgentTasks();
  urgent.add(tasks);
  return urgent.sorted(now);
}

/**
 * Many tasks kept most urgent first, whatever the time is when they are looked at. Adding costs next to nothing; looking
 * sorts only what was added since.
 */
export class UrgentTasks {
  private dated: Ranked[] = [];
  /** Those that a missed heartbeat alone ends: as long as it is not known to be missed, always so long from now. */
  private beating: Ranked[] = [];
  private newDated: Ranked[] = [];
  private newBeating: Ranked[] = [];
  private readonly removed = new Set<ActivityTask>();
  private count = 0;
  private latest: readonly ActivityTask[] | undefined;

  get size(): number {
    return this.count;
  }

  add(tasks: readonly ActivityTask[]): void {
    for (const task of tasks) {
      const when = due(task);
      if ('at' in when) this.newDated.push({ task, key: when.at });
      else this.newBeating.push({ task, key: when.within });
    }
    this.count += tasks.length;
    this.latest = undefined;
  }

  /** Takes tasks away that were added: these very objects, which are not to be added again. */
  remove(tasks: readonly ActivityTask[]): void {
    for (const task of tasks) this.removed.add(task);
    this.count -= tasks.length;
    this.latest = undefined;
  }

  clear(): void {
    [this.dated, this.beating, this.newDated, this.newBeating] = [[], [], [], []];
    this.removed.clear();
    this.count = 0;
    this.latest = undefined;
  }

  /** All of them at a moment, in milliseconds since 1970. */
  sorted(now: number): readonly ActivityTask[] {
    if (this.latest !== undefined && this.beating.length === 0) return this.latest;
    this.settle();
    const beating = this.beating
      .map(({ task, key }) => ({ task, key: Math.min(now + key, task.executionEndsAt ?? never) }))
      .sort(compare);
    this.latest = merge(this.dated, beating).map(({ task }) => task);
    return this.latest;
  }

  /** Those whose `latestEnd` is no later than a moment, in milliseconds since 1970, without a look at the others. */
  endingBy(moment: number): readonly ActivityTask[] {
    this.settle();
    const later = this.dated.findIndex(({ key }) => key > moment);
    return [
      ...(later < 0 ? this.dated : this.dated.slice(0, later)),
      ...this.beating.filter(({ task }) => (task.executionEndsAt ?? never) <= moment),
    ].map(({ task }) => task);
  }

  private settle(): void {
    this.dated = this.merged(this.dated, this.newDated);
    this.beating = this.merged(this.beating, this.newBeating);
    [this.newDated, this.newBeating] = [[], []];
    this.removed.clear();
  }

  private merged(kept: Ranked[], added: Ranked[]): Ranked[] {
    const isThere = ({ task }: Ranked) => !this.removed.has(task);
    const [old, fresh] = this.removed.size === 0 ? [kept, added] : [kept.filter(isThere), added.filter(isThere)];
    return merge(old, fresh.sort(compare));
  }
}

function merge(a: Ranked[], b: Ranked[]): Ranked[] {
  if (b.length === 0) return a;
  const merged: Ranked[] = [];
  let taken = 0;
  for (const later of b) {
    for (let next = a[taken]; next !== undefined && compare(next, later) <= 0; next = a[++taken]) merged.push(next);
    merged.push(later);
  }
  for (let next = a[taken]; next !== undefined; next = a[++taken]) merged.push(next);
  return merged;
}
