import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fileRecords } from '../../../src/host/records';

let home: string;
let folder: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'swf-workbench-records-'));
  folder = join(home, 'global', 'held-tasks');
});
afterEach(async () => {
  await rm(home, { recursive: true, force: true });
});

describe('records in a folder', () => {
  test('are made with it, replaced whole, read, listed and deleted; nobody else may read them', async () => {
    const records = fileRecords(folder);
    expect([await records.names(), await records.read('a.json')]).toEqual([[], undefined]);
    await records.write('a.json', 'one');
    await records.write('a.json', 'two');
    expect([await records.names(), await records.read('a.json')]).toEqual([['a.json'], 'two']);
    expect((await stat(join(folder, 'a.json'))).mode & 0o077).toBe(0);
    await records.delete('a.json');
    await records.delete('a.json');
    expect(await readdir(folder)).toEqual([]);
  });

  test('written by many at once are each whole', async () => {
    const [a, b] = [fileRecords(folder), fileRecords(folder)];
    const texts = Array.from({ length: 40 }, (_, i) => String(i % 10).repeat(10_000));
    const writes = Promise.all(texts.map((text, i) => (i % 2 === 0 ? a : b).write('same.json', text)));
    const seen = new Set<string | undefined>();
    for (let i = 0; i < 100; i++) seen.add(await a.read('same.json'));
    await writes;
    expect([...seen].filter((text) => text !== undefined && !texts.includes(text))).toEqual([]);
    expect(await readdir(folder)).toEqual(['same.json']);
  });

  test('that another window writes are noticed', async () => {
    const records = fileRecords(folder);
    let noticed = 0;
    const watching = records.onDidChange(() => noticed++);
    await records.write('a.json', 'one');
    // The folder may be watched only after the first write: further ones must be seen.
    await expect
      .poll(async () => {
        await writeFile(join(folder, 'b.json'), String(noticed));
        return noticed;
      })
      .toBeGreaterThan(0);
    watching.dispose();
  });

  test('that cannot be read say why', async () => {
    await writeFile(join(home, 'file'), '');
    await expect(fileRecords(join(home, 'file')).names()).rejects.toThrow('ENOTDIR');
  });
});
