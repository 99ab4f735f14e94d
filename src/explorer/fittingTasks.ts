import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Filter } from './filter';
import { compareTasks, type ExecutionNames, matchesTask } from './filterMatch';
import type { ActivityTask } from '../swf/activityTasks';

/** Tasks looked at in one turn of the event loop: a few milliseconds of work. */
const atOnce = 2_000;

/** What of many tasks a filter shows. */
export interface FittingTasks {
  /** The first of those that fit, in the filter's order. */
  readonly shown: readonly ActivityTask[];
  /** How many fit. */
  readonly count: number;
}

/**
 * Filters and sorts very many tasks a part at a time, so that whatever else is to be done comes in between. What was found
 * of a task is remembered until another filter comes.
 */
export class TaskFilter {
  private filter: Filter | undefined;
  private fits = new WeakMap<ActivityTask, boolean>();

  /** The first `most` tasks that fit, at a moment in milliseconds since 1970; without a sort in the order they have. */
  async apply(
    filter: Filter,
    tasks: readonly ActivityTask[],
    executionOf: (task: ActivityTask) => ExecutionNames | undefined,
    now: number,
    most: number,
  ): Promise<FittingTasks> {
    if (filter !== this.filter) [this.filter, this.fits] = [filter, new WeakMap()];
    const { fits } = this;
    const lasting = { ...filter, terms: filter.terms.filter(({ key }) => key !== 'older') };
    const passing = { ...filter, terms: filter.terms.filter(({ key }) => key === 'older') };
    const doesFit = (task: ActivityTask) => {
      let fit = fits.get(task);
      if (fit === undefined) {
        const execution = executionOf(task);
        fit = matchesTask(lasting, task, execution, now);
        // What its type and tags are may be known later.
        if (execution !== undefined) fits.set(task, fit);
      }
      return fit && (passing.terms.length === 0 || matchesTask(passing, task, undefined, now));
    };

    let shown: ActivityTask[] = [];
    let count = 0;
    for (let from = 0; from < tasks.length; from += atOnce) {
      if (from > 0) await nextTurn();
      const fitting = tasks.slice(from, from + atOnce).filter(doesFit);
      count += fitting.length;
      shown = first(shown, fitting, filter, now, most);
    }
    return { shown, count };
  }
}

function first(
  shown: ActivityTask[],
  more: readonly ActivityTask[],
  { sort }: Filter,
  now: number,
  most: number,
): ActivityTask[] {
  if (sort === undefined) return shown.length < most ? [...shown, ...more].slice(0, most) : shown;
  const last = shown.length < most ? undefined : shown.at(-1);
  const rivals = last === undefined ? more : more.filter((task) => compareTasks(sort, task, last, now) < 0);
  return rivals.length === 0
    ? shown
    : [...shown, ...rivals].sort((a, b) => compareTasks(sort, a, b, now)).slice(0, most);
}
