import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { bundledPackages, notices } from '../../../scripts/notices.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'swf-workbench-notices-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A package on the disk, and what would be told of a bundle with so many bytes of it. */
function bundleOf(name: string, manifest: object, { text, bytes = 10 }: { text?: string; bytes?: number } = {}) {
  const home = path.join(folder, 'node_modules', name);
  mkdirSync(path.join(home, 'lib'), { recursive: true });
  writeFileSync(path.join(home, 'package.json'), JSON.stringify({ name, version: '1.2.3', ...manifest }));
  if (text !== undefined) writeFileSync(path.join(home, 'LICENSE.md'), text);
  return { [path.join(home, 'lib/index.js')]: { renderedLength: bytes } };
}

test('a package is named with its version and licence, above the text that it holds', () => {
  const text = notices(bundledPackages([bundleOf('@a/plain', { license: 'ISC' }, { text: 'Permission of A.\r\n' })]));
  expect(text).toMatch(/^@a\/plain 1\.2\.3 \(ISC\)\n\nPermission of A\.$/m);
});

test('of what was left out of the bundle nothing is said', () => {
  expect(bundledPackages([bundleOf('unused', { license: 'GPL-3.0' }, { bytes: 0 })])).toEqual([]);
});

test('a licence that is not on the list is refused', () => {
  expect(() => bundledPackages([bundleOf('strict', { license: 'GPL-3.0' }, { text: 'Text' })])).toThrow(
    /strict.*GPL-3\.0/,
  );
});

test('a package without a text has that of its repository, else a known one, else it is refused', () => {
  const repository = { url: 'https://example.org/r.git' };
  const holder = bundleOf('holder', { license: 'Apache-2.0', repository }, { text: 'Text of R' });
  const bare = bundleOf('bare', { license: 'Apache-2.0', repository });
  expect(bundledPackages([holder, bare]).map(({ text }) => text)).toEqual(['Text of R', 'Text of R']);
  const [named] = bundledPackages([bundleOf('named', { license: 'MIT', author: 'A. Person' })]);
  expect(named?.text).toContain('Copyright (c) A. Person');
  expect(() => bundledPackages([bare])).toThrow(/bare holds no text/);
});
