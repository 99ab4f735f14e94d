import { type FSWatcher, watch } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Records } from '../ports';

/** Several writes follow one another closely: windows look once after so many milliseconds. */
const settleMs = 50;

/**
 * Records as files of one folder, which is made when the first is written or watched. A write goes to a file beside it
 * first: a rename is whole or not at all.
 */
export function fileRecords(folder: string): Records {
  const ready = () => mkdir(folder, { recursive: true, mode: 0o700 });
  return {
    names: () => readdir(folder).catch(absent<string[]>([])),
    read: (name) => readFile(path.join(folder, name), 'utf8').catch(absent(undefined)),
    write: async (name, text) => {
      await ready();
      const beside = path.join(folder, `${name}.${crypto.randomUUID()}.new`);
      await writeFile(beside, text, { mode: 0o600, flush: true });
      await rename(beside, path.join(folder, name));
    },
    delete: (name) => rm(path.join(folder, name), { force: true }),
    onDidChange: (listener) => {
      const gone = new AbortController();
      let watcher: FSWatcher | undefined;
      let timer: NodeJS.Timeout | undefined;
      const settle = () => {
        clearTimeout(timer);
        timer = setTimeout(listener, settleMs);
      };
      const begin = () => {
        if (!gone.signal.aborted) watcher = watch(folder, settle).on('error', () => watcher?.close());
      };
      // Where files cannot be watched, a window sees its own changes at once and those of others when it looks.
      ready()
        .then(begin)
        .catch(() => undefined);
      return {
        dispose: () => {
          gone.abort();
          clearTimeout(timer);
          watcher?.close();
        },
      };
    },
  };
}

/** What stands for a file or folder that is not there. */
function absent<T>(instead: T): (error: unknown) => T {
  return (error) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return instead;
    throw error;
  };
}
