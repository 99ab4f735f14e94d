import fc from 'fast-check';
import { HistoryBuilder } from './historyBuilder';
import { historyPages, ScriptedClient } from './scriptedClient';

/** The execution whose tasks they are. */
export const execution = { domain: 'Orders', workflowId: 'order-1', runId: 'a/b+c=' };

interface Simulated {
  scheduledEventId: number;
  startedEventId?: number | undefined;
  cancelRequestedEventId?: number | undefined;
}

/** Something that happens to the tasks of an execution. */
export interface Step {
  readonly action: 'schedule' | 'start' | 'request' | 'close' | 'refused' | 'noise';
  readonly activityId: string;
  readonly how: 'Completed' | 'Failed' | 'TimedOut' | 'Canceled';
}

/** Plays steps by the service's rules (an activity id is taken while its task is open) and keeps what is truly open. */
export function simulate(steps: readonly Step[]) {
  const history = new HistoryBuilder();
  const open = new Map<string, Simulated>();
  const closed = new Map<number, number>();
  history.add('WorkflowExecutionStarted', {});
  for (const { action, activityId, how } of steps) {
    const task = open.get(activityId);
    if (action === 'schedule' && !task) open.set(activityId, { scheduledEventId: history.schedule(activityId) });
    else if (action === 'start' && task && task.startedEventId === undefined) {
      task.startedEventId = history.start(task.scheduledEventId);
    } else if (action === 'request' && task) {
      task.cancelRequestedEventId = history.requestCancel(activityId);
      if (task.startedEventId === undefined) {
        closed.set(task.scheduledEventId, history.close(task.scheduledEventId, 'Canceled'));
        open.delete(activityId);
      }
    } else if (action === 'close' && task) {
      closed.set(task.scheduledEventId, history.close(task.scheduledEventId, how));
      open.delete(activityId);
    } else if (action === 'refused') {
      history.add('RequestCancelActivityTaskFailed', {
        requestCancelActivityTaskFailedEventAttributes: {
          activityId,
          cause: 'ACTIVITY_ID_UNKNOWN',
          decisionTaskCompletedEventId: 1,
        },
      });
    } else history.add('MarkerRecorded', {});
  }
  return { events: history.events, open: [...open.values()], closed };
}

/** Any steps of four activities. */
export const steps = fc.array(
  fc.record<Step>({
    action: fc.constantFrom('schedule', 'schedule', 'start', 'request', 'close', 'refused', 'noise'),
    activityId: fc.constantFrom('a', 'b', 'c', 'd'),
    how: fc.constantFrom('Completed', 'Failed', 'TimedOut', 'Canceled'),
  }),
  { maxLength: 80 },
);
/** How many events the service puts into a page at most. */
export const pageSize = fc.constantFrom(1, 2, 7, 1000);

/** A client that answers with these events, and with a count of open tasks that may be stale. */
export function clientFor(events: Parameters<typeof historyPages>[0], largestPage: number, openActivityTasks: number) {
  return new ScriptedClient({
    GetWorkflowExecutionHistory: historyPages(events, largestPage),
    DescribeWorkflowExecution: () => ({
      executionInfo: { execution, workflowType: undefined, startTimestamp: undefined, executionStatus: 'OPEN' },
      openCounts: { openActivityTasks, openDecisionTasks: 0, openTimers: 0, openChildWorkflowExecutions: 0 },
    }),
  });
}

/** What tells tasks apart, in the order that they are read in. */
export const newestFirst = (tasks: readonly Simulated[]) =>
  tasks
    .map(({ scheduledEventId, startedEventId, cancelRequestedEventId }) => ({
      scheduledEventId,
      startedEventId,
      cancelRequestedEventId,
    }))
    .sort((a, b) => b.scheduledEventId - a.scheduledEventId);
