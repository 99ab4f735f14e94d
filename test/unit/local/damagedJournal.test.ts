import { copyFile, mkdtemp, open, readdir, readFile, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { LocalClock } from '../../../src/local/clock';
import { Keeper } from '../../../src/local/keeping';
import { Service } from '../../../src/local/service';

const long = process.env['SWF_TEST_LONG'] === '1';
/** Each case syncs the disk some ten times. */
vi.setConfig({ testTimeout: long ? 600_000 : 60_000 });

const firstLine = 'Local SWF journal 1\n'.length;
const headerLength = 18;
const registered = 24;

let folder: string;
let sound: string;
let bytes: Buffer;
/** Where each record ends, the head's first. */
const ends: number[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'local-swf-damage-'));
  sound = join(folder, 'sound');
  await run(sound, async (service) => {
    for (let index = 0; index < registered; index++) await registerDomain(service, index);
  });
  bytes = await readFile(sound);
  for (let at = firstLine; at < bytes.length; at = bytes.indexOf('\n', at) + 1) ends.push(bytes.indexOf('\n', at) + 1);
  expect(ends).toHaveLength(registered + 1);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const context = { refuseUnrequestedCancels: false, onHangUp: () => undefined };

/** Runs a service on a journal; the answer is the domains that it found, and what it warned of. */
async function run(
  file: string,
  work: (service: Service) => Promise<void> = () => Promise.resolve(),
): Promise<{ readonly domains: number; readonly warnings: readonly string[] }> {
  const warnings: string[] = [];
  const clock = new LocalClock({ standing: true });
  const keeper = await Keeper.open(file, clock, { account: '123456789012' }, (text) => warnings.push(text));
  try {
    const service = new Service({ clock, account: '', pollSeconds: 60, keeper });
    await service.resume();
    const { domains } = service.counts();
    await work(service);
    return { domains, warnings };
  } finally {
    await keeper.close();
  }
}

async function registerDomain(service: Service, index: number): Promise<void> {
  const request = { name: `domain-${index}`, workflowExecutionRetentionPeriodInDays: '7', description: 'ä'.repeat(20) };
  await service.call('RegisterDomain', 'us-east-1', request, context);
}

let cases = 0;

/** Damages a copy, and checks what two starts make of it: the sound records, one more after it, and the rest aside. */
async function judge(damage: (file: string) => Promise<void>, survivors: number, from: number): Promise<void> {
  const name = `case-${++cases}`;
  const file = join(folder, name);
  await copyFile(sound, file);
  await damage(file);
  const damaged = await readFile(file);
  const first = await run(file, (service) => registerDomain(service, 1_000));
  expect(first.domains).toBe(survivors);
  const second = await run(file);
  expect(second).toEqual({ domains: survivors + 1, warnings: [] });
  const aside = (await readdir(folder)).filter((entry) => entry.startsWith(`${name}.damaged-`));
  if (damaged.length === from) {
    expect(first.warnings).toEqual([]);
    expect(aside).toEqual([]);
  } else {
    expect(first.warnings).toEqual([expect.stringContaining(`was damaged from byte ${from} on`)]);
    expect(aside).toHaveLength(1);
    expect(await readFile(join(folder, aside[0] ?? ''))).toEqual(damaged.subarray(from));
  }
  for (const entry of [name, ...aside]) await rm(join(folder, entry));
}

/** How many domains the records that end by this byte hold, and where the last of these records ends. */
function soundUpTo(position: number): readonly [survivors: number, from: number] {
  const whole = ends.filter((end) => end <= position);
  return [Math.max(0, whole.length - 1), whole.at(-1) ?? firstLine];
}

function cutAt(position: number): Promise<void> {
  return judge((file) => truncate(file, position), ...soundUpTo(position));
}

function changeAt(position: number, by: number): Promise<void> {
  const change = async (file: string): Promise<void> => {
    const handle = await open(file, 'r+');
    await handle.write(Buffer.from([(bytes[position] ?? 0) ^ by]), 0, 1, position);
    await handle.close();
  };
  return judge(change, ...soundUpTo(position));
}

/** The byte positions that differ in kind within a record that begins here. */
function kinds(begin: number, end: number): number[] {
  const checksum = begin + 9;
  const payload = begin + headerLength;
  return [
    begin,
    begin + 7,
    begin + 8,
    checksum,
    checksum + 7,
    payload - 1,
    payload,
    (payload + end) >> 1,
    end - 2,
    end - 1,
  ];
}

test('a journal cut at every kind of byte goes on from its last sound record', async () => {
  for (const [index, end] of ends.entries()) {
    if (index > 2 && index < registered - 1) continue;
    for (const position of kinds(ends[index - 1] ?? firstLine, end)) await cutAt(position);
  }
  await cutAt(bytes.length);
});

test('a journal changed at every kind of byte goes on from its last sound record', async () => {
  for (const [index, end] of ends.entries()) {
    if (index > 2 && index < registered - 1) continue;
    for (const position of kinds(ends[index - 1] ?? firstLine, end)) await changeAt(position, 1);
  }
});

test('a journal cut or changed anywhere behind its first line goes on from its last sound record', async () => {
  const position = fc.integer({ min: firstLine, max: bytes.length - 1 });
  await fc.assert(
    fc.asyncProperty(position, fc.integer({ min: 0, max: 255 }), (at, by) => (by === 0 ? cutAt(at) : changeAt(at, by))),
    { numRuns: long ? 2_000 : 60 },
  );
});

test('a record that is missing or stands twice is damage too', async () => {
  const [head = 0, first = 0, second = 0] = ends;
  const without = Buffer.concat([bytes.subarray(0, head), bytes.subarray(first)]);
  await judge((file) => writeOver(file, without), 0, head);
  const twice = Buffer.concat([bytes.subarray(0, second), bytes.subarray(first)]);
  await judge((file) => writeOver(file, twice), 2, second);
});

async function writeOver(file: string, content: Buffer): Promise<void> {
  const handle = await open(file, 'w');
  await handle.writeFile(content);
  await handle.close();
}

test('a first line that a kill has cut short becomes a whole one; one that is changed is left alone', async () => {
  for (let length = 0; length <= firstLine; length++) {
    await judge((file) => truncate(file, length), 0, length);
  }
  for (let position = 0; position < firstLine; position++) {
    const other = Buffer.from(bytes);
    other[position] = 0x23;
    const file = join(folder, 'other');
    await writeOver(file, other);
    await expect(run(file)).rejects.toThrow('is not a journal of Local SWF');
    expect(await readFile(file)).toEqual(other);
  }
});
