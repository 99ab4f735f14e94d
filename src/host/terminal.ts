import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import * as vscode from 'vscode';

/** Runs a program in a terminal of its own; see `Ui.runInTerminal`. */
export async function runInTerminal(
  title: string,
  program: string,
  args: readonly string[],
): Promise<number | undefined | 'missing'> {
  const shellPath = await programPath(program);
  if (shellPath === undefined) return 'missing';
  const terminal = vscode.window.createTerminal({ name: title, shellPath, shellArgs: [...args], isTransient: true });
  const ended = new Promise<number | undefined>((resolve) => {
    const listener = vscode.window.onDidCloseTerminal((closed) => {
      if (closed !== terminal) return;
      listener.dispose();
      resolve(closed.exitStatus?.code);
    });
  });
  terminal.show();
  return await ended;
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
