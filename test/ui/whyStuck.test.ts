import { expect, test } from 'vitest';
import { openDemo } from '../support/openWorkbench';
import type { Workbench } from '../support/workbench';

/** The tree with the domain in which everything is stuck. */
async function openShipping(): Promise<Workbench> {
  const { workbench } = await openDemo({ settings: { 'swf.watch': 'off' } });
  await workbench.openView();
  await workbench.resizeSideBar(900);
  await workbench.expand('shipping');
  return workbench;
}

async function spoken(workbench: Workbench, text: string | RegExp): Promise<string> {
  const row = workbench.treeItem(text);
  await row.waitFor();
  return (await row.getAttribute('aria-label')) ?? '';
}

/** Scrolls to the end of the tree until a row that was asked for has come. */
async function showEnd(workbench: Workbench, text: string): Promise<void> {
  const isThere = async () => {
    await workbench.page.mouse.wheel(0, 2_000);
    return await workbench.treeItem(text).isVisible();
  };
  await expect.poll(isThere, { timeout: 15_000 }).toBe(true);
}

test('a task opens on why it is open, what ends it and what can be done', async () => {
  const workbench = await openShipping();
  await workbench.expand('import-8828');
  await workbench.expand('declare-8828');
  expect(await spoken(workbench, 'Never started')).toContain('no worker has taken it from task list customs-desk for');
  expect(await spoken(workbench, 'Waiting in this list')).toContain('11 activity tasks in customs-desk');
  expect(await spoken(workbench, 'Last start from this list')).toContain('none in the histories read so far');
  expect(await spoken(workbench, /^\s*Never times out/)).toContain('no timeout runs before a worker starts it');
  await workbench.takePicture('why a task never started');

  await workbench.expand('route-hb-17');
  await workbench.chooseFromMenu('drive-hb-17', 'Why Is It Stuck?');
  expect(await spoken(workbench, 'Started and silent')).toContain('nothing recorded since truck-hb-17 took it');
  expect(await spoken(workbench, 'Heartbeat timeout')).toContain('which no history tells');
  await workbench.takePicture('why a task is silent');
  await workbench.chooseTheme('Light Modern');
  await workbench.takePicture('why a task is silent, in light');
});

test('a dead decider has a word and an icon on its row, and its reasons below', async () => {
  const workbench = await openShipping();
  await workbench.expand('label-run-59');
  expect(await spoken(workbench, 'Decision tasks time out')).toContain(
    '3 decision tasks timed out and none was answered',
  );
  await expect.poll(() => spoken(workbench, 'label-run-59')).toContain('3 decision tasks timed out');
  await workbench.takePicture('a decider that times out');
  await workbench.treeItem('label-run-59').locator('.monaco-tl-twistie').click();
  await workbench.expand('return-3318');
  await expect.poll(() => spoken(workbench, 'Last decider that answered')).toContain('returns-decider');
  await expect.poll(() => spoken(workbench, 'return-3318')).toContain('no decider for');
  await workbench.expand('sort-nightly');
  expect(await spoken(workbench, 'Waits for')).toContain('1 timer, next in');
  await workbench.takePicture('deciders that are down');
});

test('a click on an act does it to the task; from the palette the selected row explains itself', async () => {
  const workbench = await openShipping();
  await workbench.expand('return-3302');
  await workbench.treeItem('inspect-3302').click();
  await workbench.runCommand('SWF: Why Is It Stuck?');
  expect(await spoken(workbench, 'Cancel not answered')).toContain('returns-3@wh-leipzig has not answered');
  await workbench.takePicture('a cancel that is not answered');
  await workbench.treeItem('Cancel This Task…').click();
  await workbench.quickInput().locator('.quick-input-title').filter({ hasText: 'inspect-3302' }).waitFor();
  await workbench.page.keyboard.press('Escape');
  await workbench.treeItem('Open History').click();
  await workbench.page.getByRole('tab', { name: /return-3302/ }).waitFor();
});

test('a countdown goes on while it is looked at, and asks the service nothing', async () => {
  const { workbench, endpoint } = await openDemo({ settings: { 'swf.watch': 'off' } });
  const requests = async () => {
    const state = (await (await fetch(`${endpoint}/_local/state`)).json()) as { totalRequests: number };
    return state.totalRequests;
  };
  await workbench.openView();
  await workbench.resizeSideBar(900);
  await workbench.expand('shipping');
  await workbench.expand('pickup-4410');
  await workbench.expand('book-pickup-4410');
  await workbench.treeItem('Next timeout').waitFor();
  const before = await requests();
  const shown = () => workbench.treeItem('book-pickup-4410').textContent();
  const first = await shown();
  expect(first).toMatch(/times out in [34] min/);
  await expect.poll(shown, { timeout: 15_000 }).not.toBe(first);
  expect(await requests()).toBe(before);
  await workbench.takePicture('a task near its timeout');
});

test('who started something from the list last is told once a history that was read shows it', async () => {
  const workbench = await openShipping();
  await workbench.treeItem('pickup-4411').waitFor();
  await workbench.treeItem('pickup-4411').hover();
  await showEnd(workbench, 'import-8801');
  await workbench.expand('import-8801');
  await showEnd(workbench, 'pay-duty-8801');
  await workbench.expand('pay-duty-8801');
  await showEnd(workbench, 'Read Again');
  expect(await spoken(workbench, 'Last start from this list')).toContain('declare-8801, by customs-2@ip-10-0-4-31');
  await workbench.takePicture('who started something last');
});
