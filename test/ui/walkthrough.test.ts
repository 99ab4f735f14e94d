import { expect, test } from 'vitest';
import { openWorkbench } from '../support/openWorkbench';

test('the walkthrough leads from nothing to a canceled task, and checks each step by itself', async () => {
  const workbench = await openWorkbench();
  const { page } = workbench;
  await workbench.openView();
  await page.getByRole('button', { name: 'First Steps' }).click();
  const steps = page.locator('.getting-started-step');
  const done = page.locator('.getting-started-step .codicon.complete');
  /** Opens a step, as a person does who reads on. */
  const open = async (title: string) => {
    const step = steps.filter({ hasText: title });
    await step.waitFor();
    if (!((await step.getAttribute('class')) ?? '').includes('expanded')) await step.click();
  };
  const press = async (button: string) => {
    await page.locator('.getting-started-step.expanded').getByRole('button', { name: button }).click();
  };

  await open('Start Local SWF');
  expect(await steps.count()).toBe(5);
  expect(await done.count()).toBe(0);
  await workbench.takePicture('walkthrough begins');
  await press('Start Local SWF');
  await done.nth(0).waitFor();

  await open('See what is open');
  await press('Show Amazon SWF');
  await done.nth(1).waitFor();
  await workbench.expand('media');
  await workbench.expand('Open Activity Tasks');
  await workbench.treeItem('resize-image-0417').click();

  await open('Ask why one is stuck');
  await press('Why Is It Stuck?');
  await done.nth(2).waitFor();
  await workbench.takePicture('walkthrough explains a task');

  await open('Open a skeleton file');
  await press('Open Demo Skeleton File');
  await done.nth(3).waitFor();

  await open('Cancel the task');
  await workbench.clickCodeLens('Run respond-activity-task-canceled');
  await workbench.modal().getByText('Local SWF').first().waitFor();
  await workbench.clickModalButton('Cancel the Task');
  await workbench.notification('recorded as event').waitFor();
  await done.nth(4).waitFor();
  await workbench.takePicture('walkthrough is done');

  // For another try the demo begins anew: the task is open again.
  await workbench.runCommand('SWF: Reset Demo…');
  await workbench.clickModalButton('Reset the Demo');
  // The rows of the new service are closed as they were at first.
  await workbench.treeItem('Open Activity Tasks').waitFor({ state: 'detached' });
  await workbench.expand('media');
  await workbench.expand('Open Activity Tasks');
  await workbench.treeItem('resize-image-0417').waitFor();
});
