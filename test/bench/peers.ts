/**
 * Activation and memory beside the editor's own extensions. In one window all are activated, and VS Code's own list of
 * running extensions is asked what each took: it counts loading the code and `activate()`, in whole milliseconds. In
 * others, a module activates one alone and looks at the heap of the extension host.
 */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ensureEditor, type Editor } from '../../scripts/setup.mjs';
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
/** Each with what it cannot do without. */
const foldersOf = new Map([
  ['vscode.git', ['git', 'git-base']],
  ['vscode.npm', ['npm']],
  ['vscode.json-language-features', ['json-language-features']],
]);
const peerIds = [...foldersOf.keys()];

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

  const heaps = await heapsOf(editor);
  const megabytes = [...heaps].map(([id, heap]) => `${id} ${heap.toFixed(2)} MB`).join(', ');
  note(`Heap that each adds to an extension host of its own: ${megabytes}`);
  const ownHeap = heaps.get(ownId) ?? NaN;
  const leastHeap = Math.min(...peerIds.map((id) => heaps.get(id) ?? NaN));

  return [
    figure(
      `Activation beside Git, NPM and JSON in VS Code ${editor.version}: part of the lightest one's`,
      took(own) / lightest,
      '×',
      '<',
      1,
    ),
    figure(
      `Heap of the extension host after activation, beside Git, NPM and JSON: part of the lightest one's`,
      ownHeap / leastHeap,
      '×',
      '<',
      1,
    ),
  ];
});

/**
 * By how many megabytes (1,000,000 bytes) the heap of an extension host is larger with an extension than with none; it and
 * no other of the editor's own is there, as each wakes when it likes.
 */
async function heapsOf(editor: Editor): Promise<ReadonlyMap<string, number>> {
  const bundled = path.join(path.dirname(editor.serverMain), '../extensions');
  const folder = mkdtempSync(path.join(os.tmpdir(), 'swf-workbench-bench-'));
  const heapWith = async (id: string) => {
    const builtins = path.join(folder, id);
    mkdirSync(builtins);
    for (const name of foldersOf.get(id) ?? []) symlinkSync(path.join(bundled, name), path.join(builtins, name));
    const variables = { SWF_WORKBENCH_EXTENSION: id === 'none' ? '' : id };
    const results = await runInWindows(editor, 'memoryInHost', quick ? 1 : 3, variables, builtins);
    return median(results.map((result) => numberIn(result, 'heap'))) / 1e6;
  };
  try {
    const none = await heapWith('none');
    const heaps = new Map<string, number>();
    for (const id of [ownId, ...peerIds]) heaps.set(id, (await heapWith(id)) - none);
    return heaps;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
