import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import * as vscode from 'vscode';

interface Running {
  readonly terminal: vscode.Terminal;
  readonly ended: Promise<number | undefined>;
}

/** By title. */
const running = new Map<string, Running>();

/** Runs a program in a terminal of its own, or shows the one in which the same runs already; see `Ui.runInTerminal`. */
export async function runInTerminal(
  title: string,
  program: string,
  args: readonly string[],
): Promise<number | undefined | 'missing'> {
  const shellPath = await programPath(program);
  if (shellPath === undefined) return 'missing';
  const { terminal, ended } = running.get(title) ?? begin(title, shellPath, args);
  terminal.show();
  return await ended;
}

function begin(title: string, shellPath: string, args: readonly string[]): Running {
  const terminal = vscode.window.createTerminal({ name: title, shellPath, shellArgs: [...args], isTransient: true });
  const ended = new Promise<number | undefined>((resolve) => {
    const listener = vscode.window.onDidCloseTerminal((closed) => {
      if (closed !== terminal) return;
      listener.dispose();
      running.delete(title);
      resolve(closed.exitStatus?.code);
    });
  });
  running.set(title, { terminal, ended });
  return { terminal, ended };
}

async function programPath(program: string): Promise<string | undefined> {
  const names = process.platform === 'win32' ? [`${program}.exe`, `${program}.cmd`] : [program];
  for (const folder of (process.env['PATH'] ?? '').split(delimiter).filter((each) => each !== '')) {
    for (const name of names) {
      const path = join(folder, name);
      const runs = await access(path, constants.X_OK).then(
        () => true,
        () => false,
      );
      if (runs) return path;
    }
  }
  return undefined;
}
