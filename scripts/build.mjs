// @ts-check
// Bundles the extension into dist/, checks its types, and writes the JSON Schemas it contributes and the licences of
// what is bundled.
//   --production     minified, no source maps
//   --no-typecheck   bundles and schemas alone
//   --watch          bundles again at each change, until stopped
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { apart, bundleForNode, forNode, importMeta, wholeEntry } from './bundle.mjs';
import { bundledPackages, notices } from './notices.mjs';
import { explain, isMain, root, run, runScript } from './processes.mjs';
import { ensureDependencies } from './setup.mjs';

/** @typedef {import('./bundle.mjs').BuildOptions} BuildOptions */

const dist = path.join(root, 'dist');

/** What is checked apart: pages know a browser, all else does not. */
export const projects = ['tsconfig.json', 'src/timeline/view/tsconfig.json'].map((file) => path.join(root, file));
const tsc = path.join(root, 'node_modules/typescript/bin/tsc');

/** Tells modules of src, by patterns of their paths there, without the ending. @param {...string} patterns */
const ofModules = (...patterns) => new RegExp(`/src/(${patterns.join('|')})\\.ts$`.replaceAll('/', '[\\\\/]'));

/**
 * What is in dist/: the extension, of which `activate()` needs one file and the rest comes on first use; Local SWF, for a
 * thread or a process of its own; the script of the timeline's page, which runs in a browser.
 * @param {boolean} production
 * @returns {BuildOptions[]}
 */
function bundles(production) {
  const extension = wholeEntry(path.join(root, 'src/extension.ts'), [
    {
      name: 'connection',
      test: ofModules('connection/.*', 'swf/(sdkClient|requestHandler|credential.*|callerAccount|shared.*)'),
    },
    { name: 'records', test: ofModules('(audit|batch)/.*') },
    { name: 'schemas', test: ofModules('swf/(inputSchema|descriptions|timestamps)', 'skeleton/generate') },
  ]);
  // What the SDK itself loads on first use is for some sources of credentials.
  const sdk = wholeEntry(path.join(root, 'src/swf/sdk.ts'), [{ name: 'credentials' }]);
  /** @satisfies {import('rolldown').OutputOptions} */
  const output = { dir: dist, minify: production, sourcemap: !production, comments: false };
  /** @satisfies {import('rolldown').OutputOptions} */
  const nodeOutput = {
    ...output,
    format: 'cjs',
    entryFileNames: '[name].js',
    chunkFileNames: '[name].js',
    dynamicImportInCjs: false,
  };
  return [
    {
      ...forNode,
      input: 'src/extension.ts',
      plugins: [extension.plugin, apart(['sdk'])],
      preserveEntrySignatures: 'allow-extension',
      output: { ...nodeOutput, codeSplitting: extension.codeSplitting },
    },
    {
      ...forNode,
      input: 'src/swf/sdk.ts',
      plugins: [sdk.plugin],
      preserveEntrySignatures: 'allow-extension',
      output: { ...nodeOutput, codeSplitting: sdk.codeSplitting },
    },
    {
      ...forNode,
      input: { local: 'src/local/main.ts' },
      output: nodeOutput,
    },
    {
      cwd: root,
      input: { timeline: 'src/timeline/view/main.ts' },
      platform: 'browser',
      transform: { target: 'chrome128' },
      logLevel: 'warn',
      // A page may load nothing but its script, not even a map of it.
      output: { ...output, format: 'iife', entryFileNames: '[name].js', sourcemap: production ? false : 'inline' },
    },
  ];
}

/**
 * Everything that is in the package.
 * @param {{ production?: boolean, typecheck?: boolean }} [options]
 */
export async function build({ production = false, typecheck = true } = {}) {
  const { build: bundle } = await import('rolldown');
  for (const file of existsSync(dist) ? readdirSync(dist) : []) {
    if (/\.js(\.map)?$/.test(file)) rmSync(path.join(dist, file));
  }
  const written = await bundle(bundles(production));
  const modules = written.flatMap(({ output }) =>
    output.flatMap((each) => (each.type === 'chunk' ? [each.modules] : [])),
  );
  writeFileSync(path.join(dist, 'ThirdPartyNotices.txt'), notices(bundledPackages(modules)));
  if (typecheck) for (const project of projects) await run(process.execPath, [tsc, '--noEmit', '--project', project]);
  await writeSchemas();
}

/** The host tests, one bundle each, into dist/test/host. */
export async function buildHostTests() {
  const outdir = path.join(root, 'dist/test/host');
  const folder = path.join(root, 'test/host');
  const tests = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.test.ts'));
  rmSync(outdir, { recursive: true, force: true });
  for (const file of ['run.ts', ...tests]) {
    await bundleForNode(
      path.join(folder, file),
      { file: path.join(outdir, file.replace(/ts$/, 'js')), sourcemap: 'inline', codeSplitting: false },
      { external: ['vscode', 'mocha'], transform: { target: 'node20', define: importMeta } },
    );
  }
}

/** One JSON Schema for the input of each operation, into dist/schemas. */
async function writeSchemas() {
  const { operations, inputSchema } = await loadSchemas();
  const folder = path.join(root, 'dist/schemas');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const { name, cliName } of operations) {
    writeFileSync(path.join(folder, `${cliName}.schema.json`), JSON.stringify(inputSchema(name)));
  }
}

async function loadSchemas() {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'swf-workbench-schemas-'));
  try {
    const input = { inputSchema: 'src/swf/inputSchema.ts', operations: 'src/swf/operations.ts' };
    const names = '[name].mjs';
    await bundleForNode(input, { dir, format: 'esm', entryFileNames: names, chunkFileNames: names });
    const [{ inputSchema }, { operations }] = await Promise.all(
      Object.keys(input).map((name) => import(pathToFileURL(path.join(dir, `${name}.mjs`)).href)),
    );
    return { inputSchema, operations };
  } finally {
    rmSync(dir, { recursive: true });
  }
}

async function watchSources() {
  const { watch } = await import('rolldown');
  await writeSchemas();
  watch(bundles(false)).on('event', (event) => {
    if (event.code === 'START') console.log('[watch] build started');
    if (event.code === 'ERROR') console.error(`[ERROR] ${explain(event.error)}`);
    if (event.code === 'END') console.log('[watch] build finished');
  });
}

if (isMain(import.meta.url)) {
  await runScript(async () => {
    await ensureDependencies();
    const flags = new Set(process.argv.slice(2));
    if (flags.has('--watch')) await watchSources();
    else await build({ production: flags.has('--production'), typecheck: !flags.has('--no-typecheck') });
  });
}
