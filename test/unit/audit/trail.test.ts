import { mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { AuditTrail } from '../../../src/audit/trail';
import { systemClock } from '../../../src/host/clock';
import { fileJournals } from '../../../src/host/journals';
import type { Journals } from '../../../src/ports';

let folder: string;
beforeEach(async () => {
  folder = path.join(await mkdtemp(path.join(tmpdir(), 'swf-audit-')), 'audit');
});
afterEach(async () => {
  await rm(path.dirname(folder), { recursive: true });
});

const place = { label: 'prod · eu-west-1', region: 'eu-west-1', profile: 'prod' };
const line = (id: string, workflowId = 'order-17') =>
  ({ id, place, operation: 'TerminateWorkflowExecution', target: { domain: 'orders', workflowId } }) as const;

function open(journals: Journals = fileJournals(folder), faults: Error[] = []): AuditTrail {
  return new AuditTrail(journals, systemClock, (why) => faults.push(why));
}

async function ids(trail: AuditTrail): Promise<string[]> {
  return (await trail.read()).entries.map(({ id }) => id);
}

describe('the trail', () => {
  test('makes no folder before the first line, and is empty then', async () => {
    expect(await open().read()).toEqual({ entries: [], damaged: 0 });
    await expect(readdir(folder)).rejects.toThrow('ENOENT');
  });

  test('has a line on the disk once a request may leave, and joins what comes later', async () => {
    const trail = open();
    await trail.begin(line('a-1'));
    const [file = ''] = await readdir(folder);
    expect(JSON.parse(await readFile(path.join(folder, file), 'utf8'))).toMatchObject({ kind: 'sending', id: 'a-1' });
    trail.note({ kind: 'end', id: 'a-1', at: 3, end: { outcome: 'recorded', eventIds: [9] } });
    trail.note({ kind: 'answer', id: 'a-1', at: 2, answer: { requestId: 'r' } });
    await trail.settled();
    expect((await open().read()).entries).toEqual([
      {
        ...line('a-1'),
        at: expect.any(Number) as number,
        answer: { requestId: 'r' },
        end: { outcome: 'recorded', eventIds: [9] },
      },
    ]);
    if (process.platform !== 'win32') expect((await stat(path.join(folder, file))).mode & 0o077).toBe(0);
  });

  test('keeps whole lines of several windows that write at once, the newest first', async () => {
    const windows = [open(), open(), open()];
    const written = windows.flatMap((trail, window) =>
      Array.from({ length: 40 }, (_, each) => ({ trail, id: `a-${window}-${each}` })),
    );
    await Promise.all(written.map(({ trail, id }) => trail.begin(line(id))));
    const { entries, damaged } = await open().read();
    expect(damaged).toBe(0);
    expect(entries.map(({ id }) => id).sort()).toEqual(written.map(({ id }) => id).sort());
    expect(entries.map(({ at }) => at)).toEqual(entries.map(({ at }) => at).sort((a, b) => b - a));
  });

  test('leaves out a line that a crash cut off, at any byte, and goes on after it', async () => {
    await open().begin(line('a-1'));
    const [name = ''] = await readdir(folder);
    const file = path.join(folder, name);
    const first = (await stat(file)).size;
    await open().begin(line('a-2'));
    const whole = await readFile(file);
    for (let cut = first; cut < whole.length; cut += 7) {
      await writeFile(file, whole);
      await truncate(file, cut);
      await open().begin(line('a-3'));
      const { entries, damaged } = await open().read();
      const kept = entries.map(({ id }) => id);
      expect({ cut, kept: kept.filter((id) => id !== 'a-2').sort() }).toEqual({ cut, kept: ['a-1', 'a-3'] });
      // The line break at its start alone is nothing, and the one at its end is none that is missed.
      expect(damaged).toBe(cut > first + 1 && cut < whole.length - 1 ? 1 : 0);
    }
  });

  test('holds four files of one megabyte of each kind; heartbeats push out nothing else', async () => {
    const trail = open();
    await trail.begin(line('a-first'));
    const long = 'w'.repeat(200_000);
    for (let each = 0; each < 30; each++) await trail.begin(line(`h-${each}`, long));
    const names = (await readdir(folder)).sort();
    expect(names).toEqual(['acts-000001.jsonl', ...[3, 4, 5, 6].map((number) => `heartbeats-00000${number}.jsonl`)]);
    const sizes = await Promise.all(names.map(async (name) => (await stat(path.join(folder, name))).size));
    expect(Math.max(...sizes)).toBeLessThan(1_250_000);
    const kept = await ids(trail);
    expect(kept).toContain('a-first');
    expect(kept[0]).toBe('h-29');
    expect(kept).not.toContain('h-0');
  });

  test('that cannot be written says so once, and keeps no request from being sent', async () => {
    await writeFile(folder, 'a file where the folder should be');
    const faults: Error[] = [];
    const trail = open(fileJournals(folder), faults);
    await trail.begin(line('a-1'));
    await trail.begin(line('a-2'));
    await trail.settled();
    expect(faults).toHaveLength(1);
  });

  test('on a disk that does not answer lets the request go, and says so', async () => {
    let goOn: (() => void) | undefined;
    onTestFinished(() => {
      goOn?.();
    });
    const hanging: Journals = {
      ...fileJournals(folder),
      append: () => new Promise((resolve) => (goOn = resolve)),
    };
    const faults: Error[] = [];
    const clock = { ...systemClock, sleep: () => Promise.resolve() };
    await new AuditTrail(hanging, clock, (why) => faults.push(why)).begin(line('a-1'));
    expect(faults.map(({ message }) => message)).toEqual(['The disk did not answer within 2 s']);
  });
});
