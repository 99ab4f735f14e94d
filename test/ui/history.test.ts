import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Frame } from 'playwright-core';
import { expect, test } from 'vitest';
import { printHistory } from '../../src/history/savedHistory';
import { everyKind } from '../support/everyKind';
import { longestHistory, mostEvents } from '../support/longestHistory';
import { openDemo, openWorkbench } from '../support/openWorkbench';
import type { Workbench } from '../support/workbench';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The page of the timeline that is shown. */
async function timelineFrame({ page }: Workbench): Promise<Frame> {
  const inner = page.locator('iframe.webview.ready').last().contentFrame().locator('iframe').last();
  await inner.contentFrame().locator('#count').filter({ hasText: 'events' }).waitFor();
  const frame = await (await inner.elementHandle()).contentFrame();
  if (!frame) throw new Error('There is no timeline');
  return frame;
}

async function openSaved(workbench: Workbench, file: string): Promise<void> {
  await workbench.runCommand('SWF: Open Saved History…');
  // The dialog fills in the folder after it has appeared.
  const box = workbench.quickInput();
  await box.locator('.quick-input-title').filter({ hasText: 'Open Saved History' }).waitFor();
  await box.getByRole('option').filter({ hasText: file }).first().click();
}

async function cursor({ page }: Workbench): Promise<string> {
  return (await page.locator('.statusbar-item').filter({ hasText: /^Ln / }).textContent()) ?? '';
}

test('a history opens from the tree, its links lead to events, and saving it writes JSON', async () => {
  const { workbench } = await openDemo();
  const { page } = workbench;
  await workbench.openView();
  await workbench.expand('media');
  await workbench.chooseFromMenu('gallery-summer-sandals', 'Open History');
  await page.getByRole('tab', { name: 'gallery-summer-sandals.swf-history' }).waitFor();
  await workbench.codeLens('Following').waitFor();
  await workbench.takePicture('history');
  await page
    .locator('.view-line .detected-link')
    .filter({ hasText: '#11' })
    .first()
    .click({ modifiers: ['ControlOrMeta'] });
  await page.locator('.view-line').filter({ hasText: '"eventId": 11' }).waitFor();
  await expect.poll(() => cursor(workbench)).not.toContain('Ln 1,');
  await workbench.takePicture('history at an event');
  await workbench.runCommand('SWF: Save History as JSON…');
  // This dialog has no title, and fills in the name after it has appeared.
  const name = workbench.quickInput().locator('.quick-input-box input');
  await expect.poll(async () => name.inputValue()).toContain('gallery-summer-sandals.history');
  await name.press('Enter');
  const saved = path.join(workbench.folder, 'gallery-summer-sandals.history.json');
  await expect.poll(async () => readFile(saved, 'utf8').catch(() => '')).toContain('"eventType"');
  const { events } = JSON.parse(await readFile(saved, 'utf8')) as { events: unknown[] };
  expect(events).toHaveLength(11);
});

async function signal(endpoint: string, workflowId: string): Promise<void> {
  const answer = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'X-Amz-Target': 'SimpleWorkflowService.SignalWorkflowExecution',
      'Content-Type': 'application/x-amz-json-1.0',
      Authorization:
        'AWS4-HMAC-SHA256 Credential=k/20260101/us-east-1/swf/aws4_request, SignedHeaders=host, Signature=0',
    },
    body: JSON.stringify({ domain: 'media', workflowId, signalName: 'hurry up' }),
  });
  expect(answer.status).toBe(200);
}

test('a history that is open grows as events come, and the timeline with it', async () => {
  const { workbench, endpoint } = await openDemo();
  await workbench.openView();
  await workbench.expand('media');
  await workbench.chooseFromMenu('film-bike-lights', 'Open Timeline');
  const frame = await timelineFrame(workbench);
  const before = Number.parseInt((await frame.locator('#count').textContent()) ?? '', 10);
  await signal(endpoint, 'film-bike-lights');
  const count = async () => Number.parseInt((await frame.locator('#count').textContent()) ?? '', 10);
  await expect.poll(count, { timeout: 20_000 }).toBeGreaterThan(before);
  await workbench.takePicture('timeline that grew');
});

test('the timeline of a long history shows what was read of it while the rest is read', async () => {
  const { workbench, endpoint } = await openDemo();
  // The demo's decider answers each: four events.
  for (let n = 0; n < 600; n++) await signal(endpoint, 'film-bike-lights');
  const rules = [{ fault: 'delay', operation: 'GetWorkflowExecutionHistory', milliseconds: 2000 }];
  await fetch(`${endpoint}/_local/faults`, { method: 'POST', body: JSON.stringify({ rules }) });
  await workbench.openView();
  await workbench.expand('media');
  await workbench.chooseFromMenu('film-bike-lights', 'Open Timeline');
  const frame = await timelineFrame(workbench);
  const count = frame.locator('#count');
  await count.filter({ hasText: /^1,000 of about 2,\d{3} events so far$/ }).waitFor();
  await workbench.takePicture('timeline of which a part was read');
  await count.filter({ hasText: /^2\d{3} events, \d+ bars, open$/ }).waitFor({ timeout: 20_000 });
  await workbench.takePicture('timeline that was read in parts');
});

/** The other themes, by the names in VS Code's list. */
const themes = ['Light Modern', 'Dark High Contrast', 'Light High Contrast'];

test('a timeline goes by keys and mouse, leads to the history, and is readable in every theme', async () => {
  const saved = printHistory(await everyKind());
  const workbench = await openWorkbench({ files: { 'order-1.json': saved } });
  const { page } = workbench;
  await openSaved(workbench, 'order-1.json');
  await workbench.codeLens('Open Timeline').waitFor();
  for (const line of ['From the file order-1.json', 'When it was saved: open since', 'Open then (4):']) {
    await page.locator('.view-line').filter({ hasText: line }).waitFor();
  }
  for (const theme of [...themes, 'Dark Modern']) {
    await workbench.chooseTheme(theme);
    await workbench.takePicture(`saved history in ${theme}`);
  }
  await workbench.clickCodeLens('Open Timeline');
  const frame = await timelineFrame(workbench);
  await workbench.takePicture('timeline in Dark Modern');

  await frame.locator('#chart').focus();
  await page.keyboard.press('n');
  await page.keyboard.press('n');
  const live = frame.locator('#live');
  await live.filter({ hasText: 'activity task late' }).waitFor();
  expect(await live.textContent()).toContain('timed out, Why START_TO_CLOSE');
  for (let n = 0; n < 4; n++) await page.keyboard.press('+');
  await workbench.takePicture('timeline zoomed');

  await page.keyboard.press('0');
  const box = await frame.locator('#chart').boundingBox();
  if (box === null) throw new Error('The picture cannot be seen');
  await page.mouse.move(box.x + box.width * 0.4, box.y + 40);
  await frame.locator('#details h2').filter({ hasText: 'execution FulfilOrder 1' }).waitFor();
  await page.mouse.wheel(0, -400);

  await frame.evaluate(axe);
  expect(await violations(frame)).toEqual([]);
  const ground = () => frame.evaluate('getComputedStyle(document.body).backgroundColor');
  for (const theme of themes) {
    const before = await ground();
    await workbench.chooseTheme(theme);
    await expect.poll(ground).not.toBe(before);
    await workbench.takePicture(`timeline in ${theme}`);
    expect(await violations(frame), theme).toEqual([]);
  }

  await page.mouse.click(box.x + box.width * 0.4, box.y + 40);
  await frame.locator('#details button').filter({ hasText: '1 WorkflowExecutionStarted' }).click();
  await page.locator('.view-line').filter({ hasText: '"eventId": 1,' }).waitFor();
});

/** What axe, which is in the page already, finds wrong. */
async function violations(frame: Frame): Promise<unknown> {
  return await frame.evaluate(
    'axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) => violations.map(({ id, nodes }) => id + ": " + nodes.map(({ target, failureSummary }) => target + " " + failureSummary).join("; ")))',
  );
}

test('a document and a timeline are there again after a reload', async () => {
  const saved = printHistory(await everyKind());
  const workbench = await openWorkbench({ files: { 'order-1.json': saved } });
  await openSaved(workbench, 'order-1.json');
  await workbench.clickCodeLens('Open Timeline');
  const frame = await timelineFrame(workbench);
  await frame.locator('#chart').focus();
  await workbench.page.keyboard.press('n');
  await frame
    .locator('#details h2')
    .filter({ hasText: 'no paper' })
    .or(frame.locator('#details dd').filter({ hasText: 'no paper' }))
    .first()
    .waitFor();
  await workbench.runCommand('Developer: Reload Window');
  await frame.waitForFunction('false').catch(() => undefined);
  const again = await timelineFrame(workbench);
  await again.locator('#details dd').filter({ hasText: 'no paper' }).waitFor();
  await workbench.page.getByRole('tab', { name: 'order-1.swf-history' }).click();
  await workbench.page.locator('.view-line').filter({ hasText: 'FulfilOrder' }).first().waitFor();
  await workbench.takePicture('history after a reload');
});

test('the longest history there can be opens, and can be used', async () => {
  const workbench = await openWorkbench();
  await writeFile(path.join(workbench.folder, 'longest.json'), printHistory(longestHistory()));
  const { page } = workbench;
  await openSaved(workbench, 'longest.json');
  await workbench.codeLens('Open Timeline').waitFor();
  await page.locator('.view-line .detected-link').first().waitFor();
  await workbench.takePicture('longest history');
  await page.locator('.view-line').nth(5).click();
  await page.keyboard.press('Control+End');
  await page
    .locator('.view-line')
    .filter({ hasText: `"eventId": ${mostEvents},` })
    .waitFor();
  await workbench.takePicture('longest history at its end');
  await workbench.runCommand('SWF: Open Timeline');
  const frame = await timelineFrame(workbench);
  await workbench.takePicture('longest timeline');
  await frame.locator('#chart').focus();
  for (let n = 0; n < 12; n++) await page.keyboard.press('+');
  await workbench.takePicture('longest timeline zoomed');
});
