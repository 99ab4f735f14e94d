import type { HistoryEvent } from '@aws-sdk/client-swf';
import type { ExecutionRef } from './activityTasks';
import type { SwfClient } from './client';

/** What is known of a history while it is read. */
export interface HistoryPart {
  /** The events so far, oldest first. */
  readonly events: readonly HistoryEvent[];
  /** About how many there are, once that is known: an open execution goes on. */
  readonly total: number | undefined;
}

interface HistoryOptions {
  readonly signal?: AbortSignal | undefined;
  /** Takes each page but the last; that somebody waits for them costs one call, for the number of events. */
  readonly onPart?: ((part: HistoryPart) => void) | undefined;
}

/**
 * The whole history of an execution, oldest event first: one call for each 1,000 events, of which there are 25,000 at
 * most (AWS page "Amazon SWF Quotas").
 * @throws SwfFault when a call fails
 */
export async function readHistory(
  client: SwfClient,
  { domain, workflowId, runId }: ExecutionRef,
  { signal, onPart }: HistoryOptions,
): Promise<readonly HistoryEvent[]> {
  const events: HistoryEvent[] = [];
  let total: number | undefined;
  let nextPageToken: string | undefined;
  do {
    const input = { domain, execution: { workflowId, runId }, maximumPageSize: 1000, nextPageToken };
    const page = await client.call('GetWorkflowExecutionHistory', input, signal && { signal });
    events.push(...(page.events ?? []));
    nextPageToken = page.nextPageToken;
    if (onPart === undefined || nextPageToken === undefined || nextPageToken === '') continue;
    if (total === undefined) {
      const newest = { domain, execution: { workflowId, runId }, reverseOrder: true, maximumPageSize: 1 };
      const last = await client.call('GetWorkflowExecutionHistory', newest, signal && { signal });
      total = last.events?.[0]?.eventId;
    }
    onPart({ events: [...events], total });
  } while (nextPageToken !== undefined && nextPageToken !== '');
  return events;
}

/** A page of the newest events: few have come since the last look, as a rule. */
const newerPageSize = 100;

/**
 * The events that came after one, oldest first: read from the newest backwards, and no further than to the known one.
 * @throws SwfFault when a call fails
 */
export async function readNewerEvents(
  client: SwfClient,
  { domain, workflowId, runId }: ExecutionRef,
  newestKnown: number,
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): Promise<readonly HistoryEvent[]> {
  const newer: HistoryEvent[] = [];
  let nextPageToken: string | undefined;
  do {
    const page = { reverseOrder: true, maximumPageSize: newerPageSize, nextPageToken };
    const input = { domain, execution: { workflowId, runId }, ...page };
    const answer = await client.call('GetWorkflowExecutionHistory', input, signal && { signal });
    const events = answer.events ?? [];
    newer.push(...events.filter(({ eventId = 0 }) => eventId > newestKnown));
    const reached = events.some(({ eventId = 0 }) => eventId <= newestKnown + 1);
    nextPageToken = reached ? undefined : answer.nextPageToken;
  } while (nextPageToken);
  return newer.reverse();
}
