import type { Environment } from './sharedFiles';
import { ReadOnlyFault } from './readOnly';
import type { CallOptions, Input, Output, SwfClient, Target } from '../swf/client';
import type { MfaSessions } from '../swf/mfaSessions';
import { operation as operationOf, type OperationName } from '../swf/operations';
import { type Connection, createSdkClient } from '../swf/sdkClient';

/** What is true of a connection at the moment of a call, and who is told how the call went. */
export interface Standing {
  /** The target with what the person says of it now. */
  readonly described: (target: Target) => Target;
  /** Told of each call that ended: what it failed for, or nothing. */
  readonly ended: (failure: unknown) => void;
}

/** What stands around a client besides, such as a log. What is refused for a mark never reaches it. */
export type Around = (client: SwfClient) => SwfClient;

/** The client of an open connection: the one place where clients are made, and where what stands around them is composed. */
export function createClient(
  connection: Connection,
  standing: Standing,
  around: Around,
  env: Environment,
  sessions?: MfaSessions,
): SwfClient {
  const client = createSdkClient(connection, sessions, env);
  const described: SwfClient = {
    get target() {
      return standing.described(client.target);
    },
    call: (operation, input, options) => client.call(operation, input, options),
    dispose: () => {
      client.dispose();
    },
  };
  return new StandingClient(around(described), standing);
}

/** Refuses writes while the connection is marked read-only, also one that was begun before the mark was set. */
class StandingClient implements SwfClient {
  constructor(
    private readonly client: SwfClient,
    private readonly standing: Standing,
  ) {}

  get target(): Target {
    return this.client.target;
  }

  async call<Name extends OperationName>(
    operation: Name,
    input: Input<Name>,
    options?: CallOptions,
  ): Promise<Output<Name>> {
    const { target } = this;
    if (target.mark === 'read-only' && operationOf(operation).access === 'write') throw new ReadOnlyFault(target);
    try {
      const output = await this.client.call(operation, input, options);
      this.standing.ended(undefined);
      return output;
    } catch (failure) {
      this.standing.ended(failure);
      throw failure;
    }
  }

  dispose(): void {
    this.client.dispose();
  }
}
