// @ts-check
// How this project's code is bundled: for Node, for a browser, into a file or into several.
import path from 'node:path';
import { root } from './processes.mjs';

/** @typedef {import('rolldown').BuildOptions} BuildOptions */
/** @typedef {import('rolldown').Plugin} Plugin */

/**
 * What all bundles for Node have in common.
 * @satisfies {BuildOptions}
 */
export const forNode = {
  cwd: root,
  platform: /** @type {const} */ ('node'),
  external: ['vscode'],
  resolve: {
    // The AWS packages offer their tree-shakeable form by the condition `module` alone; without it the SDK is 140 KB larger.
    conditionNames: ['module', 'import', 'require', 'node', 'default'],
    mainFields: ['module', 'main'],
    // For Node it offers one form that cannot be shaken, of twice the size.
    alias: { yaml: path.join(root, 'node_modules/yaml/browser/dist/index.js') },
  },
  transform: { target: 'node20' },
  logLevel: /** @type {const} */ ('warn'),
};

/** CommonJS has no import.meta; what asks for it are the scripts, who look for the project's folder. */
export const importMeta = { 'import.meta.url': JSON.stringify(import.meta.url) };

/**
 * Bundles a program for Node into one file, or several into a folder, for tests and scripts.
 * @param {string | Record<string, string>} input
 * @param {import('rolldown').OutputOptions} output
 * @param {Partial<BuildOptions>} [rest]
 */
export async function bundleForNode(input, output, rest = {}) {
  const { build } = await import('rolldown');
  return build({ ...forNode, ...rest, input, output: { format: 'cjs', ...output } });
}

/**
 * Puts an entry with all that it imports into one file, so that loading it opens no other; what is imported on first use
 * is in files of its own, or put together.
 * @param {string} entry a file
 * @param {readonly import('rolldown').CodeSplittingGroup[]} [rest] what is put together
 * @returns {{ plugin: Plugin, codeSplitting: import('rolldown').CodeSplittingOptions }}
 */
export function wholeEntry(entry, rest = []) {
  /** @type {Set<string>} */
  const modules = new Set();
  return {
    plugin: {
      name: 'whole-entry',
      buildEnd() {
        modules.clear();
        const ids = [entry];
        for (const id of ids) {
          const found = modules.has(id) ? null : this.getModuleInfo(id);
          if (found === null) continue;
          modules.add(id);
          ids.push(...found.importedIds);
        }
      },
    },
    codeSplitting: {
      includeDependenciesRecursively: false,
      groups: [{ name: path.parse(entry).name, test: (id) => modules.has(id) }, ...rest],
    },
  };
}

/**
 * Leaves modules out of a bundle that are a bundle of their own beside it.
 * @param {readonly string[]} names as they are imported: `./NAME`
 * @returns {Plugin}
 */
export function apart(names) {
  return {
    name: 'apart',
    resolveId: (source) =>
      names.some((name) => source === `./${name}`) ? { id: `${source}.js`, external: true } : undefined,
  };
}
