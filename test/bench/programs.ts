import { spawn } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { explain, root } from '../../scripts/processes.mjs';

/** Whether fewer rounds are to be run. */
export const quick = process.argv.includes('--quick');

/** Runs a program of test/bench: what its work gives is handed to whoever started it. */
export function program(work: () => Promise<unknown>): void {
  work().then(
    (result) => process.stdout.write(JSON.stringify(result)),
    (error: unknown) => {
      process.stderr.write(`${explain(error)}\n`);
      process.exitCode = 1;
    },
  );
}

/** Runs a program of test/bench in a fresh Node process; gives what it handed over, and its whole time in milliseconds. */
export async function runFresh(name: string, ...args: readonly string[]): Promise<{ result: unknown; ms: number }> {
  const { output, ms } = await runToEnd(process.execPath, [path.join(root, 'dist/test/bench', `${name}.js`), ...args]);
  return { result: JSON.parse(output), ms };
}

/**
 * Runs a program to its end; its errors are shown. The time, in milliseconds, is that from before its start to its end.
 * Rejects when its exit status is not 0.
 */
export async function runToEnd(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<{ output: string; ms: number }> {
  const start = performance.now();
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  const exited = new Promise<number>((resolve) =>
    child.once('exit', () => {
      resolve(performance.now());
    }),
  );
  const status = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (status !== 0) throw new Error(`Exit status ${status ?? 'none'} of ${path.basename(command)}: ${args[0] ?? ''}`);
  return { output, ms: (await exited) - start };
}

/** A number among what a program handed over. */
export function numberIn(result: unknown, key: string): number {
  const value: unknown = typeof result === 'object' && result !== null ? Reflect.get(result, key) : undefined;
  if (typeof value !== 'number') throw new TypeError(`No number ${key} in what the program handed over`);
  return value;
}
