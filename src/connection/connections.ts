import type { Around } from './createClient';
import { type ConnectionSettings, type KeptConnection, picksSame, pickOf } from './keptConnections';
import { type Choice, idOf, OpenConnection, type Said } from './openConnection';
import type { Environment } from './sharedFiles';
import { Emitter, type Owned } from '../emitter';
import type { Target } from '../swf/client';
import { loginOf } from '../swf/faults';
import type { MfaSessions } from '../swf/mfaSessions';

export interface ConnectionsParts {
  /** What the settings say of the first connection. */
  readonly settings: () => ConnectionSettings;
  /** The further ones that the person added, and what is said of the first. */
  readonly kept: () => readonly KeptConnection[];
  readonly env: Environment;
  /** The URL of this window's Local SWF while it runs. */
  readonly localSwf: () => string | undefined;
  readonly around?: Around;
  /** Without it nobody is asked for the code of an MFA device. */
  readonly sessions?: MfaSessions;
}

/**
 * The open connections: the first is what the settings say, then this window's Local SWF while it runs, then those that the
 * person added. One of them is the current one, for whatever does not come from a row of another.
 */
export class Connections {
  private readonly changed = new Emitter();
  private readonly wasReset = new Emitter<OpenConnection>();
  private readonly listed = new Emitter();
  /** Fires when one of them, what is said of it, or which is the current one changes. */
  readonly onDidChange = this.changed.event;
  /** Fires for one whose rows are out of date. */
  readonly onDidReset = this.wasReset.event;
  /** Fires when others are open than before. */
  readonly onDidList = this.listed.event;

  private readonly open = new Map<string, { readonly connection: OpenConnection; readonly owned: readonly Owned[] }>();
  private shown: readonly OpenConnection[] | undefined;
  private localChosen = false;
  private chosen: string | undefined;

  constructor(private readonly parts: ConnectionsParts) {}

  /** The first one first. */
  get all(): readonly OpenConnection[] {
    return (this.shown ??= this.list());
  }

  /** The one that is meant where nothing says another. */
  get current(): OpenConnection {
    const { all, chosen } = this;
    const [first] = all;
    const local = this.localChosen ? all.find(({ choice }) => 'localSwf' in choice) : undefined;
    const current = all.find(({ id }) => id === chosen) ?? local ?? first;
    if (current === undefined) throw new Error('No connection is open');
    return current;
  }

  byId(id: string): OpenConnection | undefined {
    return this.all.find((each) => each.id === id);
  }

  /** The first whose calls go where `fits` says, among those that are known; the current one before the others. */
  known(fits: (target: Target) => boolean): OpenConnection | undefined {
    const { all, current } = this;
    return [current, ...all].find(({ target }) => target !== undefined && fits(target));
  }

  /** The same, after finding out of each where its calls go; no call is made. */
  async find(fits: (target: Target) => boolean): Promise<OpenConnection | undefined> {
    await Promise.allSettled(this.all.map((each) => each.client()));
    return this.known(fits);
  }

  select(connection: OpenConnection): void {
    this.chosen = connection.id;
    this.localChosen = false;
    this.changed.fire();
  }

  /** Makes this window's Local SWF the current one, or again the first. */
  useLocalSwf(use: boolean): void {
    this.localChosen = use;
    this.chosen = undefined;
    this.update();
  }

  /** To be called when settings changed, or Local SWF began or ended: closes what is no longer meant, and opens what is new. */
  update(): void {
    const before = this.shown;
    this.shown = undefined;
    const { all } = this;
    if (before === undefined || before.length !== all.length || before.some((each, i) => each !== all[i])) {
      this.listed.fire();
    }
    this.changed.fire();
  }

  /** To be called when settings changed that say where calls go: the first is resolved anew also where it stays the same. */
  settingsChanged(): void {
    const [before] = this.all;
    this.update();
    const [first] = this.all;
    if (first === before) first?.reset();
  }

  /** Forgets what was found out of all; the next use of each resolves it anew. */
  reset(): void {
    this.update();
    for (const each of this.all) each.reset();
  }

  /** To be called after a login: what could not be read for want of it is read again, on all connections that wait for it. */
  loggedIn(): void {
    for (const each of this.all) if (loginOf(each.state) !== undefined) each.reset();
  }

  dispose(): void {
    for (const { connection, owned } of this.open.values()) {
      for (const each of owned) each.dispose();
      connection.dispose();
    }
    this.open.clear();
    this.shown = [];
  }

  private list(): readonly OpenConnection[] {
    const { settings, kept } = this.parts;
    const url = this.parts.localSwf();
    const first = pickOf(settings());
    const further = kept().filter((each, i, all) => {
      return !picksSame(each, first) && all.findIndex((other) => picksSame(each, other)) === i;
    });
    const local = url === undefined || isSameOrigin(url, first.endpoint) ? [] : [{ localSwf: url }];
    const choices: Choice[] = [first, ...local, ...further.map(pickOf)];
    // Settings that say nothing, and lead nowhere, are not meant while there is something else.
    const implicit = first.profile === '' && first.region === '' && first.endpoint === '';
    const isMeant =
      !implicit ||
      !this.localChosen ||
      local.length === 0 ||
      kept().some((each) => picksSame(each, first)) ||
      this.open.get(idOf(first))?.connection.state === 'connected';
    const wanted = (isMeant ? choices : choices.slice(1)).map((choice) => this.opened(choice));
    for (const [id, { connection, owned }] of this.open) {
      if (wanted.includes(connection)) continue;
      this.open.delete(id);
      for (const each of owned) each.dispose();
      connection.close();
    }
    return wanted;
  }

  private opened(choice: Choice): OpenConnection {
    const known = this.open.get(idOf(choice));
    if (known !== undefined) return known.connection;
    const { env, localSwf, sessions, around = unwrapped } = this.parts;
    const said = (target: Target | undefined) => this.said(choice, target);
    const locateOthers = () => {
      const marked = this.all.filter((each) => each !== connection && each.mark !== undefined);
      return Promise.all(marked.map((each) => each.locate()));
    };
    const connection: OpenConnection = new OpenConnection({
      ...{ choice, env, localSwf, sessions, around, said, locateOthers },
    });
    // What is said of it holds at once for those in use that lead to the same place.
    if ([...this.open.values()].some((each) => each.connection.place !== undefined)) {
      void connection.locate().then(() => {
        this.changed.fire();
      });
    }
    const owned = [
      connection.onDidChange(() => {
        this.changed.fire();
      }),
      connection.onDidReset(() => {
        this.wasReset.fire(connection);
      }),
    ];
    this.open.set(connection.id, { connection, owned });
    return connection;
  }

  /** What the person says of a connection: of the same place by another way, too, for it is the same service that is meant. */
  private said(choice: Choice, target: Target | undefined): Said {
    const kept = this.parts.kept();
    const own = 'localSwf' in choice ? undefined : kept.find((each) => picksSame(each, choice));
    const same = this.all.filter(
      ({ place }) => place !== undefined && target !== undefined && isSamePlace(place, target),
    );
    const others = kept.filter((each) =>
      same.some((one) => !('localSwf' in one.choice) && picksSame(each, one.choice)),
    );
    const marks = [...(own === undefined ? [] : [own]), ...others].map(({ mark }) => mark);
    const mark = (['read-only', 'production', 'local'] as const).find((each) => marks.includes(each));
    return { alias: own === undefined || own.name === '' ? undefined : own.name, mark };
  }
}

/** A client with nothing around it. */
const unwrapped: Around = (client) => client;

function isSameOrigin(url: string, endpoint: string): boolean {
  return URL.canParse(endpoint) && new URL(endpoint).origin === new URL(url).origin;
}

/** Whether calls that go to two targets act on the same account, region and service, as far as targets tell. */
export function isSamePlace(one: Target, other: Target): boolean {
  return one.region === other.region && one.profile === other.profile && one.endpoint === other.endpoint;
}
