import { expect, test } from 'vitest';
import { openDemo } from '../support/openWorkbench';
import type { Workbench } from '../support/workbench';

const node = 'Open Activity Tasks';

async function clickAction(workbench: Workbench, title: string): Promise<void> {
  const row = workbench.treeItem(node);
  await row.hover();
  await row.getByRole('button', { name: title }).click();
}

/** The row's words once they hold a text. */
async function rowSaying(workbench: Workbench, text: RegExp): Promise<string> {
  const row = workbench.page.getByRole('treeitem').filter({ hasText: node }).filter({ hasText: text }).first();
  await row.waitFor();
  return (await row.textContent()) ?? '';
}

async function setFaults(endpoint: string, rules: readonly object[]): Promise<void> {
  const response = await fetch(`${endpoint}/_local/faults`, { method: 'POST', body: JSON.stringify({ rules }) });
  if (!response.ok) throw new Error(await response.text());
}

test('the open tasks of a whole domain are found, most urgent first, and are acted on where they are', async () => {
  const { workbench } = await openDemo();
  await workbench.openView();
  await workbench.resizeSideBar(720);
  await workbench.expand('media');
  await workbench.expand(node);
  await rowSaying(workbench, /\d+ open tasks · \d+ executions read/);
  const row = workbench.treeItem('transcode-garden-chairs');
  await row.waitFor();
  expect(await row.textContent()).toContain('film-garden-chairs');
  await workbench.takePicture('open activity tasks of a domain');
  await workbench.chooseFromMenu('transcode-garden-chairs', 'Open History');
  await workbench.page.getByRole('tab', { name: /film-garden-chairs/ }).waitFor();
});

test('a scan is stopped, resumed and repeated by clicks, and keeps what it has found', async () => {
  const { workbench, endpoint } = await openDemo();
  await setFaults(endpoint, [{ operation: 'GetWorkflowExecutionHistory', fault: 'delay', milliseconds: 1500 }]);
  await workbench.openView();
  await workbench.resizeSideBar(720);
  await workbench.expand('notifications');
  await workbench.expand(node);
  await rowSaying(workbench, /[1-9]\d* of [\d,]+ executions, [1-9]\d* open tasks/);
  await workbench.takePicture('a scan under way');
  await clickAction(workbench, 'Stop Scan');
  const stopped = await rowSaying(workbench, /stopped at/);
  const [, read, total] = /stopped at (\d+) of (\d+) executions/.exec(stopped) ?? [];
  expect(Number(read)).toBeGreaterThan(0);
  expect(Number(read)).toBeLessThan(Number(total));
  await workbench.takePicture('a scan that was stopped');

  await setFaults(endpoint, []);
  await clickAction(workbench, 'Resume Scan');
  const done = await rowSaying(workbench, /executions read/);
  expect(done).toContain(`${total ?? ''} executions read`);
  await clickAction(workbench, 'Scan Again');
  await rowSaying(workbench, /executions read/);
});

test('executions that cannot be read are counted in a row that tries again', async () => {
  const { workbench, endpoint } = await openDemo();
  await setFaults(endpoint, [
    { operation: 'GetWorkflowExecutionHistory', fault: 'internalFailure', skip: 5, count: 9 },
  ]);
  await workbench.openView();
  await workbench.resizeSideBar(720);
  await workbench.expand('media');
  await workbench.expand(node);
  const missing = workbench.treeItem('Could not be read');
  await missing.waitFor();
  expect(await missing.textContent()).toMatch(/2 executions: /);
  await rowSaying(workbench, /5 of 7 executions read/);
  await workbench.takePicture('executions that could not be read');
  await missing.click();
  await missing.waitFor({ state: 'detached' });
  await rowSaying(workbench, /6 open tasks · 7 executions read/);
});
