import * as l10n from '@vscode/l10n';
import { ConnectionQuestions, type Way, ways } from './whereToConnect';
import type { Connections } from '../connection/connections';
import { type ConnectionSettings, type KeptConnection, picksSame, pickOf } from '../connection/keptConnections';
import { idOf, type OpenConnection } from '../connection/openConnection';
import { type Environment, profileNames } from '../connection/sharedFiles';
import type { Choice, Log, Ui } from '../ports';
import type { Mark } from '../swf/client';

export interface ManageConnectionsParts {
  readonly ui: Ui;
  readonly log: Log;
  readonly env: Environment;
  readonly connections: Connections;
  readonly startLocalSwf: () => Promise<unknown>;
  readonly selectConnection: () => Promise<void>;
  readonly stopLocalSwf: () => Promise<void>;
  /** What the setting `swf.connections` holds. */
  readonly kept: () => readonly KeptConnection[];
  readonly keep: (kept: readonly KeptConnection[]) => Promise<void>;
  readonly region: () => string;
  /** The connection of a row, or of the selected one when none was given. */
  readonly connectionOf: (origin: unknown) => OpenConnection | undefined;
}

/** The commands on the connections themselves, from their rows and from the palette, which asks for one of several. */
export function createConnectionCommands(parts: ManageConnectionsParts) {
  return {
    'swf.addConnection': () => add(parts),
    'swf.removeConnection': ofOne(parts, l10n.t('Remove Connection'), remove),
    'swf.renameConnection': ofOne(parts, l10n.t('Rename Connection'), rename),
    'swf.markConnection': ofOne(parts, l10n.t('Mark Connection'), mark),
    'swf.lookUpAccount': ofOne(parts, l10n.t('Look Up Account'), lookUpAccount),
  };
}

type OnOne = (connection: OpenConnection, parts: ManageConnectionsParts, title: string) => Promise<void>;

function ofOne(parts: ManageConnectionsParts, title: string, act: OnOne): (origin?: unknown) => Promise<void> {
  const { ui, connections } = parts;
  return async (origin) => {
    const { all } = connections;
    const [only] = all.length === 1 ? all : [];
    const chosen = parts.connectionOf(origin) ?? only ?? (await ui.pick(title, all.map(choiceOf)));
    if (chosen !== undefined) await act(chosen, parts, title);
  };
}

function choiceOf(connection: OpenConnection): Choice<OpenConnection> {
  const { target } = connection;
  const words = [target?.alias === undefined ? undefined : target.label, connection.mark, target?.account];
  const description = words.filter((word) => word !== undefined).join(' · ');
  return { label: connection.name, description, value: connection };
}

/** `SWF: Add Connection…`: one more root of the explorer, with a name and a mark. The one in use stays so. */
async function add(parts: ManageConnectionsParts): Promise<void> {
  const { ui, env, connections, kept, keep } = parts;
  const title = l10n.t('Add Connection');
  const ask = new ConnectionQuestions(ui, title);
  const way = await ui.pick(title, ways(await profileNames(env)));
  if (way === undefined) return;
  if (way.kind === 'local') {
    await parts.startLocalSwf();
    return;
  }
  const pick = await pickBy(way, ask, parts.region());
  if (pick === undefined) return;
  const known = connections.byId(idOf(pick));
  if (known !== undefined) {
    ui.offer('information', l10n.t('This connection is open already: {0}', known.name));
    return;
  }
  const name = await ask.name('');
  if (name === undefined) return;
  const marked = await ui.pick(l10n.t('Add Connection: how is it marked?'), markChoices);
  if (marked === undefined) return;
  await keep([...kept(), { ...pick, name, mark: marked.mark }]);
  const added = connections.byId(idOf(pick));
  added?.resolve();
  ui.glance(l10n.t('Added: {0}', added === undefined ? name : added.name));
}

async function pickBy(way: Way, ask: ConnectionQuestions, region: string): Promise<ConnectionSettings | undefined> {
  if (way.kind === 'endpoint') {
    const endpoint = await ask.endpoint();
    return endpoint === undefined ? undefined : { profile: '', region: '', endpoint };
  }
  const typed = await ask.region(way, region);
  if (typed === undefined) return undefined;
  return { profile: way.kind === 'profile' ? way.name : '', region: typed, endpoint: '' };
}

/** `SWF: Remove Connection`: closes one that was added. What has begun with it still ends with it. */
async function remove(connection: OpenConnection, { ui, connections, kept, keep, ...parts }: ManageConnectionsParts) {
  const { choice } = connection;
  const name = connection.name;
  if ('localSwf' in choice) {
    const stop = new Map([[l10n.t('Stop Local SWF'), parts.stopLocalSwf]]);
    ui.offer('information', l10n.t('Local SWF is among the connections while it runs.'), stop);
    return;
  }
  if (connection === connections.all[0]) {
    const select = new Map([[l10n.t('Select Connection…'), parts.selectConnection]]);
    const text = l10n.t('{0} is what the settings swf.profile, swf.region and swf.endpoint say: choose another.', name);
    ui.offer('information', text, select);
    return;
  }
  const before = kept();
  await keep(before.filter((each) => !picksSame(each, choice)));
  const again = new Map([[l10n.t('Add It Again'), () => keep(before)]]);
  ui.offer('information', l10n.t('Removed: {0}', name), again);
}

/** `SWF: Rename Connection…` */
async function rename(connection: OpenConnection, parts: ManageConnectionsParts, title: string): Promise<void> {
  const { choice, target } = connection;
  if ('localSwf' in choice) {
    parts.ui.offer('information', l10n.t('Local SWF of this window keeps its name.'));
    return;
  }
  const name = await new ConnectionQuestions(parts.ui, title).name(target?.alias ?? '');
  if (name !== undefined) await say(choice, { name }, parts);
}

interface Marking {
  readonly mark: Mark | undefined;
}

const markChoices: readonly Choice<Marking>[] = [
  { label: l10n.t('No mark'), value: { mark: undefined } },
  {
    label: 'production',
    description: l10n.t('every question says so first; a batch that ends something is typed for'),
    value: { mark: 'production' },
  },
  {
    label: 'read-only',
    description: l10n.t('nothing that changes something is sent'),
    value: { mark: 'read-only' },
  },
  { label: 'local', description: l10n.t('nobody’s production'), value: { mark: 'local' } },
];

/** `SWF: Mark Connection…`: counts at once, also for what has begun. */
async function mark(connection: OpenConnection, parts: ManageConnectionsParts): Promise<void> {
  const { choice } = connection;
  if ('localSwf' in choice) {
    parts.ui.offer('information', l10n.t('Local SWF of this window is always marked local.'));
    return;
  }
  const marked = await parts.ui.pick(l10n.t('Mark Connection: {0}', connection.name), markChoices);
  if (marked === undefined) return;
  await say(choice, marked, parts);
  const now = connection.mark;
  if (now !== undefined && now !== marked.mark && now !== 'local') {
    const text = l10n.t('It stays marked {0}, as another entry of swf.connections for the same place says so.', now);
    parts.ui.offer('warning', text);
  }
}

/** Says something of a connection; where nothing was said of the first one yet, an entry is made for it. */
async function say(
  choice: ConnectionSettings,
  said: Partial<Pick<KeptConnection, 'name' | 'mark'>>,
  { kept, keep }: ManageConnectionsParts,
): Promise<void> {
  const all = kept();
  const isKept = all.some((each) => picksSame(each, choice));
  const entries = isKept ? all : [...all, { ...pickOf(choice), name: '', mark: undefined }];
  await keep(entries.map((each) => (picksSame(each, choice) ? { ...each, ...said } : each)));
}

/** `SWF: Look Up Account`: asks STS whose the keys are; the answer stands in row, questions and trail from then. */
async function lookUpAccount(connection: OpenConnection, { ui, log }: ManageConnectionsParts): Promise<void> {
  const name = connection.name;
  const account = await ui.progress(l10n.t('Looking up the account of {0}', name), () => connection.lookUpAccount());
  log.info(`The account was looked up: ${name}`);
  ui.offer('information', l10n.t('{0} is account {1}.', name, account));
}
