import type { Memento } from 'vscode';
import type { Memory } from '../ports';

/** What this workspace remembers, through VS Code's own store. */
export function workspaceMemory(memento: Memento): Memory {
  return {
    get: (key) => memento.get<unknown>(key),
    set: async (key, value) => {
      await memento.update(key, value);
    },
  };
}
