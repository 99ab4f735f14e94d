/** Activation of the packaged code in the oldest VS Code: each time in a fresh window with its own extension host. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { root } from '../../scripts/processes.mjs';
import { ensureEditor } from '../../scripts/setup.mjs';
import { startVsCodeServer } from '../../scripts/vscodeServer.mjs';
import { openBrowser, openWindow } from '../../scripts/workbenchPage.mjs';
import { type Figure, figure, median, note } from './figures';
import { numberIn, program, quick } from './programs';

const windows = quick ? 1 : 9;
/** For one window, in milliseconds. */
const patience = 60_000;
const keys = ['load', 'activate', 'editor', 'otherModules', 'fileReads', 'connections'] as const;
type Measured = Record<(typeof keys)[number], number>;

program(async (): Promise<Figure[]> => {
  const editor = await ensureEditor('oldest');
  const folder = mkdtempSync(path.join(os.tmpdir(), 'swf-workbench-bench-'));
  const results = path.join(folder, 'result.json');
  const workspace = path.join(folder, 'workspace');
  mkdirSync(workspace);
  const server = await startVsCodeServer(editor, {
    extension: 'inTest',
    env: { ...process.env, SWF_WORKBENCH_RESULTS: results },
  });
  const browser = await openBrowser();
  const measured: Measured[] = [];
  try {
    const url = server.windowUrl(workspace, [
      ['extensionDevelopmentPath', server.remoteUri(root)],
      ['extensionTestsPath', server.remoteUri(path.join(root, 'dist/test/bench/activationInHost.js'))],
    ]);
    for (let n = 0; n < windows; n++) {
      rmSync(results, { force: true });
      await runWindow(browser, url);
      const result: unknown = JSON.parse(readFileSync(results, 'utf8'));
      measured.push(Object.fromEntries(keys.map((key) => [key, numberIn(result, key)])) as Measured);
    }
  } finally {
    await browser.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }

  const all = (key: keyof Measured) => measured.map((each) => each[key]);
  const most = (key: keyof Measured) => Math.max(...all(key));
  const total = measured.map(({ load, activate }) => load + activate);
  note(
    `Activation in VS Code ${editor.version}, medians of ${windows} windows: loading the bundle ` +
      `${median(all('load')).toFixed(1)} ms, activate() ${median(all('activate')).toFixed(1)} ms; with what the editor ` +
      `does around it ${median(all('editor')).toFixed(1)} ms`,
  );
  const where = `Activation in VS Code ${editor.version}`;
  return [
    figure(`${where}: loading the bundle and activate()`, median(total), 'ms', '<', 30),
    figure(`${where}: bundles loaded besides extension.js (sdk.js, local.js)`, most('otherModules'), 'count', '=', 0),
    figure(`${where}: files read besides extension.js`, most('fileReads'), 'count', '=', 0),
    figure(`${where}: network modules loaded, threads and processes begun`, most('connections'), 'count', '=', 0),
  ];
});

/** Opens a window, waits until the module in its extension host has ended, and closes it. */
async function runWindow(browser: Awaited<ReturnType<typeof openBrowser>>, url: string): Promise<void> {
  const said: string[] = [];
  let timer: NodeJS.Timeout | undefined;
  const exited = new Promise<number>((resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`The window did not end within ${patience / 1000} s`));
    }, patience);
    const onLog = (_type: string, text: string) => said.push(text);
    openWindow(browser, url, { onExit: resolve, onLog }).catch(reject);
  });
  try {
    const code = await exited;
    if (code !== 0) throw new Error(`The module in the extension host failed:\n${said.join('\n').slice(-4000)}`);
  } finally {
    clearTimeout(timer);
    for (const context of browser.contexts()) await context.close();
  }
}
