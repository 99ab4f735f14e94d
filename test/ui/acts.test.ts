import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openDemo } from '../support/openWorkbench';
import type { Workbench } from '../support/workbench';

const requested = 'cancel-resize-image.respond-activity-task-canceled.json';
const unrequested = 'cancel-transcode-video.respond-activity-task-canceled.json';

async function tokenOf(workbench: Workbench, file: string): Promise<string> {
  const document: unknown = JSON.parse(await readFile(path.join(workbench.folder, file), 'utf8'));
  if (typeof document !== 'object' || document === null || !('taskToken' in document)) throw new Error('No token');
  return String(document.taskToken);
}

/** The demo with the tree wide enough to be read, and one execution open. */
async function openTree(execution: string): Promise<Workbench> {
  const { workbench } = await openDemo();
  await workbench.openView();
  await workbench.resizeSideBar(560);
  await workbench.expand('media');
  await workbench.expand(execution);
  return workbench;
}

test('a task whose cancellation was requested is completed all the same, after a question that says so', async () => {
  const workbench = await openTree('gallery-summer-sandals');
  await workbench.openMenu('resize-image-0417');
  await workbench.takePicture('acts on a task in order of harm');
  await workbench.menuItem('Complete Activity Task…').click();
  await workbench.answer('Complete Activity Task: resize-image-0417 (1/2)', await tokenOf(workbench, requested));
  await workbench.typeInQuickInput('Complete Activity Task: resize-image-0417 (2/2)', '{"images":48');
  await workbench.quickInput().getByText('begins like JSON').waitFor();
  await workbench.takePicture('a result that is no JSON');
  await workbench.answer('Complete Activity Task: resize-image-0417 (2/2)', '{"images":48}');
  await workbench.modal().getByText('Its cancellation was requested').waitFor();
  await workbench.takePicture('asks before it completes');
  expect(await workbench.modal().textContent()).toContain('ActivityTaskCompleted, result “{"images":48}”');
  await workbench.clickModalButton('Complete the Task');
  await workbench.notification('Activity task completed, recorded as event').waitFor();
  await workbench.takePicture('a task was completed');
});

test('a task gets a heartbeat, and is failed with reason and details', async () => {
  const workbench = await openTree('film-tent-setup');
  const token = await tokenOf(workbench, unrequested);
  await workbench.chooseFromMenu('transcode-tent-setup', 'Record Heartbeat…');
  await workbench.answer('Record Heartbeat: transcode-tent-setup (1/2)', token);
  await workbench.typeInQuickInput('Record Heartbeat: transcode-tent-setup (2/2)', '1080p: 70 %');
  await workbench.takePicture('heartbeat asks for progress');
  await workbench.page.keyboard.press('Enter');
  const beat = workbench.notification('Heartbeat taken by Amazon SWF');
  await beat.waitFor();
  expect(await beat.textContent()).toContain('Its cancellation was not requested');
  await workbench.takePicture('heartbeat was taken');

  await workbench.chooseFromMenu('transcode-tent-setup', 'Fail Activity Task…');
  await workbench.answer('Fail Activity Task: transcode-tent-setup (1/3)', token);
  await workbench.answer('Fail Activity Task: transcode-tent-setup (2/3)', 'GpuLost');
  await workbench.answer('Fail Activity Task: transcode-tent-setup (3/3)', 'The host was taken away');
  await workbench.modal().getByText('The decider will see').waitFor();
  await workbench.takePicture('asks before it fails');
  await workbench.clickModalButton('Fail the Task');
  await workbench.notification('Activity task failed, recorded as event').waitFor();
});

test('an execution whose decider is down is signaled, and the question says that nothing follows yet', async () => {
  const workbench = await openTree('film-coffee-grinder');
  await workbench.chooseFromMenu('film-coffee-grinder', 'Signal Execution…');
  await workbench.answer('Signal Execution: film-coffee-grinder (1/2)', 'skip-1080p');
  await workbench.answer('Signal Execution: film-coffee-grinder (2/2)', '{"because":"deadline"}');
  await workbench.modal().getByText('No decider has taken its decision task').waitFor();
  await workbench.takePicture('asks before it signals');
  await workbench.clickModalButton('Send the Signal');
  const report = workbench.notification('Signal recorded as event');
  await report.waitFor();
  await report.getByRole('button', { name: 'Open History' }).click();
  await workbench.page.getByText('WorkflowExecutionSignaled').first().waitFor();

  await workbench.chooseFromMenu('film-coffee-grinder', 'Signal Execution…');
  await workbench.quickInput().getByRole('option', { name: 'skip-1080p' }).waitFor();
  // What is typed counts, also where it is the beginning of a name that is known.
  await workbench.typeInQuickInput('Signal Execution: film-coffee-grinder (1/2)', 'skip-10');
  await workbench.quickInput().getByRole('option', { name: 'as typed' }).waitFor();
  await workbench.takePicture('names that the history has seen');
  await workbench.page.keyboard.press('Enter');
  await workbench.answer('Signal Execution: film-coffee-grinder (2/2)', '');
  await workbench.modal().getByText('Signal: “skip-10”').waitFor();
  await workbench.clickModalButton('Do Nothing');
});

test('the cancellation of an execution is requested from the row of a task that nobody has started', async () => {
  const workbench = await openTree('film-garden-chairs');
  await workbench.openMenu('transcode-garden-chairs');
  await workbench.takePicture('acts on a task without a token');
  expect(await workbench.menuItem('Complete Activity Task…').count()).toBe(0);
  await workbench.menuItem('Request Cancel of Execution…').click();
  await workbench.modal().getByText('This task stays in its task list').waitFor();
  await workbench.takePicture('asks before it requests a cancel');
  await workbench.clickModalButton('Request Cancel');
  await workbench.notification('Cancel request recorded as event').waitFor();
});

test('an execution is terminated with a child policy, and its task is gone', async () => {
  const workbench = await openTree('film-bike-lights');
  await workbench.chooseFromMenu('transcode-bike-lights', 'Terminate Execution…');
  await workbench.answer('Terminate Execution: film-bike-lights (1/3)', 'Ordered twice');
  await workbench.answer('Terminate Execution: film-bike-lights (2/3)', '');
  await workbench.quickInput().getByRole('option', { name: 'ABANDON' }).waitFor();
  await workbench.takePicture('child policies explained');
  await workbench.pick('The Execution’s Own Policy');
  await workbench.modal().getByText('gone without an event of its own').waitFor();
  await workbench.takePicture('asks before it terminates');
  await workbench.clickModalButton('Terminate the Execution');
  await workbench.notification('Termination recorded as event').waitFor();
  await workbench.treeItem('film-bike-lights').waitFor({ state: 'detached' });
  await workbench.takePicture('an execution was terminated');
});

test('the palette asks which execution is meant, and offers what there is', async () => {
  const { workbench } = await openDemo();
  await workbench.runCommand('SWF: Terminate Execution…');
  await workbench.pick('media');
  await workbench.quickInput().getByRole('option', { name: 'film-tent-setup' }).waitFor();
  await workbench.takePicture('palette asks for the execution');
  await workbench.typeInQuickInput('Terminate Execution (2/5)', 'film-nowhere');
  await workbench.page.keyboard.press('Enter');
  await workbench.answer('Terminate Execution (3/5)', '');
  await workbench.answer('Terminate Execution (4/5)', '');
  await workbench.pick('The Execution’s Own Policy');
  await workbench.notification('no open run was found of film-nowhere').waitFor();
  await workbench.takePicture('no such open execution');
});
