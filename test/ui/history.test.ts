import { test } from 'vitest';
import { openDemo } from '../support/openWorkbench';

test('a history and its timeline open from the tree', async () => {
  const { workbench } = await openDemo();
  await workbench.openView();
  await workbench.expand('media');
  await workbench.chooseFromMenu('gallery-summer-sandals', 'Open History');
  await workbench.page.getByRole('tab', { name: 'gallery-summer-sandals.swf-history' }).waitFor();
  await workbench.codeLens('Following').waitFor();
  await workbench.takePicture('history');
  await workbench.clickCodeLens('Open Timeline');
  const frame = workbench.page.frameLocator('iframe.webview').frameLocator('iframe');
  await frame.locator('#title').filter({ hasText: 'gallery' }).waitFor();
  await frame.locator('#count').filter({ hasText: '11 events' }).waitFor();
  await workbench.takePicture('timeline');
});
