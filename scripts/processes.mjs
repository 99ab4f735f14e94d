// @ts-check
// Starting other programs and ending them again. Node alone: this runs before any package is installed.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** The project's folder. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/** @typedef {import('node:child_process').ChildProcess} ChildProcess */

/**
 * Whether this module is the program that was started, not one that another imports.
 * @param {string} url the module's `import.meta.url`
 */
export function isMain(url) {
  return process.argv[1] !== undefined && pathToFileURL(process.argv[1]).href === url;
}

/**
 * Runs a script's work. What it throws to tell a person ends the script as one message; a defect keeps its stack.
 * @param {() => Promise<unknown>} work
 */
export async function runScript(work) {
  try {
    await work();
  } catch (error) {
    console.error(`\n${explain(error)}`);
    process.exitCode = 1;
  }
}

/**
 * @param {unknown} error
 * @returns {string}
 */
export function explain(error) {
  if (!(error instanceof Error)) return String(error);
  if (error.constructor !== Error) return error.stack ?? error.message;
  return error.cause === undefined ? error.message : `${error.message}: ${explain(error.cause)}`;
}

/**
 * Runs a program to its end with its output shown, and gives its exit code (1 when a signal ended it).
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<number>}
 */
export function exitCodeOf(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', ...options });
    child.once('error', (cause) => reject(new Error(`Cannot run ${command}`, { cause })));
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

/**
 * Runs a program to its end with its output shown; rejects when it fails.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 */
export async function run(command, args, options = {}) {
  const code = await exitCodeOf(command, args, options);
  if (code !== 0) throw new Error(`This failed with exit code ${code}: ${command} ${args.join(' ')}`);
}

/**
 * Starts a program in a process group of its own, so that `stopProcess` also ends what it started.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {ChildProcess}
 */
export function startProcess(command, args, options = {}) {
  const child = spawn(command, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
    ...options,
  });
  const endWithUs = () => signalGroup(child, 'SIGKILL');
  process.once('exit', endWithUs);
  child.once('exit', () => process.removeListener('exit', endWithUs));
  return child;
}

/**
 * Asks a program and those it started to end, and insists after five seconds. Resolves when it has ended.
 * @param {ChildProcess} child
 */
export async function stopProcess(child) {
  if (child.pid === undefined) return;
  if (child.exitCode === null && child.signalCode === null) {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    signalGroup(child, 'SIGTERM');
    const insist = setTimeout(() => signalGroup(child, 'SIGKILL'), 5000);
    await ended;
    clearTimeout(insist);
  }
  signalGroup(child, 'SIGKILL');
}

/**
 * @param {ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function signalGroup(child, signal) {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch (error) {
    // ESRCH: all of them have ended, which is what was wanted.
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') throw error;
  }
}

/**
 * Waits for a line of a program's output; all of its output is also given to `echo`.
 * @param {ChildProcess} child
 * @param {RegExp} pattern
 * @param {{ timeout?: number, echo?: (text: string) => void }} [options] timeout in milliseconds
 * @returns {Promise<RegExpExecArray>} rejects when the program ends or the time is over before the line comes
 */
export function waitForLine(child, pattern, { timeout = 30_000, echo = () => undefined } = {}) {
  return new Promise((resolve, reject) => {
    let output = '';
    /** @param {string} reason */
    const fail = (reason) => reject(new Error(`${reason}. Its output: ${output.slice(-4000) || '(none)'}`));
    const timer = setTimeout(() => fail(`No line ${pattern} within ${timeout} ms`), timeout);
    child.once('error', (cause) => reject(new Error(`Cannot run ${child.spawnfile}`, { cause })));
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      fail(`The program ended (${code ?? signal}) before it printed ${pattern}`);
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
        echo(text);
        output += text;
        const found = pattern.exec(output);
        if (found === null) return;
        clearTimeout(timer);
        resolve(found);
      });
    }
  });
}

/**
 * Where a program is, as the PATH says.
 * @param {string} name
 * @returns {string | undefined}
 */
export function onPath(name) {
  const names = process.platform === 'win32' ? [`${name}.cmd`, `${name}.exe`] : [name];
  return (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .flatMap((folder) => names.map((file) => path.join(folder, file)))
    .find((file) => existsSync(file));
}

/** Resolves when the person presses Ctrl+C or the program is asked to end. */
export function untilStopped() {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, resolve);
  });
}
