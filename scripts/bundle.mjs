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
 * Puts each of these modules with all that it imports into one file, so that loading it opens no other; what several of them
 * import is with the first. What is imported on first use is in files of its own.
 * @param {Readonly<Record<string, string>>} wholes modules by the names of their files
 * @param {import('rolldown').CodeSplittingGroup[]} [rest] how all else is put together
 * @returns {{ plugin: Plugin, codeSplitting: import('rolldown').CodeSplittingOptions }}
 */
export function wholeFiles(wholes, rest = []) {
  /** @type {Map<string, string>} */
  const fileOf = new Map();
  return {
    plugin: {
      name: 'whole-files',
      buildEnd() {
        fileOf.clear();
        for (const [name, module] of Object.entries(wholes)) {
          const ids = [module];
          for (const id of ids) {
            const found = fileOf.has(id) ? null : this.getModuleInfo(id);
            if (found === null) continue;
            fileOf.set(id, name);
            ids.push(...found.importedIds);
          }
        }
      },
    },
    codeSplitting: {
      includeDependenciesRecursively: false,
      groups: [{ debugName: 'wholes', name: (id) => fileOf.get(id) ?? null }, ...rest],
    },
  };
}
