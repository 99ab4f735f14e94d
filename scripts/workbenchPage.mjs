// @ts-check
// The browser half of a VS Code without a desktop.
import { chromium } from 'playwright-core';
import { ensureBrowser } from './setup.mjs';

const flags = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A headless Chromium. It only ever shows pages of 127.0.0.1, so it does without its sandbox, which root cannot have. */
export async function openBrowser() {
  return chromium.launch({ executablePath: await ensureBrowser(), args: flags, chromiumSandbox: false });
}

/**
 * A page that shows a window of VS Code.
 * @param {import('playwright-core').Browser} browser
 * @param {string} url
 * @param {object} [options]
 * @param {number} [options.scale] device pixels per CSS pixel
 * @param {(code: number) => void} [options.onExit] told the exit code of the tests at `extensionTestsPath`
 * @param {(type: string, text: string) => void} [options.onLog] told what the extension host prints
 * @returns {Promise<import('playwright-core').Page>}
 */
export async function openWindow(browser, url, options = {}) {
  const { scale = 1, onExit = () => undefined, onLog = () => undefined } = options;
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    deviceScaleFactor: scale,
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  await page.exposeFunction('codeAutomationExit', onExit);
  await page.exposeFunction('codeAutomationLog', (/** @type {string} */ type, /** @type {unknown[]} */ args) => {
    onLog(type, args.map((argument) => (typeof argument === 'string' ? argument : JSON.stringify(argument))).join(' '));
  });
  await page.goto(url);
  return page;
}
