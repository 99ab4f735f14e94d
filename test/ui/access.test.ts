import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { openDemo } from '../support/openWorkbench';
import type { Workbench } from '../support/workbench';

const skeleton = 'cancel-resize-image.respond-activity-task-canceled.json';

/** Goes down the tree with the arrow key until a row is under the focus. */
async function goTo({ page }: Workbench, text: string): Promise<void> {
  const focused = page.locator('.monaco-list:focus-within .monaco-list-row.focused');
  for (let n = 0; n < 40; n++) {
    if ((await focused.filter({ hasText: text }).count()) > 0) return;
    await page.keyboard.press('ArrowDown');
  }
  throw new Error(`The arrow key does not come to ${text}`);
}

/** Types a command into the palette, and takes the first that it offers. */
async function command({ page }: Workbench, title: string): Promise<void> {
  await page.keyboard.press('F1');
  const input = page.locator('.quick-input-widget input[type="text"]');
  await input.waitFor();
  await page.keyboard.insertText(title);
  await page.locator('.quick-input-widget .monaco-list-row.focused').filter({ hasText: title }).waitFor();
  await page.keyboard.press('Enter');
}

/** Presses a key until what has the focus has this text. */
async function press(page: Page, key: string, until: string): Promise<void> {
  const focused = page.locator('.action-item.focused, a:focus, .monaco-button:focus').filter({ hasText: until });
  for (let n = 0; n < 20 && (await focused.count()) === 0; n++) await page.keyboard.press(key);
  if ((await focused.count()) === 0) throw new Error(`${key} does not come to ${until}`);
}

test('the keyboard alone finds the task, cancels it, and reads the proof', async () => {
  const { workbench } = await openDemo({ openFile: skeleton });
  const { page } = workbench;
  const document: unknown = JSON.parse(await readFile(path.join(workbench.folder, skeleton), 'utf8'));
  const token = String(Reflect.get(Object(document), 'taskToken'));

  await command(workbench, 'Amazon SWF: Focus on Explorer View');
  await workbench.treeItem('media').waitFor();
  // While it was empty there was no list to take the focus.
  await command(workbench, 'Amazon SWF: Focus on Explorer View');
  await goTo(workbench, 'media');
  await page.keyboard.press('ArrowRight');
  await workbench.treeItem('gallery-summer-sandals').waitFor();
  await goTo(workbench, 'gallery-summer-sandals');
  await page.keyboard.press('ArrowRight');
  await workbench.treeItem('resize-image-0417').waitFor();
  await goTo(workbench, 'resize-image-0417');
  await page.keyboard.press('Shift+F10');
  await workbench.menuItem('Cancel Activity Task…').waitFor();
  await press(page, 'ArrowDown', 'Cancel Activity Task…');
  await page.keyboard.press('Enter');

  const box = workbench.quickInput();
  await box.getByText('resize-image-0417 (1/2)').waitFor();
  await page.keyboard.insertText(token);
  await page.keyboard.press('Enter');
  await box.getByText('resize-image-0417 (2/2)').waitFor();
  await page.keyboard.type('by keys');
  await page.keyboard.press('Enter');
  await workbench.modal().waitFor();
  await press(page, 'Tab', 'Cancel the Task');
  await page.keyboard.press('Enter');
  await workbench.notification('recorded as event').waitFor();

  await command(workbench, 'Notifications: Focus Notification Toast');
  await press(page, 'Tab', 'Open History');
  await page.keyboard.press('Enter');
  await page.getByRole('tab', { name: 'gallery-summer-sandals.swf-history' }).waitFor();
  await page.getByText('ActivityTaskCanceled').first().waitFor();
  await workbench.takePicture('canceled by keys alone');
});

test('at 200 % the task, its menu and the question are whole', async () => {
  const { workbench } = await openDemo({ openFile: skeleton, scale: 2 });
  const { page } = workbench;
  // What a window of 1,280 × 800 shows at twice the size.
  await page.setViewportSize({ width: 640, height: 400 });
  await command(workbench, 'View: Show Amazon SWF');
  await workbench.expand('media');
  await workbench.expand('gallery-summer-sandals');
  await workbench.treeItem('resize-image-0417').waitFor();
  await workbench.openMenu('resize-image-0417');
  await workbench.takePicture('menu at 200 percent');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+b');
  await workbench.clickCodeLens('Run respond-activity-task-canceled');
  await workbench.modal().waitFor();
  await workbench.takePicture('question at 200 percent');
  const button = workbench.modal().getByRole('button', { name: 'Cancel the Task' });
  const place = await button.boundingBox();
  expect(place && place.x >= 0 && place.x + place.width <= 640 && place.y + place.height <= 400).toBe(true);
  await button.click();
  await workbench.notification('recorded as event').waitFor();
});

/** How a color stands out from another, itself laid over it (WCAG 2, "contrast ratio"); both as `rgb(…)` or `rgba(…)`. */
function contrast(color: string, behind: string): number {
  const ground = partsOf(behind);
  const over = partsOf(color);
  const opacity = over[3] ?? 1;
  const luminance = (parts: readonly number[]) => {
    const [r = 0, g = 0, b = 0] = parts.map((part) =>
      part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const seen = over.slice(0, 3).map((part, n) => part * opacity + (ground[n] ?? 0) * (1 - opacity));
  const [dark = 0, light = 0] = [luminance(seen), luminance(ground.slice(0, 3))].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function partsOf(color: string): number[] {
  return (color.match(/[\d.]+/g) ?? []).map(Number);
}

interface ShownPart {
  readonly sign: boolean;
  readonly row: string;
  readonly color: string;
  readonly behind: string;
}

/** Asked of the page: each sign and word of the rows that are not selected, with its color and that behind it. */
const shownParts = `[...document.querySelectorAll('.pane-body .monaco-list-row:not(.focused, .selected)')].flatMap((row) =>
  [...row.querySelectorAll('.codicon, .label-name, .label-description')].map((part) => {
    let above = part;
    while (/rgba\\(.*, 0\\)/.test(getComputedStyle(above).backgroundColor)) above = above.parentElement;
    return {
      sign: part.classList.contains('codicon'),
      row: row.textContent,
      color: getComputedStyle(part).color,
      behind: getComputedStyle(above).backgroundColor,
    };
  }))`;

test('the signs and words of all states stand out in the light, the dark and the high-contrast themes', async () => {
  const { workbench } = await openDemo();
  const { page } = workbench;
  await workbench.openView();
  await workbench.resizeSideBar(620);
  await workbench.expand('media');
  for (const [execution, task] of [
    ['gallery-summer-sandals', 'resize-image-0417'],
    ['film-tent-setup', 'transcode-tent-setup'],
    ['film-garden-chairs', 'transcode-garden-chairs'],
  ] as const) {
    await workbench.expand(execution);
    await workbench.treeItem(task).waitFor();
  }
  for (const theme of ['Light Modern', 'Dark Modern', 'Dark High Contrast', 'Light High Contrast']) {
    await workbench.chooseTheme(theme);
    const seen = await page.evaluate<ShownPart[]>(shownParts);
    expect(seen.length).toBeGreaterThan(20);
    const weak = seen
      .map((each) => ({ ...each, ratio: contrast(each.color, each.behind) }))
      // WCAG 2.1 asks this of signs, and of text.
      .filter(({ sign, ratio }) => ratio < (sign ? 3 : 4.5))
      .map(({ row, sign, ratio }) => `${theme}: ${sign ? 'sign' : 'text'} of ${row}: ${ratio.toFixed(2)}`);
    await workbench.takePicture(`states in ${theme}`);
    expect(weak).toEqual([]);
  }
});
