import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'vitest';

/** Task tokens as Local SWF makes them, and texts that the tests of the window put into details, results and reasons. */
const secrets = [
  /AAAAKgAAAAE[A-Za-z0-9+/=]{24,}/,
  /Stopped at image 31/,
  /\{\\?"images\\?":48\}/,
  /The old shop closes/,
  /The worker is gone/,
  /typed-at-three-in-the-morning/,
  /a long story/,
];
/** Where the editor itself keeps what a person wrote into files: unsaved text, and earlier versions. */
const ofTheEditor = /[\\/](Backups|History)[\\/]/;

/**
 * Looks through all that a server of VS Code has written while it was used: logs, settings, the storage of the extension.
 * Fails with the files that hold a secret, which it does not print.
 */
export async function expectNoSecretWritten(dataFolder: string): Promise<void> {
  const folder = path.join(dataFolder, 'data');
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  const looked = files.filter((file) => !ofTheEditor.test(file));
  const told: string[] = [];
  for (const file of looked) {
    const text = await readFile(file, 'utf8');
    for (const secret of secrets) {
      if (secret.test(text)) told.push(`${path.relative(folder, file)} holds ${String(secret)}`);
    }
  }
  if (told.length > 0) throw new Error(`Secrets were written: ${told.join(', ')}`);
  // Nothing to look through would prove nothing.
  expect(looked.length).toBeGreaterThan(0);
}
