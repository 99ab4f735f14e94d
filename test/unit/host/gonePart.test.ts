import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { isGonePart } from '../../../src/host/gonePart';

test('a bundle that was deleted before its first use is told from a bundle that fails', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'swf-workbench-gone-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  writeFileSync(path.join(folder, 'broken.js'), 'throw new Error("broken")');
  const failureOf = (name: string): unknown => {
    try {
      return createRequire(path.join(folder, 'extension.js'))(`./${name}.js`);
    } catch (error) {
      return error;
    }
  };
  expect(isGonePart(failureOf('commands'))).toBe(true);
  expect(isGonePart(failureOf('broken'))).toBe(false);
  expect(isGonePart('MODULE_NOT_FOUND')).toBe(false);
});
