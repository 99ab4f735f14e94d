import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readOpenTasks, readOpenTasksAgain } from '../../../src/swf/openTasks';
import { HistoryBuilder } from './historyBuilder';
import { clientFor, execution, newestFirst, pageSize, simulate, type Step, steps } from './simulatedTasks';

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
