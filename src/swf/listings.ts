import type { WorkflowExecutionInfo } from '@aws-sdk/client-swf';
import type { ExecutionRef } from './activityTasks';
import type { SwfClient } from './client';

export interface Domain {
  readonly name: string;
  readonly description?: string | undefined;
  readonly arn?: string | undefined;
  /** Whether nothing new can be started in it; what runs goes on (AWS page "DeprecateDomain"). */
  readonly isDeprecated?: boolean;
}

/** An open workflow execution. */
export interface Execution extends ExecutionRef {
  readonly workflowType: { readonly name: string; readonly version: string };
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly cancelRequested: boolean;
  readonly tags: readonly string[];
  readonly parent?: { readonly workflowId: string; readonly runId: string } | undefined;
}

/** A page of a list, and what fetches the next one: to be given back as it is. */
export interface Page<Item, Token> {
  readonly items: readonly Item[];
  readonly nextPageToken?: Token | undefined;
}

interface PageOptions<Token> {
  readonly nextPageToken?: Token | undefined;
  /** At most 1,000, which is also what leaving it out means. */
  readonly pageSize?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The domains of the account in the client's region, by name, up to 1,000 a page: the registered ones, or the deprecated,
 * in which executions may still run.
 * @throws SwfFault
 */
export async function listDomains(
  client: SwfClient,
  {
    nextPageToken,
    pageSize,
    signal,
    status = 'REGISTERED',
  }: PageOptions<string> & { readonly status?: 'REGISTERED' | 'DEPRECATED' } = {},
): Promise<Page<Domain, string>> {
  const answer = await client.call(
    'ListDomains',
    { registrationStatus: status, nextPageToken, maximumPageSize: pageSize },
    signal && { signal },
  );
  const items = (answer.domainInfos ?? []).flatMap(({ name, description, arn }) =>
    name === undefined ? [] : [{ name, description, arn, ...(status === 'DEPRECATED' && { isDeprecated: true }) }],
  );
  return { items, nextPageToken: answer.nextPageToken };
}

/** A page token holds only together with the arguments it was given for, so the start of the time range goes with it. */
export interface ExecutionsToken {
  readonly token: string;
  readonly oldestDate: Date;
  readonly latestDate?: Date | undefined;
}

/** What Amazon SWF itself can look for: one of these, and only exact values (AWS page "ListOpenWorkflowExecutions"). */
export type ExecutionsFilter =
  | { readonly executionFilter: { readonly workflowId: string } }
  | { readonly tagFilter: { readonly tag: string } }
  | { readonly typeFilter: { readonly name: string } };
/** One for all: a domain may have 100,000 open executions. */
const noTags: readonly string[] = [];

/** An execution lasts a year at most (AWS page "Amazon SWF Quotas"); one more day for clocks that disagree. */
const longestExecution = 366 * 24 * 60 * 60 * 1000;

/** When the executions of a list were started, both in milliseconds since 1970. */
interface StartTimes {
  readonly now: number;
  /** Not before; the default leaves out none that can be open. */
  readonly since?: number | undefined;
}

/**
 * The open executions of a domain, newest first unless asked otherwise, up to 1,000 a page; with a workflow id its open one
 * alone.
 * @throws SwfFault
 */
export async function listOpenExecutions(
  client: SwfClient,
  domain: string,
  {
    now,
    since = now - longestExecution,
    oldestFirst = false,
    workflowId,
    filter = workflowId === undefined ? undefined : { executionFilter: { workflowId } },
    olderThan,
    nextPageToken,
    pageSize,
    signal,
  }: PageOptions<ExecutionsToken> &
    StartTimes & {
      readonly oldestFirst?: boolean;
      readonly workflowId?: string;
      readonly filter?: ExecutionsFilter | undefined;
      /** Only those started so many milliseconds ago or more. */
      readonly olderThan?: number | undefined;
    },
): Promise<Page<Execution, ExecutionsToken>> {
  const oldestDate = nextPageToken?.oldestDate ?? new Date(since);
  const latestDate = nextPageToken?.latestDate ?? (olderThan === undefined ? undefined : new Date(now - olderThan));
  const answer = await client.call(
    'ListOpenWorkflowExecutions',
    {
      domain,
      startTimeFilter: { oldestDate, latestDate },
      nextPageToken: nextPageToken?.token,
      maximumPageSize: pageSize,
      ...filter,
      ...(oldestFirst && { reverseOrder: true }),
    },
    signal && { signal },
  );
  const items = (answer.executionInfos ?? []).flatMap((info) => executionFrom(domain, info) ?? []);
  return {
    items,
    nextPageToken: answer.nextPageToken ? { token: answer.nextPageToken, oldestDate, latestDate } : undefined,
  };
}

/**
 * How many executions of a domain are open, as far as Amazon SWF counts: `truncated` means at least so many. The count is
 * eventually consistent and may disagree with the list.
 * @throws SwfFault
 */
export async function countOpenExecutions(
  client: SwfClient,
  domain: string,
  { now, signal }: Pick<StartTimes, 'now'> & { readonly signal?: AbortSignal | undefined },
): Promise<{ readonly count: number; readonly truncated: boolean }> {
  const startTimeFilter = { oldestDate: new Date(now - longestExecution) };
  const answer = await client.call('CountOpenWorkflowExecutions', { domain, startTimeFilter }, signal && { signal });
  return { count: answer.count ?? 0, truncated: answer.truncated === true };
}

/** An execution as lists and DescribeWorkflowExecution tell it; nothing when what it needs is missing. */
export function executionFrom(domain: string, info: WorkflowExecutionInfo): Execution | undefined {
  const { workflowId, runId } = info.execution ?? {};
  const { name, version } = info.workflowType ?? {};
  const startedAt = info.startTimestamp?.getTime();
  if (!workflowId || !runId || name === undefined || version === undefined || startedAt === undefined) return undefined;
  return {
    domain,
    workflowId,
    runId,
    workflowType: { name, version },
    startedAt,
    cancelRequested: info.cancelRequested === true,
    tags: info.tagList ?? noTags,
    parent: parentOf(info.parent),
  };
}

function parentOf(
  parent: { workflowId: string | undefined; runId: string | undefined } | undefined,
): Execution['parent'] {
  const { workflowId, runId } = parent ?? {};
  return workflowId === undefined || runId === undefined ? undefined : { workflowId, runId };
}
