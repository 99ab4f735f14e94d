import { requestIdOf } from './answerMetadata';
import type { CallOptions, Input, Output, SwfClient } from './client';
import { SwfFault } from './faults';
import { operation as operationOf, type OperationName } from './operations';
import type { Clock, Log } from '../ports';

/** The same client, with a line in the log for each call: which, how long, how often, how it ended; never what was in it. */
export function loggedClient(
  client: SwfClient,
  log: Pick<Log, 'debug' | 'info' | 'warn'>,
  clock: Pick<Clock, 'now'>,
): SwfClient {
  return {
    get target() {
      return client.target;
    },
    call: async <Name extends OperationName>(
      operation: Name,
      input: Input<Name>,
      options?: CallOptions,
    ): Promise<Output<Name>> => {
      const reads = operationOf(operation).access === 'read';
      const begun = clock.now();
      const tell = (level: 'debug' | 'info' | 'warn', ended: string, metadata: unknown) => {
        const { requestId = 'none', attempts = 'unknown' } = requestIdOf(metadata);
        log[level](
          `${operation}: ${ended} after ${clock.now() - begun} ms, request id ${requestId}, attempts ${attempts}`,
        );
      };
      try {
        const output = await client.call(operation, input, options);
        tell(reads ? 'debug' : 'info', 'answered', metadataOf(output));
        return output;
      } catch (error) {
        if (error instanceof SwfFault) {
          const { kind, details } = error;
          tell(reads ? 'debug' : 'warn', `${kind}, delivered: ${details.delivered}`, details);
        }
        throw error;
      }
    },
    dispose: () => {
      client.dispose();
    },
  };
}

function metadataOf(output: unknown): unknown {
  return typeof output === 'object' && output !== null && '$metadata' in output ? output.$metadata : undefined;
}
