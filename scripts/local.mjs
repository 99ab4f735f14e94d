// @ts-check
// `npm run local`: Local SWF on its own, until stopped. `npm run local -- --help` is answered by Local SWF itself.
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { root, runScript, startProcess, stopProcess, untilStopped } from './processes.mjs';
import { ensureDependencies } from './setup.mjs';

await runScript(async () => {
  await ensureDependencies();
  const bundle = path.join(root, 'dist/local.js');
  if (!existsSync(bundle) || statSync(bundle).mtimeMs < newest(path.join(root, 'src'))) {
    const { build } = await import('./build.mjs');
    await build({ typecheck: false });
  }

  const local = startProcess(process.execPath, [bundle, ...process.argv.slice(2)], { stdio: 'inherit' });
  local.once('exit', (code) => process.exit(code ?? 1));
  await untilStopped();
  await stopProcess(local);
});

/**
 * When anything in a folder was last changed.
 * @param {string} folder
 */
function newest(folder) {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return Math.max(...files.map((file) => statSync(path.join(folder, file)).mtimeMs));
}
