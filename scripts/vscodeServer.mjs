// @ts-check
// The server half of a VS Code without a desktop: extension hosts run in it, its workbench is a page for a browser.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { root, run, startProcess, stopProcess } from './processes.mjs';

/** A window without anything that moves, phones home or covers what is looked at. */
const calmSettings = {
  'chat.disableAIFeatures': true,
  'editor.minimap.enabled': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  'remote.autoForwardPorts': false,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.showReleaseNotes': false,
  'window.commandCenter': false,
  'window.title': '${activeEditorShort}${separator}${rootName}',
  'workbench.colorTheme': 'Default Dark Modern',
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

/**
 * @typedef {object} VsCodeServer
 * @property {string} origin such as `http://127.0.0.1:43210`
 * @property {(file: string) => string} remoteUri the address by which this VS Code knows a local path
 * @property {(folder: string, payload?: ReadonlyArray<readonly [string, string]>) => string} windowUrl
 *   the address of a window on a folder
 * @property {string} dataFolder where all is that the server keeps
 * @property {(settings: Readonly<Record<string, unknown>>) => void} setOwnSettings puts these of the person over the first
 * @property {() => void} killExtensionHosts ends the extension host of every window, as a crash does; not on Windows
 * @property {() => string} log what the server has printed
 * @property {Promise<void>} ended resolves when the server has ended by itself or by `stop`
 * @property {() => Promise<void>} stop
 */

/**
 * Starts a VS Code server on a free port of 127.0.0.1 with a data folder of its own, which `stop` deletes.
 * @param {import('./setup.mjs').Editor} editor
 * @param {object} [options]
 * @param {number} [options.port] 0, any free one, when left out
 * @param {'installed' | 'inTest'} [options.extension] whether the built extension is installed, as it is for a person, or
 *   left for the page to load from a folder together with its tests; such a window shows no notifications
 * @param {string} [options.builtins] a folder with what is to be had of the editor's own extensions; all when left out
 * @param {string} [options.vsix] a package to install in place of what is in dist/
 * @param {boolean} [options.workspaceTrust] whether the window asks if the folder is to be trusted
 * @param {Record<string, unknown>} [options.settings] over the calm ones
 * @param {NodeJS.ProcessEnv} [options.env] the environment of the extension host
 * @returns {Promise<VsCodeServer>} rejects when the server is not up within a minute
 */
export async function startVsCodeServer(editor, options = {}) {
  const { extension = 'installed', builtins, vsix, workspaceTrust = false, settings = {}, env = process.env } = options;
  if (extension === 'installed' && vsix === undefined && !existsSync(path.join(root, 'dist/extension.js'))) {
    throw new Error('There is no dist/extension.js to install in the editor: run npm run build');
  }
  const port = options.port || (await freePort());
  const data = mkdtempSync(path.join(os.tmpdir(), 'swf-workbench-vscode-'));
  const allSettings = { ...calmSettings, 'security.workspace.trust.enabled': workspaceTrust, ...settings };
  const writeOwnSettings = (/** @type {Readonly<Record<string, unknown>>} */ own) => {
    const text = JSON.stringify({ ...allSettings, ...own }, undefined, 2);
    for (const scope of ['Machine', 'User']) {
      mkdirSync(path.join(data, 'data', scope), { recursive: true });
      writeFileSync(path.join(data, 'data', scope, 'settings.json'), text);
    }
  };
  writeOwnSettings({});
  const extensions = path.join(data, 'extensions');
  if (vsix !== undefined) await installPackage(editor, vsix, extensions);
  else if (extension === 'installed') installExtension(extensions);

  const child = startProcess(
    editor.node,
    [
      editor.serverMain,
      ...['--host', '127.0.0.1', '--port', String(port)],
      ...['--server-data-dir', data, '--extensions-dir', extensions],
      ...['--telemetry-level', 'off'],
      ...(builtins === undefined ? [] : ['--builtin-extensions-dir', builtins]),
      '--without-connection-token',
      '--accept-server-license-terms',
      ...(extension === 'inTest' ? ['--enable-smoke-test-driver'] : []),
      ...(workspaceTrust ? [] : ['--disable-workspace-trust']),
    ],
    // An editor that runs these scripts in its terminal must not lend its own identity to this one.
    { env: Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('VSCODE_'))) },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (/** @type {string} */ text) => (output = (output + text).slice(-100_000)));
  }
  /** @type {Promise<void>} */
  const ended = new Promise((resolve) => child.once('exit', () => resolve()));
  const stop = async () => {
    await stopProcess(child);
    rmSync(data, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  const authority = `127.0.0.1:${port}`;
  try {
    await untilUp(`http://${authority}/version`, child);
  } catch (cause) {
    await stop();
    throw new Error(`VS Code ${editor.version} did not start: ${output.slice(-4000) || 'it printed nothing'}`, {
      cause,
    });
  }

  return {
    origin: `http://${authority}`,
    remoteUri: (file) => `vscode-remote://${authority}${encodeURI(file)}`,
    windowUrl: (folder, payload = []) => {
      const query = new URLSearchParams({ folder });
      if (payload.length > 0) query.set('payload', JSON.stringify(payload));
      return `http://${authority}/?${query.toString()}`;
    },
    dataFolder: data,
    setOwnSettings: writeOwnSettings,
    killExtensionHosts: () => {
      execFileSync('pkill', ['-KILL', '-g', String(child.pid), '-f', 'type=extensionHost']);
    },
    log: () => output,
    ended,
    stop,
  };
}

/**
 * Installs a package as a person does, by the editor's own command.
 * @param {import('./setup.mjs').Editor} editor
 * @param {string} vsix
 * @param {string} extensions an empty folder, or one that is not there yet
 * @returns {Promise<string>} the folder into which it was unpacked
 */
export async function installPackage(editor, vsix, extensions) {
  const data = mkdtempSync(path.join(os.tmpdir(), 'swf-workbench-install-'));
  try {
    await run(editor.node, [
      ...[editor.serverMain, '--install-extension', path.resolve(root, vsix)],
      ...['--extensions-dir', extensions, '--server-data-dir', data],
      '--accept-server-license-terms',
    ]);
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
  const { publisher, name, version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const folder = path.join(extensions, `${publisher}.${name}-${version}`);
  if (!existsSync(folder))
    throw new Error(`VS Code ${editor.version} installed ${vsix} into another folder than ${folder}`);
  return folder;
}

/**
 * Copies what the package would hold, so that the editor has nothing to do with the project's own folder.
 * @param {string} extensions
 */
function installExtension(extensions) {
  const { publisher, name, version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const folder = path.join(extensions, `${publisher}.${name}-${version}`);
  const texts = readdirSync(root).filter((file) => /^(package\.nls.*\.json|l10n)$/.test(file));
  for (const part of ['package.json', 'dist', 'media', ...texts]) {
    cpSync(path.join(root, part), path.join(folder, part), {
      recursive: true,
      filter: (file) => file !== path.join(root, 'dist/test') && !file.endsWith('.vsix'),
    });
  }
}

/**
 * @param {string} url
 * @param {import('node:child_process').ChildProcess} child
 */
async function untilUp(url, child) {
  const deadline = Date.now() + 60_000;
  let reason;
  while (Date.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error('The server has ended');
    try {
      const response = await fetch(url);
      if (response.ok) return;
      reason = new Error(`${url} answered ${response.status}`);
    } catch (error) {
      reason = error;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('The server did not answer within a minute', { cause: reason });
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address !== null && typeof address === 'object') resolve(address.port);
        else reject(new Error('No free port was found'));
      });
    });
  });
}
