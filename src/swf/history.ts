import type { HistoryEvent } from '@aws-sdk/client-swf';
import type { ExecutionRef } from './activityTasks';
import type { SwfClient } from './client';

/**
 * The whole history of an execution, oldest event first: one call for each 1,000 events, of which there are 25,000 at
 * most (AWS page "Amazon SWF Quotas").
 * @throws SwfFault when a call fails
 */
export async function readHistory(
  client: SwfClient,
  { domain, workflowId, runId }: ExecutionRef,
  { signal }: { readonly signal?: AbortSignal },
): Promise<readonly HistoryEvent[]> {
  const events: HistoryEvent[] = [];
  let nextPageToken: string | undefined;
  do {
    const input = { domain, execution: { workflowId, runId }, maximumPageSize: 1000, nextPageToken };
    const page = await client.call('GetWorkflowExecutionHistory', input, signal && { signal });
    events.push(...(page.events ?? []));
    nextPageToken = page.nextPageToken;
  } while (nextPageToken !== undefined && nextPageToken !== '');
  return events;
}
