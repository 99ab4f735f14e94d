/**
 * Activation and memory beside the editor's own extensions, each alone in windows of its own: VS Code counts as the
 * activation of one what others do while it is loaded. What VS Code's own list of running extensions says is asked: it
 * counts loading the code and `activate()`, in whole milliseconds. In other windows a module activates an extension and looks
 * at the heap of the extension host.
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

const windows = quick ? 1 : 3;
/** For one step in a window, in milliseconds. */
const patience = 60_000;
const own = { id: 'swf-workbench.swf-workbench', name: 'SWF Workbench', folders: [] };
/** By the names that the list shows, each with the folders of what it cannot do without. */
const peers = [
  { id: 'vscode.git', name: 'Git', folders: ['git', 'git-base'] },
  { id: 'vscode.npm', name: 'NPM support for VS Code', folders: ['npm'] },
  { id: 'vscode.json-language-features', name: 'JSON Language Features', folders: ['json-language-features'] },
];
type Measured = (typeof peers)[number];
const all: readonly Measured[] = [own, ...peers];

program(async (): Promise<Figure[]> => {
  const editor = await ensureEditor('newest');
  const folder = mkdtempSync(path.join(os.tmpdir(), 'swf-workbench-bench-'));
  const seen = new Map<string, number>();
  const heaps = new Map<string, number>();
  try {
    const none = await heapWith(editor, folderOfOnly(editor, folder, { id: 'none', folders: [] }), '');
    for (const each of all) {
      const builtins = folderOfOnly(editor, folder, each);
      seen.set(each.name, median(await activationsOf(editor, builtins, each)));
      heaps.set(each.name, (await heapWith(editor, builtins, each.id)) - none);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }

  const told = all.map(({ name }) => `${name} ${seen.get(name)} ms, ${heaps.get(name)?.toFixed(2)} MB`);
  note(`Activation as VS Code ${editor.version} counts it, medians of ${windows}, and the heap that it adds:`);
  note(told.join('; '));
  const part = (of: ReadonlyMap<string, number>) =>
    (of.get(own.name) ?? NaN) / Math.min(...peers.map(({ name }) => of.get(name) ?? NaN));

  return [
    figure(
      `Activation beside Git, NPM and JSON in VS Code ${editor.version}: part of the lightest one's`,
      part(seen),
      '×',
      '<',
      1,
    ),
    figure(
      `Heap of the extension host after activation, beside Git, NPM and JSON: part of the lightest one's`,
      part(heaps),
      '×',
      '<',
      1,
    ),
  ];
});

/** A folder with what one extension needs of the editor's own, and nothing else that would wake when it likes. */
function folderOfOnly(editor: Editor, folder: string, { id, folders }: Pick<Measured, 'id' | 'folders'>): string {
  const bundled = path.join(path.dirname(editor.serverMain), '../extensions');
  const builtins = path.join(folder, id);
  mkdirSync(builtins);
  for (const name of folders) symlinkSync(path.join(bundled, name), path.join(builtins, name));
  return builtins;
}

/** What VS Code says of an extension's activation in each of so many windows, in milliseconds. */
async function activationsOf(editor: Editor, builtins: string, { name }: Measured): Promise<number[]> {
  const workspace = path.join(builtins, '../workspace');
  mkdirSync(workspace, { recursive: true });
  // What wakes the peers.
  writeFileSync(path.join(workspace, 'package.json'), '{ "name": "peers", "scripts": { "test": "true" } }\n');
  const server = await startVsCodeServer(editor, {
    settings: { 'git.enabled': true },
    builtins,
    extension: name === own.name ? 'installed' : 'inTest',
  });
  const browser = await openBrowser();
  const times: number[] = [];
  try {
    const file = server.remoteUri(path.join(workspace, 'package.json'));
    for (let n = 0; n < windows; n++) {
      const page = await openWindow(browser, server.windowUrl(workspace, [['openFile', file]]));
      await page.locator('.monaco-editor').first().waitFor({ timeout: patience });
      if (name === own.name) await page.getByRole('tab', { name: 'Amazon SWF' }).first().click({ timeout: patience });
      const list = page.locator('.runtime-extensions-editor');
      // A window that is not done yet does not hear the keys.
      for (let tries = 0; tries < 10 && !(await list.isVisible()); tries++) {
        await page.keyboard.press('F1');
        await page.keyboard.insertText('>Developer: Show Running Extensions');
        await page.keyboard.press('Enter');
        await list.waitFor({ timeout: 3_000 }).catch(() => undefined);
      }
      // Some run in the browser too, where nothing of this project does.
      const rows = list.locator('.extension', { has: page.getByText(name, { exact: true }), hasText: '127.0.0.1' });
      const time = rows.locator('.activation-time', { hasText: /\d+ms/ });
      const text = await time.textContent({ timeout: patience });
      times.push(Number(/(\d+)ms/.exec(text ?? '')?.[1]));
      await page.context().close();
    }
  } finally {
    await browser.close();
    await server.stop();
  }
  return times;
}

/** The heap of an extension host in which an extension was activated, if one is named, in megabytes of 1,000,000 bytes. */
async function heapWith(editor: Editor, builtins: string, id: string): Promise<number> {
  const results = await runInWindows(editor, 'memoryInHost', quick ? 1 : 3, { SWF_WORKBENCH_EXTENSION: id }, builtins);
  return median(results.map((result) => numberIn(result, 'heap'))) / 1e6;
}
