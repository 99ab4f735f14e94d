import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openDemo } from '../support/openWorkbench';
import type { Workbench } from '../support/workbench';

const skeleton = 'cancel-resize-image.respond-activity-task-canceled.json';

/** What is in the clipboard, once it holds this. */
async function clipboard({ page }: Workbench, holds: string): Promise<string> {
  let text = '';
  await expect
    .poll(async () => (text = await page.evaluate<string>('navigator.clipboard.readText()')), { timeout: 10_000 })
    .toContain(holds);
  return text;
}

test('after a cancel the audit trail has its event, is filtered and copied, and a report is read before it is copied', async () => {
  const { workbench } = await openDemo({ openFile: skeleton });
  const { page } = workbench;
  const document: unknown = JSON.parse(await readFile(path.join(workbench.folder, skeleton), 'utf8'));
  const token = String(Reflect.get(Object(document), 'taskToken'));
  await workbench.clickCodeLens('Run respond-activity-task-canceled');
  await workbench.clickModalButton('Cancel the Task');
  const told = await workbench.notification('recorded as event').textContent();
  const [, event = ''] = /recorded as event (\d+)/.exec(told ?? '') ?? [];

  await workbench.runCommand('SWF: Open Audit Trail');
  await page.getByRole('tab', { name: 'Audit Trail' }).waitFor();
  const line = page.locator('.view-line').filter({ hasText: /RespondActivityTaskCanceled/ });
  await line.filter({ hasText: new RegExp(`recorded\\s*\\|\\s*${event}\\s*\\|`) }).waitFor();
  await workbench.takePicture('the audit trail after a cancel');

  await page.getByRole('button', { name: 'Filter Audit Trail…' }).first().click();
  await workbench.typeInQuickInput('Filter Audit Trail', 'operation:*terminate*');
  await workbench.quickInput().getByText('Shows 0 of').waitFor();
  await workbench.typeInQuickInput('Filter Audit Trail', 'operation:*cancel* outcome:recorded');
  await workbench.quickInput().getByText('Shows 1 of').waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.view-line').filter({ hasText: 'Filter:' }).waitFor();
  await page.getByRole('button', { name: 'Copy Incident Note' }).first().click();
  const note = await clipboard(workbench, 'What was sent to Amazon SWF');
  expect(note).toContain('- Requests that write: 1\n');
  expect(note).toMatch(new RegExp(`\\| recorded \\| ${event} +\\| RespondActivityTaskCanceled`));
  expect(note).not.toContain(token);

  await workbench.runCommand('SWF: Report a Problem');
  await page.getByRole('tab', { name: 'Report of a Problem.md' }).waitFor();
  await page.locator('.view-line').filter({ hasText: 'Versions' }).waitFor();
  expect(await page.evaluate<string>('navigator.clipboard.readText()')).toBe(note);
  await workbench.takePicture('a report is read before it is copied');
  await page.getByRole('button', { name: 'Copy Report' }).first().click();
  const report = await clipboard(workbench, '# Report of a Problem');
  expect(report).toMatch(
    new RegExp(`RespondActivityTaskCanceled: recorded, event ${event}, request id [\\w-]{8,40}, `),
  );
  expect(report).toMatch(
    /info RespondActivityTaskCanceled: answered after \d+ ms, request id [\w-]{8,40}, attempts 1\n/,
  );
  expect(report).toContain('- swf.endpoint (workspace)\n');
  for (const name of [
    token,
    'gallery-summer-sandals',
    'resize-image-0417',
    'media',
    '127.0.0.1',
    path.basename(workbench.folder),
  ]) {
    if (name !== 'workspace') expect(report).not.toContain(name);
  }
});
