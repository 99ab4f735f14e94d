// @ts-check
// The licences of the packages whose code is in the bundles, as their licences ask of whoever passes the code on.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './processes.mjs';

/** Licences under which code may be in the package: all ask for their text to go with it, and for nothing more. */
const allowedLicences = ['Apache-2.0', 'ISC', 'MIT'];

/** @typedef {Readonly<Record<string, { renderedLength: number }>>} Modules what is told of a bundle's modules, by their files */
/** @typedef {{ name: string, version: string, licence: string, text: string }} BundledPackage */

/**
 * The packages of which at least a byte is in the bundles, by name.
 * @param {readonly Modules[]} bundles
 * @returns {BundledPackage[]}
 * @throws when a licence is not an allowed one, or its text cannot be found
 */
export function bundledPackages(bundles) {
  const folders = new Set();
  for (const [file, { renderedLength }] of bundles.flatMap((modules) => Object.entries(modules))) {
    const folder = /^.*\bnode_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];
    if (folder !== undefined && renderedLength > 0) folders.add(path.resolve(root, folder));
  }
  const found = [...folders].map(readPackage).sort((a, b) => (a.name < b.name ? -1 : 1));
  return found.map(({ name, version, licence, author, repository, text }) => {
    if (!allowedLicences.includes(licence)) {
      throw new Error(`The licence of ${name} is not one of ${allowedLicences.join(', ')}: ${licence}`);
    }
    const sibling = found.find((other) => other.repository === repository && other.licence === licence && other.text);
    const whole = text ?? sibling?.text ?? (licence === 'MIT' ? mit(author) : undefined);
    if (whole === undefined) throw new Error(`${name} holds no text of its licence ${licence}`);
    return { name, version, licence, text: whole };
  });
}

/**
 * The notices: each text once, under the packages that it is of.
 * @param {readonly BundledPackage[]} packages
 */
export function notices(packages) {
  /** @type {Map<string, BundledPackage[]>} */
  const byText = new Map();
  for (const bundled of packages) byText.set(bundled.text, [...(byText.get(bundled.text) ?? []), bundled]);
  const parts = [...byText].map(([text, users]) => {
    const names = users.map(({ name, version, licence }) => `${name} ${version} (${licence})`);
    return `${names.join('\n')}\n\n${text}\n`;
  });
  return ['SWF Workbench holds code of these packages, under these licences.\n', ...parts].join(
    `\n${'-'.repeat(80)}\n\n`,
  );
}

/** @param {string} folder */
function readPackage(folder) {
  const { name, version, license, author, repository } = JSON.parse(
    readFileSync(path.join(folder, 'package.json'), 'utf8'),
  );
  const file = readdirSync(folder).find((entry) => /^licen[cs]e(\.\w+)?$/i.test(entry));
  return {
    ...{ name, version, licence: license, author: author?.name ?? author, repository: repository?.url ?? repository },
    text: file && readFileSync(path.join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim(),
  };
}

/**
 * The text of the MIT licence, for packages that only name it.
 * @param {string} holder
 */
function mit(holder) {
  return `Copyright (c) ${holder}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;
}
