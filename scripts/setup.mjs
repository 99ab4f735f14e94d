// @ts-check
// What the other scripts need on a machine: packages, a browser, a compiler, an editor. Each is quick when it is there.
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { onPath, root, run } from './processes.mjs';

/** Here VS Code's own test tool keeps its downloads too. */
export const editorsFolder = path.join(root, '.vscode-test');

/**
 * The editors the tests run in: VS Code's server, as packaged in npm's code-server, and the Node its native modules want.
 * `oldest` is the one that `engines.vscode` in package.json promises.
 */
export const editors = /** @type {const} */ ({
  oldest: { version: '1.100.3', codeServer: '4.100.3', node: 20, nativeModules: ['@vscode/spdlog', 'native-watchdog'] },
  newest: {
    version: '1.139.1',
    codeServer: '4.139.1',
    node: 24,
    nativeModules: ['@vscode/spdlog', '@vscode/native-watchdog'],
  },
});

/** @typedef {keyof typeof editors} EditorName */
/** @typedef {{ name: EditorName, version: string, folder: string, serverMain: string, node: string }} Editor */

const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
const quiet = ['--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'];

/** Installs the project's packages, unless those that are installed are those of package-lock.json. */
export async function ensureDependencies() {
  const installed = readPackages(path.join(root, 'node_modules', '.package-lock.json'));
  const wanted = Object.entries(readPackages(path.join(root, 'package-lock.json')) ?? {});
  // Versions are compared, not times: a clone, a pull and an install by hand each leave their own order of times.
  const complete =
    installed !== undefined &&
    wanted.every(([folder, { version, optional, devOptional }]) => {
      const found = installed[folder];
      return folder === '' || (found === undefined ? optional || devOptional : found.version === version);
    });
  if (complete) return;
  say('Installing the packages of package-lock.json');
  await run(npm, ['ci', ...quiet]);
}

/**
 * @param {string} lockFile
 * @returns {Record<string, { version: string, optional?: boolean, devOptional?: boolean }> | undefined}
 */
function readPackages(lockFile) {
  return existsSync(lockFile) ? JSON.parse(readFileSync(lockFile, 'utf8')).packages : undefined;
}

/**
 * The path of a Chromium or Chrome.
 * @returns {Promise<string>} rejects when there is none and none can be installed
 */
export async function ensureBrowser() {
  const named = process.env['SWF_WORKBENCH_CHROMIUM'];
  if (named !== undefined) {
    if (!existsSync(named)) throw new Error(`SWF_WORKBENCH_CHROMIUM names a file that does not exist: ${named}`);
    return named;
  }
  const found = findBrowser();
  if (found !== undefined) return found;
  await installDebianPackages(
    ['chromium', 'fonts-dejavu-core'],
    'Install Chromium or Chrome, or name one in SWF_WORKBENCH_CHROMIUM',
  );
  const installed = findBrowser();
  if (installed === undefined) throw new Error('The package chromium was installed, yet no chromium is on the PATH');
  return installed;
}

function findBrowser() {
  for (const name of ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']) {
    const found = onPath(name);
    if (found !== undefined) return found;
  }
  return [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  ].find((file) => existsSync(file));
}

/**
 * A VS Code that runs without a desktop, installed on demand.
 * @param {EditorName} name
 * @returns {Promise<Editor>}
 */
export async function ensureEditor(name) {
  const { version, codeServer, nativeModules } = editors[name];
  const folder = path.join(editorsFolder, `vscode-server-${version}`);
  /** @type {Editor} */
  const editor = {
    name,
    version,
    folder,
    serverMain: path.join(folder, 'node_modules/code-server/lib/vscode/out/server-main.js'),
    node: nodeOf(name, folder),
  };
  if (existsSync(folder)) return editor;

  say(`Installing VS Code ${version} for the tests, once: this takes about a minute`);
  await ensureCompiler();
  // A half-finished install never bears the final name, so it is thrown away and redone.
  const partial = `${folder}.partial-${process.pid}`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  try {
    // npm would install into the project, were there no package.json here.
    writeFileSync(path.join(partial, 'package.json'), '{ "private": true }\n');
    const node = nodeOf(name, partial);
    if (node !== process.execPath) {
      await run(npm, ['install', `node@${editors[name].node}`, ...quiet], { cwd: partial });
    }
    const env = { ...process.env, PATH: `${path.dirname(node)}${path.delimiter}${process.env['PATH'] ?? ''}` };
    const vscode = path.join(partial, 'node_modules/code-server/lib/vscode');
    const production = ['install', '--omit=dev', '--ignore-scripts', ...quiet];
    await run(npm, ['install', '--ignore-scripts', `code-server@${codeServer}`, ...quiet], { cwd: partial, env });
    await run(npm, production, { cwd: vscode, env });
    await run(npm, ['rebuild', ...nativeModules, ...quiet], { cwd: vscode, env });
    await run(npm, production, { cwd: path.join(vscode, 'extensions'), env });
    renameSync(partial, folder);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
  return editor;
}

/**
 * The Node that runs an editor: ours when it is the right one, else one installed beside the editor.
 * @param {EditorName} name
 * @param {string} folder
 */
function nodeOf(name, folder) {
  if (process.versions.node.startsWith(`${editors[name].node}.`)) return process.execPath;
  return path.join(folder, 'node_modules/.bin', process.platform === 'win32' ? 'node.cmd' : 'node');
}

async function ensureCompiler() {
  const missing = ['make', 'g++', 'python3'].filter((name) => onPath(name) === undefined);
  if (missing.length === 0 || process.platform !== 'linux') return;
  await installDebianPackages(
    missing,
    `Install ${missing.join(', ')}: the editor for the tests compiles two native modules`,
  );
}

/**
 * @param {readonly string[]} packages
 * @param {string} otherwise what to tell a person on whose machine this cannot be done
 */
async function installDebianPackages(packages, otherwise) {
  if (process.getuid?.() !== 0 || onPath('apt-get') === undefined || !isDebian()) throw new Error(otherwise);
  say(`Installing Debian packages: ${packages.join(' ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-qq'], { env });
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { env });
}

function isDebian() {
  try {
    return /^ID(_LIKE)?=.*debian/m.test(readFileSync('/etc/os-release', 'utf8'));
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return false;
    throw error;
  }
}

/** @param {string} text */
function say(text) {
  console.log(`\n— ${text}`);
}
