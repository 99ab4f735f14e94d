import { describe, expect, test } from 'vitest';
import { read, type SourceFile, sourceFiles, type SourceImport } from './sourceImports';

/** Which folders a folder may import from, besides itself and the ground. */
const below: Readonly<Record<string, readonly string[]>> = {
  extension: ['parts', 'host'],
  parts: [
    'audit',
    'batch',
    'host',
    'editor',
    'explorer',
    'commands',
    'reads',
    'tokens',
    'connection',
    'skeleton',
    'timeline',
    'history',
    'swf',
  ],
  reads: ['explorer', 'skeleton', 'swf'],
  host: ['connection', 'skeleton', 'swf'],
  editor: ['audit', 'batch', 'connection', 'skeleton', 'timeline', 'history', 'swf'],
  timeline: ['history', 'swf'],
  history: ['swf'],
  explorer: ['tokens', 'connection', 'skeleton', 'swf'],
  commands: ['audit', 'batch', 'tokens', 'connection', 'skeleton', 'swf'],
  tokens: ['swf'],
  audit: ['swf'],
  batch: ['swf'],
  connection: ['swf'],
  skeleton: ['swf'],
  local: ['swf'],
  swf: [],
};

/** What every part may import, and what imports nothing of the house. */
const ground = ['contract', 'ports', 'emitter', 'api'];

/** The only modules of `swf` that Local SWF shares: what is true of the service itself. */
const sharedWithLocal = [
  'swf/limits',
  'swf/operations',
  'swf/inputShapes',
  'swf/documentedRates',
  'swf/names',
  'swf/codePoints',
];

const files = sourceFiles();

/** `swf` of `swf/limits`; a file beside the folders stands for itself. */
function part(name: string): string {
  return name.split('/')[0] ?? name;
}

/** The imports that break a rule, as "file <- import", for a message that says where to look. */
function breaches(allowed: (each: SourceImport, file: SourceFile) => boolean): string[] {
  return files.flatMap((file) =>
    file.imports.filter((each) => !allowed(each, file)).map(({ specifier }) => `${file.name} <- ${specifier}`),
  );
}

describe('reading import lines', () => {
  test('tells what is left of each at run time', () => {
    const text = `
      import * as vscode from 'vscode';
      import type { A } from './a';
      import { type B, type C } from '../b/c';
      import { type D, e } from './d';
      import './bare';
      export { f } from './f';
      export type { g } from './g';
      type H = import('./h').H;
      const load = () => import('./i.js');
      // import './comment'
    `;
    expect(read('swf/x.ts', text).map(({ file, specifier, typeOnly }) => [file ?? specifier, typeOnly])).toEqual([
      ['vscode', false],
      ['swf/a', true],
      ['b/c', true],
      ['swf/d', false],
      ['swf/bare', false],
      ['swf/f', false],
      ['swf/g', true],
      ['swf/h', true],
      ['swf/i', false],
    ]);
  });

  test('finds every file that is imported', () => {
    const names = new Set(files.map(({ name }) => name));
    expect(breaches(({ file }) => file === undefined || names.has(file))).toEqual([]);
    expect(names.size).toBeGreaterThan(50);
  });
});

describe('imports run downwards', () => {
  test('every file belongs to a known part', () => {
    const parts = new Set(files.map(({ name }) => part(name)));
    expect([...parts].filter((name) => !(name in below) && !ground.includes(name))).toEqual([]);
  });

  test('from a part to those below it, and nowhere else', () => {
    const wrong = breaches(({ file: imported }, { name }) => {
      if (imported === undefined) return true;
      const [from, to] = [part(name), part(imported)];
      return from === to || ground.includes(to) || (below[from] ?? []).includes(to);
    });
    expect(wrong).toEqual([]);
  });

  test('the ground imports nothing of the house', () => {
    expect(breaches(({ file }, { name }) => !ground.includes(name) || file === undefined)).toEqual([]);
  });

  test('Local SWF shares with the extension only what is true of the service', () => {
    const wrong = breaches(
      ({ file: imported, typeOnly }, { name }) =>
        part(name) !== 'local' ||
        part(imported ?? '') !== 'swf' ||
        typeOnly ||
        sharedWithLocal.includes(imported ?? ''),
    );
    expect(wrong).toEqual([]);
  });

  test('without a circle at run time', () => {
    expect(circles()).toEqual([]);
  });
});

describe('who may import what from outside', () => {
  test('VS Code: host, editor, the explorer’s views the parts and the entry; the contract its types', () => {
    const wrong = breaches(({ specifier, typeOnly }, { name }) => {
      if (specifier !== 'vscode') return true;
      if (name === 'contract') return typeOnly;
      return ['host', 'editor', 'parts', 'extension'].includes(part(name)) || /^explorer\/(v|\w+V)iew$/.test(name);
    });
    expect(wrong).toEqual([]);
  });

  test('the AWS SDK: one file, loaded by the first call; all others its types', () => {
    const ofSdk = ({ specifier }: SourceImport) => /^@(aws-sdk|smithy)\//.test(specifier);
    expect(breaches((each, { name }) => !ofSdk(each) || each.typeOnly || name === 'swf/sdk')).toEqual([]);
    const ways = files.flatMap(({ name, imports }) =>
      imports.filter(({ file, typeOnly }) => file === 'swf/sdk' && !typeOnly).map(({ dynamic }) => ({ name, dynamic })),
    );
    expect(ways).toEqual([{ name: 'swf/sdkClient', dynamic: true }]);
  });

  test('packages: only these are in the bundles', () => {
    const packages = files.flatMap(({ imports }) =>
      imports.filter(({ file, typeOnly }) => file === undefined && !typeOnly).map(({ specifier }) => specifier),
    );
    const outside = [...new Set(packages)].filter((name) => !name.startsWith('node:')).sort();
    expect(outside).toEqual([
      '@aws-sdk/client-sts',
      '@aws-sdk/client-swf',
      '@aws-sdk/credential-providers',
      '@aws-sdk/nested-clients/sso',
      '@smithy/core/config',
      '@smithy/core/schema',
      '@smithy/node-http-handler',
      '@vscode/l10n',
      'hpagent',
      'jsonc-parser',
      'vscode',
      'yaml',
    ]);
  });
});

test('the types for other extensions stand alone, so that they can be copied', () => {
  expect(files.find(({ name }) => name === 'api')?.imports).toEqual([]);
});

test('no file outgrows 320 lines, but the generated one', () => {
  const long = files.filter(({ name, lines }) => lines > 320 && name !== 'swf/inputShapes');
  expect(long.map(({ name, lines }) => `${name}: ${lines}`)).toEqual([]);
});

/** Every circle of modules that need one another to be loaded, as a path. */
function circles(): string[] {
  const needs = new Map(
    files.map(({ name, imports }) => [
      name,
      imports.flatMap(({ file, typeOnly, dynamic }) => (file === undefined || typeOnly || dynamic ? [] : [file])),
    ]),
  );
  const found: string[] = [];
  const done = new Set<string>();
  const follow = (name: string, path: readonly string[]): void => {
    if (path.includes(name)) found.push([...path.slice(path.indexOf(name)), name].join(' -> '));
    if (path.includes(name) || done.has(name)) return;
    for (const next of needs.get(name) ?? []) follow(next, [...path, name]);
    done.add(name);
  };
  for (const name of needs.keys()) follow(name, []);
  return found;
}
