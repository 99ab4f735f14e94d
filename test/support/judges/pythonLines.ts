import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** A Python process that answers each line with a line. */
export interface PythonLines extends AsyncDisposable {
  /** Sends a document as a line of JSON and resolves with the line that answers it, parsed. */
  ask(document: unknown): Promise<unknown>;
}

/** Starts a program of this folder. */
export function startPython(program: string, args: readonly string[], env: NodeJS.ProcessEnv): PythonLines {
  const python = spawn('python3', [path.join(import.meta.dirname, program), ...args], {
    env,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const waiting: { resolve: (line: string) => void; reject: (error: Error) => void }[] = [];
  createInterface(python.stdout).on('line', (line) => waiting.shift()?.resolve(line));
  let ended = false;
  const closed = once(python, 'close').then(() => {
    ended = true;
    for (const { reject } of waiting) reject(new Error(`${program} has ended`));
  });
  return {
    async ask(document) {
      if (ended) throw new Error(`${program} has ended`);
      const line = await new Promise<string>((resolve, reject) => {
        waiting.push({ resolve, reject });
        python.stdin.write(`${JSON.stringify(document)}\n`);
      });
      return JSON.parse(line) as unknown;
    },
    [Symbol.asyncDispose]: async () => {
      python.stdin.end();
      await closed;
    },
  };
}
