import { expect, test } from 'vitest';
import { openDemo, openWorkbench } from '../support/openWorkbench';
import type { Workbench } from '../support/workbench';

async function writesOf(endpoint: string): Promise<number> {
  const response = await fetch(`${endpoint}/_local/state`);
  const { requests } = (await response.json()) as { requests: Record<string, number> };
  return (requests['RespondActivityTaskCanceled'] ?? 0) + (requests['RecordActivityTaskHeartbeat'] ?? 0);
}

function field(workbench: Workbench) {
  return workbench.quickInput().locator('.quick-input-box input');
}

test('blanks and too many characters for a token are refused in the box, which stays open', async () => {
  const { workbench, endpoint } = await openDemo();
  await workbench.runCommand('SWF: Cancel Activity Task…');
  for (const [text, words] of [
    ['   ', 'The task token is missing'],
    ['x'.repeat(1_025), '1,024'],
  ] as const) {
    await workbench.typeInQuickInput('Cancel Activity Task (1/2)', text);
    await workbench.page.keyboard.press('Enter');
    await workbench.quickInput().getByText(words).waitFor();
    expect(await workbench.quickInput().locator('.quick-input-title').textContent()).toContain('1/2');
    await workbench.takePicture(`palette refuses ${text.length} characters`);
  }
  expect(await writesOf(endpoint)).toBe(0);
});

test('what was typed survives Escape, the way back and a failure', async () => {
  const workbench = await openWorkbench({ settings: { 'swf.endpoint': 'http://127.0.0.1:9' } });
  await workbench.runCommand('SWF: Cancel Activity Task…');
  await workbench.typeInQuickInput('Cancel Activity Task (1/2)', 'typed-at-three-in-the-morning');
  await workbench.page.keyboard.press('Escape');
  await workbench.runCommand('SWF: Cancel Activity Task…');
  await workbench.quickInput().getByText('29 characters').waitFor();
  expect(await field(workbench).inputValue()).toBe('typed-at-three-in-the-morning');
  await workbench.page.keyboard.press('Enter');

  await workbench.typeInQuickInput('Cancel Activity Task (2/2)', 'a long story');
  await workbench.quickInput().getByRole('button', { name: 'Back' }).click();
  await workbench.quickInput().getByText('29 characters').waitFor();
  await workbench.page.keyboard.press('Enter');
  await workbench.quickInput().getByText('12 of 32,768 characters').waitFor();
  await workbench.page.keyboard.press('Enter');

  const report = workbench.notification('Nothing listens at');
  await report.waitFor();
  await workbench.takePicture('nothing listens');
  expect(await report.textContent()).not.toContain('typed-at-three');
  await report.getByRole('button', { name: 'Try Again' }).click();
  await workbench.quickInput().getByText('29 characters').waitFor();
  await workbench.page.keyboard.press('Enter');
  await workbench.quickInput().getByText('12 of 32,768 characters').waitFor();
  expect(await field(workbench).inputValue()).toBe('a long story');
});

test('long details go on as JSON, with all that was typed', async () => {
  const { workbench } = await openDemo();
  await workbench.runCommand('SWF: Cancel Activity Task…');
  await workbench.answer('Cancel Activity Task (1/2)', 'a-token-of-the-worker');
  await workbench.typeInQuickInput('Cancel Activity Task (2/2)', 'the beginning of a long story');
  await workbench.quickInput().getByRole('button', { name: 'Edit as JSON' }).click();
  await workbench.page.getByRole('tab', { name: 'respond-activity-task-canceled.json', exact: false }).last().waitFor();
  await workbench.page.getByText('"the beginning of a long story"').waitFor();
  await workbench.page.getByText('"a-token-of-the-worker"').waitFor();
  await workbench.codeLens('Run respond-activity-task-canceled').waitFor();
  await workbench.takePicture('edit as json');
});

test('a skeleton file with a mistake is not run', async () => {
  const file = 'broken.respond-activity-task-canceled.json';
  const text = '{\n    "taskToken": "x",\n    "details": "",\n}\n';
  const { workbench, endpoint } = await openDemo({ files: { [file]: text }, openFile: file });
  await workbench.clickCodeLens('Run respond-activity-task-canceled');
  const report = workbench.notification('Nothing was sent');
  await report.waitFor();
  expect(await report.textContent()).toContain('comma after the last item');
  await report.getByRole('button', { name: 'Show Problems' }).click();
  await workbench.page.getByRole('tab', { name: 'Problems' }).waitFor();
  await workbench.takePicture('a skeleton with a mistake');
  expect(await writesOf(endpoint)).toBe(0);
});

test('a domain that vanished is a row that says so', async () => {
  const { workbench, endpoint } = await openDemo();
  await workbench.openView();
  await workbench.treeItem('orders').waitFor();
  await fetch(`${endpoint}/_local/reset`, { method: 'POST' });
  await workbench.expand('orders');
  const row = workbench.treeItem('Could not be read');
  await row.waitFor();
  expect(await row.getAttribute('aria-label')).toContain('orders');
  await workbench.takePicture('a domain that vanished');
});

test('a new skeleton file is what the AWS CLI prints, and a task’s own keeps its task', async () => {
  const { workbench } = await openDemo();
  await workbench.runCommand('SWF: New Skeleton File…');
  await workbench.pick('respond-activity-task-canceled');
  await workbench.page.getByRole('tab', { name: /^respond-activity-task-canceled\.json/ }).waitFor();
  await workbench.page.getByText('"taskToken"').first().waitFor();
  await workbench.openView();
  await workbench.expand('media');
  await workbench.expand('film-tent-setup');
  await workbench.chooseFromMenu('transcode-tent-setup', 'New Skeleton File for This Task');
  await workbench.page
    .getByRole('tab', { name: /^transcode-tent-setup\.respond-activity-task-canceled\.json/ })
    .waitFor();
  await workbench.takePicture('a skeleton for a task');
});
