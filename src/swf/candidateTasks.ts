import type { ActivityTask } from './activityTasks';
import type { SwfClient } from './client';
import { SwfFault } from './faults';
import { type Execution, type ExecutionsToken, listDomains, listOpenExecutions, type Page } from './listings';
import { readOpenTasks } from './openTasks';
import { type TaskRef, taskRef } from './outcome';
import type { Clock } from '../ports';

export interface Candidate extends TaskRef {
  readonly cancelRequested: boolean;
}

/** The started tasks that a token may belong to. */
export interface Candidates {
  readonly tasks: readonly Candidate[];
  /** Whether each was seen open, and every open execution of every domain was looked at. */
  readonly complete: boolean;
}

/** How much is read for one search: so many executions, so many at once, for so long in milliseconds. */
const bounds = { executions: 300, atOnce: 8, time: 4_000 };

/**
 * The started activity tasks of a whole account and region, within bounds. A token does not tell its task (no call of
 * the API leads from one to the other), but the task is open before the close and closed after it: so whoever knows the
 * open ones before can find the event after. A fault ends the search early and leaves it incomplete.
 */
export async function candidateTasks(client: SwfClient, clock: Clock): Promise<Candidates> {
  const until = clock.now() + bounds.time;
  const tasks: Candidate[] = [];
  let complete = true;

  const read = async (executions: readonly Execution[]) => {
    const found = await Promise.all(executions.map((execution) => readOpenTasks(client, execution)));
    for (const { tasks: open } of found) {
      tasks.push(...open.filter((task) => task.startedEventId !== undefined).map(candidate));
    }
  };

  try {
    let looked = 0;
    for await (const executions of openExecutions(client, clock.now())) {
      for (let i = 0; i < executions.length; i += bounds.atOnce) {
        if (looked >= bounds.executions || clock.now() > until) return { tasks, complete: false };
        const batch = executions.slice(i, i + bounds.atOnce);
        await read(batch);
        looked += batch.length;
      }
    }
  } catch (error) {
    if (!(error instanceof SwfFault)) throw error;
    complete = false;
  }
  return { tasks, complete };
}

/** Pages of the open executions of all domains. */
async function* openExecutions(client: SwfClient, now: number): AsyncGenerator<readonly Execution[]> {
  for (const status of ['REGISTERED', 'DEPRECATED'] as const) {
    const listed = pages((nextPageToken: string | undefined) => listDomains(client, { status, nextPageToken }));
    for await (const domains of listed) {
      for (const { name } of domains) {
        yield* pages((nextPageToken: ExecutionsToken | undefined) =>
          listOpenExecutions(client, name, { now, nextPageToken }),
        );
      }
    }
  }
}

async function* pages<Item, Token>(
  read: (nextPageToken: Token | undefined) => Promise<Page<Item, Token>>,
): AsyncGenerator<readonly Item[]> {
  let token: Token | undefined;
  do {
    const page = await read(token);
    yield page.items;
    token = page.nextPageToken;
  } while (token !== undefined);
}

/** A started task as a candidate. */
export function candidate(task: ActivityTask): Candidate {
  return { ...taskRef(task), cancelRequested: task.cancelRequestedEventId !== undefined };
}
