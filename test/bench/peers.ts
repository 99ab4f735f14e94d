/**
 * Activation and memory beside the editor's own extensions. In one window all are activated, and VS Code's own list of
 * running extensions is asked what each took: it counts loading the code and `activate()`, in whole milliseconds. In
 * another, a module activates one after the other and looks at the heap of the extension host.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ensureEditor } from '../../scripts/setup.mjs';
import { startVsCodeServer } from '../../scripts/vscodeServer.mjs';
import { openBrowser, openWindow } from '../../scripts/workbenchPage.mjs';
import { type Figure, figure, median, note } from './figures';
import { runInWindows } from './hostWindows';
import { numberIn, program, quick } from './programs';

const windows = quick ? 1 : 5;
/** For one step in a window, in milliseconds. */
const patience = 60_000;
const own = 'SWF Workbench';
/** By the names that the list shows. */
const peers = ['Git', 'NPM support for VS Code', 'JSON Language Features'];
const ownId = 'swf-workbench.swf-workbench';
const peerIds = ['vscode.git', 'vscode.npm', 'vscode.json-language-features'];

program(async (): Promise<Figure[]> => {
  const editor = await ensureEditor('newest');
  const folder = mkdtempSync(path.join(os.tmpdir(), 'swf-workbench-bench-'));
  const workspace = path.join(folder, 'workspace');
  mkdirSync(workspace);
  // What wakes the peers.
  writeFileSync(path.join(workspace, 'package.json'), '{ "name": "peers", "scripts": { "test": "true" } }\n');
  const server = await startVsCodeServer(editor, { settings: { 'git.enabled': true } });
  const browser = await openBrowser();
  const seen = new Map<string, number[]>([own, ...peers].map((name) => [name, []]));
  try {
    const file = server.remoteUri(path.join(workspace, 'package.json'));
    for (let n = 0; n < windows; n++) {
      const page = await openWindow(browser, server.windowUrl(workspace, [['openFile', file]]));
      await page.getByRole('tab', { name: 'Amazon SWF' }).first().click({ timeout: patience });
      await page.locator('.statusbar-item', { hasText: 'SWF: ' }).first().waitFor({ timeout: patience });
      await page.keyboard.press('F1');
      await page.keyboard.insertText('>Developer: Show Running Extensions');
      await page.keyboard.press('Enter');
      for (const [name, times] of seen) {
        const row = page.locator('.runtime-extensions-editor .extension', { hasText: name }).first();
        const time = row.locator('.activation-time', { hasText: /\d+ms/ });
        const text = await time.textContent({ timeout: patience });
        times.push(Number(/(\d+)ms/.exec(text ?? '')?.[1]));
      }
      await page.context().close();
    }
  } finally {
    await browser.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }

  const took = (name: string) => median(seen.get(name) ?? []);
  const each = peers.map((name) => `${name} ${took(name)} ms`).join(', ');
  note(`Activation as VS Code ${editor.version} counts it, medians of ${windows}: ${own} ${took(own)} ms, ${each}`);
  const lightest = Math.min(...peers.map(took));

  const grown: number[] = [];
  const parts: number[] = [];
  for (const ids of [
    [ownId, ...peerIds],
    // Who comes last finds what the others have loaded.
    [...peerIds, ownId],
  ]) {
    const [heaps] = await runInWindows(editor, 'memoryInHost', 1, { SWF_WORKBENCH_EXTENSIONS: ids.join(',') });
    const megabytes = ids.map((id) => `${id} ${(numberIn(heaps, id) / 1e6).toFixed(1)} MB`).join(', ');
    note(`Heap of the extension host, one after the other: ${megabytes}`);
    grown.push(numberIn(heaps, ownId) / 1e6);
    parts.push(numberIn(heaps, ownId) / Math.max(...peerIds.map((id) => numberIn(heaps, id))));
  }
  return [
    figure(
      `Activation beside Git, NPM and JSON in VS Code ${editor.version}: part of the lightest one's`,
      took(own) / lightest,
      '×',
      '<',
      1,
    ),
    figure(
      `Heap beside Git, NPM and JSON in VS Code ${editor.version}, after activation`,
      Math.max(...grown),
      'MB',
      '<',
      10,
    ),
    figure(
      `Heap beside Git, NPM and JSON in VS Code ${editor.version}, after activation: part of the largest one's`,
      Math.max(...parts),
      '×',
      '<',
      1,
    ),
  ];
});
