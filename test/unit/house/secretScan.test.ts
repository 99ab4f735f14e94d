import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { expectNoSecretWritten } from '../../support/secretScan';

const token = `AAAAKgAAAAEAAAAAAAAAA${'kE'.repeat(60)}`;
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'swf-workbench-scan-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function write(file: string, text: string): Promise<void> {
  const full = path.join(folder, 'data', file);
  await mkdir(path.dirname(full), { recursive: true });
  await writeFile(full, text);
}

test('the scan of what the window has written finds a token and a text in any file, and prints neither', async () => {
  await write('logs/1/exthost/Amazon SWF.log', 'RespondActivityTaskCanceled 12 ms');
  await expectNoSecretWritten(folder);
  await write('User/globalStorage/audit/1.jsonl', `{"operation":"x","taskToken":"${token}"}`);
  const found = await expectNoSecretWritten(folder).catch((error: unknown) => String(error));
  expect(found).toContain('globalStorage');
  expect(found).not.toContain(token);
});

test('the scan leaves out what the editor keeps of a person’s files, and an empty folder proves nothing', async () => {
  await write('User/History/a/b.json', token);
  await expect(expectNoSecretWritten(folder)).rejects.toThrow();
  await write('logs/1.log', 'calm');
  await expectNoSecretWritten(folder);
});
