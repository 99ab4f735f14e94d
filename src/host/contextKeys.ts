import * as vscode from 'vscode';
import type { ContextKey, ContextKeys } from '../contract';

/** Sets context keys, each only when its value changes. */
export class ManagedContextKeys {
  private readonly values = new Map<ContextKey, unknown>();

  set<Key extends ContextKey>(key: Key, value: ContextKeys[Key]): void {
    if (this.values.get(key) === value) return;
    this.values.set(key, value);
    void vscode.commands.executeCommand('setContext', key, value);
  }
}
