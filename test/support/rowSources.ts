import type { RowSources } from '../../src/explorer/levels';
import type { Clock } from '../../src/ports';
import type { SwfClient } from '../../src/swf/client';
import { RatedClient } from '../../src/swf/ratedClient';
import { RequestRates } from '../../src/swf/rates';

/** What the explorer's rows are read from: one client for all, in bulk at the whole of the documented rates. */
export function rowSources(client: SwfClient | (() => Promise<SwfClient>), clock: Clock): RowSources {
  const connect = typeof client === 'function' ? client : () => Promise.resolve(client);
  const rates = new RequestRates(clock, () => 100);
  return { connect, connectInBulk: async () => new RatedClient(await connect(), rates, clock), clock };
}
