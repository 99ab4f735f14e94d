import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  auditScheme,
  batchScheme,
  commandIds,
  type ContextKeys,
  type ExplorerState,
  historyLanguage,
  historyScheme,
  reportScheme,
  type HeldToken,
  type RowToken,
  settingKeys,
  type Settings,
  skeletonLanguage,
  timelineView,
  views,
} from '../../../src/contract';
import { skeletonFileName } from '../../../src/skeleton/generate';
import { recognizeOperation } from '../../../src/skeleton/recognize';
import { membersOf } from '../../../src/swf/members';
import { type Operation, operations } from '../../../src/swf/operations';
import { readManifest } from './manifestTexts';
import { root } from './sourceImports';

interface MenuItem {
  readonly command: string;
  readonly when?: string;
  readonly group?: string;
}

interface Setting {
  readonly type: string;
  readonly default?: unknown;
  readonly description?: string;
  readonly markdownDescription?: string;
  readonly scope?: string;
  readonly enum?: readonly string[];
  readonly enumDescriptions?: readonly string[];
}

/** As much of package.json as these tests look at. */
interface Manifest {
  readonly main: string;
  readonly icon: string;
  readonly engines: { readonly vscode: string };
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly capabilities: { readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] } };
  readonly activationEvents?: readonly string[];
  readonly contributes: {
    readonly commands: readonly {
      readonly command: string;
      readonly title: string;
      readonly category?: string;
      readonly enablement?: string;
      readonly when?: unknown;
    }[];
    readonly keybindings?: readonly MenuItem[];
    readonly menus: Readonly<Record<string, readonly MenuItem[]>>;
    readonly viewsContainers: Readonly<Record<string, readonly { readonly id: string; readonly icon: string }[]>>;
    readonly views: Readonly<
      Record<string, readonly { readonly id: string; readonly icon?: string; readonly when?: string }[]>
    >;
    readonly viewsWelcome: readonly { readonly view: string; readonly when?: string; readonly contents: string }[];
    readonly walkthroughs: readonly {
      readonly steps: readonly {
        readonly description: string;
        readonly media: { readonly image: Readonly<Record<string, string>> };
        readonly completionEvents: readonly string[];
      }[];
    }[];
    readonly configuration: { readonly properties: Readonly<Record<string, Setting>> };
    readonly languages: readonly {
      readonly id: string;
      readonly filenamePatterns?: readonly string[];
      readonly extensions?: readonly string[];
      readonly configuration: string;
    }[];
    readonly grammars: readonly { readonly language: string; readonly scopeName: string; readonly path: string }[];
    readonly jsonLanguageParticipants: readonly { readonly languageId: string; readonly comments: boolean }[];
    readonly jsonValidation: readonly { readonly fileMatch: readonly string[]; readonly url: string }[];
    readonly yamlValidation: readonly { readonly fileMatch: readonly string[]; readonly url: string }[];
    readonly taskDefinitions: readonly {
      readonly type: string;
      readonly properties: Readonly<Record<string, unknown>>;
    }[];
    readonly problemMatchers: readonly { readonly name: string; readonly pattern: { readonly regexp: string } }[];
    readonly configurationDefaults: Readonly<Record<string, unknown>>;
  };
}

const manifest = readManifest() as Manifest;
const { contributes } = manifest;
const declared = contributes.commands.map(({ command }) => command);
const menuItems = [...Object.values(contributes.menus).flat(), ...(contributes.keybindings ?? [])];
const walkthroughSteps = contributes.walkthroughs.flatMap(({ steps }) => steps);
const whens = [
  ...menuItems.map(({ when }) => when),
  ...contributes.commands.map(({ enablement }) => enablement),
  ...contributes.viewsWelcome.map(({ when }) => when),
  ...Object.values(contributes.views).flatMap((each) => each.map(({ when }) => when)),
  ...walkthroughSteps.flatMap(({ completionEvents }) =>
    completionEvents.map((event) => event.replace('onContext:', '')),
  ),
].filter((when) => when !== undefined);

/** Written out so that a member that is added or dropped in the contract does not compile here. */
const rowTokens: { readonly [Token in RowToken | HeldToken]: 'menu' | 'informative' } = {
  connection: 'menu',
  readOnly: 'menu',
  domain: 'menu',
  execution: 'menu',
  open: 'menu',
  closed: 'menu',
  closedList: 'menu',
  task: 'menu',
  cancelable: 'menu',
  kept: 'menu',
  loadMore: 'informative',
  loggedOut: 'menu',
  denied: 'menu',
  refreshable: 'menu',
  pinnable: 'menu',
  pinned: 'menu',
  stoppable: 'menu',
  resumable: 'menu',
  rescannable: 'menu',
  held: 'menu',
  usable: 'menu',
  beating: 'menu',
  silent: 'menu',
  unstored: 'menu',
  polling: 'menu',
  forgettable: 'menu',
};
const contextKeys: { readonly [Key in keyof ContextKeys]: readonly ContextKeys[Key][] } = {
  'swf.explorerState': ['rows', 'notConnected', 'noDomains'],
  'swf.localSwfRunning': [true, false],
  'swf.explained': [true],
  'swf.demoSkeletonOpened': [true],
  'swf.taskCanceled': [true],
  'swf.filtered': [true, false],
  'swf.claiming': [true, false],
  'swf.batchRunning': [true, false],
  'swf.openBatches': [[], ['/2026.md']],
  'swf.selectedRow': [''],
  'swf.selectedHeldTask': [''],
  'swf.usedAsSkeleton': [[], ['/runbooks/a.json']],
};
const defaults: Settings = {
  profile: '',
  region: '',
  endpoint: '',
  connections: [],
  'cancel.check': 'historyOrHeartbeat',
  'requests.share': 50,
  watch: 'on',
  'skeletons.files': {},
};
const checks: readonly Settings['cancel.check'][] = ['historyOrHeartbeat', 'history', 'never'];

function isOurs(id: string): boolean {
  return id.startsWith('swf.');
}

function sorted(values: Iterable<string>): string[] {
  return [...new Set(values)].sort();
}

describe('commands', () => {
  test('are those of the contract', () => {
    expect([...declared].sort()).toEqual([...commandIds].sort());
  });

  test('have a title, the category under which the palette lists them, and no `when`, which VS Code ignores', () => {
    const odd = contributes.commands.filter(({ title, category, when }) => {
      return title.trim() === '' || category !== 'SWF' || when !== undefined;
    });
    expect(odd).toEqual([]);
  });

  test('that menus, keys, welcome texts and other places name exist', () => {
    const welcome = contributes.viewsWelcome.flatMap(({ contents }) =>
      [...contents.matchAll(/\(command:([^)?]+)/g)].map(([, id = '']) => id),
    );
    expect(welcome.length).toBeGreaterThan(0);
    const steps = walkthroughSteps.flatMap(({ description }) =>
      [...description.matchAll(/\(command:([^)?]+)/g)].map(([, id = '']) => id),
    );
    const named = [...menuItems.map(({ command }) => command), ...welcome, ...steps].filter(isOurs);
    const focusing = Object.values(views).map((view) => `${view}.focus`);
    expect(sorted(named).filter((id) => !declared.includes(id) && !focusing.includes(id))).toEqual([]);
  });

  test('that need a row are not offered by the palette without one', () => {
    const palette = new Map(contributes.menus['commandPalette']?.map(({ command, when }) => [command, when]));
    const onRowsOnly = ['swf.newSkeletonFileForTask', 'swf.openHistory', 'swf.copyActivityId', 'swf.loadMore'];
    expect(onRowsOnly.filter((id) => !palette.has(id))).toEqual([]);
    expect([...palette].filter(([, when]) => when === undefined || when === 'never')).toEqual([]);
  });

  test('wake the extension by themselves: no activation event is listed', () => {
    expect((manifest.activationEvents ?? []).filter((event) => /^on(Command|View)/.test(event))).toEqual([]);
  });
});

describe('rows', () => {
  const tested = whens.flatMap((when) =>
    [...when.matchAll(/viewItem =~ \/((?:[^/\\]|\\.)*)\//g)].map(([, pattern = '']) => pattern),
  );
  const named = sorted(tested.flatMap((pattern) => pattern.replaceAll('\\b', ' ').match(/\w+/g) ?? []));

  test('have the tokens that menus test, and every token serves one unless it only informs', () => {
    const serving = Object.entries(rowTokens).filter(([, use]) => use === 'menu');
    expect(named).toEqual(serving.map(([token]) => token).sort());
  });

  test('are told apart by whole words only', () => {
    expect(tested.length).toBeGreaterThan(0);
    expect(tested.filter((pattern) => !/^\\b.*\\b$/.test(pattern))).toEqual([]);
    expect(whens.filter((when) => /viewItem\s*==/.test(when))).toEqual([]);
  });

  test('of our views alone: each menu of a row names its view', () => {
    const items = contributes.menus['view/item/context'] ?? [];
    const ofAView = (when = '') => Object.values(views).some((view) => when.startsWith(`view == ${view} && `));
    expect(items.filter(({ when }) => !ofAView(when))).toEqual([]);
  });
});

describe('several selected rows', () => {
  const items = (contributes.menus['view/item/context'] ?? []).filter(({ group = '' }) => !group.startsWith('inline'));

  test('get no item that acts on one of them: each item says whether it is for one or for several', () => {
    expect(items.length).toBeGreaterThan(0);
    expect(items.filter(({ when = '' }) => !/ && !?listMultiSelection\b/.test(when))).toEqual([]);
  });

  test('get the batches alone', () => {
    const forSeveral = items.filter(({ when = '' }) => / && listMultiSelection\b/.test(when));
    expect(sorted(forSeveral.map(({ command }) => command))).toEqual(['swf.actOnSeveral', 'swf.cancelHeldTasks']);
  });
});

describe('context keys', () => {
  test('of ours are those of the contract, and each is used', () => {
    const ours = whens.flatMap((when) => when.match(/\bswf\.[\w.]+/g) ?? []);
    const keys = sorted(ours).filter((key) => !Object.values<string>(views).includes(key));
    expect(keys).toEqual(Object.keys(contextKeys).sort());
  });

  test('are compared with values that they can have', () => {
    const states = whens.flatMap((when) => [...when.matchAll(/swf\.explorerState == '(\w+)'/g)].map(([, s = '']) => s));
    const known: readonly ExplorerState[] = contextKeys['swf.explorerState'];
    expect(sorted(states)).toEqual([...known].sort());
  });
});

describe('the walkthrough', () => {
  test('has at most five steps, each done by what it tells to do, with a picture for each kind of theme', () => {
    expect(walkthroughSteps.length).toBeLessThanOrEqual(5);
    expect(walkthroughSteps.filter(({ completionEvents }) => completionEvents.length !== 1)).toEqual([]);
    for (const { image } of walkthroughSteps.map(({ media }) => media)) {
      expect(Object.keys(image).sort()).toEqual(['dark', 'hc', 'hcLight', 'light']);
      expect(Object.values(image).filter((file) => !existsSync(join(root, file)))).toEqual([]);
    }
  });
});

describe('views', () => {
  const declaredViews = Object.values(contributes.views).flat();

  test('are those of the contract, always there, in a container that exists', () => {
    expect(declaredViews.map(({ id }) => id)).toEqual(Object.values(views));
    expect(declaredViews.filter(({ when }) => when !== undefined)).toEqual([]);
    const containers = Object.values(contributes.viewsContainers).flatMap((each) => each.map(({ id }) => id));
    expect(Object.keys(contributes.views).filter((id) => !containers.includes(id))).toEqual([]);
  });

  test('that clauses and welcome texts name exist', () => {
    const named = [
      ...contributes.viewsWelcome.map(({ view }) => view),
      ...whens.flatMap((when) => [...when.matchAll(/(?:view|focusedView) == ([\w.]+)/g)].map(([, id = '']) => id)),
    ];
    expect(sorted(named)).toEqual(Object.values(views));
  });
});

describe('settings', () => {
  const { properties } = contributes.configuration;

  test('are those of the contract, with their defaults', () => {
    const declaredDefaults = Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, value.default]));
    expect(declaredDefaults).toEqual(Object.fromEntries(Object.entries(defaults).map(([k, v]) => [`swf.${k}`, v])));
    expect(Object.keys(properties).sort()).toEqual(settingKeys.map((key) => `swf.${key}`).sort());
  });

  test('are each described, and of the type of their default', () => {
    const odd = Object.entries(properties).filter(([, setting]) => {
      const text = setting.markdownDescription ?? setting.description ?? '';
      return text.trim() === '' || setting.type !== (Array.isArray(setting.default) ? 'array' : typeof setting.default);
    });
    expect(odd).toEqual([]);
  });

  test('offer the ways to check that the code knows, each described', () => {
    const setting = properties['swf.cancel.check'];
    expect(setting?.enum).toEqual(checks);
    expect(setting?.enumDescriptions).toHaveLength(checks.length);
  });

  test('that choose where calls go, or what is warned of, are not a workspace’s to set before it is trusted', () => {
    const { restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
    expect([...restrictedConfigurations].sort()).toEqual(settingKeys.map((key) => `swf.${key}`).sort());
  });
});

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
    ['JSON', 'jsonValidation', ['json']],
    ['YAML', 'yamlValidation', ['yaml', 'yml']],
  ] as const)('in %s are validated by the schema of their operation', (_, point, extensions) => {
    expect(contributes[point]).toEqual(
      operations.map((operation) => ({
        fileMatch: filesOf(operation, ...extensions),
        url: `./dist/schemas/${operation.cliName}.schema.json`,
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
      ...[manifest.main, ...contributes.jsonValidation.map(({ url }) => url)].filter(() => built),
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
