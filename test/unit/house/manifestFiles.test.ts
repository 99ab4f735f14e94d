import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  auditScheme,
  batchScheme,
  historyLanguage,
  historyScheme,
  reportScheme,
  schemaScheme,
  skeletonLanguage,
  timelineView,
} from '../../../src/contract';
import { skeletonFileName } from '../../../src/skeleton/generate';
import { recognizeOperation } from '../../../src/skeleton/recognize';
import { membersOf } from '../../../src/swf/members';
import { type Operation, operations } from '../../../src/swf/operations';
import { manifest, sorted, whens } from './manifest';
import { root } from './sourceImports';

const { contributes } = manifest;

describe('skeleton files', () => {
  const language = contributes.languages.find(({ id }) => id === skeletonLanguage);
  const namePatterns = (cliName: string, name: string, extension: string) => [
    `*${cliName}*.${extension}`,
    `*${name}*.${extension}`,
  ];
  /** Also without those whose name holds this one, as undeprecate-domain holds deprecate-domain. */
  const filesOf = ({ cliName, name }: Operation, ...extensions: string[]) => [
    ...extensions.flatMap((extension) => namePatterns(cliName, name, extension)),
    ...operations
      .filter((other) => other.cliName !== cliName && other.cliName.includes(cliName))
      .flatMap((other) => extensions.flatMap((extension) => namePatterns(other.cliName, other.name, extension)))
      .map((pattern) => `!${pattern}`),
  ];

  test('have a language of their own, by the names of the operations', () => {
    expect(contributes.languages.map(({ id }) => id).sort()).toEqual([historyLanguage, skeletonLanguage]);
    expect(language?.filenamePatterns).toEqual(
      operations.flatMap(({ cliName, name }) => namePatterns(cliName, name, 'json')),
    );
  });

  test.each([
    ['JSON', 'jsonValidation', `${schemaScheme}://skeletons`, ['json']],
    ['YAML', 'yamlValidation', './dist/schemas', ['yaml', 'yml']],
  ] as const)('in %s are validated by the schema of their operation', (_, point, folder, extensions) => {
    expect(contributes[point]).toEqual(
      operations.map((operation) => ({
        fileMatch: filesOf(operation, ...extensions),
        url: `${folder}/${operation.cliName}.schema.json`,
      })),
    );
  });

  test('are one thing to the manifest and to the code', () => {
    const matches = (pattern: string, name: string) =>
      new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '.*')}$`).test(name);
    /** The operations whose schema a file gets. */
    const validated = (file: string) =>
      operations.filter((operation) => {
        const patterns = filesOf(operation, 'json', 'yaml', 'yml');
        const wanted = patterns.filter((pattern) => !pattern.startsWith('!'));
        return (
          wanted.some((pattern) => matches(pattern, file)) &&
          !patterns.some((pattern) => pattern.startsWith('!') && matches(pattern.slice(1), file))
        );
      });
    for (const { name } of operations) {
      for (const file of [skeletonFileName(name), `charge-card.${skeletonFileName(name)}`, `my-${name}-1.yml`]) {
        expect(
          validated(file).map((each) => each.name),
          file,
        ).toEqual([name]);
        expect(recognizeOperation(file)).toBe(name);
      }
    }
    for (const file of ['tasks.json', 'respond-activity-task.json', 'list-domains.txt', 'package.json']) {
      expect(validated(file), file).toEqual([]);
      expect(recognizeOperation(file)).toBeUndefined();
    }
  });

  test('are strict JSON to the editor: a comment is a mistake', () => {
    expect(contributes.jsonLanguageParticipants).toEqual([{ languageId: skeletonLanguage, comments: false }]);
    expect(contributes.grammars).toContainEqual(
      expect.objectContaining({ language: skeletonLanguage, scopeName: 'source.json.swf-skeleton' }),
    );
    const languages = contributes.languages.map(({ id }) => `[${id}]`);
    expect(Object.keys(contributes.configurationDefaults).sort()).toEqual(languages.sort());
  });
});

describe('tasks', () => {
  test('may give every single value of every operation: what is not listed, VS Code drops', () => {
    const singles = operations.flatMap(({ name }) =>
      [...membersOf(`${name}Input`).values()].filter(({ type }) => type.kind !== 'structure' && type.kind !== 'list'),
    );
    const names = ['operation', 'cliInputJson', ...singles.map(({ name }) => name)];
    expect(contributes.taskDefinitions.map(({ type }) => type)).toEqual(['swf']);
    expect(Object.keys(contributes.taskDefinitions[0]?.properties ?? {}).sort()).toEqual(sorted(names));
  });

  test('print mistakes so that the problem matcher finds their places, on Windows too', () => {
    const [{ name, pattern } = { name: '', pattern: { regexp: '' } }] = contributes.problemMatchers;
    expect(name).toBe('swf');
    const line = 'C:\\a\\list-domains.json:2:25: error: Must be one of: registrationStatus';
    expect(new RegExp(pattern.regexp).exec(line)?.slice(1)).toEqual([
      'C:\\a\\list-domains.json',
      '2',
      '25',
      'error',
      'Must be one of: registrationStatus',
    ]);
  });
});

describe('histories and timelines', () => {
  test('have a language by the ending of their addresses, with a grammar', () => {
    const language = contributes.languages.find(({ id }) => id === historyLanguage);
    expect(language?.extensions).toEqual(['.swf-history']);
    expect(contributes.grammars.map((grammar) => grammar.language)).toContain(historyLanguage);
  });

  test('wake the extension when a window that shows them is opened again', () => {
    const events = [
      `onFileSystem:${auditScheme}`,
      `onFileSystem:${historyScheme}`,
      `onFileSystem:${reportScheme}`,
      `onFileSystem:${schemaScheme}`,
      `onWebviewPanel:${timelineView}`,
    ];
    expect([...(manifest.activationEvents ?? [])].sort()).toEqual(events);
  });

  test('are meant by every menu that names their scheme', () => {
    const schemes = whens.flatMap((when) => [...when.matchAll(/resourceScheme == ([\w-]+)/g)].map(([, s = '']) => s));
    expect(sorted(schemes)).toEqual([auditScheme, batchScheme, historyScheme, reportScheme].sort());
  });
});

describe('files and versions', () => {
  test('every file that is named exists; what is built, after a build', () => {
    const built = existsSync(join(root, manifest.main));
    const named = [
      manifest.icon,
      ...Object.values(contributes.viewsContainers).flatMap((each) => each.map(({ icon }) => icon)),
      ...Object.values(contributes.views).flatMap((each) => each.flatMap(({ icon }) => icon ?? [])),
      ...contributes.languages.map(({ configuration }) => configuration),
      ...contributes.grammars.map(({ path }) => path),
      ...[manifest.main, ...contributes.yamlValidation.map(({ url }) => url)].filter(() => built),
    ];
    expect(sorted(named).filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });

  test('the icon is a PNG, as the Marketplace wants it', () => {
    const bytes = readFileSync(join(root, manifest.icon));
    expect(bytes.subarray(1, 4).toString('latin1')).toBe('PNG');
    // Width and height stand in the header chunk.
    expect(bytes.readUInt32BE(16)).toBeGreaterThanOrEqual(128);
    expect(bytes.readUInt32BE(20)).toBe(bytes.readUInt32BE(16));
  });

  test('the code is written for the oldest editor that may run it', () => {
    const types = manifest.devDependencies['@types/vscode'];
    expect(manifest.engines.vscode).toBe(`^${types ?? ''}`);
    const installed = JSON.parse(readFileSync(join(root, 'node_modules/@types/vscode/package.json'), 'utf8')) as {
      version: string;
    };
    expect(installed.version).toBe(types);
  });
});
