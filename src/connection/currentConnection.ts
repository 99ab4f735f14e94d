import { localSwfConnection, resolveConnection } from './resolveConnection';
import type { Environment } from './sharedFiles';
import { Emitter } from '../emitter';
import type { SwfClient, Target } from '../swf/client';
import { type Connection, createSdkClient } from '../swf/sdkClient';

/** What the settings say; an empty text is nothing. */
export interface ConnectionSettings {
  readonly profile: string;
  readonly region: string;
  readonly endpoint: string;
}

export interface ConnectionParts {
  readonly settings: () => ConnectionSettings;
  readonly env: Environment;
  /** The URL of this window's Local SWF while it runs. */
  readonly localSwf: () => string | undefined;
  /** What each client is wrapped in, such as the audit trail; nothing when left out. */
  readonly around?: (client: SwfClient) => SwfClient;
}

/**
 * The connection in use: Local SWF when the person chose it, else what settings, environment and shared files say. It is
 * resolved at its first use, and anew after `reset`, so that changed files and settings need no reload.
 */
export class CurrentConnection {
  private readonly changed = new Emitter();
  private readonly wasReset = new Emitter();
  /** Fires when `target` changes. */
  readonly onDidChange = this.changed.event;
  /** Fires when calls may go elsewhere than before, and what was read is out of date. */
  readonly onDidReset = this.wasReset.event;

  private localChosen = false;
  private connecting: Promise<SwfClient> | undefined;
  private known: Target | undefined;
  /** How many procedures are under way with a client. */
  private readonly users = new Map<SwfClient, number>();

  constructor(private readonly parts: ConnectionParts) {}

  /** Where calls go, as far as it is known without asking: nothing before the first use. */
  get target(): Target | undefined {
    return this.known;
  }

  /**
   * The client, the same until the connection changes.
   * @throws ConnectionFault when settings, environment and files do not say where to go
   */
  async client(): Promise<SwfClient> {
    this.connecting ??= this.connect();
    return await this.connecting;
  }

  /**
   * Does all of a procedure with one client: a change of the connection meanwhile neither redirects nor ends its calls.
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
        if (client !== (await this.connecting?.catch(() => undefined))) client.dispose();
      }
    }
  }

  /** Finds out where calls would go, without a call; what stands in the way is told by the first real use. */
  resolve(): void {
    this.client().catch(() => undefined);
  }

  /** Sends calls to this window's Local SWF, or again to what the settings say. */
  useLocalSwf(use: boolean): void {
    this.localChosen = use;
    this.reset();
  }

  /** Forgets the connection; the next use resolves it anew. */
  reset(): void {
    const old = this.connecting;
    this.connecting = undefined;
    this.known = undefined;
    void old?.then(
      (client) => {
        if (!this.users.has(client)) client.dispose();
      },
      () => undefined,
    );
    this.changed.fire();
    this.wasReset.fire();
  }

  dispose(): void {
    this.reset();
  }

  private connect(): Promise<SwfClient> {
    const around = this.parts.around ?? ((client: SwfClient) => client);
    const connecting = this.resolveConnection().then((found) => around(createSdkClient(found)));
    connecting.then(
      ({ target }) => {
        if (this.connecting !== connecting) return;
        this.known = target;
        this.changed.fire();
      },
      () => {
        // What stood in the way may be mended by the next try.
        if (this.connecting === connecting) this.connecting = undefined;
      },
    );
    return connecting;
  }

  private async resolveConnection(): Promise<Connection> {
    const { settings, env, localSwf } = this.parts;
    const url = localSwf();
    if (this.localChosen && url !== undefined) return localSwfConnection(url);
    return await resolveConnection({ ...settings(), env, ...(url === undefined ? {} : { localSwf: url }) });
  }
}
