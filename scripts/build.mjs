// @ts-check
// Bundles the extension into dist/, checks its types, and writes the JSON Schemas it contributes and the licences of
// what is bundled.
//   --production     minified, no source maps
//   --no-typecheck   bundles and schemas alone
//   --watch          bundles again at each change, until stopped
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { bundledPackages, notices } from './notices.mjs';
import { isMain, root, run, runScript } from './processes.mjs';
import { ensureDependencies } from './setup.mjs';

/** @typedef {import('esbuild').BuildOptions} BuildOptions */

/** Bundles by the name they get in dist/. */
const entries = {
  extension: 'src/extension.ts',
  sdk: 'src/swf/sdk.ts',
  parseYaml: 'src/skeleton/parseYaml.ts',
  local: 'src/local/main.ts',
};

/** What is checked apart: pages know a browser, all else does not. */
export const projects = ['tsconfig.json', 'src/timeline/view/tsconfig.json'].map((file) => path.join(root, file));
const tsc = path.join(root, 'node_modules/typescript/bin/tsc');

/** @type {BuildOptions} */
const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  mainFields: ['module', 'main'],
  // The AWS packages offer their tree-shakeable form by this condition alone; without it the SDK is 140 KB larger.
  conditions: ['module'],
  external: ['vscode'],
  // For Node it offers one form that cannot be shaken, of twice the size.
  alias: { yaml: path.join(root, 'node_modules/yaml/browser/dist/index.js') },
  logLevel: 'info',
};

/**
 * Leaves an `import('…')` of another entry a lazy `require` of that entry's bundle, so that what it holds is loaded on
 * first use and is in the package once.
 * @type {import('esbuild').Plugin}
 */
const entriesStayApart = {
  name: 'entries-stay-apart',
  setup(build) {
    build.onResolve({ filter: /^\./ }, async ({ path: request, kind, ...rest }) => {
      if (kind !== 'dynamic-import' || rest.pluginData === entriesStayApart) return undefined;
      const resolved = await build.resolve(request, { ...rest, kind, pluginData: entriesStayApart });
      const entry = Object.entries(entries).find(([, file]) => resolved.path === path.join(root, file));
      return entry === undefined ? undefined : { path: `./${entry[0]}.js`, external: true };
    });
  },
};

/**
 * Takes from two CommonJS modules, once for all modules, what the source names of them. Otherwise each that imports the
 * editor's API would copy its hundreds of members as it is loaded: half of the loading time.
 * @type {import('esbuild').Plugin}
 */
const membersOnce = {
  name: 'members-once',
  setup(build) {
    build.onResolve({ filter: /^(vscode|@vscode\/l10n)$/ }, ({ path: name, namespace }) => {
      if (namespace !== 'members') return { path: name, namespace: 'members' };
      return name === 'vscode' ? { path: name, external: true } : undefined;
    });
    build.onLoad({ filter: /.*/, namespace: 'members' }, ({ path: name }) => {
      const members = name === 'vscode' ? namedOfEditor() : ['config', 't'];
      const exported = members.map((member) => `export const ${member} = module.${member};`);
      return { contents: [`const module = require('${name}');`, ...exported].join('\n'), resolveDir: root };
    });
  },
};

/** The members of the editor's API that the source names, types among them: these are undefined, and nobody asks for them. */
function namedOfEditor() {
  const folder = path.join(root, 'src');
  const texts = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(path.join(folder, file), 'utf8'));
  return [...new Set(texts.flatMap((text) => [...text.matchAll(/\bvscode\.([A-Za-z]\w*)/g)].map(([, name]) => name)))];
}

/**
 * @param {boolean} production
 * @returns {BuildOptions}
 */
function bundleOptions(production) {
  return {
    ...common,
    entryPoints: entries,
    outdir: 'dist',
    minify: production,
    sourcemap: !production,
    metafile: true,
    supported: { 'dynamic-import': false },
    plugins: [entriesStayApart, membersOnce],
  };
}

/**
 * The script of the timeline's page, which runs in a browser.
 * @param {boolean} production
 * @returns {BuildOptions}
 */
function pageOptions(production) {
  return {
    absWorkingDir: root,
    entryPoints: { timeline: 'src/timeline/view/main.ts' },
    outdir: 'dist',
    bundle: true,
    platform: 'browser',
    target: 'chrome128',
    format: 'iife',
    minify: production,
    // A page may load nothing but its script, not even a map of it.
    sourcemap: production ? false : 'inline',
    metafile: true,
    logLevel: 'info',
  };
}

/**
 * Everything that is in the package.
 * @param {{ production?: boolean, typecheck?: boolean }} [options]
 */
export async function build({ production = false, typecheck = true } = {}) {
  const esbuild = await import('esbuild');
  for (const name of Object.keys(entries)) rmSync(path.join(root, 'dist', `${name}.js.map`), { force: true });
  const all = [bundleOptions(production), pageOptions(production)];
  const results = await Promise.all(all.map((options) => esbuild.build(options)));
  const bundled = bundledPackages(results.flatMap(({ metafile }) => metafile ?? []));
  writeFileSync(path.join(root, 'dist/ThirdPartyNotices.txt'), notices(bundled));
  if (typecheck) for (const project of projects) await run(process.execPath, [tsc, '--noEmit', '--project', project]);
  await writeSchemas();
}

/** The host tests, one bundle each, into dist/test/host. */
export async function buildHostTests() {
  const esbuild = await import('esbuild');
  const outdir = path.join(root, 'dist/test/host');
  const folder = path.join(root, 'test/host');
  const tests = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.test.ts'));
  rmSync(outdir, { recursive: true, force: true });
  await esbuild.build({
    ...common,
    entryPoints: [path.join(folder, 'run.ts'), ...tests.map((file) => path.join(folder, file))],
    outdir,
    outbase: folder,
    external: ['vscode', 'mocha'],
    // CommonJS has no import.meta; what asks for it here are the scripts, who look for the project's folder.
    define: { 'import.meta.url': JSON.stringify(import.meta.url) },
    sourcemap: 'inline',
    logLevel: 'warning',
  });
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
  const esbuild = await import('esbuild');
  const { outputFiles } = await esbuild.build({
    ...common,
    stdin: {
      contents: `export * from './inputSchema'; export { operations } from './operations';`,
      resolveDir: path.join(root, 'src/swf'),
      loader: 'ts',
    },
    format: 'esm',
    // What translates texts asks for Node's modules in CommonJS's way, which a module of this form lacks.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire('file:///');" },
    write: false,
    logLevel: 'warning',
  });
  const [bundle] = outputFiles;
  if (bundle === undefined) throw new Error('esbuild wrote no bundle of the schemas');
  return import(`data:text/javascript;base64,${Buffer.from(bundle.contents).toString('base64')}`);
}

async function watch() {
  const esbuild = await import('esbuild');
  await writeSchemas();
  for (const options of [bundleOptions(false), pageOptions(false)]) await (await esbuild.context(options)).watch();
}

if (isMain(import.meta.url)) {
  await runScript(async () => {
    await ensureDependencies();
    const flags = new Set(process.argv.slice(2));
    if (flags.has('--watch')) await watch();
    else await build({ production: flags.has('--production'), typecheck: !flags.has('--no-typecheck') });
  });
}
