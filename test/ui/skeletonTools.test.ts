import { expect, test } from 'vitest';
import { openDemo } from '../support/openWorkbench';

const cancel = 'cancel-resize-image.respond-activity-task-canceled.json';

test('lenses check a skeleton, run it with overrides, and copy it as a command that is pasted back', async () => {
  const { workbench } = await openDemo({ openFile: cancel });
  const { page } = workbench;
  await workbench.codeLens('Copy as AWS CLI Command…').waitFor();
  await workbench.clickCodeLens(/^Check$/);
  await workbench.notification('No mistakes in').waitFor();
  await workbench.takePicture('skeleton was checked');

  await workbench.clickCodeLens('Copy as AWS CLI Command…');
  await workbench.quickInput().getByRole('option').filter({ hasText: 'PowerShell · inline' }).waitFor();
  await workbench.takePicture('skeleton to a command');
  await workbench.pick('bash · inline');
  await workbench.notification('with the task token in it').waitFor();
  await workbench.runCommand('SWF: Paste AWS CLI Command as Skeleton');
  await page.getByRole('tab', { name: /^(2-)?respond-activity-task-canceled\.json/ }).waitFor();
  await workbench.codeLens('Run With Overrides…').waitFor();
  await workbench.takePicture('command pasted as a skeleton');

  await workbench.clickCodeLens('Run With Overrides…');
  await workbench.quickInput().getByText('As in the file').waitFor();
  await page.keyboard.press('Enter');
  await workbench.answer(/With Overrides \(2\/2\)/, 'The worker is gone');
  await workbench.modal().waitFor();
  expect(await workbench.modal().textContent()).toContain('The worker is gone');
  await workbench.takePicture('skeleton with overrides asks');
  await workbench.clickModalButton('Cancel the Task');
  await workbench.notification('recorded as event').waitFor();
});

test('a read opens its answer beside the file', async () => {
  const file = 'mine.list-domains.json';
  const { workbench } = await openDemo({ files: { [file]: '{"registrationStatus": "REGISTERED"}' }, openFile: file });
  await workbench.clickCodeLens('Run list-domains');
  await workbench.page.getByRole('tab', { name: /^swf-answer\.json/ }).waitFor();
  await workbench.page.getByText('"domainInfos"').first().waitFor();
  await workbench.takePicture('a read opened beside its file');
});

test('a task of tasks.json prints its outcome, and its mistakes are found in the file', async () => {
  const tasks = [
    { label: 'All domains', type: 'swf', operation: 'list-domains', cliInputJson: 'file://all.json' },
    { label: 'Wrong', type: 'swf', cliInputJson: 'file://wrong.list-domains.json' },
  ];
  const { workbench } = await openDemo({
    files: {
      '.vscode/tasks.json': JSON.stringify({
        version: '2.0.0',
        tasks: tasks.map((task) => ({ ...task, problemMatcher: '$swf' })),
      }),
      'all.json': '{"registrationStatus": "REGISTERED"}',
      'wrong.list-domains.json': '{\n  "registrationStatus": "REGISTER"\n}',
    },
  });
  const { page } = workbench;
  const run = async (label: string) => {
    await page.keyboard.press('F1');
    await workbench.quickInput().locator('input[type="text"]').fill(`task ${label}`);
    await workbench.pick(label);
  };
  await run('All domains');
  await page.getByRole('tab', { name: /^swf-answer\.json/ }).waitFor();
  await workbench.takePicture('a task has read');
  await run('Wrong');
  // A badge with the count of the problems is part of the tab's name.
  await page.getByRole('tab', { name: /^Problems.*1/ }).click();
  await page.getByText('Must be one of REGISTERED, DEPRECATED').first().waitFor();
  await workbench.takePicture('a task found a mistake');
});

test('▷ in the title of a YAML file wakes SWF Workbench and runs it', async () => {
  const file = 'all.list-domains.yaml';
  const { workbench } = await openDemo({ files: { [file]: 'registrationStatus: REGISTERED\n' }, openFile: file });
  const { page } = workbench;
  const answer = page.getByRole('tab', { name: /^swf-answer\.json/ }).first();
  // A window that is not done yet draws its buttons anew, and a click at that moment is lost.
  for (let tries = 0; tries < 3 && !(await answer.isVisible()); tries++) {
    await page.locator('.editor-actions').getByRole('button', { name: 'Run Skeleton File' }).first().click();
    await answer.waitFor({ timeout: 15_000 }).catch(() => undefined);
  }
  await answer.waitFor();
  await page.getByText('"domainInfos"').first().waitFor();
  await workbench.takePicture('a YAML skeleton ran by its title');
});

test('an event of a history fills a skeleton, by the menu of its text', async () => {
  const { workbench } = await openDemo();
  const { page } = workbench;
  await workbench.openView();
  await workbench.expand('media');
  await workbench.chooseFromMenu('gallery-summer-sandals', 'Open History');
  await workbench.codeLens('Following').waitFor();
  const first = page.locator('.view-line').filter({ hasText: /#1\b/ }).first();
  const item = workbench.menuItem('New Skeleton File from This Event…');
  await first.click();
  await first.click({ button: 'right' });
  await item.waitFor();
  await workbench.takePicture('menu of an event');
  const offered = workbench.quickInput().getByRole('option').filter({ hasText: 'start-workflow-execution' });
  await expect
    .poll(async () => {
      // A menu ignores the mouse in its first tenth of a second; whoever is faster clicks again.
      if ((await item.count()) > 0) await item.click({ timeout: 1_000 }).catch(() => undefined);
      return await offered.count();
    })
    .toBeGreaterThan(0);
  await workbench.takePicture('skeletons of an event');
  await workbench.pick('start-workflow-execution');
  await page.getByRole('tab', { name: /start-workflow-execution\.json/ }).waitFor();
  await workbench.codeLens('Run start-workflow-execution').waitFor();
  await workbench.takePicture('skeleton of an event');
});
