import * as l10n from '@vscode/l10n';
import type { Around } from './createClient';
import type { ConnectionSettings } from './keptConnections';
import type { Environment } from './sharedFiles';
import { Emitter } from '../emitter';
import type { Mark, SwfClient, Target } from '../swf/client';
import type { MfaSessions } from '../swf/mfaSessions';
import { Fault } from '../swf/fault';
import { SwfFault, type FaultKind } from '../swf/faults';
import type { Connection } from '../swf/sdkClient';

/** What picks a connection: the URL of this window's Local SWF, or what the AWS CLI would be given. */
export type Choice = { readonly localSwf: string } | ConnectionSettings;

/** How a connection stands, as far as its calls have told. */
export type ConnectionState = 'notConnected' | 'connected' | Fault;

/** What the person says of a connection; it may change while it is open. */
export interface Said {
  readonly alias?: string | undefined;
  readonly mark?: Mark | undefined;
}

export interface OpenConnectionParts {
  readonly choice: Choice;
  readonly env: Environment;
  /** The URL of this window's Local SWF while it runs: an endpoint that is the same is named so. */
  readonly localSwf: () => string | undefined;
  readonly around: Around;
  /** Without it nobody is asked for the code of an MFA device. */
  readonly sessions?: MfaSessions | undefined;
  /** Asked for at every call, so that a mark counts at once; of no target, what is said whatever it turns out to be. */
  readonly said: (target: Target | undefined) => Said;
  /** Finds out where marked connections lead: a mark holds for the same place by another way too. */
  readonly locateOthers: () => Promise<unknown>;
}

/** Nobody answered, or nobody knew who asked: such a failure says something of the connection, not of one call. */
const ofConnection: ReadonlySet<FaultKind> = new Set<FaultKind>([
  'unreachable',
  'connectionBroken',
  'timedOut',
  'notSwf',
  'noCredentials',
  'credentialsExpired',
  'credentialsRefused',
  'noRegion',
  'badEndpoint',
]);

/**
 * One connection: what picks it never changes, so whoever began something with it goes on with it, whichever is chosen
 * meanwhile. It is resolved at its first use, and anew after `reset`, so that changed files need no reload.
 */
export class OpenConnection {
  private readonly changed = new Emitter();
  private readonly wasReset = new Emitter();
  /** Fires when `target` or `state` changes. */
  readonly onDidChange = this.changed.event;
  /** Fires when what was read with it is out of date. */
  readonly onDidReset = this.wasReset.event;
  /** The same for the same choice, also after a restart. */
  readonly id: string;
  readonly choice: Choice;

  private connecting: Promise<SwfClient> | undefined;
  private resolved: Connection | undefined;
  private located: Target | undefined;
  private standing: ConnectionState = 'notConnected';
  private knownAccount: string | undefined;
  private closed = false;
  /** How many procedures are under way with a client. */
  private readonly users = new Map<SwfClient, number>();

  constructor(private readonly parts: OpenConnectionParts) {
    this.choice = parts.choice;
    this.id = idOf(parts.choice);
  }

  /** Where calls go, as far as it is known without asking: nothing before the first use. */
  get target(): Target | undefined {
    return this.resolved && this.described(this.resolved.target);
  }

  /** The same without what the person says of it; also from an earlier use, or from `locate`. */
  get place(): Target | undefined {
    return this.resolved?.target ?? this.located;
  }

  /** Finds out its `place` without making a client; where that cannot be told, it stays as it was. */
  async locate(): Promise<void> {
    if (this.resolved !== undefined) return;
    const found = await this.find().catch(() => undefined);
    this.located = found?.target ?? this.located;
  }

  /** The person's own name for it, else where its calls go, as far as that is known. */
  get name(): string {
    const { target, choice } = this;
    return target?.alias ?? target?.label ?? this.parts.said(undefined).alias ?? connectionName(choice);
  }

  /** What the person says it is, also before its first use. */
  get mark(): Mark | undefined {
    if (this.resolved !== undefined) return this.target?.mark;
    return 'localSwf' in this.choice ? 'local' : this.parts.said(undefined).mark;
  }

  get state(): ConnectionState {
    return this.standing;
  }

  /**
   * Asks AWS whose the keys are; the target tells it from then, until the connection is reset.
   * @throws AccountFault, and ConnectionFault as `client` does
   */
  async lookUpAccount(): Promise<string> {
    const connection = await this.connection();
    const { callerAccount } = await import('../swf/callerAccount');
    const account = await callerAccount(connection, this.parts.env, this.parts.sessions);
    if (this.resolved === connection) {
      this.knownAccount = account;
      this.changed.fire();
    }
    return account;
  }

  /**
   * The client, the same until the connection is reset.
   * @throws ConnectionFault when settings, environment and files do not say where to go
   */
  async client(): Promise<SwfClient> {
    this.connecting ??= this.connect();
    return await this.connecting;
  }

  /**
   * Does all of a procedure with one client: a reset meanwhile neither redirects nor ends its calls.
   * @throws ConnectionFault as `client` does
   */
  async use<Result>(procedure: (client: SwfClient) => Promise<Result>): Promise<Result> {
    const client = await this.client();
    this.users.set(client, (this.users.get(client) ?? 0) + 1);
    try {
      return await procedure(client);
    } finally {
      const left = (this.users.get(client) ?? 1) - 1;
      if (left > 0) this.users.set(client, left);
      else {
        this.users.delete(client);
        if (this.closed) this.forget();
        if (client !== (await this.connecting?.catch(() => undefined))) client.dispose();
      }
    }
  }

  /** What its client was made of. @throws ConnectionFault as `client` does */
  async connection(): Promise<Connection> {
    await this.client();
    return this.resolved ?? (await this.find());
  }

  /** Finds out where calls would go, without a call; what stands in the way is told by the first real use. */
  resolve(): void {
    this.client().catch(() => undefined);
  }

  /** Forgets what was found out; the next use resolves it anew. */
  reset(): void {
    this.forget();
    this.changed.fire();
    this.wasReset.fire();
  }

  /** It is no longer among the open ones: a procedure that has begun with it still ends with it. */
  close(): void {
    this.closed = true;
    this.forget();
  }

  dispose(): void {
    this.close();
  }

  private forget(): void {
    const old = this.connecting;
    this.connecting = undefined;
    this.resolved = undefined;
    this.knownAccount = undefined;
    this.standing = 'notConnected';
    void old?.then(
      (client) => {
        if (!this.users.has(client)) client.dispose();
      },
      () => undefined,
    );
  }

  private connect(): Promise<SwfClient> {
    const steps = [this.find(), import('./createClient'), this.parts.locateOthers()] as const;
    const connecting = Promise.all(steps).then(([connection, { createClient }]) => {
      const ended = (failure: unknown) => {
        if (this.connecting === connecting) this.stand(failure);
      };
      const standing = { described: (target: Target) => this.described(target), ended };
      const client = createClient(connection, standing, this.parts.around, this.parts.env, this.parts.sessions);
      if (this.connecting === connecting) {
        this.resolved = connection;
        this.located = connection.target;
        this.changed.fire();
      }
      return client;
    });
    connecting.catch((failure: unknown) => {
      if (this.connecting !== connecting) return;
      // What stood in the way may be mended by the next try.
      this.connecting = undefined;
      this.stand(failure);
    });
    this.connecting = connecting;
    return connecting;
  }

  /** Takes how a call ended. */
  private stand(failure: unknown): void {
    const isOurs = failure instanceof SwfFault ? ofConnection.has(failure.kind) : failure instanceof Fault;
    // An act that was refused or stopped says nothing of the connection.
    if (failure instanceof SwfFault && failure.kind === 'stopped') return;
    const now = isOurs && failure instanceof Fault ? failure : 'connected';
    const before = this.standing;
    this.standing = now;
    const same =
      before === now || (typeof before !== 'string' && typeof now !== 'string' && before.message === now.message);
    if (!same) this.changed.fire();
  }

  private described(target: Target): Target {
    const { alias, mark = target.kind === 'local' ? 'local' : undefined } = this.parts.said(target);
    return {
      ...target,
      ...(alias !== undefined && { alias }),
      ...(mark !== undefined && { mark }),
      ...(this.knownAccount !== undefined && { account: this.knownAccount }),
    };
  }

  private async find(): Promise<Connection> {
    const { choice, env, localSwf } = this.parts;
    const { localSwfConnection, resolveConnection } = await import('./resolveConnection');
    if ('localSwf' in choice) return localSwfConnection(choice.localSwf);
    const url = localSwf();
    return await resolveConnection({ ...choice, env, ...(url === undefined ? {} : { localSwf: url }) });
  }
}

/** What picks a connection, in words, as long as it is not known where that leads. */
export function connectionName(choice: Choice): string {
  if ('localSwf' in choice) return 'Local SWF';
  const words = [choice.profile, choice.region, choice.endpoint].filter((word) => word !== '');
  return words.length === 0 ? l10n.t('Environment') : words.join(' · ');
}

/** The name of a connection among others: the same for the same choice, also after a restart. */
export function idOf(choice: Choice): string {
  if ('localSwf' in choice) return `local ${choice.localSwf}`;
  const { profile, region, endpoint } = choice;
  return JSON.stringify([profile, region, endpoint]);
}
