import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { historyScheme } from '../contract';

/**
 * Histories as read-only files. They are files of a file system of their own, since VS Code wakes an extension to show such
 * a file again after a reload, and changes of it keep what is folded above them.
 */
export class HistoryFiles implements vscode.FileSystemProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.changed.event;
  private readonly owned: vscode.Disposable;
  /** When each changed last, in milliseconds since 1970. */
  private readonly times = new Map<string, number>();

  /** `textOf` gives what a file shows, and nothing for an address of none. */
  constructor(private readonly textOf: (uri: vscode.Uri) => Promise<string | undefined>) {
    const options = { isReadonly: true, isCaseSensitive: true };
    this.owned = vscode.Disposable.from(
      this.changed,
      vscode.workspace.registerFileSystemProvider(historyScheme, this, options),
    );
  }

  /** Says that a file shows something else now. */
  touch(uri: vscode.Uri): void {
    const key = uri.toString();
    this.times.set(key, Math.max(Date.now(), (this.times.get(key) ?? 0) + 1));
    this.changed.fire([{ type: vscode.FileChangeType.Changed, uri }]);
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const size = (await this.readFile(uri)).byteLength;
    const mtime = this.times.get(uri.toString()) ?? 0;
    const { File: type } = vscode.FileType;
    return { type, size, mtime, ctime: 0, permissions: vscode.FilePermission.Readonly };
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    const text = await this.textOf(uri);
    if (text === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    return new TextEncoder().encode(text);
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  createDirectory(): never {
    throw vscode.FileSystemError.NoPermissions(l10n.t('Histories are read-only'));
  }

  writeFile(): never {
    throw vscode.FileSystemError.NoPermissions(l10n.t('Histories are read-only'));
  }

  delete(): never {
    throw vscode.FileSystemError.NoPermissions(l10n.t('Histories are read-only'));
  }

  rename(): never {
    throw vscode.FileSystemError.NoPermissions(l10n.t('Histories are read-only'));
  }

  dispose(): void {
    this.owned.dispose();
  }
}
