import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { root } from '../../scripts/processes.mjs';
import type { Editor } from '../../scripts/setup.mjs';
import { startVsCodeServer } from '../../scripts/vscodeServer.mjs';
import { openBrowser, openWindow } from '../../scripts/workbenchPage.mjs';

/** For one window, in milliseconds. */
const patience = 60_000;

/**
 * Runs a module of test/bench in the extension host of so many windows, one after the other, each with a host of its own.
 * Gives what each wrote to the file that SWF_WORKBENCH_RESULTS names. The editor has all of its own extensions, or those
 * that lie in a folder.
 */
export async function runInWindows(
  editor: Editor,
  module: string,
  windows: number,
  variables: Readonly<Record<string, string>> = {},
  builtins?: string,
): Promise<unknown[]> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'swf-workbench-bench-'));
  const file = path.join(folder, 'result.json');
  const workspace = path.join(folder, 'workspace');
  mkdirSync(workspace);
  const server = await startVsCodeServer(editor, {
    extension: 'inTest',
    ...(builtins !== undefined && { builtins }),
    env: { ...process.env, ...variables, SWF_WORKBENCH_RESULTS: file },
  });
  const browser = await openBrowser();
  const results: unknown[] = [];
  try {
    const url = server.windowUrl(workspace, [
      ['extensionDevelopmentPath', server.remoteUri(root)],
      ['extensionTestsPath', server.remoteUri(path.join(root, `dist/test/bench/${module}.js`))],
    ]);
    for (let n = 0; n < windows; n++) {
      rmSync(file, { force: true });
      await runWindow(browser, url);
      results.push(JSON.parse(readFileSync(file, 'utf8')));
    }
  } finally {
    await browser.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  return results;
}

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
