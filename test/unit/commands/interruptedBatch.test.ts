import { afterEach, beforeEach, expect, test } from 'vitest';
import { Desk } from '../../support/desk';
import { taskRow } from '../../support/fakeExplorer';
import type { HeldTask } from '../../support/scene';

let desk: Desk;
let tasks: HeldTask[];

beforeEach(async () => {
  desk = await Desk.open();
  tasks = [];
});
afterEach(() => desk.close());

/** A batch of three signals of which the first was recorded when its window ended. */
async function interrupt(signal: string): Promise<void> {
  for (let i = tasks.length; i < 3; i++) tasks.push(await desk.hold(`task-${i + 1}`));
  const { journals } = desk;
  const append = journals.append.bind(journals);
  let results = 0;
  journals.append = (name, text) => {
    if (text.includes('"kind":"result"') && ++results > 1) return new Promise<void>(() => undefined);
    return append(name, text);
  };
  desk.ui.picks.push('Signal');
  desk.ui.types(signal, '');
  const rows = tasks.map(taskRow);
  void desk.run('swf.actOnSeveral', rows[0], rows);
  await expect.poll(() => results).toBe(3);
  journals.append = append;
}

test('is told of once, by whichever window first shows the view, and goes on from there', async () => {
  await interrupt('wake-up');
  const next = desk.reopen(600_000);
  await next.offerInterrupted();
  expect(next.ui.offers).toHaveLength(1);
  expect(next.told).toBe(
    'A batch was interrupted when its window ended, and is not done. Signal, of 3 workflow executions: 2 sent?, 1 recorded.',
  );
  const [offer] = next.ui.offers;
  expect([...(offer?.actions.keys() ?? [])]).toEqual(['Continue…', 'Open Results', 'Not Now']);

  await next.offerInterrupted();
  await desk.reopen(700_000).offerInterrupted();
  expect(next.ui.offers).toHaveLength(1);

  await offer?.actions.get('Open Results')?.();
  expect(next.documents.readOnly.at(-1)?.address).toMatch(/^swf-batch:/);
  next.ui.types('wake-up', '');
  await offer?.actions.get('Continue…')?.();
  const [batch] = await next.batches.all();
  expect(batch?.end?.how).toBe('done');
  expect(batch?.rows.map(({ state }) => state)).toEqual(['recorded', 'recorded', 'recorded']);
});

test('of several only the newest has buttons, the others are counted', async () => {
  await interrupt('one');
  const next = desk.reopen(600_000);
  const [first] = await next.batches.all();
  const copy = [...next.journals.texts.values()][0] ?? '';
  next.journals.texts.set('other.jsonl', copy.replaceAll(first?.head.id ?? '?', 'other'));
  await next.offerInterrupted();
  expect(next.told).toContain('So was 1 other: see "SWF: Continue Batch…".');
  await next.offerInterrupted();
  expect(next.ui.offers).toHaveLength(1);
});

test('what another window is at work on is not told of, nor what a person stopped', async () => {
  await interrupt('one');
  const next = desk.reopen(0);
  const [batch] = await next.batches.all();
  const name = `${batch?.head.id ?? ''}.jsonl`;
  const { journals } = next;
  const read = journals.read.bind(journals);
  let reads = 0;
  // The other window goes on between the first look and the second.
  journals.read = async (each) => {
    if (++reads === 2) await journals.append(name, '{"kind":"begin","at":9999999999999}\n');
    return await read(each);
  };
  await next.offerInterrupted();
  expect(reads).toBeGreaterThan(1);
  expect(next.ui.offers).toEqual([]);

  await journals.append(name, '{"kind":"end","at":1,"how":"stopped","why":""}\n');
  const later = desk.reopen(600_000);
  await later.offerInterrupted();
  expect(later.ui.offers).toEqual([]);
});
