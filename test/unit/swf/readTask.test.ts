import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readTask } from '../../../src/swf/openTasks';
import { HistoryBuilder } from './historyBuilder';
import { clientFor, execution, pageSize, simulate, steps } from './simulatedTasks';

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
