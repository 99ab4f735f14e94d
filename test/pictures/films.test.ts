import { test } from 'vitest';
import { Camera } from '../support/camera';
import { demoFiles, tokenIn } from '../support/demoTokens';
import { openDemo } from '../support/openWorkbench';

/** Wide enough for a tree beside an editor, narrow enough to be read in a column of text; in CSS pixels. */
const size = { width: 960, height: 600 };
const colors = 96;
const settings = { 'editor.cursorBlinking': 'solid', 'swf.watch': 'off' };
/** How long the outcome is shown, in milliseconds. */
const atTheEnd = 3_500;

test('cancel-from-the-tree', async () => {
  const { workbench } = await openDemo({ settings, openFile: 'README.md' });
  const camera = await Camera.of(workbench, size, colors);
  const token = await tokenIn(workbench, demoFiles.requested);
  await workbench.openView();
  await workbench.resizeSideBar(560);
  await workbench.expand('media');
  await workbench.expand('gallery-summer-sandals');
  const row = workbench.treeItem('resize-image-0417');
  await row.waitFor();
  await camera.film('media/readme/cancel-from-the-tree.webp', async (film) => {
    await film.hold(1_200);
    await film.click(row, 'right');
    const item = workbench.menuItem('Cancel Activity Task…');
    await item.waitFor();
    await film.hold(900);
    await film.click(item);
    const input = workbench.quickInput().locator('.quick-input-box input');
    await input.waitFor();
    await film.moveTo(input);
    await film.hold(900);
    await input.fill(token);
    await film.hold(700);
    await workbench.page.keyboard.press('Enter');
    await workbench.quickInput().locator('.quick-input-title').filter({ hasText: '(2/2)' }).waitFor();
    await film.hold(500);
    await film.type('Nothing published');
    await film.hold(500);
    await workbench.page.keyboard.press('Enter');
    const yes = workbench.modal().getByRole('button', { name: 'Cancel the Task' });
    await yes.waitFor();
    await film.hold(1_800);
    await film.click(yes);
    await workbench.notification('recorded as event').waitFor();
    await workbench.treeItem('clean-up-after').waitFor();
    await film.hold(atTheEnd);
  });
});

test('cancel-from-the-palette', async () => {
  const { workbench } = await openDemo({ settings, openFile: 'worker.log' });
  const { page } = workbench;
  const camera = await Camera.of(workbench, size, colors);
  const token = await tokenIn(workbench, demoFiles.requested);
  await camera.film('media/readme/cancel-from-the-palette.webp', async (film) => {
    await film.hold(1_200);
    await page.keyboard.press('F1');
    const input = workbench.quickInput().locator('input[type="text"]');
    await input.waitFor();
    await film.hold(300);
    await film.type('SWF: Cancel Activity');
    const command = workbench.quickInput().getByRole('option', { name: 'SWF: Cancel Activity Task…' }).first();
    await command.waitFor();
    await film.hold(700);
    await film.click(command);
    await workbench.quickInput().locator('.quick-input-title').filter({ hasText: '(1/2)' }).waitFor();
    await film.hold(900);
    await workbench.quickInput().locator('.quick-input-box input').fill(`  "${token}"`);
    await film.hold(1_200);
    await page.keyboard.press('Enter');
    await workbench.quickInput().locator('.quick-input-title').filter({ hasText: '(2/2)' }).waitFor();
    await film.hold(500);
    await film.type('Nothing published');
    await film.hold(500);
    await page.keyboard.press('Enter');
    const yes = workbench.modal().getByRole('button', { name: 'Cancel the Task' });
    await yes.waitFor();
    await film.hold(1_800);
    await film.click(yes);
    await workbench.notification('recorded as event').waitFor();
    await film.hold(atTheEnd);
  });
});

test('cancel-from-a-file', async () => {
  const { workbench } = await openDemo({ settings, openFile: demoFiles.requested });
  const camera = await Camera.of(workbench, size, colors);
  const lens = workbench.codeLens('Run respond-activity-task-canceled');
  await lens.waitFor();
  await camera.film('media/readme/cancel-from-a-file.webp', async (film) => {
    await film.hold(1_500);
    await film.click(lens);
    const yes = workbench.modal().getByRole('button', { name: 'Cancel the Task' });
    await yes.waitFor();
    await film.hold(1_800);
    await film.click(yes);
    const report = workbench.notification('recorded as event');
    await report.waitFor();
    await film.hold(2_500);
    await film.click(report.getByRole('button', { name: 'Open History' }));
    await workbench.page.getByRole('tab', { name: 'gallery-summer-sandals.swf-history' }).waitFor();
    await film.hold(atTheEnd);
  });
});
