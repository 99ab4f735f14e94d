import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'vitest';

/** A task token as Local SWF makes them. */
const token = /AAAAKgAAAAE[A-Za-z0-9+/=]{24,}/;
/** Task tokens, and texts that the tests of the window put into details, results and reasons. */
const secrets = [
  token,
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

/**
 * Fails when a picture shows a secret: a task token anywhere but in an editor, or what else the tests keep secret in a
 * message, a title or the status bar. Questions show details on purpose.
 */
export function expectNoSecretShown({ all, told }: { readonly all: string; readonly told: string }): void {
  expect(all.length).toBeGreaterThan(0);
  expect(token.test(all), 'A task token is shown').toBe(false);
  expect(secrets.filter((secret) => secret.test(told)).map(String)).toEqual([]);
}
