import type { SecretStorage } from 'vscode';
import type { Secrets } from '../ports';

/** VS Code's store for secrets. */
export function vscodeSecrets(storage: SecretStorage): Secrets {
  return {
    get: async (key) => await storage.get(key),
    set: async (key, value) => {
      await storage.store(key, value);
    },
    delete: async (key) => {
      await storage.delete(key);
    },
  };
}
