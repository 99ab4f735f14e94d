import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readOpenTasks, readOpenTasksAgain } from '../../../src/swf/openTasks';
import { HistoryBuilder } from './historyBuilder';
import { historyPages, ScriptedClient } from './scriptedClient';
import { clientFor, execution, newestFirst, pageSize, simulate, steps } from './simulatedTasks';

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
