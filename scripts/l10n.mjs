// @ts-check
// `npm run l10n`: holds the translations against the texts of code and manifest, and fails when one is missing or stale.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { getL10nJson } from '@vscode/l10n-dev';
import { root } from './processes.mjs';

const sources = readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => ({ extension: '.ts', contents: readFileSync(path.join(root, 'src', file), 'utf8') }));
const english = Object.keys(await getL10nJson(sources));
const manifest = Object.keys(JSON.parse(readFileSync(path.join(root, 'package.nls.json'), 'utf8')));
console.log(`${english.length} texts in the code, ${manifest.length} in the manifest`);

for (const language of ['de', 'ja']) {
  hold(`l10n/bundle.l10n.${language}.json`, english);
  hold(`package.nls.${language}.json`, manifest);
}

/**
 * @param {string} file
 * @param {readonly string[]} wanted
 */
function hold(file, wanted) {
  const there = Object.keys(JSON.parse(readFileSync(path.join(root, file), 'utf8')));
  const missing = wanted.filter((key) => !there.includes(key));
  const stale = there.filter((key) => !wanted.includes(key));
  for (const key of missing) console.error(`${file}: missing: ${key}`);
  for (const key of stale) console.error(`${file}: stale: ${key}`);
  if (missing.length + stale.length > 0) process.exitCode = 1;
}
