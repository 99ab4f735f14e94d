// @ts-check
// `npm run pictures`: takes every picture of the README and the walkthrough anew, in the real workbench on the demo.
// `-- timeline batch` takes those alone whose names begin so. Look at each of them before it is committed.
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { readmePictures, walkthroughPictures } from './pictureNames.mjs';
import { isMain, root, run, runScript } from './processes.mjs';
import { ensureBrowser, ensureDependencies, ensureEditor } from './setup.mjs';
import { withoutAwsAccount } from './testEnvironment.mjs';

if (isMain(import.meta.url)) {
  await runScript(async () => {
    const chosen = process.argv.slice(2);
    const started = Date.now();
    await ensureDependencies();
    const { build } = await import('./build.mjs');
    await build({ typecheck: false });
    await ensureBrowser();
    await ensureEditor('newest');
    const vitest = path.join(root, 'node_modules/vitest/vitest.mjs');
    const filter = chosen.length === 0 ? [] : ['--testNamePattern', `^(${chosen.join('|')})`];
    await run(process.execPath, [vitest, 'run', '--project', 'pictures', ...filter], {
      env: withoutAwsAccount(process.env),
    });
    for (const file of [...readmePictures, ...walkthroughPictures]) {
      const taken = existsSync(path.join(root, file)) ? statSync(path.join(root, file)) : undefined;
      if (chosen.length === 0 && (taken === undefined || taken.mtimeMs < started))
        throw new Error(`Not taken: ${file}`);
      if (taken !== undefined) console.log(`${file}: ${(taken.size / 1024).toFixed(1)} KB`);
    }
  });
}
