import { readFile, readdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import process from 'node:process';
import { expect, onTestFinished, test } from 'vitest';
import { exitCodeOf, root } from '../../scripts/processes.mjs';
import { packageOfTests, unpackedPackage } from '../support/packageOfTests';

/** Every file of the package is one of these, … */
const expected = [
  /^(package\.json|readme\.md|changelog\.md|LICENSE\.txt|\.vsixmanifest)$/,
  /^dist\/\w+\.js$/,
  /^dist\/schemas\/[a-z-]+\.schema\.json$/,
  /^dist\/ThirdPartyNotices\.txt$/,
  /^media\/(icon\.png|[\w-]+\.svg|[\w.-]+\.json)$/,
  /^media\/walkthrough\/[\w-]+\.(webp|md)$/,
  /^(l10n\/bundle\.l10n|package\.nls)(\.[a-z-]+)?\.json$/,
];

test('the package holds what the extension needs to run, and nothing else', async () => {
  const folder = await unpackedPackage();
  const files = await filesOf(folder);
  expect(files.filter((file) => !expected.some((pattern) => pattern.test(file)))).toEqual([]);
  // … and these are there: what the manifest names, what is loaded on first use, what licences ask for.
  for (const name of ['extension', 'commands', 'sdk', 'credentials', 'parseYaml', 'local', 'timeline']) {
    expect(files).toContain(`dist/${name}.js`);
  }
  const bundles = files.filter((file) => /^dist\/\w+\.js$/.test(file));
  const texts = await Promise.all(bundles.map((file) => readFile(path.join(folder, file), 'utf8')));
  const loaded = texts.flatMap((text) => [...text.matchAll(/require\("\.\/(\w+\.js)"\)/g)].map(([, name]) => name));
  expect(loaded).toContain('commands.js');
  expect(loaded.filter((name) => !bundles.includes(`dist/${name}`))).toEqual([]);
  expect(files).toContain('dist/ThirdPartyNotices.txt');
  expect(files).toContain('LICENSE.txt');
  expect(files).toContain('changelog.md');
  expect(files.filter((file) => file.startsWith('dist/schemas/'))).toHaveLength(39);
  const named = (await readFile(path.join(root, 'package.json'), 'utf8')).matchAll(
    /"(?:\.\/)?((?:dist|media)\/[^"]+)"/g,
  );
  for (const [, file] of named) expect(files).toContain(file);
});

test('no bundle of the package asks for a source map or for anything of this machine', async () => {
  const folder = await unpackedPackage();
  for (const file of await filesOf(folder)) {
    if (!file.endsWith('.js')) continue;
    const text = await readFile(path.join(folder, file), 'utf8');
    expect(text, file).not.toContain('sourceMappingURL');
    expect(text.includes(root), `${file} names ${root}`).toBe(false);
  }
});

test('ovsx sends the package whole to a registry', async () => {
  // It has no dry run: a registry on this machine takes what it would publish.
  const taken: { path: string | undefined; bytes: Buffer }[] = [];
  const registry = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      taken.push({ path: request.url, bytes: Buffer.concat(chunks) });
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ namespace: 'swf-workbench', name: 'swf-workbench', version: '0.0.0' }));
    })();
  });
  await new Promise<void>((resolve) => registry.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void registry.close());
  const { port } = registry.address() as AddressInfo;
  const ovsx = path.join(root, 'node_modules/ovsx/bin/ovsx');
  const address = ['--registryUrl', `http://127.0.0.1:${port}`, '--pat', 'none'];
  const code = await exitCodeOf(process.execPath, [ovsx, 'publish', packageOfTests(), ...address]);
  expect(code).toBe(0);
  const vsix = await readFile(path.resolve(root, packageOfTests()));
  expect(taken.some(({ path: at, bytes }) => at?.includes('/publish') === true && bytes.equals(vsix))).toBe(true);
});

/** All files under a folder, by their path in it. */
async function filesOf(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'));
}
