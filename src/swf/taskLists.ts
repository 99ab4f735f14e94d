import type { SwfClient } from './client';
import { SwfFault } from './faults';

/** How much is read to offer task lists: types of one page, so many descriptions at once, so many lists counted. */
const bounds = { types: 60, atOnce: 6, counted: 12 };

export interface TaskListOffer {
  readonly name: string;
  /** Tasks that are scheduled and not started, about; undefined where it was not asked. */
  readonly pending: number | undefined;
}

/**
 * The activity task lists of a domain, as far as they can be known: no call lists them, but registered activity types name
 * a default each. Those with waiting tasks first;
 * where they cannot be counted, that is left out.
 * @throws SwfFault when a call fails
 */
export async function offeredTaskLists(client: SwfClient, domain: string): Promise<readonly TaskListOffer[]> {
  const { typeInfos = [] } = await client.call('ListActivityTypes', {
    domain,
    registrationStatus: 'REGISTERED',
    maximumPageSize: bounds.types,
  });
  const types = typeInfos.flatMap(({ activityType }) => activityType ?? []);
  const described = await inBatches(types, async (activityType) => {
    const { configuration } = await client.call('DescribeActivityType', { domain, activityType });
    return configuration?.defaultTaskList?.name;
  });
  const names = [...new Set(described.flatMap((name) => name ?? []))].sort();
  const counts = await inBatches(names.slice(0, bounds.counted), async (name) => {
    try {
      return await pendingTasks(client, domain, name);
    } catch (fault) {
      if (fault instanceof SwfFault) return undefined;
      throw fault;
    }
  });
  return names.map((name, i) => ({ name, pending: counts[i] })).sort((a, b) => (b.pending ?? 0) - (a.pending ?? 0));
}

/**
 * About how many tasks of a list wait for a worker.
 * @throws SwfFault when the call fails
 */
export async function pendingTasks(client: SwfClient, domain: string, name: string): Promise<number> {
  const { count = 0 } = await client.call('CountPendingActivityTasks', { domain, taskList: { name } });
  return count;
}

async function inBatches<Item, Result>(
  items: readonly Item[],
  each: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let i = 0; i < items.length; i += bounds.atOnce) {
    results.push(...(await Promise.all(items.slice(i, i + bounds.atOnce).map(each))));
  }
  return results;
}
