import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Batches } from '../../../src/batch/batches';
import { type Batch, readBatch } from '../../../src/batch/record';
import { batchDocument } from '../../../src/batch/table';
import { systemClock } from '../../../src/host/clock';
import type { ExecutionRef } from '../../../src/swf/activityTasks';
import { Desk, type FakeRow } from '../../support/desk';

let desk: Desk;
let rows: FakeRow[];

beforeEach(async () => {
  desk = await Desk.open();
  rows = [];
});
afterEach(async () => {
  await desk.close();
});

/** Executions that wait for a task, as rows of the explorer. */
async function start(count: number): Promise<void> {
  for (let i = 0; i < count; i++) rows.push({ kind: 'task', task: await desk.scene.scheduleTask() });
}

function executions(): ExecutionRef[] {
  return rows.flatMap(({ task }) => task?.execution ?? []);
}

/** How often an event of this type is in each execution's history. */
async function counts(eventType: string): Promise<number[]> {
  return await Promise.all(
    executions().map(async ({ domain, workflowId, runId }) => {
      const { events = [] } = await desk.scene.sdk.getWorkflowExecutionHistory({
        domain,
        execution: { workflowId, runId },
      });
      return events.filter((event) => event.eventType === eventType).length;
    }),
  );
}

const writes = ['TerminateWorkflowExecution', 'SignalWorkflowExecution', 'RequestCancelWorkflowExecution'] as const;
function sent(): number {
  return writes.reduce((sum, operation) => sum + desk.scene.requests(operation), 0);
}

/** The only batch there is, as its record tells it. */
async function kept(): Promise<Batch> {
  const [batch, ...others] = await desk.batches.all();
  if (batch === undefined || others.length > 0) throw new Error('Not just one batch');
  return batch;
}

function states(batch: Batch): string[] {
  return batch.rows.map(({ state }) => state);
}

/** Plans a termination up to its question. */
function planTerminate(reason = 'The region is going down'): void {
  desk.ui.picks.push('Terminate');
  desk.ui.types(reason, '');
}

function planSignal(input = ''): void {
  desk.ui.picks.push('Signal');
  desk.ui.types('wake up', input);
}

async function actOnAll(): Promise<void> {
  await desk.run('swf.actOnSeveral', rows[0], rows);
}

describe('a batch', () => {
  test('is reviewed, asked once, and done to those that were left checked, with an event for each', async () => {
    await start(6);
    planTerminate();
    desk.ui.unchecked.push(['order-2']);
    const events = await counts('WorkflowExecutionTerminated');
    desk.ui.confirmations.push(async () => {
      expect(sent()).toBe(0);
      expect(await desk.batches.all()).toEqual([]);
      return true;
    });
    await actOnAll();
    expect(events).toEqual([0, 0, 0, 0, 0, 0]);
    expect(await counts('WorkflowExecutionTerminated')).toEqual([1, 0, 1, 1, 1, 1]);
    expect(desk.ui.questions).toHaveLength(1);
    expect(desk.ui.questions[0]).toMatchObject({
      message: 'Terminate 5 workflow executions?',
      action: 'Terminate 5 workflow executions',
    });
    const { detail = '' } = desk.ui.questions[0] ?? {};
    expect(detail).toContain(desk.scene.local.url);
    expect(detail).toContain('order-1, order-3, order-4, order-5 and 1 more');
    expect(detail).toContain('“The region is going down”');
    const batch = await kept();
    expect(states(batch)).toEqual(Array.from({ length: 5 }, () => 'recorded'));
    expect(batch.rows.map(({ result }) => result?.eventId)).toEqual([6, 6, 6, 6, 6]);
    expect(desk.told).toContain('Terminate: 5 recorded, of 5 workflow executions.');
    expect(desk.refreshed).toContain('seen');
  });

  test('lists each execution once with its run, its type and its age', async () => {
    await start(2);
    desk.ui.picks.push('Terminate');
    desk.ui.unchecked.push(undefined);
    await actOnAll();
    const { title, labels } = desk.ui.lists.at(-1) ?? { title: '', labels: [] };
    expect(title).toBe('Terminate: which of these?');
    expect(labels[0]).toContain('Each is closed at once');
    expect(labels.slice(1).map((label) => label.split(' | ')[0])).toEqual(['order-1', 'order-2']);
    expect(labels[1]).toContain(executions()[0]?.runId);
    expect(labels[1]).toContain('T 1');
  });

  test.each([
    ['the choice of what to do', () => desk.ui.picks.push(undefined)],
    [
      'the list',
      () => {
        desk.ui.picks.push('Terminate');
        desk.ui.unchecked.push(undefined);
      },
    ],
    [
      'the list with nothing checked',
      () => {
        desk.ui.picks.push('Terminate');
        desk.ui.unchecked.push(['order-1', 'order-2']);
      },
    ],
    [
      'the prompt',
      () => {
        desk.ui.picks.push('Terminate');
        desk.ui.moves.push({ how: 'left', value: 'because' });
      },
    ],
    [
      'the question',
      () => {
        planTerminate();
        desk.ui.confirmations.push(false);
      },
    ],
  ])('left at %s sends nothing and keeps no record', async (_, leave) => {
    await start(2);
    leave();
    await actOnAll();
    expect(sent()).toBe(0);
    expect(await desk.batches.all()).toEqual([]);
  });

  test('needs rows, and a trusted workspace', async () => {
    await desk.run('swf.actOnSeveral');
    expect(desk.told).toContain('No executions are selected');
    await start(1);
    desk.trusted = false;
    await actOnAll();
    expect(desk.told).toContain('not trusted');
    expect(sent()).toBe(0);
  });

  test('requests cancels and signals alike, once each', async () => {
    await start(3);
    desk.ui.picks.push('Request Cancel');
    await actOnAll();
    expect(await counts('WorkflowExecutionCancelRequested')).toEqual([1, 1, 1]);
    planSignal('{"go": true}');
    await actOnAll();
    expect(await counts('WorkflowExecutionSignaled')).toEqual([1, 1, 1]);
    expect(desk.scene.requests('SignalWorkflowExecution')).toBe(3);
  });

  test('finds what is closed already, and sends nothing there', async () => {
    await start(3);
    await desk.scene.sdk.terminateWorkflowExecution({ domain: desk.scene.domain, workflowId: 'order-2' });
    const before = sent();
    planTerminate();
    await actOnAll();
    expect(sent() - before).toBe(2);
    expect(states(await kept())).toEqual(['recorded', 'alreadyClosed', 'recorded']);
    expect((await kept()).rows[1]?.result?.eventId).toBe(6);
  });

  test('keeps no reason, details, input or token in record, log or messages', async () => {
    await start(2);
    desk.secrets.push('secret-4711-of-the-customer');
    planSignal('secret-4711-of-the-customer');
    desk.ui.confirmations.push(false);
    await actOnAll();
    // The question itself shows the person what they typed; nothing after it does.
    desk.ui.questions.length = 0;
    planSignal('secret-4711-of-the-customer');
    await actOnAll();
    desk.ui.questions.length = 0;
    desk.ui.fields.length = 0;
    desk.expectNoSecret();
    const records = [...desk.journals.texts.values()].join('\n');
    expect(records).not.toContain('4711');
    expect(batchDocument(await kept(), false)).not.toContain('4711');
  });
});

test('a batch that is done is not continued', async () => {
  await start(2);
  planTerminate();
  await actOnAll();
  const before = sent();
  await desk.run('swf.continueBatch', (await kept()).head.id);
  expect(desk.told).toContain('All of this batch is done');
  expect(desk.ui.questions).toHaveLength(1);
  expect(sent()).toBe(before);
});

describe('a batch under faults', () => {
  test('tells of each target what its history tells, and the next run ends with one event each', async () => {
    await start(40);
    desk.scene.local.control.setFaults({
      seed: 7,
      rules: [
        { operation: 'SignalWorkflowExecution', fault: 'resetAfter', rate: 0.15 },
        { operation: 'SignalWorkflowExecution', fault: 'resetBefore', rate: 0.15 },
        { operation: 'SignalWorkflowExecution', fault: 'internalFailure', rate: 0.1 },
        { operation: 'GetWorkflowExecutionHistory', fault: 'resetBefore', rate: 0.25 },
      ],
    });
    planSignal('x');
    await actOnAll();
    desk.scene.local.control.setFaults({ rules: [] });
    const first = await kept();
    const signals = await counts('WorkflowExecutionSignaled');
    first.rows.forEach(({ state, target }, i) => {
      expect(target.workflowId).toBe(executions()[i]?.workflowId);
      if (state === 'recorded') expect(signals[i]).toBe(1);
      if (state === 'refused' || state === 'notSent' || state === 'waiting') expect(signals[i]).toBe(0);
      expect(signals[i]).toBeLessThanOrEqual(1);
    });
    // The faults struck: else this test would prove nothing.
    expect(new Set(states(first)).size).toBeGreaterThan(1);

    await desk.run('swf.continueBatch', first.head.id);
    expect(states(await kept())).toEqual(Array.from({ length: 40 }, () => 'recorded'));
    expect(await counts('WorkflowExecutionSignaled')).toEqual(Array.from({ length: 40 }, () => 1));
  }, 60_000);

  test('goes on after throttling, and ends with one event each', async () => {
    await start(10);
    desk.scene.local.control.setFaults({
      rules: [{ operation: 'TerminateWorkflowExecution', fault: 'throttle', count: 8 }],
    });
    planTerminate();
    await actOnAll();
    expect(states(await kept())).toEqual(Array.from({ length: 10 }, () => 'recorded'));
  }, 60_000);

  test('does not send what it could not look at', async () => {
    await start(2);
    desk.scene.local.control.setFaults({ rules: [{ operation: 'GetWorkflowExecutionHistory', fault: 'html' }] });
    planTerminate();
    await actOnAll();
    expect(sent()).toBe(0);
    expect(states(await kept())).toEqual(['refused', 'refused']);
    expect((await kept()).rows[0]?.result?.text).toContain('could not be looked at');
  }, 30_000);

  test('stops by itself when one after the other fails for the same reason', async () => {
    await start(30);
    desk.scene.local.control.setFaults({ rules: [{ operation: 'GetWorkflowExecutionHistory', fault: 'html' }] });
    planTerminate();
    await actOnAll();
    const batch = await kept();
    expect(batch.end?.how).toBe('brake');
    expect(states(batch).filter((state) => state === 'waiting').length).toBeGreaterThan(15);
    expect(desk.told).toContain('Stopped by itself');
    desk.scene.local.control.setFaults({ rules: [] });
    await desk.ui.press('Continue…');
    expect(await counts('WorkflowExecutionTerminated')).toEqual(Array.from({ length: 30 }, () => 1));
  }, 60_000);
});

describe('stopping', () => {
  test('sends nothing more, proves what was sent, and the next run does the rest', async () => {
    await start(40);
    planSignal();
    let stopped = -1;
    const listener = desk.batches.onDidChange(() => {
      if (stopped >= 0 || sent() < 10) return;
      stopped = sent();
      void desk.run('swf.stopBatch');
    });
    await actOnAll();
    listener.dispose();
    const batch = await kept();
    const signals = await counts('WorkflowExecutionSignaled');
    expect(batch.end?.how).toBe('stopped');
    expect(states(batch).map((state) => (state === 'recorded' ? 1 : 0))).toEqual(signals);
    // Those that had left the house with the stop, four at once, and no other.
    expect(sent()).toBeLessThanOrEqual(stopped + 4);
    expect(desk.told).toContain('Stopped');

    await desk.run('swf.continueBatch', batch.head.id);
    expect(desk.ui.questions.at(-1)?.detail).toMatch(/Skipped, as it is done: \d+ workflow executions/);
    expect(await counts('WorkflowExecutionSignaled')).toEqual(Array.from({ length: 40 }, () => 1));
  }, 60_000);
});

describe('a window that ends', () => {
  /** The record as it was on the disk after so many writes, when the window ended there. */
  async function endAfter(writes: number): Promise<void> {
    const { journals } = desk;
    const append = journals.append.bind(journals);
    let left = writes;
    const never = new Promise<void>(() => undefined);
    journals.append = (name, text) => (left-- > 0 ? append(name, text) : never);
    planSignal();
    void actOnAll();
    // It has ended when nothing goes on any more: each target under way waits for a line that is never written.
    const progress = () => journals.texts.size + desk.requests;
    for (let still = 0, before = progress(); still < 6; before = progress()) {
      await new Promise((resolve) => setTimeout(resolve, 40));
      still = left <= 0 && progress() === before ? still + 1 : 0;
    }
    journals.append = append;
  }

  test.each([1, 2, 3, 5, 8, 13])(
    'after %i lines leaves a record from which each target gets one signal in all',
    async (lines) => {
      await start(6);
      await endAfter(lines);
      const later = new Batches(desk.journals, { ...systemClock, now: () => systemClock.now() + 600_000 });
      const [batch] = await later.all();
      if (batch === undefined) throw new Error('No record');
      expect(batch.end).toBeUndefined();
      const signals = await counts('WorkflowExecutionSignaled');
      batch.rows.forEach(({ state }, i) => {
        if (state === 'waiting') expect(signals[i]).toBe(0);
      });
      // The window that comes after knows no texts: they are asked for again.
      const next = desk.reopen(600_000);
      next.ui.types('wake up', '');
      await next.run('swf.continueBatch', batch.head.id);
      expect(await counts('WorkflowExecutionSignaled')).toEqual([1, 1, 1, 1, 1, 1]);
    },
  );

  test('is not taken over while it may still be at work, nor with other texts, nor elsewhere', async () => {
    await start(3);
    await endAfter(4);
    const before = sent();
    const [batch] = await desk.batches.all();
    const soon = desk.reopen(60_000);
    await soon.run('swf.continueBatch', batch?.head.id);
    expect(soon.told).toContain('may be under way in another window');

    const later = desk.reopen(600_000);
    later.ui.types('wake up', 'another input');
    await later.run('swf.continueBatch', batch?.head.id);
    expect(later.told).toContain('not the texts of the first run');

    later.settings = { ...later.settings, region: 'eu-west-1' };
    later.connection.reset();
    await later.run('swf.continueBatch', batch?.head.id);
    expect(later.told).toContain('belongs to a connection that is not open');
    expect(sent()).toBe(before);
  });

  test('leaves a record that is read up to a line that was cut off', async () => {
    await start(3);
    planTerminate();
    await actOnAll();
    const [text = ''] = desk.journals.texts.values();
    const head = text.indexOf('\n') + 1;
    for (let end = head; end < text.length; end += 7) {
      expect(readBatch(text.slice(0, end))?.rows).toHaveLength(3);
    }
    expect(readBatch('')).toBeUndefined();
    expect(readBatch('{"kind":"head","head"')).toBeUndefined();
  });
});

describe('the table', () => {
  test('has a line for each target, and names are never read as markup or lines', async () => {
    await start(2);
    planTerminate();
    await actOnAll();
    const batch = await kept();
    const [first, second] = batch.rows;
    if (first === undefined || second === undefined) throw new Error('No rows');
    const odd = { ...first, target: { ...first.target, workflowId: 'a|b\n# <b>c</b> [d](e)' } };
    const text = batchDocument({ ...batch, rows: [odd, second] }, false);
    const lines = text.split('\n');
    expect(lines[0]).toBe('# Terminate: 2 workflow executions');
    expect(text).toContain('- Outcomes: 2 recorded');
    expect(lines.filter((line) => line.startsWith('| 1 ') || line.startsWith('| 2 '))).toHaveLength(2);
    expect(text).toContain('a\\|b\\\\n# \\<b\\>c\\</b\\> \\[d\\](e)');
    const table = lines.filter((line) => line.startsWith('|'));
    expect(new Set(table.map((line) => line.match(/(?<!\\)\|/g)?.length)).size).toBe(1);
  });

  test('says while it runs how far it is, and afterwards what is in doubt', async () => {
    await start(2);
    planTerminate();
    await actOnAll();
    const batch = await kept();
    expect(batchDocument(batch, true)).toContain('- Running: 2 of 2 done');
    const unknown: Batch = {
      ...batch,
      rows: batch.rows.map((row) => ({ ...row, state: 'unknown', after: 5 }) as const),
    };
    const text = batchDocument(unknown, false);
    expect(text).toContain('2 unknown');
    expect(text).toContain('looked for in its history before anything is sent again');
  });
});
