#!/usr/bin/env node
// @ts-check
// Stands in for a desktop VS Code where there is none: takes the flags that @vscode/test-electron gives to `code`,
// runs the extension tests in the server VS Code named by SWF_WORKBENCH_EDITOR, and ends with their exit code.
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { editorsFolder, ensureEditor } from './setup.mjs';
import { startVsCodeServer } from './vscodeServer.mjs';
import { openBrowser, openWindow } from './workbenchPage.mjs';

/** The host's own output among the workbench's, and the mark that test/host/run.ts sets before each of its lines. */
const mark = /^\[host\] ?/;
/** The longest that the host tests may take, in milliseconds. */
const patience = 180_000;

const extension = flag('extensionDevelopmentPath');
const tests = flag('extensionTestsPath');
const folder = process.argv.slice(2).find((argument) => !argument.startsWith('-'));
if (extension === undefined || tests === undefined || folder === undefined) {
  throw new Error('These are needed: FOLDER --extensionDevelopmentPath=DIR --extensionTestsPath=FILE');
}

const name = process.env['SWF_WORKBENCH_EDITOR'] === 'newest' ? 'newest' : 'oldest';
const logFile = path.join(editorsFolder, 'logs', `host-${name}.log`);
mkdirSync(path.dirname(logFile), { recursive: true });
writeFileSync(logFile, '');

const server = await startVsCodeServer(await ensureEditor(name), { extension: 'inTest' });
const browser = await openBrowser();
try {
  /** @type {Promise<number>} */
  const exitCode = new Promise((resolve, reject) => {
    const url = server.windowUrl(folder, [
      ['extensionDevelopmentPath', server.remoteUri(extension)],
      ['extensionTestsPath', server.remoteUri(tests)],
    ]);
    const onLog = (/** @type {string} */ type, /** @type {string} */ text) => {
      if (mark.test(text)) console.log(text.replace(mark, ''));
      else appendFileSync(logFile, `${type}: ${text}\n`);
    };
    openWindow(browser, url, { onExit: resolve, onLog }).catch(reject);
    void server.ended.then(() => reject(new Error(`VS Code ended before its tests did: ${server.log()}`)));
    setTimeout(() => reject(new Error(`The host tests did not end within ${patience / 1000} s`)), patience).unref();
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => reject(new Error(`Ended by ${signal}`)));
  });
  process.exitCode = await exitCode;
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  if (process.exitCode !== 0) console.log(`What else the host printed: ${path.relative(process.cwd(), logFile)}`);
  await browser.close();
  await server.stop();
}

/**
 * @param {string} name
 * @returns {string | undefined}
 */
function flag(name) {
  const start = `--${name}=`;
  return process.argv.find((argument) => argument.startsWith(start))?.slice(start.length);
}
