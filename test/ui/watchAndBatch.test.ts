import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { SWF } from '@aws-sdk/client-swf';
import { expect, onTestFinished, test } from 'vitest';
import { openDemo } from '../support/openWorkbench';
import type { Workbench } from '../support/workbench';

const skeleton = 'cancel-resize-image.respond-activity-task-canceled.json';

/** Amazon SWF as a worker has it. */
function worker(endpoint: string): SWF {
  const sdk = new SWF({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'key', secretAccessKey: 'secret' },
  });
  onTestFinished(() => {
    sdk.destroy();
  });
  return sdk;
}

/** How many requests Local SWF has had. */
async function requestsOf(endpoint: string): Promise<number> {
  const state = (await (await fetch(`${endpoint}/_local/state`)).json()) as { readonly totalRequests: number };
  return state.totalRequests;
}

async function tokenOf(workbench: Workbench): Promise<string> {
  const document: unknown = JSON.parse(await readFile(path.join(workbench.folder, skeleton), 'utf8'));
  if (typeof document !== 'object' || document === null || !('taskToken' in document)) throw new Error('No token');
  return String(document.taskToken);
}

async function terminated(sdk: SWF, domain: string): Promise<number> {
  const startTimeFilter = { oldestDate: new Date(0) };
  const { executionInfos = [] } = await sdk.listClosedWorkflowExecutions({
    domain,
    startTimeFilter,
    closeStatusFilter: undefined,
  });
  return executionInfos.filter(({ closeStatus }) => closeStatus === 'TERMINATED').length;
}

test('a task that closes by itself leaves the tree without a click, and its pin is told of', async () => {
  const { workbench, endpoint } = await openDemo({ settings: { 'swf.watch': '2' } });
  await workbench.openView();
  await workbench.resizeSideBar(560);
  await workbench.expand('media');
  await workbench.expand('gallery-summer-sandals');
  await workbench.chooseFromMenu('resize-image-0417', 'Pin Task');
  const row = workbench.treeItem('resize-image-0417');
  await row.filter({ hasText: 'pinned' }).waitFor();
  expect(await row.getAttribute('aria-label')).toContain('pinned');
  await workbench.takePicture('a pinned task');

  await worker(endpoint).respondActivityTaskCompleted({ taskToken: await tokenOf(workbench), result: 'done' });
  const told = workbench.notification('A pinned task was completed');
  await told.waitFor({ timeout: 30_000 });
  await row.waitFor({ state: 'detached', timeout: 30_000 });
  await workbench.takePicture('a pinned task has closed');
  await told.getByRole('button', { name: 'Open History' }).click();
  await workbench.page
    .getByRole('tab', { name: /gallery-summer-sandals/ })
    .first()
    .waitFor();
});

test('a pin is still there after the window was reloaded', async () => {
  const { workbench } = await openDemo();
  await workbench.openView();
  await workbench.resizeSideBar(560);
  await workbench.expand('media');
  await workbench.expand('gallery-summer-sandals');
  await workbench.chooseFromMenu('resize-image-0417', 'Pin Task');
  await workbench.treeItem('resize-image-0417').filter({ hasText: 'pinned' }).waitFor();
  await expect.poll(() => workbench.remembers('resize-image-0417')).toBe(true);
  await workbench.page.reload();
  await workbench.openView();
  await workbench.expand('media');
  await workbench.expand('gallery-summer-sandals');
  await workbench.treeItem('resize-image-0417').filter({ hasText: 'pinned' }).waitFor();
  await workbench.chooseFromMenu('resize-image-0417', 'Unpin Task');
  await workbench.treeItem('resize-image-0417').filter({ hasNotText: 'pinned' }).waitFor();
});

test('a view that is hidden makes no call, and reads again what it shows when it is seen', async () => {
  const { workbench, endpoint } = await openDemo({ settings: { 'swf.watch': '1' } });
  await workbench.openView();
  await workbench.expand('media');
  await workbench.expand('Open Activity Tasks');
  await workbench.treeItem('transcode-garden-chairs').waitFor();
  const seen = await requestsOf(endpoint);
  await expect.poll(() => requestsOf(endpoint)).toBeGreaterThan(seen);

  await workbench.openView('Explorer');
  // What was on its way ends; then as long as the watch would have taken for several looks.
  await workbench.page.waitForTimeout(2_000);
  const hidden = await requestsOf(endpoint);
  await workbench.page.waitForTimeout(6_000);
  expect(await requestsOf(endpoint)).toBe(hidden);

  await workbench.openView();
  await expect.poll(() => requestsOf(endpoint)).toBeGreaterThan(hidden);
});

test('a badge counts the loaded tasks near a timeout', async () => {
  const { workbench } = await openDemo();
  await workbench.openView();
  await workbench.expand('shipping');
  await workbench.expand('Open Activity Tasks');
  const badge = workbench.page.locator('.activitybar .badge-content');
  await badge.filter({ hasText: /^\d+$/ }).first().waitFor({ timeout: 30_000 });
  await workbench.takePicture('badge');
});

test('several rows are terminated after a list, a question, and with a table of what became of each', async () => {
  const { workbench, endpoint } = await openDemo();
  const sdk = worker(endpoint);
  await workbench.openView();
  await workbench.resizeSideBar(480);
  await workbench.expand('media');
  const rows = workbench.page.getByRole('treeitem', { name: /^Workflow execution/ });
  await rows.nth(3).waitFor();
  await rows.nth(0).click();
  for (const i of [1, 2, 3]) await rows.nth(i).click({ modifiers: ['Control'] });
  await rows.nth(2).click({ button: 'right' });
  await workbench.page.getByRole('menu').first().waitFor();
  expect(await workbench.menuItem('Terminate Execution…').count()).toBe(0);
  await workbench.takePicture('menu of several rows');
  await workbench.menuItem('Act on Several Executions…').click();
  await workbench.pick('Terminate');
  await workbench.quickInput().getByText('Terminate: which of these?').waitFor();
  await workbench.takePicture('batch to review');
  await workbench.quickInput().getByText('4 Selected').waitFor();
  await workbench.quickInput().getByText('gallery-beach-towels').click();
  await workbench.quickInput().getByText('3 Selected').waitFor();
  await workbench.quickInput().getByRole('button', { name: 'OK' }).click();
  await workbench.answer('Terminate', 'The old shop closes');
  await workbench.answer('Terminate (2/2)', '');
  await workbench.modal().getByText('Terminate 3 workflow executions?').waitFor();
  await workbench.takePicture('batch asks once');
  expect(await terminated(sdk, 'media')).toBe(0);
  await workbench.clickModalButton('Terminate 3 workflow executions');
  await workbench.notification('Terminate: 3 recorded').waitFor({ timeout: 30_000 });
  expect(await terminated(sdk, 'media')).toBe(3);
  await workbench.page.getByText('Outcomes: 3 recorded').waitFor();
  await workbench.takePicture('batch results');

  await workbench.page.getByText('Outcomes: 3 recorded').click();
  await workbench.runCommand('File: Save As...');
  const file = path.join(workbench.folder, 'results.md');
  const name = workbench.quickInput().locator('.quick-input-box input');
  await expect.poll(() => name.inputValue()).toMatch(/\.md$/);
  await name.fill(file);
  await workbench.page.keyboard.press('Enter');
  const saved = () => readFile(file, 'utf8').catch(() => '');
  await expect.poll(saved, { timeout: 10_000 }).toContain('Outcomes: 3 recorded');
  expect((await saved()).match(/\| recorded /g)).toHaveLength(3);
});

test('a batch is stopped above its results, and continued there', async () => {
  const { workbench } = await openDemo({ settings: { 'swf.requests.share': 1 } });
  await workbench.openView();
  await workbench.chooseFromMenu('notifications', 'Act on Several Executions…');
  await workbench.pick('Signal');
  await workbench.quickInput().getByText('Signal: which of these?').waitFor();
  await workbench.quickInput().getByRole('button', { name: 'OK' }).click();
  await workbench.answer('Signal (1/2)', 'wake up');
  await workbench.answer('Signal (2/2)', '');
  await workbench.modal().waitFor();
  await workbench.takePicture('batch of a domain asks');
  await workbench
    .modal()
    .getByRole('button', { name: /^Signal / })
    .click();
  await workbench.page
    .getByText(/Running: [1-9]\d* of/)
    .first()
    .waitFor({ timeout: 30_000 });
  await workbench.takePicture('batch under way');
  await workbench.page.locator('.editor-actions').getByRole('button', { name: 'Stop Batch' }).click();
  await workbench.notification('not sent').or(workbench.notification('waiting')).waitFor({ timeout: 60_000 });
  await workbench.takePicture('batch stopped');
  await workbench.page.locator('.editor-actions').getByRole('button', { name: 'Continue Batch…' }).click();
  await workbench.modal().getByText('Skipped, as it is done').waitFor();
  await workbench.takePicture('batch continued');
  await workbench.clickModalButton('Do Nothing');
});
