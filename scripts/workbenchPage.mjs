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

/** @param {number} scale device pixels per CSS pixel */
const windowOptions = (scale) => ({
  viewport: { width: 1280, height: 800 },
  deviceScaleFactor: scale,
  permissions: ['clipboard-read', 'clipboard-write'],
});

/** A headless Chromium. It only ever shows pages of 127.0.0.1, so it does without its sandbox, which root cannot have. */
export async function openBrowser() {
  return chromium.launch({ executablePath: await ensureBrowser(), args: flags, chromiumSandbox: false });
}

/**
 * The same as one person's browser: its windows share what was loaded and compiled, so that the second one opens sooner, and
 * what pages keep.
 * @param {number} [scale] device pixels per CSS pixel
 * @returns {Promise<import('playwright-core').BrowserContext>}
 */
export async function openProfile(scale = 1) {
  return chromium.launchPersistentContext('', {
    ...{ executablePath: await ensureBrowser(), args: flags, chromiumSandbox: false },
    ...windowOptions(scale),
  });
}

/**
 * Forgets what the pages of an origin have kept in a browser; what was loaded stays.
 * @param {import('playwright-core').BrowserContext} profile
 * @param {string} origin
 */
export async function forgetKept(profile, origin) {
  const page = await profile.newPage();
  const session = await profile.newCDPSession(page);
  await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb,local_storage' });
  await page.close();
}

/**
 * A page that shows a window of VS Code, in a browser that has kept nothing.
 * @param {import('playwright-core').Browser} browser
 * @param {string} url
 * @param {object} [options]
 * @param {(code: number) => void} [options.onExit] told the exit code of the tests at `extensionTestsPath`
 * @param {(type: string, text: string) => void} [options.onLog] told what the extension host prints
 * @returns {Promise<import('playwright-core').Page>}
 */
export async function openWindow(browser, url, options = {}) {
  const { onExit = () => undefined, onLog = () => undefined } = options;
  const context = await browser.newContext(windowOptions(1));
  const page = await context.newPage();
  await page.exposeFunction('codeAutomationExit', onExit);
  await page.exposeFunction('codeAutomationLog', (/** @type {string} */ type, /** @type {unknown[]} */ args) => {
    onLog(type, args.map((argument) => (typeof argument === 'string' ? argument : JSON.stringify(argument))).join(' '));
  });
  await page.goto(url);
  return page;
}
