import { expect, test } from 'vitest';
import { openWorkbench } from '../support/openWorkbench';

test('the palette offers to cancel an activity task, and asks for the task token first', async () => {
  const workbench = await openWorkbench();
  await workbench.openView();
  await workbench.runCommand('SWF: Cancel Activity Task…');

  const title = workbench.quickInput().locator('.quick-input-title');
  await title.filter({ hasText: 'Cancel Activity Task' }).waitFor();
  expect(await title.textContent()).toContain('1/2');
  await workbench.takePicture('palette asks for the token');
});
