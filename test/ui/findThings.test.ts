import { expect, test } from 'vitest';
import { openDemo } from '../support/openWorkbench';
import type { Workbench } from '../support/workbench';

async function openTree(workbench: Workbench): Promise<void> {
  await workbench.openView();
  await workbench.resizeSideBar(620);
}

/** Clicks an icon over the view. */
async function clickTitleAction(workbench: Workbench, title: string): Promise<void> {
  await workbench.treeItem('media').hover();
  await workbench.page.getByRole('button', { name: title, exact: true }).first().click();
}

async function viewMessage(workbench: Workbench, text: string | RegExp): Promise<void> {
  await workbench.page.locator('.sidebar .message').filter({ hasText: text }).first().waitFor();
}

test('the filter is checked while it is typed, says what it hides, is saved, chosen again and cleared', async () => {
  const { workbench } = await openDemo();
  await openTree(workbench);
  await workbench.expand('media');
  await workbench.treeItem('film-coffee-grinder').waitFor();

  await clickTitleAction(workbench, 'Filter…');
  await workbench.typeInQuickInput('Filter', 'workflw:film-*');
  await workbench.quickInput().getByText('did you mean workflow:?').waitFor();
  await workbench.takePicture('filter names the mistake');
  await workbench.typeInQuickInput('Filter', 'workflow:film-* state:started sort:name');
  await workbench.quickInput().getByText('Rows: workflow id film-*').waitFor();
  await workbench.takePicture('filter says what it means');
  await workbench.page.keyboard.press('Enter');
  await viewMessage(workbench, 'Filter: workflow:film-* state:started sort:name · hides');
  await workbench.treeItem('gallery-summer-sandals').waitFor({ state: 'detached' });
  await viewMessage(workbench, /hides [1-9]\d* of the loaded rows/);
  await workbench.treeItem('film-coffee-grinder').waitFor();
  await workbench.takePicture('filtered tree');

  await clickTitleAction(workbench, 'Filter…');
  await workbench.pick('Save Filter…');
  await workbench.answer('Save Filter', 'films at work');
  await clickTitleAction(workbench, 'Clear Filter');
  await workbench.treeItem('gallery-summer-sandals').waitFor();

  await clickTitleAction(workbench, 'Filter…');
  await workbench.takePicture('saved filters');
  await workbench.pick('films at work');
  await workbench.treeItem('gallery-summer-sandals').waitFor({ state: 'detached' });
});

test('an execution is revealed by its workflow id, though its page was not read', async () => {
  const { workbench } = await openDemo();
  await openTree(workbench);
  await workbench.treeItem('notifications').waitFor();
  const id = await oldestOf(workbench);
  await workbench.runCommand('SWF: Reveal Execution…');
  await workbench.typeInQuickInput('Reveal Execution', id);
  await workbench.quickInput().getByText(`workflow id ${id}`).waitFor();
  await workbench.takePicture('reveal asks');
  await workbench.page.keyboard.press('Enter');
  await workbench.pick('notifications');
  const row = workbench.page.getByRole('treeitem', { selected: true }).filter({ hasText: id });
  await row.waitFor();
  await workbench.takePicture('a revealed execution');
});

/** The workflow id of an execution that stands on no first page: read from the service, as an operator has it from a log. */
async function oldestOf(workbench: Workbench): Promise<string> {
  const { SWF } = await import('@aws-sdk/client-swf');
  const endpoint = await endpointOf(workbench);
  const credentials = { accessKeyId: 'key', secretAccessKey: 'secret' };
  const swf = new SWF({ endpoint, region: 'us-east-1', credentials });
  const { executionInfos = [] } = await swf.listOpenWorkflowExecutions({
    domain: 'notifications',
    startTimeFilter: { oldestDate: new Date(0) },
    reverseOrder: true,
    maximumPageSize: 1,
  });
  swf.destroy();
  return executionInfos[0]?.execution?.workflowId ?? '';
}

async function endpointOf(workbench: Workbench): Promise<string> {
  const { readFile } = await import('node:fs/promises');
  const settings: unknown = JSON.parse(await readFile(`${workbench.folder}/.vscode/settings.json`, 'utf8'));
  if (typeof settings !== 'object' || settings === null || !('swf.endpoint' in settings))
    throw new Error('No endpoint');
  return String(settings['swf.endpoint']);
}

test('a closed execution is found by its status, and started again after a look at its input', async () => {
  const { workbench } = await openDemo();
  await openTree(workbench);
  await workbench.expand('orders');
  await workbench.expand('Closed Executions');
  const failed = workbench.treeItem(/failed · .* ago/);
  await failed.waitFor();
  await workbench.takePicture('closed executions');

  await workbench.treeItem('Closed Executions').hover();
  await workbench.treeItem('Closed Executions').getByRole('button', { name: 'Filter Closed Executions…' }).click();
  await workbench.pick('FAILED');
  await workbench.treeItem('only failed').waitFor();
  await failed.waitFor();
  expect(await workbench.treeItem(/completed · .* ago/).count()).toBe(0);
  const workflowId = /^\S+?(?=failed)/.exec((await failed.textContent()) ?? '')?.[0] ?? '';

  await workbench.chooseFromMenu(/failed · .* ago/, 'Re-run Execution…');
  await workbench.codeLens('Run start-workflow-execution').waitFor();
  await workbench.takePicture('a re-run to be edited');
  await workbench.clickCodeLens('Run start-workflow-execution');
  await workbench.modal().getByText('Start workflow execution').first().waitFor();
  await workbench.takePicture('a re-run asks');
  expect(await workbench.modal().textContent()).toContain(`Start workflow execution ${workflowId}?`);
  await workbench.clickModalButton('Start the Execution');
  await workbench.notification(`Started ${workflowId}: run `).waitFor();
  await workbench.takePicture('a re-run has started');
});

test('task tokens of a log are found, shown in their place, and checked by a heartbeat that asks first', async () => {
  const { workbench } = await openDemo();
  await workbench.openFile('worker.log');
  await workbench.runCommand('SWF: Find Task Tokens in File');
  // The palette's own list is in the same place until the other one comes.
  const hit = workbench.quickInput().getByRole('option').filter({ hasText: 'AAAA' }).first();
  await hit.waitFor();
  expect(await hit.textContent()).toMatch(/^AAAA….{4}.*lines? \d/);
  expect(await hit.textContent()).toContain('workflowId');
  await workbench.page.keyboard.press('ArrowDown');
  await workbench.takePicture('task tokens of a log');
  await hit.click();
  await workbench.quickInput().getByText('Task token AAAA…').first().waitFor();
  await workbench.takePicture('what a task token can be used for');
  await workbench.pick('Check by a Heartbeat…');
  await workbench.modal().getByText('starts the heartbeat timeout').waitFor();
  await workbench.clickModalButton('Send a Heartbeat');
  await workbench.notification('is open; its cancellation was').waitFor();
  await workbench.takePicture('a task token is checked');
});

test('the menu of a selection finds the tokens in it', async () => {
  const { workbench } = await openDemo();
  await workbench.openFile('worker.log');
  await workbench.page.locator('.view-line').first().click();
  await workbench.page.keyboard.press('Control+A');
  await workbench.page.locator('.view-line').first().click({ button: 'right' });
  await workbench.menuItem('Find Task Tokens in Selection').click();
  await workbench.quickInput().getByText('task tokens in the selection in worker.log').first().waitFor();
});
