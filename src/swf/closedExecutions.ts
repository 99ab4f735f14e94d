import type { WorkflowExecutionInfo } from '@aws-sdk/client-swf';
import type { ExecutionClose } from './activityTasks';
import type { SwfClient } from './client';
import { type Execution, executionFrom, type ExecutionsFilter, type ExecutionsToken, type Page } from './listings';

export type CloseStatus = ExecutionClose['status'];

export const closeStatuses = [
  'COMPLETED',
  'FAILED',
  'CANCELED',
  'TIMED_OUT',
  'TERMINATED',
  'CONTINUED_AS_NEW',
] as const satisfies readonly CloseStatus[];

/** A closed workflow execution, as long as its domain keeps it. */
export interface ClosedExecution extends Execution {
  readonly closeStatus: CloseStatus;
  /** Milliseconds since 1970. */
  readonly closedAt: number;
}

/** Domains keep closed executions for 90 days at most (AWS page "Amazon SWF Quotas"); one more day for clocks that disagree. */
const longestRetention = 91 * 24 * 60 * 60 * 1000;

/** At most one of status and filter: they exclude each other (AWS page "ListClosedWorkflowExecutions"). */
export interface ClosedOptions {
  readonly now: number;
  readonly status?: CloseStatus | undefined;
  readonly filter?: ExecutionsFilter | undefined;
  readonly pageSize?: number | undefined;
  readonly nextPageToken?: ExecutionsToken | undefined;
}

/**
 * The closed executions of a domain that it still keeps, latest closed first, up to 1,000 a page. `now` is in milliseconds
 * since 1970.
 * @throws SwfFault
 */
export async function listClosedExecutions(
  client: SwfClient,
  domain: string,
  { now, status, filter, pageSize, nextPageToken }: ClosedOptions,
): Promise<Page<ClosedExecution, ExecutionsToken>> {
  const oldestDate = nextPageToken?.oldestDate ?? new Date(now - longestRetention);
  const answer = await client.call('ListClosedWorkflowExecutions', {
    domain,
    closeTimeFilter: { oldestDate },
    nextPageToken: nextPageToken?.token,
    maximumPageSize: pageSize,
    ...(status === undefined ? filter : { closeStatusFilter: { status } }),
  });
  const items = (answer.executionInfos ?? []).flatMap((info) => closedExecutionFrom(domain, info) ?? []);
  return { items, nextPageToken: answer.nextPageToken ? { token: answer.nextPageToken, oldestDate } : undefined };
}

/** A closed execution as lists and DescribeWorkflowExecution tell it; nothing when what it needs is missing. */
export function closedExecutionFrom(domain: string, info: WorkflowExecutionInfo): ClosedExecution | undefined {
  const execution = executionFrom(domain, info);
  const closedAt = info.closeTimestamp?.getTime();
  if (execution === undefined || closedAt === undefined || info.closeStatus === undefined) return undefined;
  return { ...execution, closeStatus: info.closeStatus, closedAt };
}

/**
 * For how many days a domain keeps closed executions; nothing when it does not say.
 * @throws SwfFault
 */
export async function retentionDays(client: SwfClient, domain: string): Promise<number | undefined> {
  const { configuration } = await client.call('DescribeDomain', { name: domain });
  const days = configuration?.workflowExecutionRetentionPeriodInDays;
  return days !== undefined && /^\d+$/.test(days) ? Number(days) : undefined;
}
