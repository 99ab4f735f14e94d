import { test } from 'vitest';
import { themes } from '../../scripts/pictureNames.mjs';
import { printHistory } from '../../src/history/savedHistory';
import { around, Camera } from '../support/camera';
import { demoFiles, tokenIn } from '../support/demoTokens';
import { everyKind } from '../support/everyKind';
import { openDemo, openWorkbench } from '../support/openWorkbench';
import type { Workbench } from '../support/workbench';

const size = { width: 1000, height: 640 };
const colors = 96;
const calm = { settings: { 'editor.cursorBlinking': 'solid', 'swf.watch': 'off' }, scale: 2 };

async function openTree(workbench: Workbench, width: number): Promise<Camera> {
  const camera = await Camera.of(workbench, size, colors);
  await workbench.openView();
  await workbench.resizeSideBar(width);
  await workbench.expand('media');
  await workbench.treeItem('film-coffee-grinder').waitFor();
  return camera;
}

/** The side bar from a row on, so many rows high. */
async function rowsFrom({ page }: Workbench, row: ReturnType<Workbench['treeItem']>, count: number) {
  const [{ x, width }, { y }] = [await around([page.locator('.part.sidebar')]), await around([row])];
  return { x, y, width, height: 22 * count };
}

test('explorer', async () => {
  const { workbench } = await openDemo({ ...calm, openFile: demoFiles.requested });
  const camera = await openTree(workbench, 540);
  await workbench.expand('gallery-summer-sandals');
  await workbench.treeItem('resize-image-0417').waitFor();
  await workbench.expand('film-tent-setup');
  await workbench.treeItem('transcode-tent-setup').waitFor();
  await camera.take('media/readme/explorer.webp');
});

test('open-tasks', async () => {
  const { workbench } = await openDemo({ ...calm, openFile: 'README.md' });
  const camera = await openTree(workbench, 860);
  await workbench.expand('Open Activity Tasks');
  await workbench.treeItem('transcode-garden-chairs').waitFor();
  await camera.take('media/readme/open-tasks.webp', await rowsFrom(workbench, workbench.treeItem('media'), 9));
});

test('why-stuck', async () => {
  const { workbench } = await openDemo({ ...calm, openFile: 'README.md' });
  const camera = await openTree(workbench, 860);
  await workbench.page.setViewportSize({ width: size.width, height: 760 });
  await workbench.treeItem('media').locator('.monaco-tl-twistie').click();
  await workbench.expand('shipping');
  await workbench.expand('return-3302');
  await workbench.chooseFromMenu('inspect-3302', 'Why Is It Stuck?');
  await workbench.treeItem('Cancel not answered').waitFor();
  await camera.take('media/readme/why-stuck.webp', await rowsFrom(workbench, workbench.treeItem('return-3302'), 14));
});

test('filter', async () => {
  const { workbench } = await openDemo({ ...calm, openFile: 'README.md' });
  const camera = await openTree(workbench, 480);
  await workbench.runCommand('SWF: Filter…');
  await workbench.typeInQuickInput('Filter', 'workflow:film-* state:started sort:name');
  await workbench.quickInput().getByText('Rows: workflow id film-*').waitFor();
  await workbench.page.keyboard.press('Enter');
  await workbench.treeItem('gallery-summer-sandals').waitFor({ state: 'detached' });
  await workbench.runCommand('SWF: Filter…');
  await workbench.pick('Change Filter…');
  await workbench.quickInput().getByText('Rows: workflow id film-*').waitFor();
  await camera.take('media/readme/filter.webp', { x: 0, y: 0, width: size.width, height: 330 });
});

test('recorded', async () => {
  const { workbench } = await openDemo({ ...calm, openFile: demoFiles.requested });
  const camera = await Camera.of(workbench, size, colors);
  await workbench.clickCodeLens('Run respond-activity-task-canceled');
  await workbench.clickModalButton('Cancel the Task');
  const report = workbench.notification('recorded as event');
  await report.waitFor();
  await report.getByRole('button', { name: 'Open History' }).hover();
  await workbench.page.waitForTimeout(1_000);
  await camera.take('media/readme/recorded.webp', await around([report], 10));
});

test('warning', async () => {
  const { workbench } = await openDemo({ ...calm, openFile: demoFiles.unrequested });
  const camera = await Camera.of(workbench, size, colors);
  const token = await tokenIn(workbench, demoFiles.unrequested);
  await workbench.runCommand('SWF: Cancel Activity Task…');
  await workbench.answer('Cancel Activity Task (1/2)', token);
  await workbench.answer('Cancel Activity Task (2/2)', 'The worker is gone since the last deploy');
  await workbench.modal().getByText('Nobody requested this cancellation').waitFor();
  await camera.take('media/readme/warning.webp', await around([workbench.modal()], 12));
});

test('batch', async () => {
  const { workbench } = await openDemo({ ...calm, openFile: 'README.md' });
  const camera = await openTree(workbench, 300);
  // From below: a row that is clicked opens, and moves those under it.
  await workbench.treeItem('film-tent-setup').click();
  for (const id of ['film-garden-chairs', 'film-bike-lights']) {
    await workbench.treeItem(id).click({ modifiers: ['Control'] });
  }
  await workbench.treeItem('film-garden-chairs').click({ button: 'right' });
  await workbench.menuItem('Act on Several Executions…').click({ delay: 200 });
  await workbench.pick('Request Cancel');
  await workbench.quickInput().getByText('which of these?').waitFor();
  await workbench.quickInput().getByRole('button', { name: 'OK' }).click();
  await workbench.modal().waitFor();
  await workbench
    .modal()
    .getByRole('button', { name: /^Request/ })
    .click();
  await workbench.page.getByText('Outcomes: 3 recorded').waitFor({ timeout: 30_000 });
  await workbench.runCommand('Notifications: Clear All Notifications');
  await camera.take('media/readme/batch.webp');
});

test.each([
  ['timeline', 'media/readme/timeline.webp', themes.dark, 2],
  ['timeline-light', 'media/readme/timeline-light.webp', themes.light, 1],
  ['timeline-contrast', 'media/readme/timeline-contrast.webp', themes.contrast, 1],
])('%s', async (_, file, theme, scale) => {
  const files = { 'order-1.json': printHistory(await everyKind()) };
  const settings = { ...calm.settings, 'workbench.colorTheme': theme };
  const workbench = await openWorkbench({ settings, scale, files });
  const camera = await Camera.of(workbench, { width: 1000, height: 700 }, colors);
  await workbench.resizeSideBar(180);
  await workbench.runCommand('SWF: Open Saved History…');
  const box = workbench.quickInput();
  await box.locator('.quick-input-title').filter({ hasText: 'Open Saved History' }).waitFor();
  await box.getByRole('option').filter({ hasText: 'order-1.json' }).first().click();
  await workbench.clickCodeLens('Open Timeline');
  const inner = workbench.page.locator('iframe.webview.ready').last().contentFrame().locator('iframe').last();
  const page = inner.contentFrame();
  await page.locator('#count').filter({ hasText: 'events' }).waitFor();
  await page.locator('#chart').focus();
  // To the second problem, the task that timed out, and nearer.
  for (const key of ['n', 'n', '+', '+', '+', '+']) await workbench.page.keyboard.press(key);
  await page.locator('#live').filter({ hasText: 'activity task late' }).waitFor();
  await camera.take(file);
});

test('held-tasks', async () => {
  const { workbench } = await openDemo({ ...calm, openFile: 'README.md' });
  const camera = await openTree(workbench, 860);
  for (const [execution, activityId] of [
    ['film-garden-chairs', 'transcode-garden-chairs'],
    ['gallery-beach-towels', 'resize-image-0424'],
  ] as const) {
    await workbench.expand(execution);
    await workbench.chooseFromMenu(activityId, 'Claim Next Task…');
    await workbench.clickModalButton('Claim the Next Task');
    await workbench.page.getByRole('treeitem', { name: `Held activity task ${activityId}` }).waitFor();
  }
  await workbench.runCommand('Notifications: Clear All Notifications');
  const held = workbench.page.getByRole('treeitem', { name: /^Held activity task/ });
  await held.filter({ hasText: 'times out' }).nth(1).waitFor();
  const { y, ...place } = await rowsFrom(workbench, held.first(), 5);
  await camera.take('media/readme/held-tasks.webp', { ...place, y: y - 28 });
});
