import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  commandIds,
  type ContextKeys,
  type ExplorerState,
  type HeldToken,
  type RowToken,
  settingKeys,
  type Settings,
  views,
} from '../../../src/contract';
import { manifest, menuItems, sorted, walkthroughSteps, whens } from './manifest';
import { root } from './sourceImports';

const { contributes } = manifest;
const declared = contributes.commands.map(({ command }) => command);

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

/** Commands of rows that the palette offers too, as they ask for what they need, or take the selected row and say when there is none. */
const withoutRow = [
  ...['swf.recordHeartbeat', 'swf.completeActivityTask', 'swf.cancelActivityTask', 'swf.failActivityTask'],
  ...['swf.signalExecution', 'swf.requestCancelExecution', 'swf.terminateExecution', 'swf.explainTask'],
  ...['swf.newSkeletonFile', 'swf.claimNextTask', 'swf.stopClaiming', 'swf.cancelHeldTasks', 'swf.actOnSeveral'],
  ...['swf.logIn', 'swf.renameConnection', 'swf.markConnection', 'swf.lookUpAccount', 'swf.removeConnection'],
];

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
    const ofRows = contributes.menus['view/item/context']?.map(({ command }) => command) ?? [];
    const unlisted = [...new Set(ofRows)].filter((id) => !palette.has(id) && !withoutRow.includes(id));
    expect(ofRows.length).toBeGreaterThan(0);
    expect(unlisted).toEqual([]);
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
