import type { HistoryEvent } from '@aws-sdk/client-swf';
import { type ActivityTask, type ExecutionClose, type ExecutionRef, OpenTaskFold } from './activityTasks';
import type { SwfClient } from './client';
import { id, text, time } from './historyEvents';
import { listOpenExecutions } from './listings';

/** What happens to open children when their parent is terminated or times out (AWS page "Child Workflows"). */
export const childPolicies = ['TERMINATE', 'REQUEST_CANCEL', 'ABANDON'] as const;
export type ChildPolicy = (typeof childPolicies)[number];

/** An execution as a person has to see it before acting on it. */
export interface ExecutionLook {
  readonly execution: ExecutionRef;
  /** Whatever is recorded from now on has a greater id. */
  readonly newestEventId: number;
  /** Set when the execution is closed; the event is absent when only DescribeWorkflowExecution knew of it. */
  readonly closed?: { readonly close?: ExecutionClose | undefined } | undefined;
  /** The execution's own policy. */
  readonly childPolicy?: ChildPolicy | undefined;
  /** The open activity tasks, newest first; of a long history perhaps not all, see `openTaskCount`. */
  readonly openTasks: readonly ActivityTask[];
  readonly openTaskCount: number;
  readonly openChildCount: number;
  readonly cancelRequested: boolean;
  /** The names of the signals among the events read, the latest first. */
  readonly signalNames: readonly string[];
  /** The open decision task: nothing reaches the decider before it is taken and answered. */
  readonly decision?: { readonly state: 'waiting' | 'started'; readonly since: number | undefined } | undefined;
}

/**
 * Looks at one run: one call for a history of up to 1,000 events. A longer one costs one DescribeWorkflowExecution more, for
 * what stands in the events that were not read.
 * @throws SwfFault when a call fails
 */
export async function lookAtExecution(client: SwfClient, execution: ExecutionRef): Promise<ExecutionLook> {
  const { domain, workflowId, runId } = execution;
  const address = { domain, execution: { workflowId, runId } };
  const page = await client.call('GetWorkflowExecutionHistory', {
    ...address,
    reverseOrder: true,
    maximumPageSize: 1000,
  });
  const events = page.events ?? [];
  const tasks = new OpenTaskFold(execution);
  tasks.add(events);
  const close = tasks.executionClose;
  const seen = {
    execution,
    newestEventId: tasks.eventCount,
    closed: close && { close },
    openTasks: close ? [] : tasks.tasks,
    openTaskCount: close ? 0 : tasks.tasks.length,
    signalNames: signalNames(events),
    decision: close ? undefined : openDecision(events),
  };
  if (!page.nextPageToken || close) {
    return {
      ...seen,
      childPolicy: policy(events.at(-1)?.workflowExecutionStartedEventAttributes?.childPolicy),
      openChildCount: close ? 0 : openChildren(events),
      cancelRequested: events.some(({ eventType }) => eventType === 'WorkflowExecutionCancelRequested'),
    };
  }
  const { executionInfo, executionConfiguration, openCounts } = await client.call('DescribeWorkflowExecution', address);
  return {
    ...seen,
    closed: executionInfo?.executionStatus === 'CLOSED' ? {} : undefined,
    openTaskCount: Math.max(seen.openTaskCount, openCounts?.openActivityTasks ?? 0),
    childPolicy: policy(executionConfiguration?.childPolicy),
    openChildCount: openCounts?.openChildWorkflowExecutions ?? 0,
    cancelRequested: executionInfo?.cancelRequested === true,
  };
}

/**
 * The open run of a workflow id, of which there is one at most; `now` is in milliseconds since 1970.
 * @throws SwfFault
 */
export async function openRunOf(
  client: SwfClient,
  { domain, workflowId }: Pick<ExecutionRef, 'domain' | 'workflowId'>,
  now: number,
): Promise<ExecutionRef | undefined> {
  const { items } = await listOpenExecutions(client, domain, { now, workflowId });
  return items.find((execution) => execution.workflowId === workflowId);
}

/**
 * The events of a run after an event id, oldest first. Without an id only the newest 1,000 are read.
 * @throws SwfFault
 */
export async function eventsAfter(
  client: SwfClient,
  { domain, workflowId, runId }: ExecutionRef,
  after: number | undefined,
): Promise<readonly HistoryEvent[]> {
  const found: HistoryEvent[] = [];
  const input = { domain, execution: { workflowId, runId }, reverseOrder: true, maximumPageSize: 1000 };
  let nextPageToken: string | undefined;
  let oldest: number;
  do {
    const page = await client.call('GetWorkflowExecutionHistory', { ...input, nextPageToken });
    const events = page.events ?? [];
    found.push(...events.filter((event) => (id(event.eventId) ?? 0) > (after ?? 0)));
    oldest = id(events.at(-1)?.eventId) ?? 0;
    nextPageToken = page.nextPageToken;
  } while (nextPageToken && oldest > (after ?? Number.POSITIVE_INFINITY));
  return found.reverse();
}

function policy(value: unknown): ChildPolicy | undefined {
  return childPolicies.find((known) => known === value);
}

function signalNames(events: readonly HistoryEvent[]): string[] {
  const names = events.flatMap(
    ({ workflowExecutionSignaledEventAttributes: attributes }) => text(attributes?.signalName) ?? [],
  );
  return [...new Set(names)];
}

/** Where the decider stands, from events that come newest first. */
function openDecision(events: readonly HistoryEvent[]): ExecutionLook['decision'] {
  const newest = events.find(({ eventType }) => eventType?.startsWith('DecisionTask') === true);
  if (newest?.eventType === 'DecisionTaskStarted') return { state: 'started', since: time(newest) };
  if (newest?.eventType !== 'DecisionTaskScheduled') return undefined;
  // While a decision task is started the next one is scheduled already, and waits for it.
  const before = events.find(
    ({ eventType }) => eventType?.startsWith('DecisionTask') === true && eventType !== 'DecisionTaskScheduled',
  );
  if (before?.eventType === 'DecisionTaskStarted') return { state: 'started', since: time(before) };
  return { state: 'waiting', since: time(newest) };
}

/** How many children are open, from a whole history that comes newest first. */
function openChildren(events: readonly HistoryEvent[]): number {
  const closed = new Set<number>();
  let open = 0;
  for (const event of events) {
    const started = id(event.childWorkflowExecutionStartedEventAttributes?.initiatedEventId);
    if (started !== undefined && !closed.has(started)) open++;
    const ended =
      event.childWorkflowExecutionCompletedEventAttributes ??
      event.childWorkflowExecutionFailedEventAttributes ??
      event.childWorkflowExecutionTimedOutEventAttributes ??
      event.childWorkflowExecutionCanceledEventAttributes ??
      event.childWorkflowExecutionTerminatedEventAttributes;
    const initiated = id(ended?.initiatedEventId);
    if (initiated !== undefined) closed.add(initiated);
  }
  return open;
}
