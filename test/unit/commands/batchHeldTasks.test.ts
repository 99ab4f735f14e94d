import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { batchDocument } from '../../../src/batch/table';
import { heldTarget } from '../../../src/tokens/heldTask';
import { onlyBatch, statesOf, stopAfter } from '../../support/batches';
import { Desk } from '../../support/desk';
import type { HeldTask } from '../../support/scene';

let desk: Desk;
let tasks: HeldTask[];

beforeEach(async () => {
  desk = await Desk.open();
  tasks = [];
});
afterEach(async () => {
  desk.expectNoSecret();
  const records = [...desk.journals.texts.values()];
  for (const { taskToken } of tasks) expect(records.join('\n')).not.toContain(taskToken.slice(0, 12));
  await desk.close();
});

/** Tasks that workers hold, whose tokens are kept here: `task-1` in `order-1` and so on. */
async function hold(count: number): Promise<void> {
  const target = heldTarget((await desk.connection.client()).target);
  for (let i = 0; i < count; i++) {
    const held = await desk.hold(`task-${tasks.length + 1}`);
    tasks.push(held);
    const { activityId, scheduledEventId, execution } = held.task;
    const { domain, workflowId, runId } = execution;
    const expected = await desk.heldTasks.expect({ how: 'remembered', target, domain });
    await desk.heldTasks.keep(
      { ...expected, work: { workflowId, runId, activityId, scheduledEventId } },
      held.taskToken,
    );
  }
}

/** How often each task's execution has an event of this type. */
async function counts(eventType: string): Promise<number[]> {
  const types = await Promise.all(tasks.map(({ task }) => desk.scene.eventTypes(task)));
  return types.map((each) => each.filter((type) => type === eventType).length);
}

function sent(): number {
  return desk.scene.requests('RespondActivityTaskCanceled');
}

const kept = () => onlyBatch(desk);

function ones(count: number): number[] {
  return Array.from({ length: count }, () => 1);
}

async function cancelAll(details = ''): Promise<void> {
  desk.ui.types(details);
  await desk.run('swf.cancelHeldTasks');
}

function nth(list: readonly HeldTask[], index: number): HeldTask {
  const found = list[index];
  if (found === undefined) throw new Error(`No task ${index}`);
  return found;
}

describe('Cancel Several Held Tasks…', () => {
  test('lists each with its request, asks once, and cancels what was left checked, with an event for each', async () => {
    await hold(4);
    await desk.scene.requestCancel(nth(tasks, 0));
    desk.ui.unchecked.push(['task-3']);
    desk.ui.confirmations.push(async () => {
      expect(sent()).toBe(0);
      expect(await desk.batches.all()).toEqual([]);
      return Promise.resolve(true);
    });
    await cancelAll('secret-4711');
    const { title, labels } = desk.ui.lists.at(-1) ?? { title: '', labels: [] };
    expect(title).toBe('Cancel Held Tasks: which of these?');
    expect(labels[1]).toMatch(/^task-1 \| cancellation requested · in order-1 · run .+ · domain orders/);
    expect(labels[2]).toMatch(/^task-2 \| cancellation NOT requested: may fail its workflow · in order-2/);
    const [question, ...others] = desk.ui.questions;
    expect(others).toEqual([]);
    expect(question).toMatchObject({
      message: 'Cancel 3 activity tasks? Nobody requested the cancellation of 2 of them.',
      action: 'Cancel 3 Tasks Anyway',
    });
    expect(question?.detail).toContain(desk.scene.local.url);
    expect(question?.detail).toContain('These: task-1 in order-1, task-2 in order-2, task-4 in order-4');
    expect(question?.detail).toContain(
      'NOT requested when this was reviewed: 2 of 3 (task-2 in order-2, task-4 in order-4)',
    );
    expect(question?.detail).toContain('the whole workflow execution fails');
    expect(await counts('ActivityTaskCanceled')).toEqual([1, 1, 0, 1]);
    expect(sent()).toBe(3);
    const batch = await kept();
    expect(statesOf(batch)).toEqual(['recorded', 'recorded', 'recorded']);
    expect(desk.told).toContain('Cancel Held Tasks: 3 recorded, of 3 activity tasks.');
    expect(desk.closed.map(({ kind }) => kind)).toEqual(['recorded', 'recorded', 'recorded']);
    const table = batchDocument(batch, false);
    expect(table).toMatch(/^# Cancel Held Tasks: 3 activity tasks/);
    expect(table).toContain('| activity id');
    expect(table).toMatch(/\| task-4 +\| order-4/);
    expect(table + [...desk.journals.texts.values()].join('\n')).not.toContain('4711');
  });

  test('with all requested needs no warning', async () => {
    await hold(2);
    for (const each of tasks) await desk.scene.requestCancel(each);
    await cancelAll();
    expect(desk.ui.questions[0]).toMatchObject({
      message: 'Cancel 2 activity tasks?',
      action: 'Cancel 2 activity tasks',
    });
    expect(desk.ui.questions[0]?.detail).toContain('The cancellation of each was requested.');
    expect(desk.ui.questions[0]?.detail).not.toContain('NOT requested');
    expect(await counts('ActivityTaskCanceled')).toEqual([1, 1]);
  });

  test('of several selected rows takes no other', async () => {
    await hold(3);
    const [first, , third] = await desk.heldTasks.all();
    desk.ui.types('');
    await desk.run('swf.cancelHeldTasks', first?.held.id, [first?.held.id, third?.held.id]);
    expect(await counts('ActivityTaskCanceled')).toEqual([1, 0, 1]);
  });

  test('leaves out what is closed or of another connection, and says so', async () => {
    await hold(2);
    await desk.scene.sdk.respondActivityTaskCompleted({ taskToken: nth(tasks, 0).taskToken });
    await cancelAll();
    expect(desk.ui.lists.at(-1)?.labels[0]).toContain('Left out: 1 closed already.');
    expect(await counts('ActivityTaskCanceled')).toEqual([0, 1]);

    desk.settings = { ...desk.settings, region: 'eu-west-1' };
    desk.connection.reset();
    await desk.run('swf.cancelHeldTasks');
    expect(desk.told).toContain('There is no held task to cancel here. Left out: 1 of another connection');
    expect(sent()).toBe(1);
  });

  test.each([
    ['the list', () => desk.ui.unchecked.push(undefined)],
    ['the list with nothing checked', () => desk.ui.unchecked.push(['task-1', 'task-2'])],
    ['the prompt', () => desk.ui.moves.push({ how: 'left', value: 'because' })],
    [
      'the question',
      () => {
        desk.ui.types('');
        desk.ui.confirmations.push(false);
      },
    ],
  ])('left at %s sends nothing and keeps no record', async (_, leave) => {
    await hold(2);
    leave();
    await desk.run('swf.cancelHeldTasks');
    expect(sent()).toBe(0);
    expect(await desk.batches.all()).toEqual([]);
    expect(await desk.heldTasks.all()).toHaveLength(2);
  });

  test('needs a trusted workspace', async () => {
    await hold(1);
    desk.trusted = false;
    await desk.run('swf.cancelHeldTasks');
    expect(desk.told).toContain('not trusted');
    expect(sent()).toBe(0);
  });
});

describe('under faults', () => {
  test('a task that another one closes after the list is told as closed, and sent nothing', async () => {
    await hold(2);
    desk.ui.confirmations.push(async () => {
      await desk.scene.sdk.respondActivityTaskCompleted({ taskToken: nth(tasks, 1).taskToken });
      return true;
    });
    await cancelAll();
    expect(statesOf(await kept())).toEqual(['recorded', 'alreadyClosed']);
    expect((await kept()).rows[1]?.result?.text).toContain('ActivityTaskCompleted');
    expect(sent()).toBe(1);
  });

  test('what cannot be looked at is called not known, and is not sent', async () => {
    await hold(2);
    desk.scene.local.control.setFaults({ rules: [{ operation: 'GetWorkflowExecutionHistory', fault: 'html' }] });
    await cancelAll();
    expect(desk.ui.lists.at(-1)?.labels[1]).toContain('not known whether its cancellation was requested');
    expect(desk.ui.questions[0]).toMatchObject({
      message: 'Cancel 2 activity tasks? For 2 of them it is not known whether the cancellation was requested.',
      action: 'Cancel 2 Tasks Anyway',
    });
    expect(desk.ui.questions[0]?.detail).toContain('Not known whether the cancellation was requested: 2 of 2');
    expect(statesOf(await kept())).toEqual(['refused', 'refused']);
    expect(sent()).toBe(0);
  }, 30_000);

  test('each outcome is that of its history, and the next run ends with one event each', async () => {
    await hold(24);
    desk.ui.confirmations.push(() => {
      desk.scene.local.control.setFaults({
        seed: 11,
        rules: [
          { operation: 'RespondActivityTaskCanceled', fault: 'resetAfter', rate: 0.5 },
          { operation: 'RespondActivityTaskCanceled', fault: 'resetBefore', rate: 0.3 },
          { operation: 'GetWorkflowExecutionHistory', fault: 'resetBefore', rate: 0.3 },
        ],
      });
      return Promise.resolve(true);
    });
    await cancelAll();
    desk.scene.local.control.setFaults({ rules: [] });
    const first = await kept();
    const events = await counts('ActivityTaskCanceled');
    first.rows.forEach(({ state }, i) => {
      if (state === 'recorded' || state === 'alreadyClosed') expect(events[i]).toBe(1);
      if (state === 'refused' || state === 'notSent' || state === 'waiting') expect(events[i]).toBe(0);
    });
    // The faults struck: else this test would prove nothing.
    expect(new Set(statesOf(first)).size).toBeGreaterThan(1);

    await desk.run('swf.continueBatch', first.head.id);
    const done = await kept();
    expect(statesOf(done).filter((state) => state !== 'recorded' && state !== 'alreadyClosed')).toEqual([]);
    expect(await counts('ActivityTaskCanceled')).toEqual(ones(24));
  }, 60_000);

  test('stopped, it sends nothing more; the next run skips what is done', async () => {
    await hold(20);
    const stopped = await stopAfter(5, sent, desk, cancelAll);
    const batch = await kept();
    expect(batch.end?.how).toBe('stopped');
    // Those that had left with the stop, four at once, and no other.
    expect(sent()).toBeLessThanOrEqual(stopped + 4);
    expect(statesOf(batch).map((state) => (state === 'recorded' ? 1 : 0))).toEqual(
      await counts('ActivityTaskCanceled'),
    );

    await desk.run('swf.continueBatch', batch.head.id);
    expect(desk.ui.questions.at(-1)?.detail).toMatch(/Skipped, as it is done: \d+ activity task/);
    expect(await counts('ActivityTaskCanceled')).toEqual(ones(20));
    expect(sent()).toBe(20);
  }, 60_000);

  test('a window that ended with a request under way: the next run finds its event, and sends it no second time', async () => {
    await hold(2);
    const { journals } = desk;
    const append = journals.append.bind(journals);
    // The results are never written: the window has ended.
    let results = 0;
    journals.append = (name, text) => {
      if (!text.includes('"kind":"result"')) return append(name, text);
      results++;
      return new Promise<void>(() => undefined);
    };
    desk.ui.types('');
    void desk.run('swf.cancelHeldTasks');
    await expect.poll(() => results).toBe(2);
    journals.append = append;
    expect(await counts('ActivityTaskCanceled')).toEqual([1, 1]);

    const next = desk.reopen(600_000);
    next.ui.types('');
    const [batch] = await next.batches.all();
    expect(batch?.rows.map(({ state }) => state)).toEqual(['sending', 'sending']);
    await next.run('swf.continueBatch', batch?.head.id);
    const [after] = await next.batches.all();
    expect(after?.rows.map(({ state }) => state)).toEqual(['alreadyClosed', 'alreadyClosed']);
    expect(after?.rows[0]?.result?.text).toContain('probably by this batch');
    expect(sent()).toBe(2);
  });

  test('without its token a task that is open is refused, in words that are true', async () => {
    await hold(2);
    const [first] = await desk.heldTasks.all();
    desk.ui.confirmations.push(async () => {
      await desk.heldTasks.forget(first?.held.id ?? '');
      return true;
    });
    await cancelAll();
    expect(statesOf(await kept())).toEqual(['refused', 'recorded']);
    expect((await kept()).rows[0]?.result?.text).toContain('the editor has no token of this task');
    expect(await counts('ActivityTaskCanceled')).toEqual([0, 1]);
  });
});
