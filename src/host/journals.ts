import { mkdir, open, readdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Journals } from '../ports';

/** Journals as files of one folder, which is made when the first is written. */
export function fileJournals(folder: string): Journals {
  const writing = new Map<string, Promise<void>>();

  const append = async (name: string, text: string): Promise<void> => {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const file = await open(path.join(folder, name), 'a', 0o600);
    try {
      await file.appendFile(text);
      await file.datasync();
    } finally {
      await file.close();
    }
  };

  return {
    names: () => readdir(folder).catch(absent<string[]>([])),
    read: (name) => readFile(path.join(folder, name), 'utf8').catch(absent(undefined)),
    append: (name, text) => {
      // What came before has its own caller, who hears of its failure.
      const before = writing.get(name)?.catch(() => undefined) ?? Promise.resolve();
      const written = before.then(() => append(name, text));
      writing.set(name, written);
      return written;
    },
    size: (name) =>
      stat(path.join(folder, name))
        .then(({ size }) => size)
        .catch(absent(0)),
    delete: (name) => rm(path.join(folder, name), { force: true }),
  };
}

/** What stands for a file or folder that is not there. */
function absent<T>(instead: T): (error: unknown) => T {
  return (error) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return instead;
    throw error;
  };
}
