import process from 'node:process';
import { expect, test } from 'vitest';
import { openDemo } from '../support/openWorkbench';
import type { Workbench } from '../support/workbench';

/**
 * The VS Code server keeps secrets in the browser, encrypted with one half of a key that it asks the page's own server
 * for (seen: VS Code's web workbench). The bare server used here has no such answer and so forgets secrets at a reload;
 * the products made of it, such as code-server, have one. This stands for theirs.
 */
async function keepSecrets({ page }: Workbench): Promise<void> {
  await page.route('**/mint-key', (route) => route.fulfill({ body: Buffer.alloc(32, 7) }));
}

/** Chooses an item of the open menu, which takes no click for a moment after it has opened under the mouse. */
async function choose(workbench: Workbench, title: string): Promise<void> {
  const item = workbench.menuItem(title);
  const gone = async () => {
    if (await item.isVisible()) await item.click();
    return !(await item.isVisible());
  };
  await expect.poll(gone, { timeout: 20_000 }).toBe(true);
}

async function openScheduledTask(workbench: Workbench): Promise<void> {
  await workbench.openView();
  await workbench.expand('media');
  await workbench.expand('film-garden-chairs');
  await workbench.treeItem('transcode-garden-chairs').waitFor();
}

test('a claimed task outlives a reload with its token, takes a heartbeat, and leaves when it is completed', async () => {
  const { workbench } = await openDemo();
  await keepSecrets(workbench);
  await openScheduledTask(workbench);
  await workbench.openMenu('transcode-garden-chairs');
  await choose(workbench, 'Claim Next Task…');
  await workbench.modal().waitFor();
  await workbench.takePicture('claim asks first');
  expect(await workbench.modal().textContent()).toContain('You become the worker.');
  await workbench.clickModalButton('Claim the Next Task');
  await workbench.notification('You hold the task').waitFor();
  const held = workbench.page.getByRole('treeitem', { name: /^Held activity task/ }).first();
  await held.waitFor();
  await expect
    .poll(() => workbench.treeItem('transcode-garden-chairs').getAttribute('aria-label'))
    .toContain('token kept');
  await expect
    .poll(() => workbench.treeItem('transcode-garden-chairs').getAttribute('aria-label'))
    .toContain('started');
  await workbench.takePicture('held tasks');
  const activityId = /^Held activity task ([^,]+),/.exec((await held.getAttribute('aria-label')) ?? '')?.[1] ?? '';
  expect(activityId).toBe('transcode-garden-chairs');

  await workbench.page.reload();
  await workbench.openView();
  await held.waitFor();
  expect(await held.getAttribute('aria-label')).not.toContain('lost');
  await workbench.takePicture('held tasks after a reload');

  await held.click({ button: 'right' });
  await workbench.menuItem('Record Heartbeat Now').waitFor();
  await workbench.takePicture('menu of a held task');
  await choose(workbench, 'Record Heartbeat Now');
  await workbench.statusBarItem('Heartbeat recorded').waitFor();

  await held.click({ button: 'right' });
  await choose(workbench, 'Complete Activity Task…');
  await workbench.quickInput().getByText('The kept token of this task').waitFor();
  await workbench.takePicture('complete a held task');
  await workbench.accept('(1/2)');
  await workbench.accept('(2/2)');
  await workbench.clickModalButton('Complete the Task');
  await workbench.notification('recorded as event').waitFor();
  await held.waitFor({ state: 'detached' });
  await workbench.takePicture('held task has left');
});

test('waiting for a task can be stopped, in words that no task is meant by', async () => {
  const { workbench } = await openDemo();
  await workbench.openView();
  await workbench.treeItem('sandbox').waitFor();
  await workbench.openMenu('sandbox');
  await choose(workbench, 'Claim Next Task…');
  // The domain has no task list yet, so one is typed at once.
  await workbench.answer('Claim Next Task', 'nobody-polls-here');
  await workbench.clickModalButton('Claim the Next Task');
  const row = workbench.treeItem('nobody-polls-here');
  await row.waitFor();
  expect(await row.getAttribute('aria-label')).toContain('waiting for a task');
  await row.hover();
  await workbench.takePicture('waiting for a task');
  await row.getByRole('button', { name: 'Stop Waiting for a Task' }).click();
  await workbench.notification('Stopped waiting for a task').waitFor();
  await row.waitFor({ state: 'detached' });
});

test.skipIf(process.platform === 'win32')(
  'an extension host that is killed after a claim, and again in a cancel, loses neither token nor line of the trail',
  async () => {
    const { workbench, endpoint } = await openDemo();
    const { page } = workbench;
    const canceled = async () => {
      const { requests } = (await (await fetch(`${endpoint}/_local/state`)).json()) as {
        requests: Record<string, number>;
      };
      return requests['RespondActivityTaskCanceled'] ?? 0;
    };
    await keepSecrets(workbench);
    await openScheduledTask(workbench);
    await workbench.openMenu('transcode-garden-chairs');
    await choose(workbench, 'Claim Next Task…');
    await workbench.clickModalButton('Claim the Next Task');
    const held = page.getByRole('treeitem', { name: /^Held activity task transcode-garden-chairs/ }).first();
    await held.waitFor();
    workbench.killExtensionHost();

    await page.reload();
    await workbench.openView();
    await held.waitFor();
    expect(await held.getAttribute('aria-label')).not.toContain('lost');
    await held.click({ button: 'right' });
    await choose(workbench, 'Cancel Activity Task…');
    await workbench.accept('(1/2)');
    await workbench.accept('(2/2)');
    await workbench.clickModalButton(/^Cancel the Task/);
    await expect.poll(canceled).toBe(1);
    workbench.killExtensionHost();

    await page.reload();
    await workbench.openView();
    await workbench.runCommand('SWF: Open Audit Trail');
    await page.getByRole('tab', { name: 'Audit Trail' }).waitFor();
    await page
      .locator('.view-line')
      .filter({ hasText: /RespondActivityTaskCanceled/ })
      .waitFor();
    await workbench.takePicture('audit trail after the extension host was killed');
    await held.waitFor({ state: 'detached' });
    expect(await canceled()).toBe(1);
  },
);
