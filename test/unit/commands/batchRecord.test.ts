import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ExecutionBatch } from './executionBatch';
import { Batches } from '../../../src/batch/batches';
import { type Batch, readBatch } from '../../../src/batch/record';
import { batchDocument } from '../../../src/batch/table';
import { systemClock } from '../../../src/host/clock';
import { Desk } from '../../support/desk';

let desk: Desk;
let all: ExecutionBatch;

beforeEach(async () => {
  desk = await Desk.open();
  all = new ExecutionBatch(desk);
});
afterEach(async () => {
  await desk.close();
});

describe('a window that ends', () => {
  /** The record as it was on the disk after so many writes, when the window ended there. */
  async function endAfter(writes: number): Promise<void> {
    const { journals } = desk;
    const append = journals.append.bind(journals);
    let left = writes;
    const never = new Promise<void>(() => undefined);
    journals.append = (name, text) => (left-- > 0 ? append(name, text) : never);
    all.planSignal();
    void all.actOnAll();
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
      await all.start(6);
      await endAfter(lines);
      const later = new Batches(desk.journals, { ...systemClock, now: () => systemClock.now() + 600_000 });
      const [batch] = await later.all();
      if (batch === undefined) throw new Error('No record');
      expect(batch.end).toBeUndefined();
      const signals = await all.counts('WorkflowExecutionSignaled');
      batch.rows.forEach(({ state }, i) => {
        if (state === 'waiting') expect(signals[i]).toBe(0);
      });
      // The window that comes after knows no texts: they are asked for again.
      const next = desk.reopen(600_000);
      next.ui.types('wake up', '');
      await next.run('swf.continueBatch', batch.head.id);
      expect(await all.counts('WorkflowExecutionSignaled')).toEqual([1, 1, 1, 1, 1, 1]);
    },
  );

  test('is not taken over while it may still be at work, nor with other texts, nor elsewhere', async () => {
    await all.start(3);
    await endAfter(4);
    const before = all.sent();
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
    expect(all.sent()).toBe(before);
  });

  test('leaves a record that is read up to a line that was cut off', async () => {
    await all.start(3);
    all.planTerminate();
    await all.actOnAll();
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
    await all.start(2);
    all.planTerminate();
    await all.actOnAll();
    const batch = await all.kept();
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
    await all.start(2);
    all.planTerminate();
    await all.actOnAll();
    const batch = await all.kept();
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
