import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';

/** Asks again until the answer will do: the editor's services answer when they are ready. */
export async function eventually<T>(ask: () => T | Thenable<T>, will: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (will(answer)) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** A folder of files that are shown in the editor. */
export class ShownFiles {
  private constructor(readonly folder: string) {}

  static async create(): Promise<ShownFiles> {
    return new ShownFiles(await mkdtemp(path.join(os.tmpdir(), 'swf-workbench-host-')));
  }

  async open(name: string, text: string): Promise<vscode.TextDocument> {
    const file = path.join(this.folder, name);
    await writeFile(file, text);
    const document = await vscode.workspace.openTextDocument(file);
    await vscode.window.showTextDocument(document);
    return document;
  }

  async close(): Promise<void> {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await rm(this.folder, { recursive: true, force: true });
  }
}
