import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FileInUseError, lockPath, takeLock } from '../../../src/local/fileLock';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'local-swf-lock-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** As on this platform, and as where a socket is a file. */
const paths = {
  'of this platform': () => lockPath(`local-swf-test-${process.pid}`),
  'that is a file': () => join(folder, 'socket'),
};

test.each(Object.entries(paths))('a lock %s is held by one, and free once it is given up', async (_, path) => {
  const release = await takeLock(path(), 'taken');
  await expect(takeLock(path(), 'taken')).rejects.toThrow(new FileInUseError('taken'));
  await release();
  await (
    await takeLock(path(), 'taken')
  )();
});

test.each(Object.entries(paths))('a lock %s is free once its process was killed', async (_, path) => {
  const script = `require('net').createServer().listen(Buffer.from(process.argv[1], 'hex').toString(), () => console.log())`;
  const child = spawn(process.execPath, ['-e', script, Buffer.from(path()).toString('hex')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  await expect(takeLock(path(), 'taken')).rejects.toThrow('taken');
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
  if (!path().startsWith('\0') && process.platform !== 'win32') {
    // What it left behind would be in the way of a plain listen.
    expect((await stat(path())).isSocket()).toBe(true);
  }
  await (
    await takeLock(path(), 'taken')
  )();
});

test('names of locks on each platform', () => {
  expect(lockPath('a', 'linux')).toBe('\0a');
  expect(lockPath('a', 'win32')).toBe('\\\\?\\pipe\\a');
  expect(lockPath('a', 'darwin')).toBe(join(tmpdir(), 'a.sock'));
});
