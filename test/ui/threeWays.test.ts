import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openDemo } from '../support/openWorkbench';
import type { Workbench } from '../support/workbench';

const skeleton = 'cancel-resize-image.respond-activity-task-canceled.json';
const unrequested = 'cancel-transcode-video.respond-activity-task-canceled.json';

async function tokenOf(workbench: Workbench, file: string): Promise<string> {
  const document: unknown = JSON.parse(await readFile(path.join(workbench.folder, file), 'utf8'));
  if (typeof document !== 'object' || document === null || !('taskToken' in document)) throw new Error('No token');
  return String(document.taskToken);
}

test('a click on Run in a skeleton file cancels the task, and the report names the event', async () => {
  const { workbench } = await openDemo({ openFile: skeleton });
  await workbench.codeLens('Run respond-activity-task-canceled').waitFor();
  await workbench.takePicture('skeleton with its lens');
  await workbench.clickCodeLens('Run respond-activity-task-canceled');
  await workbench.modal().waitFor();
  await workbench.takePicture('skeleton asks before it runs');
  expect(await workbench.modal().textContent()).toContain('Cancellation requested: yes');
  await workbench.clickModalButton('Cancel the Task');
  const report = workbench.notification('recorded as event');
  await report.waitFor();
  await workbench.takePicture('skeleton canceled a task');
  expect(await report.textContent()).toContain('resize-image-0417');
  await report.getByRole('button', { name: 'Open History' }).click();
  await workbench.page.getByRole('tab', { name: 'gallery-summer-sandals.swf-history' }).waitFor();
  await workbench.page.getByText('ActivityTaskCanceled').first().waitFor();
  await workbench.takePicture('the event in the history');
});

test('the palette asks for token and details, warns that nobody requested it, and proves the cancel', async () => {
  const { workbench } = await openDemo();
  const token = await tokenOf(workbench, unrequested);
  await workbench.runCommand('SWF: Cancel Activity Task…');
  await workbench.typeInQuickInput('Cancel Activity Task (1/2)', `  "${token}"  `);
  await workbench.quickInput().getByText('removed').waitFor();
  await workbench.takePicture('palette asks for the token');
  await workbench.page.keyboard.press('Enter');
  await workbench.typeInQuickInput('Cancel Activity Task (2/2)', 'The worker was shut down');
  await workbench.quickInput().getByText('24 of 32,768 characters').waitFor();
  await workbench.takePicture('palette asks for details');
  await workbench.page.keyboard.press('Enter');
  await workbench.modal().getByText('Nobody requested this cancellation').waitFor();
  await workbench.takePicture('palette warns');
  await workbench.clickModalButton('Cancel the Task Anyway');
  await workbench.notification('recorded as event').waitFor();
  await workbench.takePicture('palette canceled a task');
});

test('the tree finds the task, and its menu cancels it', async () => {
  const { workbench } = await openDemo();
  const token = await tokenOf(workbench, skeleton);
  await workbench.openView();
  await workbench.resizeSideBar(620);
  await workbench.expand('media');
  await workbench.expand('gallery-summer-sandals');
  await workbench.treeItem('resize-image-0417').waitFor();
  await workbench.expand('film-tent-setup');
  await workbench.expand('film-garden-chairs');
  await workbench.treeItem('transcode-garden-chairs').waitFor();
  await workbench.treeItem('transcode-tent-setup').waitFor();
  await workbench.takePicture('tree with open tasks');
  await workbench.openMenu('resize-image-0417');
  await workbench.takePicture('menu of a task');
  await workbench.menuItem('Cancel Activity Task…').click();
  await workbench.answer('Cancel Activity Task: resize-image-0417 (1/2)', token);
  await workbench.answer('Cancel Activity Task: resize-image-0417 (2/2)', '');
  await workbench.modal().waitFor();
  await workbench.takePicture('tree asks before it cancels');
  await workbench.clickModalButton('Cancel the Task');
  await workbench.notification('recorded as event').waitFor();
  await workbench.treeItem('clean-up-after').waitFor();
  await workbench.takePicture('tree after the cancel');
});
