// @ts-check
// `npm test`: sets up, runs every check even when one fails, tells the failures once more, and ends with the line
// `N passed, N failed`.
// For developers: `npm test -- unit`, `-- host`, `-- ui`, `-- package`, or several of them, runs these alone.
// `npm run test:long` runs the same with the long proofs whole: tests read SWF_TEST_LONG.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { exitCodeOf, explain, root } from './processes.mjs';
import { editors, editorsFolder, ensureBrowser, ensureDependencies, ensureEditor } from './setup.mjs';
import { withoutAwsAccount } from './testEnvironment.mjs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */
/** @typedef {{ status: string, fullName: string, failureMessages: readonly string[] }} TestResult */

const onePassed = { passed: 1, failed: 0, skipped: 0 };
const oneFailed = { passed: 0, failed: 1, skipped: 0 };
const resultsFolder = path.join(editorsFolder, 'results');
const known = ['unit', 'host', 'ui', 'package'];
const chosen = new Set(process.argv.slice(2));
if (chosen.delete('--long')) process.env['SWF_TEST_LONG'] = '1';
const all = chosen.size === 0;
/** How much of a failure's message is told again at the end, in characters. */
const longestReason = 1_500;

const unknown = [...chosen].filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(`Not a part of the tests: ${unknown.join(', ')}. There are: ${known.join(', ')}`);
  process.exit(1);
}
process.env = withoutAwsAccount(process.env);

/** @type {Counts} */
const total = { passed: 0, failed: 0, skipped: 0 };
/** What failed, told again at the end: a log is read from there. @type {string[]} */
const failures = [];
/** Tests in a window that passed at their second try only, with what the first one failed of. @type {string[]} */
const secondTries = [];
const started = Date.now();

await stage('Packages', async () => void (await ensureDependencies()));
await stage('Build', async () => {
  const { build, buildHostTests } = await import('./build.mjs');
  await build({ typecheck: false });
  await buildHostTests();
});
// Unit tests wait for servers and processes, installing for the network: meanwhile a machine can check types and form.
const [installed] = await Promise.all([
  install(),
  all || chosen.has('unit') ? stage('Unit tests', () => vitest('unit')) : undefined,
  all ? types() : undefined,
  all ? stage('Lint', lint) : undefined,
]);
if (installed !== undefined) console.log(`\nNot installed, and tried again by those who need it: ${installed}`);
if (all || chosen.has('host')) {
  const named = process.env['SWF_WORKBENCH_VSCODE'];
  if (named === undefined) {
    await stage('Host tests in the oldest VS Code', () => hostTests('oldest'));
    await stage('Host tests in the newest VS Code', () => hostTests('newest'));
  } else {
    await stage(`Host tests in ${named}`, () => hostTestsIn(named));
  }
}
if (all || chosen.has('ui')) {
  await stage('UI tests', async () => {
    await ensureBrowser();
    await ensureEditor('newest');
    return vitest('ui');
  });
}

if (all || chosen.has('package')) {
  /** @type {string | undefined} */
  let vsix;
  await stage('Package', async () => {
    const { build } = await import('./build.mjs');
    const { packageExtension } = await import('./package.mjs');
    await build({ production: true, typecheck: false });
    vsix = (await packageExtension()).file;
  });
  if (vsix !== undefined) {
    const env = { SWF_WORKBENCH_PACKAGE: vsix };
    for (const name of /** @type {const} */ (['oldest', 'newest'])) {
      await stage(`The package in the ${name} VS Code`, async () => {
        await ensureBrowser();
        await ensureEditor(name);
        return vitest('package', { ...env, SWF_WORKBENCH_EDITOR: name });
      });
    }
  }
}

process.exitCode = total.failed === 0 ? 0 : 1;
if (secondTries.length > 0) console.log(`\n=== What passed at its second try\n${secondTries.join('\n')}`);
if (failures.length > 0) console.log(`\n=== What failed\n${failures.join('\n')}`);
const skipped = total.skipped === 0 ? '' : `, ${total.skipped} skipped`;
console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`);

/**
 * Runs one part. A part that gives no counts counts only when it fails, as one failure.
 * @param {string} title
 * @param {() => Promise<Counts | void>} work
 */
async function stage(title, work) {
  console.log(`\n=== ${title} (${Math.round((Date.now() - started) / 1000)} s)`);
  try {
    const counts = await work();
    if (counts === undefined) return;
    total.passed += counts.passed;
    total.failed += counts.failed;
    total.skipped += counts.skipped;
    if (counts.failed > 0) failures.push(`${counts.failed} of: ${title}`);
  } catch (error) {
    console.error(explain(error));
    failures.push(`${title}: ${explain(error)}`);
    total.failed += 1;
  }
}

/** What windows need, before the first of them does. Gives what went wrong. @returns {Promise<string | undefined>} */
async function install() {
  const both = all || chosen.has('package') || (chosen.has('host') && !hasDisplay());
  try {
    if (both) await ensureEditor('oldest');
    if (both || chosen.has('ui')) await ensureEditor('newest');
    if (both || chosen.has('ui')) await ensureBrowser();
    return undefined;
  } catch (error) {
    return explain(error);
  }
}

async function lint() {
  const form = await check('prettier/bin/prettier.cjs', '--check', '.');
  const rules = await check('eslint/bin/eslint.js', '.');
  return form.failed + rules.failed > 0 ? oneFailed : onePassed;
}

async function types() {
  const { projects } = await import('./build.mjs');
  for (const project of projects) {
    await stage(`Types of ${path.relative(root, project)}`, () =>
      check('typescript/bin/tsc', '--noEmit', '--project', project),
    );
  }
}

/**
 * @param {string} program a module's file in node_modules
 * @param {...string} args
 */
async function check(program, ...args) {
  const code = await exitCodeOf(process.execPath, [path.join(root, 'node_modules', program), ...args]);
  return code === 0 ? onePassed : oneFailed;
}

/**
 * @param {string} project
 * @param {Record<string, string>} [env]
 * @returns {Promise<Counts>}
 */
async function vitest(project, env = {}) {
  const file = resultsFile(project);
  const vitestMain = path.join(root, 'node_modules/vitest/vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const code = await exitCodeOf(process.execPath, [vitestMain, 'run', '--project', project, ...reporters], {
    env: { ...process.env, ...env },
  });
  const results = readResults(file);
  /** @type {ReadonlyArray<{ status: string, assertionResults: readonly TestResult[] }>} */
  const files = results.testResults;
  const unloadable = files.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  );
  for (const { status, fullName, failureMessages } of files.flatMap((file) => file.assertionResults)) {
    if (failureMessages.length === 0) continue;
    (status === 'failed' ? failures : secondTries).push(
      `${fullName}\n  ${failureMessages.join('\n').slice(0, longestReason)}`,
    );
  }
  return judged(code, {
    passed: results.numPassedTests,
    failed: results.numFailedTests + unloadable.length,
    skipped: results.numPendingTests + results.numTodoTests,
  });
}

/**
 * Runs the host tests in a desktop VS Code where one can be had, else in the server one.
 * @param {import('./setup.mjs').EditorName} name
 */
async function hostTests(name) {
  const desktop = await downloadDesktop(name);
  if (desktop !== undefined) return hostTestsIn(desktop);
  await ensureEditor(name);
  await ensureBrowser();
  return hostTestsIn(path.join(root, 'scripts/vscodeLauncher.mjs'), { SWF_WORKBENCH_EDITOR: name });
}

function hasDisplay() {
  const { DISPLAY: x11, WAYLAND_DISPLAY: wayland } = process.env;
  return process.platform !== 'linux' || Boolean(x11 || wayland);
}

/** @param {import('./setup.mjs').EditorName} name */
async function downloadDesktop(name) {
  if (!hasDisplay()) return undefined;
  const { downloadAndUnzipVSCode } = await import('@vscode/test-electron');
  try {
    return await downloadAndUnzipVSCode({ version: name === 'oldest' ? editors.oldest.version : 'stable' });
  } catch (error) {
    console.log(`No desktop VS Code can be downloaded, so the server one is used: ${error}`);
    return undefined;
  }
}

/**
 * @param {string} executable
 * @param {Record<string, string>} [env]
 * @returns {Promise<Counts>}
 */
async function hostTestsIn(executable, env = {}) {
  const { runTests } = await import('@vscode/test-electron');
  const file = resultsFile('host');
  const folder = mkdtempSync(path.join(os.tmpdir(), 'swf-workbench-host-'));
  const workspace = path.join(folder, 'workspace');
  mkdirSync(workspace);
  let code = 0;
  try {
    await runTests({
      vscodeExecutablePath: executable,
      extensionDevelopmentPath: root,
      extensionTestsPath: path.join(root, 'dist/test/host/run.js'),
      launchArgs: [workspace, '--disable-extensions', `--user-data-dir=${path.join(folder, 'user-data')}`],
      extensionTestsEnv: { ...env, SWF_WORKBENCH_RESULTS: file },
    });
  } catch (error) {
    console.log(String(error));
    code = 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const results = readResults(file);
  failures.push(...results.failures);
  return judged(code, results);
}

/**
 * A run that failed without a failed test, and one without any test, is a failure too.
 * @param {number} code
 * @param {Counts} counts
 * @returns {Counts}
 */
function judged(code, { passed, failed, skipped }) {
  const unexplained = (code !== 0 && failed === 0) || passed + failed === 0;
  if (unexplained) console.log('This part failed as a whole.');
  return { passed, failed: unexplained ? 1 : failed, skipped };
}

/**
 * Where a part leaves its results; those of an earlier run are deleted.
 * @param {string} name
 */
function resultsFile(name) {
  mkdirSync(resultsFolder, { recursive: true });
  const file = path.join(resultsFolder, `${name}.json`);
  rmSync(file, { force: true });
  return file;
}

/** @param {string} file */
function readResults(file) {
  if (!existsSync(file)) throw new Error('This part ended before it wrote its results');
  return JSON.parse(readFileSync(file, 'utf8'));
}
