import { expect, test } from 'vitest';
import { openDemo } from '../support/openWorkbench';

const skeleton = 'cancel-resize-image.respond-activity-task-canceled.json';

test('the installed package cancels a task, proves it by the history, and reads YAML', async () => {
  const files = { 'signal-workflow-execution.yaml': 'domain: orders\nworkflowId: order-1\nsignalNames: go\n' };
  const { workbench } = await openDemo({ openFile: skeleton, files });
  await workbench.clickCodeLens('Run respond-activity-task-canceled');
  await workbench.clickModalButton('Cancel the Task');
  const report = workbench.notification('recorded as event');
  await report.waitFor();
  expect(await report.textContent()).toContain('resize-image-0417');
  await report.getByRole('button', { name: 'Open History' }).click();
  await workbench.page.getByRole('tab', { name: 'gallery-summer-sandals.swf-history' }).waitFor();
  await workbench.page.locator('.view-line').filter({ hasText: 'ActivityTaskCanceled' }).first().waitFor();
  await workbench.openFile('signal-workflow-execution.yaml');
  await workbench.codeLens('Run signal-workflow-execution').waitFor();
  await workbench.page.locator('.squiggly-error').first().waitFor();
  await workbench.takePicture('the installed package');
});
