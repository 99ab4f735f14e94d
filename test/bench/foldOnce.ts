/** Folds the longest history that there can be: the first time, and when the code is warm. */
import { setTimeout as sleep } from 'node:timers/promises';
import { OpenTaskFold } from '../../src/swf/activityTasks';
import { HistoryBuilder } from '../unit/swf/historyBuilder';
import { median } from './figures';
import { program } from './programs';

/** AWS page "Amazon SWF Quotas". */
const longest = 25_000;
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

type Events = HistoryBuilder['events'];

function timedFold(pages: readonly Events[]): number {
  const start = performance.now();
  const fold = new OpenTaskFold({ domain: 'orders', workflowId: 'order-1', runId: 'r' });
  for (const page of pages) fold.add(page);
  const ms = performance.now() - start;
  const { tasks, eventCount } = fold;
  const requested = tasks.filter((task) => task.cancelRequestedEventId !== undefined).length;
  if (eventCount !== longest || tasks.length !== expected.open || requested !== expected.requested) {
    throw new Error(`The fold found ${tasks.length} open tasks, ${requested} requested, in ${eventCount} events`);
  }
  return ms;
}

/** A decider that schedules one task after the other; each fiftieth stays open, and of these each tenth is to be canceled. */
function longestHistory(): Events {
  const history = new HistoryBuilder();
  for (let n = 1; history.events.length < longest; n++) {
    history.add('DecisionTaskScheduled', {
      decisionTaskScheduledEventAttributes: { taskList: { name: 'deciders' }, startToCloseTimeout: '30' },
    });
    history.add('DecisionTaskStarted', {
      decisionTaskStartedEventAttributes: { scheduledEventId: history.events.length, identity: 'decider-1' },
    });
    history.add('DecisionTaskCompleted', {
      decisionTaskCompletedEventAttributes: { scheduledEventId: history.events.length, startedEventId: 2 },
    });
    const activityId = `ship-${n}`;
    const scheduledEventId = history.schedule(activityId, {
      input: `{"order":${n}}`,
      scheduleToStartTimeout: 'NONE',
      scheduleToCloseTimeout: '3600',
      startToCloseTimeout: '600',
      heartbeatTimeout: '60',
    });
    history.start(scheduledEventId, 'worker-1');
    if (n % 50 !== 0) history.close(scheduledEventId, n % 7 === 0 ? 'Failed' : 'Completed');
    else if (n % 500 === 0) history.requestCancel(activityId);
  }
  return history.events.slice(0, longest);
}

function newestFirst(events: Events): Events[] {
  const reversed = [...events].reverse();
  return Array.from({ length: Math.ceil(reversed.length / pageSize) }, (_, page) =>
    reversed.slice(page * pageSize, (page + 1) * pageSize),
  );
}
