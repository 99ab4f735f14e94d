import { setImmediate as nextTurn } from 'node:timers/promises';
import { expectForm, expectNextPage } from './answerShape';
import type { ListDomainsCommand, SWFClient, SWFClientConfig } from '@aws-sdk/client-swf';
import type { CallOptions, Input, Output, SwfClient, Target } from './client';
import { type CredentialParts, credentialProvider, type KeyService } from './credentialProvider';
import { type EarlyEnd, toSwfFault, type FaultKind } from './faults';
import type { MfaSessions } from './mfaSessions';
import { operation as operationOf, type OperationName } from './operations';
import type { NetworkSettings } from './proxies';
import { withoutNodeVersionWarning } from './nodeVersionWarning';
import { createRequestHandler } from './requestHandler';
import type * as SdkModule from './sdk';

export type Sdk = typeof SdkModule;

/** Where the keys come from that sign the requests. */
export type CredentialSource =
  | {
      readonly kind: 'keys';
      readonly accessKeyId: string;
      readonly secretAccessKey: string;
      readonly sessionToken?: string;
    }
  | ({ readonly kind: 'profile'; readonly profile: string } & SharedFilePaths)
  /** Web identity of the variables, container, instance metadata; a profile that was chosen leaves the first out. */
  | ({ readonly kind: 'chain'; readonly profile?: string; readonly chosen?: boolean } & SharedFilePaths);

/** The paths of the shared files. */
export interface SharedFilePaths {
  readonly configFilepath: string;
  readonly filepath: string;
}

/** All that a client has to know. What is not here is not guessed: neither region nor endpoint come from elsewhere. */
export interface Connection {
  readonly target: Target;
  readonly credentials: CredentialSource;
  /** Both choose among the AWS endpoints of the region, and say nothing about an endpoint of one's own. */
  readonly useFipsEndpoint?: boolean;
  readonly useDualstackEndpoint?: boolean;
  /** The endpoints of the services that give keys, where they are not those of AWS. */
  readonly keyEndpoints?: Readonly<Partial<Record<KeyService, string>>>;
  readonly network?: NetworkSettings;
}

/** What every client of a service is told; each setting, left out, would be looked up by the SDK somewhere. */
export type ServiceConfig = Pick<
  SWFClientConfig,
  | 'region'
  | 'endpoint'
  | 'useFipsEndpoint'
  | 'useDualstackEndpoint'
  | 'ignoreConfiguredEndpointUrls'
  | 'requestHandler'
  | 'retryMode'
  | 'defaultsMode'
  | 'userAgentAppId'
>;

/** How long an ordinary call may take, connecting and all attempts included, in milliseconds. */
export const callTimeoutMs = 15_000;
/** A poll is held for up to 60 s, and its client should wait 70 (AWS page "PollForActivityTask"). In milliseconds. */
const pollTimeoutMs = 70_000;
/** Three attempts to connect fit into `callTimeoutMs`, so that a dead host is called dead and not slow. */
export const connectTimeoutMs = 4_500;
const readAttempts = 3;

let sdk: Promise<Sdk> | undefined;

/** The AWS SDK, loaded when first asked for. The one place that imports it. */
export function loadSdk(): Promise<Sdk> {
  return (sdk ??= import('./sdk'));
}

/**
 * Amazon SWF through the AWS SDK, which is loaded by the first call. Reads and heartbeats are retried as the SDK does;
 * any other write is sent exactly once: its repetition after a lost answer would be refused and say nothing about the
 * first (only the history does), or be done a second time. The socket is closed when a call is ended early, but for a
 * poll whose answer has begun: it brings a task that is started already.
 */
export function createSdkClient(
  connection: Connection,
  sessions?: MfaSessions,
  env: CredentialParts['env'] = process.env,
): SwfClient {
  return new SdkClient(connection, sessions, env);
}

interface Call {
  readonly controller: AbortController;
  /** Why `controller` was aborted. */
  ended?: EarlyEnd;
  /** Whether the request was handed to the network. */
  sent: boolean;
  /** Whether the answer has begun to arrive. */
  answered: boolean;
}

interface Clients {
  readonly commandOf: Sdk['commandOf'];
  readonly retrying: SWFClient;
  readonly once: SWFClient;
}

class SdkClient implements SwfClient {
  readonly target: Target;
  private clients: Promise<Clients> | undefined;
  private handler: ReturnType<typeof createRequestHandler> | undefined;
  /** By the signal that the SDK hands on to the HTTP handler. */
  private readonly calls = new Map<unknown, Call>();
  /** The names of the MFA sessions that its keys come from. */
  private readonly usedSessions = new Set<string>();
  private turn: Promise<void> = Promise.resolve();
  private disposed = false;

  constructor(
    private readonly connection: Connection,
    private readonly sessions: MfaSessions | undefined,
    private readonly env: CredentialParts['env'],
  ) {
    this.target = connection.target;
  }

  async call<Name extends OperationName>(
    operation: Name,
    input: Input<Name>,
    options: CallOptions = {},
  ): Promise<Output<Name>> {
    const { signal, timeoutMs = operation.startsWith('PollFor') ? pollTimeoutMs : callTimeoutMs } = options;
    const call: Call = { controller: new AbortController(), sent: false, answered: false };
    const stop = () => {
      if (operation.startsWith('PollFor')) stopPoll(call);
      else end(call, 'stopped');
    };
    // The time that a person takes to look at a device does not count.
    const expire = () => {
      if (this.sessions?.asking === true && !call.sent) timer = setTimeout(expire, timeoutMs);
      else end(call, 'timedOut');
    };
    let timer = setTimeout(expire, timeoutMs);
    signal?.addEventListener('abort', stop, { once: true });
    this.calls.set(call.controller.signal, call);
    try {
      if (this.disposed || signal?.aborted === true) end(call, 'stopped');
      // The SDK itself does not stop while it waits for credentials.
      return await Promise.race([
        aborted(call.controller.signal),
        this.send(operation, input, options, call.controller.signal),
      ]);
    } catch (error) {
      const { ended, sent } = call;
      const fault = toSwfFault(error, operation, { target: this.target, input, timeoutMs, ended, sent });
      // The next call then reads the shared files again: after a new login no window has to be reloaded.
      if (credentialFaults.has(fault.kind)) {
        this.clients = undefined;
        this.sessions?.forget(this.usedSessions);
      }
      // Who gives the keys may never answer: the next call asks anew, and does not wait for the same silence.
      if (ended === 'timedOut' && !sent) this.clients = undefined;
      throw fault;
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
      this.calls.delete(call.controller.signal);
    }
  }

  dispose(): void {
    this.disposed = true;
    for (const call of this.calls.values()) end(call, 'stopped');
    this.handler?.destroy();
  }

  private async send<Name extends OperationName>(
    operation: Name,
    input: Input<Name>,
    options: CallOptions,
    abortSignal: AbortSignal,
  ): Promise<Output<Name>> {
    abortSignal.throwIfAborted();
    const { commandOf, retrying, once } = await (this.clients ??= this.createClients());
    const Command = commandOf(operation);
    let client = retrying;
    if (options.once === true || isSentOnce(operation)) {
      client = once;
      // What the reads learned of a wrong clock holds here too, where no second attempt could correct it.
      once.config.systemClockOffset = retrying.config.systemClockOffset;
    }
    // Each operation stands beside its own command, which the compiler cannot follow through a type parameter.
    const command = new (Command as new (input: Input<Name>) => ListDomainsCommand)(input);
    const output = (await client.send(command, { abortSignal })) as Output<Name>;
    // Of a write only that it was accepted counts, or which run it started; and an ill-formed answer to a poll may still
    // hold a token.
    if (operationOf(operation).access === 'read' || operation === 'StartWorkflowExecution') {
      expectForm(operation, (await loadSdk()).outputSchemaOf, output);
      expectNextPage(input, output);
    }
    return output;
  }

  private async createClients(): Promise<Clients> {
    const loaded = await loadSdk();
    const { commandOf, SWFClient } = loaded;
    const { connection, sessions } = this;
    this.handler ??= this.createHandler(loaded);
    const configOf = (service: KeyService) =>
      serviceConfig(connection, connection.keyEndpoints?.[service], this.handler);
    const provide = credentialProvider({
      ...{ sdk: loaded, source: connection.credentials, configOf, sessions },
      env: this.env,
      usesSession: (name) => this.usedSessions.add(name),
    });
    const config: SWFClientConfig = {
      ...serviceConfig(connection, connection.target.endpoint, this.handler),
      credentials: provide,
      authSchemePreference: [],
    };
    return withoutNodeVersionWarning(() => {
      const retrying = new SWFClient({ ...config, maxAttempts: readAttempts });
      const once = new SWFClient({ ...config, credentials: retrying.config.credentials, maxAttempts: 1 });
      // It copies every answer for a log that nobody keeps: a seventh of the time that a history takes (measured).
      for (const client of [retrying, once]) client.middlewareStack.remove('loggerMiddleware');
      return { commandOf, retrying, once };
    });
  }

  private createHandler(loaded: Sdk): ReturnType<typeof createRequestHandler> {
    const tooLarge = (signal: unknown) => {
      const call = this.calls.get(signal);
      if (call !== undefined) end(call, 'tooLarge');
    };
    const handler = createRequestHandler(loaded, this.connection.network ?? {}, connectTimeoutMs, tooLarge);
    const handle = handler.handle.bind(handler);
    handler.handle = (request, options) => {
      const call = this.calls.get(options?.abortSignal);
      const answer = handle(request, options);
      if (call === undefined) return answer;
      call.sent = true;
      return answer.then(async (output) => {
        call.answered = true;
        // Many answers that come at once are read one in a turn of the event loop, so that all else comes in between.
        await (this.turn = this.turn.then(() => nextTurn()));
        return output;
      });
    };
    return handler;
  }
}

/** What every client of a service is told, at an endpoint of one's own or, without one, at that of AWS. */
export function serviceConfig(
  { target, useFipsEndpoint, useDualstackEndpoint }: Connection,
  endpoint: string | undefined,
  requestHandler: ServiceConfig['requestHandler'],
): ServiceConfig {
  const own = endpoint !== undefined;
  return {
    region: target.region,
    ...(own && { endpoint }),
    // Together with an endpoint of one's own, the SDK refuses these two.
    useFipsEndpoint: !own && useFipsEndpoint === true,
    useDualstackEndpoint: !own && useDualstackEndpoint === true,
    ignoreConfiguredEndpointUrls: true,
    ...(requestHandler !== undefined && { requestHandler }),
    retryMode: 'standard',
    defaultsMode: 'standard',
    userAgentAppId: 'swf-workbench',
  };
}

const credentialFaults: ReadonlySet<FaultKind> = new Set<FaultKind>([
  'noCredentials',
  'credentialsExpired',
  'credentialsRefused',
]);

function end(call: Call, ended: EarlyEnd): void {
  call.ended ??= ended;
  call.controller.abort();
}

/**
 * Ends a poll unless its answer has begun to arrive: the service then counts the task as started, and its token exists
 * nowhere else. What already waits at the socket has its turn first.
 */
function stopPoll(call: Call): void {
  setImmediate(() => {
    if (!call.answered) end(call, 'stopped');
  });
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const fail = () => {
      reject(new Error('The call was ended early'));
    };
    if (signal.aborted) fail();
    else signal.addEventListener('abort', fail, { once: true });
  });
}

/** Of the writes only a heartbeat may be repeated without another effect. */
function isSentOnce(operation: OperationName): boolean {
  return operationOf(operation).access === 'write' && operation !== 'RecordActivityTaskHeartbeat';
}
