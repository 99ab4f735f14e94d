import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readOpenTasks, readOpenTasksAgain, readTask } from '../../../src/swf/openTasks';
import { HistoryBuilder } from './historyBuilder';
import { historyPages, ScriptedClient } from './scriptedClient';

const execution = { domain: 'Orders', workflowId: 'order-1', runId: 'a/b+c=' };

interface Simulated {
  scheduledEventId: number;
  startedEventId?: number | undefined;
  cancelRequestedEventId?: number | undefined;
}

interface Step {
  readonly action: 'schedule' | 'start' | 'request' | 'close' | 'refused' | 'noise';
  readonly activityId: string;
  readonly how: 'Completed' | 'Failed' | 'TimedOut' | 'Canceled';
}

/** Plays steps by the service's rules (an activity id is taken while its task is open) and keeps what is truly open. */
function simulate(steps: readonly Step[]) {
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

const steps = fc.array(
  fc.record<Step>({
    action: fc.constantFrom('schedule', 'schedule', 'start', 'request', 'close', 'refused', 'noise'),
    activityId: fc.constantFrom('a', 'b', 'c', 'd'),
    how: fc.constantFrom('Completed', 'Failed', 'TimedOut', 'Canceled'),
  }),
  { maxLength: 80 },
);
const pageSize = fc.constantFrom(1, 2, 7, 1000);

function clientFor(events: Parameters<typeof historyPages>[0], largestPage: number, openActivityTasks: number) {
  return new ScriptedClient({
    GetWorkflowExecutionHistory: historyPages(events, largestPage),
    DescribeWorkflowExecution: () => ({
      executionInfo: { execution, workflowType: undefined, startTimestamp: undefined, executionStatus: 'OPEN' },
      openCounts: { openActivityTasks, openDecisionTasks: 0, openTimers: 0, openChildWorkflowExecutions: 0 },
    }),
  });
}

const newestFirst = (tasks: readonly Simulated[]) =>
  tasks
    .map(({ scheduledEventId, startedEventId, cancelRequestedEventId }) => ({
      scheduledEventId,
      startedEventId,
      cancelRequestedEventId,
    }))
    .sort((a, b) => b.scheduledEventId - a.scheduledEventId);

describe('readOpenTasks', () => {
  test(
    'finds exactly the open tasks, for any history and page size, in the calls promised',
    { timeout: 60_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(steps, pageSize, async (script, largestPage) => {
          const { events, open } = simulate(script);
          const client = clientFor(events, largestPage, open.length);
          const found = await readOpenTasks(client, execution);

          expect(newestFirst(found.tasks)).toEqual(newestFirst(open));
          expect(found.eventCount).toBe(events.length);
          expect(found.closed).toBeUndefined();

          const pages = client.operations.filter((name) => name === 'GetWorkflowExecutionHistory').length;
          const oldest = Math.min(events.length, ...open.map((task) => task.scheduledEventId));
          const needed = Math.max(1, Math.ceil((events.length - oldest + 1) / largestPage));
          expect(pages).toBe(needed);
          expect(client.calls.length - pages).toBe(events.length > largestPage ? 1 : 0);
          expect(found.complete).toBe(pages * largestPage >= events.length);
        }),
        { numRuns: 500 },
      );
    },
  );

  test('trusts the history where the count of open tasks is stale', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(steps, pageSize, fc.nat(6), async (script, largestPage, stale) => {
        const { events, open } = simulate(script);
        const found = await readOpenTasks(clientFor(events, largestPage, stale), execution);
        const truth = newestFirst(open);
        expect(newestFirst(found.tasks)).toEqual(truth.slice(0, found.tasks.length));
        if (found.complete) expect(found.tasks).toHaveLength(truth.length);
        else expect(found.tasks.length).toBeGreaterThanOrEqual(stale);
      }),
    );
  });

  test('asks once for 1,000 events, newest first', async () => {
    const history = new HistoryBuilder();
    history.schedule('ship');
    while (history.events.length < 1000) history.add('MarkerRecorded', {});
    const client = clientFor(history.events, 1000, 1);
    const { signal } = new AbortController();
    expect(await readOpenTasks(client, execution, { signal })).toMatchObject({ complete: true, eventCount: 1000 });
    expect(client.calls).toEqual([
      {
        operation: 'GetWorkflowExecutionHistory',
        input: {
          domain: 'Orders',
          execution: { workflowId: 'order-1', runId: 'a/b+c=' },
          reverseOrder: true,
          maximumPageSize: 1000,
          nextPageToken: undefined,
        },
        options: { signal },
      },
    ]);
  });

  test('a closed execution has no open task, in one call', async () => {
    const history = new HistoryBuilder();
    history.schedule('ship');
    while (history.events.length < 50) history.add('MarkerRecorded', {});
    const eventId = history.add('WorkflowExecutionTerminated', {});
    const client = clientFor(history.events, 10, 1);
    expect(await readOpenTasks(client, execution)).toMatchObject({
      tasks: [],
      complete: true,
      closed: { status: 'TERMINATED', event: { status: 'TERMINATED', eventId, at: history.timeOf(eventId) } },
      eventCount: 51,
    });
    expect(client.calls).toHaveLength(1);
  });

  test('believes DescribeWorkflowExecution when it is first to know of the close', async () => {
    const history = new HistoryBuilder();
    history.schedule('ship');
    history.schedule('pack');
    const client = new ScriptedClient({
      GetWorkflowExecutionHistory: historyPages(history.events, 1),
      DescribeWorkflowExecution: () => ({
        executionInfo: {
          execution,
          workflowType: undefined,
          startTimestamp: undefined,
          executionStatus: 'CLOSED',
          closeStatus: 'TIMED_OUT',
        },
      }),
    });
    expect(await readOpenTasks(client, execution)).toMatchObject({ tasks: [], closed: { status: 'TIMED_OUT' } });
    expect(client.calls).toHaveLength(2);
  });

  test('a failing call fails the reading', async () => {
    await expect(readOpenTasks(new ScriptedClient({}), execution)).rejects.toThrow('GetWorkflowExecutionHistory');
  });
});

describe('when the execution itself times out', () => {
  /** A task, and then so many other events. */
  function long(noise: number): HistoryBuilder {
    const history = new HistoryBuilder();
    const limit = { executionStartToCloseTimeout: '600', childPolicy: 'TERMINATE' as const };
    history.add('WorkflowExecutionStarted', {
      workflowExecutionStartedEventAttributes: {
        ...limit,
        taskList: { name: 'L' },
        workflowType: { name: 'W', version: '1' },
      },
    });
    for (let i = 0; i < noise; i++) history.add('MarkerRecorded', {});
    history.schedule('task-1');
    return history;
  }

  test('is known of each of its tasks, also of one that came later', async () => {
    const history = long(0);
    const endsAt = history.timeOf(1) + 600_000;
    const client = () => new ScriptedClient({ GetWorkflowExecutionHistory: historyPages(history.events, 1000) });
    const first = await readOpenTasks(client(), execution);
    expect(first.tasks.map(({ executionEndsAt }) => executionEndsAt)).toEqual([endsAt]);
    history.schedule('task-2');
    const again = await readOpenTasksAgain(client(), execution, first);
    expect(again.tasks.map(({ executionEndsAt }) => executionEndsAt)).toEqual([endsAt, endsAt]);
  });

  test('is told by DescribeWorkflowExecution where a long history is not read to its start', async () => {
    const history = long(3000);
    const client = new ScriptedClient({
      GetWorkflowExecutionHistory: historyPages(history.events, 1000),
      DescribeWorkflowExecution: () => ({
        executionInfo: {
          execution: { workflowId: execution.workflowId, runId: execution.runId },
          workflowType: { name: 'W', version: '1' },
          startTimestamp: new Date(history.timeOf(1)),
          executionStatus: 'OPEN',
        },
        executionConfiguration: {
          executionStartToCloseTimeout: '600',
          taskStartToCloseTimeout: '10',
          taskList: { name: 'L' },
          childPolicy: 'TERMINATE',
        },
        openCounts: {
          openActivityTasks: 1,
          openDecisionTasks: 0,
          openTimers: 0,
          openChildWorkflowExecutions: 0,
        },
      }),
    });
    const { tasks, complete } = await readOpenTasks(client, execution);
    expect([complete, tasks[0]?.executionEndsAt]).toEqual([false, history.timeOf(1) + 600_000]);
  });
});

describe('readTask', () => {
  test(
    'tells for every task of any history how it stands, and stops at its first event',
    { timeout: 60_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(steps, pageSize, async (script, largestPage) => {
          const { events, open, closed } = simulate(script);
          for (const task of open) {
            const client = clientFor(events, largestPage, 0);
            const reading = await readTask(client, execution, task.scheduledEventId);
            expect(reading).toMatchObject({ state: 'open', task: { scheduledEventId: task.scheduledEventId } });
            expect(client.calls).toHaveLength(Math.ceil((events.length - task.scheduledEventId + 1) / largestPage));
          }
          for (const [scheduledEventId, closeId] of closed) {
            const client = clientFor(events, largestPage, 0);
            const reading = await readTask(client, execution, scheduledEventId);
            expect(reading).toMatchObject({ state: 'closed', close: { scheduledEventId, eventId: closeId } });
            expect(client.calls).toHaveLength(Math.ceil((events.length - closeId + 1) / largestPage));
          }
        }),
        { numRuns: 200 },
      );
    },
  );

  test('a task that was open when its execution closed is not called open', async () => {
    const history = new HistoryBuilder();
    const scheduled = history.schedule('ship');
    const eventId = history.add('WorkflowExecutionTimedOut', {});
    expect(await readTask(clientFor(history.events, 1, 0), execution, scheduled)).toMatchObject({
      state: 'executionClosed',
      close: { status: 'TIMED_OUT', eventId },
    });
  });

  test('a task that the history does not show is unknown', async () => {
    const history = new HistoryBuilder();
    const marker = history.add('MarkerRecorded', {});
    history.schedule('ship');
    expect(await readTask(clientFor(history.events, 1, 0), execution, marker)).toEqual({ state: 'unknown' });
    expect(await readTask(clientFor(history.events, 1, 0), execution, 77)).toEqual({ state: 'unknown' });
    expect(await readTask(clientFor([], 1, 0), execution, 1)).toEqual({ state: 'unknown' });
  });
});

describe('readOpenTasksAgain', () => {
  const filler = fc.constantFrom(0, 90, 150, 1200);

  test('finds what reading all of it finds, from wherever the last read was', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(steps, steps, filler, pageSize, async (before, after, noise, largestPage) => {
        const early = simulate(before);
        const later = [...before, ...new Array<Step>(noise).fill({ action: 'noise', activityId: 'a', how: 'Failed' })];
        const late = simulate([...later, ...after]);
        const known = await readOpenTasks(clientFor(early.events, largestPage, Infinity), execution);
        const client = clientFor(late.events, largestPage, Infinity);
        const found = await readOpenTasksAgain(client, execution, known);
        expect(newestFirst(found.tasks)).toEqual(newestFirst(late.open));
        expect(found).toMatchObject({ eventCount: late.events.length, complete: known.complete });
        const truth = await readOpenTasks(client, execution);
        expect(found.tasks).toEqual(truth.tasks);
      }),
      { numRuns: 300 },
    );
  });

  const grown = async (events: number, more: number) => {
    const history = new HistoryBuilder();
    history.schedule('ship');
    while (history.events.length < events) history.add('MarkerRecorded', {});
    const known = await readOpenTasks(clientFor([...history.events], 1000, 1), execution);
    for (let n = 0; n < more; n++) history.add('MarkerRecorded', {});
    const client = clientFor(history.events, 1000, 1);
    const found = await readOpenTasksAgain(client, execution, known);
    return {
      found,
      known,
      pages: client.calls.map(({ input }) => (input as { maximumPageSize: number }).maximumPageSize),
    };
  };

  test('costs one small page where little is new, however long the history', async () => {
    const { found, known, pages } = await grown(900, 99);
    expect(pages).toEqual([100]);
    expect(found.tasks[0]).toBe(known.tasks[0]);
  });

  test('takes large pages where much is new, and no more of them than needed', async () => {
    expect((await grown(900, 100)).pages).toEqual([100, 1000]);
    expect((await grown(900, 2500)).pages).toEqual([100, 1000, 1000, 1000]);
  });

  test('says that the execution has closed since', async () => {
    const history = new HistoryBuilder();
    history.schedule('ship');
    const known = await readOpenTasks(clientFor([...history.events], 1000, 1), execution);
    history.add('WorkflowExecutionContinuedAsNew', {});
    const found = await readOpenTasksAgain(clientFor(history.events, 1000, 1), execution, known);
    expect(found).toMatchObject({ tasks: [], closed: { status: 'CONTINUED_AS_NEW' } });
  });
});
