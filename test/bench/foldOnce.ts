/** Folds the longest history that there can be: the first time, and when the code is warm. */
import { setTimeout as sleep } from 'node:timers/promises';
import { OpenTaskFold } from '../../src/swf/activityTasks';
import { longestHistory, mostEvents } from '../support/longestHistory';
import { median } from './figures';
import { program } from './programs';

const pageSize = 1000;
const warmRounds = 40;
const expected = { open: 83, requested: 8 };

program(async () => {
  const pages = newestFirst(longestHistory());
  // What building the history left to be collected is not the fold's.
  await sleep(200);
  const times = Array.from({ length: 1 + warmRounds }, () => timedFold(pages));
  return { first: times[0], warm: median(times.slice(1 + warmRounds / 2)) };
});

type Events = ReturnType<typeof longestHistory>;

function timedFold(pages: readonly Events[]): number {
  const start = performance.now();
  const fold = new OpenTaskFold({ domain: 'orders', workflowId: 'order-1', runId: 'r' });
  for (const page of pages) fold.add(page);
  const ms = performance.now() - start;
  const { tasks, eventCount } = fold;
  const requested = tasks.filter((task) => task.cancelRequestedEventId !== undefined).length;
  if (eventCount !== mostEvents || tasks.length !== expected.open || requested !== expected.requested) {
    throw new Error(`The fold found ${tasks.length} open tasks, ${requested} requested, in ${eventCount} events`);
  }
  return ms;
}

function newestFirst(events: Events): Events[] {
  const reversed = [...events].reverse();
  return Array.from({ length: Math.ceil(reversed.length / pageSize) }, (_, page) =>
    reversed.slice(page * pageSize, (page + 1) * pageSize),
  );
}
