// @ts-check
// `npm run package`: the extension as one .vsix file in dist/, with its size and what it holds.
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { root, run, runScript } from './processes.mjs';
import { ensureDependencies } from './setup.mjs';

await runScript(async () => {
  await ensureDependencies();
  const { build } = await import('./build.mjs');
  await build({ production: true });

  const { name, version, repository } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const file = path.join('dist', `${name}-${version}.vsix`);
  // Without a repository there is no address that the README's pictures could be given.
  const readme = repository === undefined ? ['--allow-missing-repository', '--no-rewrite-relative-links'] : [];
  const vsce = path.join(root, 'node_modules/@vscode/vsce/vsce');
  await run(process.execPath, [vsce, 'package', '--no-dependencies', '--out', file, ...readme]);
  console.log(`${file}: ${(statSync(path.join(root, file)).size / 1024).toFixed(1)} KB`);
});
