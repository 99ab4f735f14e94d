import { afterEach, beforeEach, expect, test } from 'vitest';
import { Desk } from '../../support/desk';

let desk: Desk;
beforeEach(async () => {
  desk = await Desk.open();
});
afterEach(async () => {
  await desk.close();
});

/** The labels of the executions that the tree shows. */
async function shown(): Promise<string[]> {
  const [domain] = await desk.model.children();
  const rows = await desk.model.children(domain);
  return rows
    .filter(({ kind }) => kind === 'execution' || kind === 'message')
    .map((row) => (row.kind === 'execution' ? row.execution.workflowId : row.kind));
}

test('without saved filters the box opens at once, and what is typed is on', async () => {
  await desk.scene.scheduleTask();
  await desk.scene.scheduleTask();
  desk.ui.types(' workflow:*-2 ');
  await desk.run('swf.filterExplorer');
  expect(desk.ui.lists).toEqual([]);
  expect(await shown()).toEqual(['order-2']);
  expect(desk.model.filtered.hidden).toBe(1);
  await desk.run('swf.clearFilter');
  expect(await shown()).toEqual(['order-2', 'order-1']);
  expect(desk.model.filtered.hidden).toBe(0);
});

test('what was typed is there again after the box was left', async () => {
  desk.ui.moves.push({ how: 'left', value: 'workflow:half-writ' });
  await desk.run('swf.filterExplorer');
  expect(desk.model.filtered.current).toBeUndefined();
  desk.ui.moves.push({ how: 'left' });
  await desk.run('swf.filterExplorer');
  expect(desk.ui.fields[1]?.value).toBe('workflow:half-writ');
});

test('a filter is saved, offered, and deleted with a way back', async () => {
  desk.ui.types('tag:express');
  await desk.run('swf.filterExplorer');
  desk.ui.picks.push('Save Filter…');
  desk.ui.types('fast ones');
  await desk.run('swf.filterExplorer');
  await desk.run('swf.clearFilter');

  desk.ui.picks.push('fast ones');
  await desk.run('swf.filterExplorer');
  expect(desk.ui.lists.at(-1)?.labels).toEqual(['Type a Filter…', 'fast ones', 'Delete Saved Filter…']);
  expect(desk.model.filtered.current?.text).toBe('tag:express');

  desk.ui.picks.push('Delete Saved Filter…', 'fast ones');
  await desk.run('swf.filterExplorer');
  expect(desk.memory.get('explorer.savedFilters')).toEqual([]);
  await desk.ui.press('Undo');
  expect(desk.memory.get('explorer.savedFilters')).toEqual([{ name: 'fast ones', text: 'tag:express' }]);
});

test('what another version kept is left alone', async () => {
  await desk.memory.set('explorer.savedFilters', [{ name: 1 }, 'x', { name: 'good', text: 'tag:a' }]);
  desk.ui.picks.push(undefined);
  await desk.run('swf.filterExplorer');
  expect(desk.ui.lists[0]?.labels).toEqual(['Type a Filter…', 'good', 'Delete Saved Filter…']);
});

test('an order is chosen, and changed back, without touching the rest of the line', async () => {
  desk.ui.types('order');
  await desk.run('swf.filterExplorer');
  desk.ui.picks.push('By Name');
  await desk.run('swf.sortExplorer');
  expect(desk.model.filtered.current?.text).toBe('order sort:name');
  await desk.scene.scheduleTask();
  await desk.scene.scheduleTask();
  expect(await shown()).toEqual(['order-1', 'order-2']);
  desk.ui.picks.push('As Usual');
  await desk.run('swf.sortExplorer');
  expect(await shown()).toEqual(['order-2', 'order-1']);
});

test('only another question to Amazon SWF costs a call, and the service then sends less', async () => {
  await desk.scene.scheduleTask();
  await desk.scene.scheduleTask();
  await shown();
  const calls = () => desk.scene.requests('ListOpenWorkflowExecutions');
  const before = calls();
  desk.ui.types('workflow:order-*');
  await desk.run('swf.filterExplorer');
  expect(await shown()).toHaveLength(2);
  expect(calls()).toBe(before);
  desk.ui.picks.push('Change Filter…');
  desk.ui.types('workflow:order-1');
  await desk.run('swf.filterExplorer');
  expect(await shown()).toEqual(['order-1']);
  expect(calls()).toBe(before + 1);
  expect(desk.model.filtered.hidden).toBe(0);
});

test('where nothing fits, a row says so', async () => {
  await desk.scene.scheduleTask();
  desk.ui.types('nowhere');
  await desk.run('swf.filterExplorer');
  expect(await shown()).toEqual(['message']);
  desk.ui.picks.push('Change Filter…');
  desk.ui.types('workflow:nowhere');
  await desk.run('swf.filterExplorer');
  expect(await shown()).toEqual(['message']);
});
