import { once } from 'node:events';
import { LocalClock } from './clock';
import { Control } from './control';
import type { Credential } from './credentials';
import { Gatekeeper } from './gatekeeper';
import { createHttpServer } from './httpServer';
import { Keeper } from './keeping';
import type { Quotas } from './quotas';
import { Service } from './service';

export interface LocalSwfOptions {
  /** 0, the default, takes a free one. */
  readonly port?: number;
  /** The default goes with the wall clock. */
  readonly clock?: LocalClock;
  /** How long an idle poll is held; 60 as on the service. */
  readonly pollSeconds?: number;
  /** The region of requests that name none in their signature. */
  readonly region?: string;
  /** Twelve digits, for ARNs. */
  readonly account?: string;
  /** Keys that requests must be signed with; without any, every signature will do. */
  readonly credentials?: readonly Credential[] | undefined;
  /** Whether the documented rates are applied. */
  readonly throttle?: boolean;
  /**
   * What seals tokens and draws run ids, 32 bytes; a new one by default. `data` keeps it with the state, where it
   * belongs: with the same key and another state, ids and tokens that were given come again.
   */
  readonly tokenKey?: Buffer;
  /**
   * A file that keeps the state over restarts; without it all is in memory. A journal that is there has its own account
   * and token key.
   */
  readonly data?: string;
  /** Told what became of a damaged journal; by default it goes to stderr. */
  readonly onWarning?: (text: string) => void;
  /** Other quotas than the documented ones, for tests. */
  readonly quotas?: Partial<Quotas>;
  /** Told about errors inside Local SWF; the client gets InternalFailure. */
  readonly onError?: (error: unknown) => void;
}

/** A running Local SWF. */
export interface LocalSwf {
  /** Such as `http://127.0.0.1:4566`, with no slash at the end. */
  readonly url: string;
  readonly clock: LocalClock;
  /** The service behind the wire, for calls that need no connection. */
  readonly service: Service;
  /** What the `/_local` paths offer. */
  readonly control: Control;
  /** Ends the server, with every connection and poll. */
  close(): Promise<void>;
}

/**
 * Starts Local SWF on 127.0.0.1. Rejects when the port is taken, with a FileInUseError when another one keeps its state
 * in the same file, and with a JournalError when the file is no journal or cannot be repeated.
 */
export async function startLocalSwf(options: LocalSwfOptions = {}): Promise<LocalSwf> {
  const { port = 0, clock = new LocalClock(), pollSeconds = 60, region = 'us-east-1' } = options;
  const { account = '123456789012', onError = ignore } = options;
  const { tokenKey, quotas = {} } = options;
  const { data, onWarning = warn } = options;
  const keeper = data === undefined ? undefined : await Keeper.open(data, clock, { account, tokenKey }, onWarning);
  const keys = tokenKey === undefined ? {} : { tokenKey };
  const service = new Service({ clock, account, pollSeconds, quotas, keeper, ...keys });
  const { credentials, throttle = false } = options;
  const gatekeeper = new Gatekeeper({ clock, account: keeper?.account ?? account, region, credentials, throttle });
  const control = new Control(service, gatekeeper, onError);
  const server = createHttpServer(service, control, gatekeeper);
  try {
    await service.resume();
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  } catch (error) {
    clock.stop();
    await keeper?.close();
    throw error;
  }
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('The server listens on no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    clock,
    service,
    control,
    close: async () => {
      clock.stop();
      service.endCalls();
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
      await keeper?.close();
    },
  };
}

function warn(text: string): void {
  process.stderr.write(`${text}\n`);
}

function ignore(): void {
  // The client has its InternalFailure.
}
