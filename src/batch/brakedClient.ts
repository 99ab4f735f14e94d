import * as l10n from '@vscode/l10n';
import type { Clock } from '../ports';
import type { CallOptions, Input, Output, SwfClient } from '../swf/client';
import { SwfFault } from '../swf/faults';
import type { OperationName } from '../swf/operations';
import { RatedClient } from '../swf/ratedClient';
import type { RequestRates } from '../swf/rates';

interface Brakes {
  readonly client: SwfClient;
  readonly rates: RequestRates;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** Waits for a turn; false when the batch was stopped meanwhile. */
export async function isTurn(turn: Promise<void>, signal: AbortSignal): Promise<boolean> {
  try {
    await turn;
    return true;
  } catch (error) {
    if (signal.aborted) return false;
    throw error;
  }
}

/**
 * Reads wait for their turn; the act itself has had its turn, and is not sent any more once the batch is stopped, also
 * where the service was busy and it would be tried again.
 */
export function brakedClient(acting: OperationName, { client, rates, clock, signal }: Brakes): SwfClient {
  const rated = new RatedClient(client, rates, clock);
  return {
    target: client.target,
    call: async <Name extends OperationName>(
      operation: Name,
      input: Input<Name>,
      options?: CallOptions,
    ): Promise<Output<Name>> => {
      if (operation !== acting) return await rated.call(operation, input, options);
      if (signal.aborted)
        throw new SwfFault('stopped', l10n.t('The batch was stopped'), { operation, delivered: 'no' });
      try {
        return await client.call(operation, input, { ...options, once: true });
      } catch (error) {
        if (error instanceof SwfFault && error.kind === 'throttled') rates.slowDown(operation);
        throw error;
      }
    },
    dispose: () => undefined,
  };
}
