import path from 'node:path';
import process from 'node:process';
import { root, startProcess, stopProcess, waitForLine } from '../../scripts/processes.mjs';

export interface RunningLocalSwf {
  /** Such as `http://127.0.0.1:43210`. */
  readonly endpoint: string;
  stop(): Promise<void>;
}

/**
 * Local SWF as `npm run local` runs it, from the built bundle, in a process of its own and on a free port.
 * @param args further arguments, such as `--demo`
 */
export async function startLocalSwf(...args: readonly string[]): Promise<RunningLocalSwf> {
  const child = startProcess(process.execPath, [path.join(root, 'dist/local.js'), '--port', '0', ...args]);
  try {
    const [, endpoint = ''] = await waitForLine(child, /^Local SWF is listening on (http:\S+)$/m);
    return { endpoint, stop: () => stopProcess(child) };
  } catch (error) {
    await stopProcess(child);
    throw error;
  }
}
