import { expect, test } from 'vitest';
import { themes } from '../../scripts/pictureNames.mjs';
import { around, Camera } from '../support/camera';
import { openWorkbench } from '../support/openWorkbench';

/** As wide as there is room beside the steps, in CSS pixels. */
const width = 520;
/** The package holds these pictures, so they are small. */
const colors = 28;

test.each(Object.entries(themes))('walkthrough in %s', async (kind, theme) => {
  const settings = { 'workbench.colorTheme': theme, 'workbench.activityBar.location': 'top', 'swf.watch': 'off' };
  const workbench = await openWorkbench({ settings });
  const camera = await Camera.of(workbench, { width: 1200, height: 340 }, colors);
  const fileOf = (step: string) => `media/walkthrough/${step}-${kind}.webp`;
  await workbench.openView();
  await workbench.resizeSideBar(width);
  await workbench.runCommand('SWF: Start Local SWF');
  await workbench.treeItem('shipping').waitFor();
  // What says where Local SWF listens leaves by itself; the port is another one each time.
  await expect.poll(() => workbench.statusBarItem('is listening on').count(), { timeout: 20_000 }).toBe(0);
  await camera.take(fileOf('localSwf'), { x: 0, y: 60, width, height: 280 });

  await workbench.page.setViewportSize({ width: 1200, height: 700 });
  await workbench.expand('media');
  await workbench.expand('Open Activity Tasks');
  await workbench.treeItem('resize-image-0417').waitFor();
  const top = (await around([workbench.treeItem('media')])).y;
  await camera.take(fileOf('look'), { x: 0, y: top, width, height: 22 * 8 });

  await workbench.chooseFromMenu('resize-image-0417', 'Why Is It Stuck?');
  await workbench.treeItem('Cancel not answered').waitFor();
  await camera.take(fileOf('explain'), { x: 0, y: top, width, height: 22 * 11 });

  await workbench.runCommand('SWF: Open Demo Skeleton File');
  await workbench.page.setViewportSize({ width: 1900, height: 700 });
  const lens = workbench.codeLens('Run respond-activity-task-canceled · Local SWF');
  await lens.waitFor();
  const { x, y } = await around([lens]);
  await camera.take(fileOf('skeleton'), { x: x - 70, y: y - 8, width, height: 190 });

  await workbench.clickCodeLens('Run respond-activity-task-canceled');
  await workbench.clickModalButton('Cancel the Task');
  const report = workbench.notification('recorded as event');
  await report.waitFor();
  await camera.take(fileOf('cancel'), { x: 1900 - 468, y: 700 - 160, width: 468, height: 136 });
});
