import { expect, onTestFinished, test } from 'vitest';
import { openWorkbench } from '../support/openWorkbench';
import { Scene } from '../support/scene';
import type { Workbench } from '../support/workbench';

/** Adds the service as a connection, by the mouse and the boxes that a person sees. */
async function add(workbench: Workbench, endpoint: string, name: string, mark: string): Promise<void> {
  await workbench.runCommand('SWF: Add Connection…');
  await workbench.pick('Another Endpoint…');
  await workbench.answer('Add Connection', endpoint);
  await workbench.quickInput().getByText('Your own name for the connection').waitFor();
  await workbench.answer('Add Connection', name);
  await workbench.quickInput().getByText('how is it marked?').waitFor();
  await workbench.takePicture(`marks for ${name}`);
  await workbench.pick(mark);
}

function root({ page }: Workbench, words: RegExp) {
  return page.getByRole('treeitem', { name: words });
}

async function isOffered(workbench: Workbench, item: string): Promise<boolean> {
  return (await workbench.menuItem(item).count()) > 0;
}

test('two services as roots: an act from a row goes to its own, read-only offers and sends no write, production is typed for', async () => {
  const other = await Scene.start('orders');
  onTestFinished(() => other.stop());
  const held = await other.holdTask('charge-card');
  const first = await Scene.start('media');
  onTestFinished(() => first.stop());
  const workbench = await openWorkbench({ settings: { 'swf.endpoint': first.local.url } });
  await workbench.openView();
  await workbench.resizeSideBar(560);
  await add(workbench, other.local.url, 'shop', 'No mark');
  const shop = root(workbench, /^Connection shop: /);
  await shop.waitFor();
  await root(workbench, /^Connection .*: us-east-1 · /)
    .first()
    .waitFor();
  await workbench.expand('shop');
  await workbench.expand('orders');
  await workbench.expand(held.task.execution.workflowId);
  await workbench.treeItem('charge-card').waitFor();
  await workbench.takePicture('two connections as roots');

  await workbench.chooseFromMenu('charge-card', 'Cancel Activity Task…');
  await workbench.answer('Cancel Activity Task: charge-card (1/2)', held.taskToken);
  await workbench.answer('Cancel Activity Task: charge-card (2/2)', 'of the shop');
  await workbench.modal().getByText(`shop: endpoint ${other.local.url}`).waitFor();
  await workbench.takePicture('the question names the second connection');
  await workbench.clickModalButton(/^Cancel the Task/);
  await workbench.notification('canceled, recorded as event').waitFor();
  expect(other.requests('RespondActivityTaskCanceled')).toBe(1);
  expect(first.requests('RespondActivityTaskCanceled')).toBe(0);
  expect(first.requests('RecordActivityTaskHeartbeat')).toBe(0);
  expect(await other.eventTypes(held.task)).toContain('ActivityTaskCanceled');

  // Production: the question says so, and a batch waits for the number.
  await workbench.chooseFromMenu('shop', 'Mark Connection…');
  await workbench.pick('production');
  await root(workbench, /^Connection shop: .*production/).waitFor();
  await workbench.chooseFromMenu('orders', 'Act on Several Executions…');
  await workbench.pick('Terminate');
  await workbench.quickInput().getByRole('button', { name: 'OK' }).click();
  for (const step of ['(1/2)', '(2/2)']) await workbench.accept(step);
  await workbench.modal().getByText('PRODUCTION, shop').waitFor();
  await workbench.takePicture('a batch in production says so');
  await workbench
    .modal()
    .getByRole('button', { name: /Terminate/ })
    .click();
  await workbench.typeInQuickInput('PRODUCTION, shop', 'yes');
  await workbench.quickInput().getByText('Nothing is sent before this is typed: order-1').waitFor();
  await workbench.takePicture('what is to be typed in production');
  await workbench.page.keyboard.press('Enter');
  await workbench.page.keyboard.press('Escape');
  expect(other.requests('TerminateWorkflowExecution')).toBe(0);

  // Read-only: no menu offers a write, and the palette's is refused.
  await workbench.chooseFromMenu('shop', 'Mark Connection…');
  await workbench.pick('read-only');
  await root(workbench, /^Connection shop: .*read-only/).waitFor();
  await workbench.openMenu(held.task.execution.workflowId);
  await workbench.menuItem('Open History').waitFor();
  expect(await isOffered(workbench, 'Terminate Execution…')).toBe(false);
  expect(await isOffered(workbench, 'Signal Execution…')).toBe(false);
  await workbench.takePicture('menu of a read-only row');
  await workbench.page.keyboard.press('Escape');
  await workbench.treeItem(held.task.execution.workflowId).click();
  await workbench.runCommand('SWF: Terminate Execution…');
  await workbench.notification('marked read-only: shop').waitFor();
  await workbench.takePicture('a write to a read-only connection is refused');
  expect(other.requests('TerminateWorkflowExecution')).toBe(0);

  await shop.hover();
  await workbench.page.locator('.monaco-hover').getByText('Marked read-only').waitFor();
  await workbench.takePicture('tooltip of a connection');
  await workbench.chooseFromMenu('shop', 'Remove Connection');
  await workbench.notification('Removed: shop').waitFor();
  await shop.waitFor({ state: 'detached' });
});
