// @ts-check
// `npm run bench`: sets up, measures what the project promises about speed and size, prints a table and writes
// dist/bench.json, and as the README shows it dist/bench.md. `-- --quick` runs fewer rounds and ends within a minute; `-- fold tree` measures these parts alone.
// A goal that does not hold is printed as such; the exit status says whether everything could be measured.
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { deflateRawSync } from 'node:zlib';
import { bundleForNode, importMeta } from './bundle.mjs';
import { explain, root, runScript } from './processes.mjs';
import { ensureBrowser, ensureDependencies, ensureEditor } from './setup.mjs';
import { withoutAwsAccount } from './testEnvironment.mjs';

/** @typedef {import('../test/bench/figures').Figure} Figure */

/** In the order of the table; each but the package is a program of test/bench. */
const parts = [
  'package',
  'activation',
  'peers',
  'sends',
  'cancel',
  'profiles',
  'fold',
  'tree',
  'scan',
  'timeline',
  'local',
  'skeletons',
];
const programs = path.join(root, 'dist/test/bench');

await runScript(async () => {
  const flags = process.argv.slice(2).filter((argument) => argument.startsWith('-'));
  const chosen = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
  const unknown = [...chosen.filter((name) => !parts.includes(name)), ...flags.filter((flag) => flag !== '--quick')];
  if (unknown.length > 0) throw new Error(`Unknown: ${unknown.join(' ')}. There are --quick and ${parts.join(', ')}`);
  const wanted = parts.filter((part) => chosen.length === 0 || chosen.includes(part));

  process.env = { ...withoutAwsAccount(process.env), AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' };
  await ensureDependencies();
  const { build } = await import('./build.mjs');
  await build({ production: true, typecheck: false });
  await buildPrograms();
  if (wanted.includes('activation')) await ensureEditor('oldest');
  if (['activation', 'peers', 'timeline'].some((part) => wanted.includes(part))) await ensureBrowser();

  /** @type {Figure[]} */
  const figures = [];
  for (const part of wanted) {
    console.log(`\n— ${part}`);
    try {
      figures.push(...(part === 'package' ? await measurePackage() : await runProgram(part, flags)));
    } catch (error) {
      console.error(`Not measured: ${part}: ${explain(error)}`);
      process.exitCode = 1;
    }
  }
  writeFileSync(path.join(root, 'dist/bench.json'), `${JSON.stringify(figures, undefined, 2)}\n`);
  print(figures);
});

/** The programs of test/bench, bundled as the extension is. */
async function buildPrograms() {
  const folder = path.join(root, 'test/bench');
  const files = readdirSync(folder).filter((file) => file.endsWith('.ts'));
  await bundleForNode(
    Object.fromEntries(files.map((file) => [path.parse(file).name, path.join(folder, file)])),
    { dir: programs, minify: true, entryFileNames: '[name].js', chunkFileNames: 'shared/[name].js' },
    {
      external: ['vscode', 'playwright-core'],
      transform: { target: 'node20', define: importMeta },
      // Programs share what they import, some of it at once and some on first use.
      checks: { ineffectiveDynamicImport: false },
    },
  );
}

/**
 * The size of the package, beside that of the editor's own HTML support if it were packed: a built-in extension of one
 * language, without a client of a service, a service or pictures in it.
 * @returns {Promise<Figure[]>}
 */
async function measurePackage() {
  const { packageExtension } = await import('./package.mjs');
  const kilobytes = (await packageExtension()).size / 1024;
  const { folder } = await ensureEditor('newest');
  const peer = packedSize(path.join(folder, 'node_modules/code-server/lib/vscode/extensions/html-language-features'));
  return [
    {
      name: `Packaged extension (.vsix); VS Code’s own HTML support: ${Math.round(peer / 1024)} KB`,
      value: Number(kilobytes.toFixed(1)),
      unit: 'KB',
      goal: '< 650',
      holds: kilobytes < 650,
    },
  ];
}

/**
 * What the files of a folder take in a .vsix, which is a zip file, in bytes; the zip's own directory left out.
 * @param {string} folder
 */
function packedSize(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const sizes = files.map(({ parentPath, name }) => deflateRawSync(readFileSync(path.join(parentPath, name))).length);
  return sizes.reduce((sum, size) => sum + size, 0);
}

/**
 * @param {string} part
 * @param {readonly string[]} flags
 * @returns {Promise<Figure[]>}
 */
function runProgram(part, flags) {
  return new Promise((resolve, reject) => {
    const file = path.join(programs, `${part}.js`);
    const child = spawn(process.execPath, [file, ...flags], { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text) => (output += text));
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve(JSON.parse(output));
      else reject(new Error(`its program ended with exit status ${code ?? 1}`));
    });
  });
}

/** @param {readonly Figure[]} figures */
function print(figures) {
  const header = ['figure', 'value', 'unit', 'goal', 'holds'];
  const rows = figures.map(({ name, value, unit, goal, holds }) => [
    name,
    String(value),
    unit,
    goal,
    holds ? 'yes' : 'NO',
  ]);
  const widths = header.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => (row[column] ?? '').length)),
  );
  /** @param {readonly string[]} row */
  const line = (row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  console.log(`\n${[header, widths.map((width) => '─'.repeat(width)), ...rows].map(line).join('\n')}`);

  const [processor] = os.cpus();
  const memory = (os.totalmem() / 1024 ** 3).toFixed(0);
  const machine =
    `${os.availableParallelism()} cores, ${memory} GB of memory, Node ${process.versions.node}, ` +
    `${processor?.model.trim() ?? 'unknown processor'}, ${os.platform()} ${os.arch()}`;
  console.log(`\n${machine}`);

  const titles = ['figure', 'value', 'goal', ''];
  const cells = figures.map(({ name, value, unit, goal, holds }) => [
    name,
    `${value} ${unit}`,
    goal,
    holds ? '' : '**missed**',
  ]);
  const lines = [titles, titles.map(() => '---'), ...cells].map((row) => `| ${row.join(' | ')} |`);
  writeFileSync(path.join(root, 'dist/bench.md'), `${lines.join('\n')}\n\nMeasured with ${machine}.\n`);
}
