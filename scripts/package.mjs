// @ts-check
// `npm run package`: the extension as one .vsix file in dist/, with its size and what it holds.
import { execFile } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { isMain, root, runScript } from './processes.mjs';
import { ensureDependencies } from './setup.mjs';

/**
 * Packs what is built.
 * @returns {Promise<{ file: string, size: number }>} the path from the project's folder, and bytes; rejects when vsce
 *   refuses or warns
 */
export async function packageExtension() {
  const { name, version, repository } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const file = path.join('dist', `${name}-${version}.vsix`);
  // Without a repository there is no address that the README's pictures could be given.
  const readme = repository === undefined ? ['--allow-missing-repository', '--no-rewrite-relative-links'] : [];
  const vsce = path.join(root, 'node_modules/@vscode/vsce/vsce');
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    [vsce, 'package', '--no-dependencies', '--out', file, ...readme],
    { cwd: root },
  );
  process.stdout.write(stdout);
  if (/\bWARN/i.test(stdout + stderr)) throw new Error(`vsce warns of the package: ${stderr}`);
  return { file, size: statSync(path.join(root, file)).size };
}

if (isMain(import.meta.url)) {
  await runScript(async () => {
    await ensureDependencies();
    const { build } = await import('./build.mjs');
    await build({ production: true });
    const { file, size } = await packageExtension();
    console.log(`${file}: ${(size / 1024).toFixed(1)} KB`);
  });
}
