import type { ActivityTask, ExecutionClose, ExecutionRef, TaskClose } from './activityTasks';
import { closeOf, OpenTaskFold } from './activityTasks';
import type { Output, SwfClient } from './client';
import { type ExecutionFacts, ExecutionFactsFold } from './executionFacts';
import { id, timeout } from './historyEvents';

type HistoryPage = Output<'GetWorkflowExecutionHistory'>;

interface ReadOptions {
  readonly signal?: AbortSignal | undefined;
}

interface ReadAllOptions extends ReadOptions {
  /** How many pages have to be left for it to be worth a DescribeWorkflowExecution; 1 by default. */
  readonly describeFrom?: number | undefined;
}

/** The open activity tasks of one execution. */
export interface OpenTasks {
  /** Newest first; none when the execution is closed. */
  readonly tasks: readonly ActivityTask[];
  /**
   * False when reading stopped at the number of open tasks that DescribeWorkflowExecution gave: both reads are
   * eventually consistent, so an older task may be open too.
   */
  readonly complete: boolean;
  /** Set when the execution is closed; `event` is absent when only DescribeWorkflowExecution knew of it. */
  readonly closed?: { readonly status: ExecutionClose['status'] | undefined; readonly event?: ExecutionClose };
  /** The number of events in the history when it was read. */
  readonly eventCount: number;
  /** When the execution itself times out, in milliseconds since 1970, where that was read. */
  readonly executionEndsAt?: number | undefined;
  /** What else the events that were read tell. */
  readonly facts: ExecutionFacts;
}

/** What Amazon SWF gives at once. */
const largestPage = 1000;
/** What a running execution seldom outgrows between two reads of its history. */
const smallPage = 100;

/** The newest 1,000 events of an execution, or the 1,000 before a page token. */
async function readPage(
  client: SwfClient,
  { domain, workflowId, runId }: ExecutionRef,
  nextPageToken: string | undefined,
  { signal, pageSize = largestPage }: ReadOptions & { readonly pageSize?: number },
): Promise<HistoryPage> {
  const execution = { workflowId, runId };
  const page = { reverseOrder: true, maximumPageSize: pageSize, nextPageToken };
  return client.call('GetWorkflowExecutionHistory', { domain, execution, ...page }, signal && { signal });
}

/**
 * Reads the open activity tasks of an execution: one call for a history of up to 1,000 events. A longer one costs one
 * DescribeWorkflowExecution more, whose count of open tasks tells where to stop; it is asked late because its rate is a
 * tenth of the history's (AWS page "Amazon SWF Quotas").
 * @throws SwfFault when a call fails
 */
export async function readOpenTasks(
  client: SwfClient,
  execution: ExecutionRef,
  options: ReadAllOptions = {},
): Promise<OpenTasks> {
  const fold = new OpenTaskFold(execution);
  const others = new ExecutionFactsFold();
  const { describeFrom = 1 } = options;
  let expected: number | undefined;
  let nextPageToken: string | undefined;
  do {
    const page = await readPage(client, execution, nextPageToken, options);
    const events = page.events ?? [];
    fold.add(events);
    others.add(events);
    const event = fold.executionClose;
    if (event) return noTasks(fold, others, { status: event.status, event });
    nextPageToken = page.nextPageToken;
    if (nextPageToken && expected === undefined && fold.oldestEventId > (describeFrom - 1) * largestPage + 1) {
      const { executionInfo, openCounts, executionConfiguration } = await describe(client, execution, options);
      const limit = timeout(executionConfiguration?.executionStartToCloseTimeout);
      const startedAt = executionInfo?.startTimestamp?.getTime();
      if (startedAt !== undefined && typeof limit === 'number') fold.executionEndsAt = startedAt + limit * 1000;
      if (executionInfo?.executionStatus === 'CLOSED') {
        return noTasks(fold, others, { status: executionInfo.closeStatus });
      }
      expected = openCounts?.openActivityTasks ?? Number.POSITIVE_INFINITY;
    }
  } while (nextPageToken && fold.tasks.length < (expected ?? Number.POSITIVE_INFINITY));
  const { tasks, eventCount, executionEndsAt } = fold;
  return { tasks, complete: !nextPageToken, eventCount, executionEndsAt, facts: others.facts };
}

/**
 * The same for an execution whose long history was read before: one call of one event where nothing has happened since. Up to
 * 1,000 events are one call in any case.
 * @throws SwfFault when a call fails
 */
export async function readOpenTasksAnew(
  client: SwfClient,
  execution: ExecutionRef,
  before: OpenTasks | undefined,
): Promise<OpenTasks> {
  if (before !== undefined && before.closed === undefined && before.eventCount > largestPage) {
    const { events = [] } = await readPage(client, execution, undefined, { pageSize: 1 });
    if (events[0]?.eventId === before.eventCount) return before;
  }
  return await readOpenTasks(client, execution);
}

/** What is to be known of an earlier read to read on from there. */
export type KnownTasks = Pick<OpenTasks, 'tasks' | 'complete' | 'eventCount' | 'executionEndsAt'>;

/**
 * Reads what has happened since an earlier read of the same execution, and nothing that was read before: one call where
 * fewer than 100 events are new.
 * @throws SwfFault when a call fails
 */
export async function readOpenTasksAgain(
  client: SwfClient,
  execution: ExecutionRef,
  known: KnownTasks,
  options: ReadOptions = {},
): Promise<KnownTasks & Pick<OpenTasks, 'closed'>> {
  const { executionEndsAt } = known;
  const fold = new OpenTaskFold(execution, executionEndsAt);
  const reaches = ({ events = [] }: HistoryPage) => events.some(({ eventId = 0 }) => eventId <= known.eventCount);
  let page = await readPage(client, execution, undefined, { ...options, pageSize: smallPage });
  // A page token holds for one page size, so larger pages begin anew.
  if (page.nextPageToken && !reaches(page)) page = await readPage(client, execution, undefined, options);
  for (;;) {
    fold.add((page.events ?? []).filter(({ eventId = 0 }) => eventId > known.eventCount));
    const { executionClose: event, eventCount } = fold;
    if (event) return { tasks: [], complete: true, closed: { status: event.status, event }, eventCount };
    if (!page.nextPageToken || reaches(page)) break;
    page = await readPage(client, execution, page.nextPageToken, options);
  }
  fold.carry(known.tasks);
  const eventCount = Math.max(known.eventCount, fold.eventCount);
  return { tasks: fold.tasks, complete: known.complete, eventCount, executionEndsAt };
}

function noTasks(
  { eventCount }: OpenTaskFold,
  { facts }: ExecutionFactsFold,
  closed: NonNullable<OpenTasks['closed']>,
): OpenTasks {
  return { tasks: [], complete: true, closed, eventCount, facts };
}

async function describe(
  client: SwfClient,
  { domain, workflowId, runId }: ExecutionRef,
  { signal }: ReadOptions,
): Promise<Output<'DescribeWorkflowExecution'>> {
  const input = { domain, execution: { workflowId, runId } };
  return client.call('DescribeWorkflowExecution', input, signal && { signal });
}

/**
 * What the newest 1,000 events of an execution tell besides its tasks: one call.
 * @throws SwfFault when it fails
 */
export async function readFacts(
  client: SwfClient,
  execution: ExecutionRef,
  options: ReadOptions = {},
): Promise<ExecutionFacts> {
  const fold = new ExecutionFactsFold();
  fold.add((await readPage(client, execution, undefined, options)).events ?? []);
  return fold.facts;
}

/** What an execution's history says of one activity task. */
export type TaskReading =
  | { readonly state: 'open'; readonly task: ActivityTask }
  | { readonly state: 'closed'; readonly close: TaskClose }
  /** The execution was closed while the task was open: no event of its own tells so. */
  | { readonly state: 'executionClosed'; readonly close: ExecutionClose }
  /** The history does not show the task, perhaps not yet. */
  | { readonly state: 'unknown' };

/**
 * Reads a history newest first until the close of a task or its ActivityTaskScheduled is met. The read is eventually
 * consistent: a close of a moment ago may not be there yet, and the task still shows as open.
 * @throws SwfFault when a call fails
 */
export async function readTask(
  client: SwfClient,
  execution: ExecutionRef,
  scheduledEventId: number,
  options: ReadOptions = {},
): Promise<TaskReading> {
  const fold = new OpenTaskFold(execution);
  let nextPageToken: string | undefined;
  do {
    const page = await readPage(client, execution, nextPageToken, options);
    const events = page.events ?? [];
    const close = closeOf(events, scheduledEventId);
    if (close) return { state: 'closed', close };
    fold.add(events);
    nextPageToken = page.nextPageToken;
  } while (nextPageToken && fold.oldestEventId > scheduledEventId);

  const task = fold.tasks.find((candidate) => candidate.scheduledEventId === scheduledEventId);
  if (task === undefined) return { state: 'unknown' };
  return fold.executionClose ? { state: 'executionClosed', close: fold.executionClose } : { state: 'open', task };
}

/**
 * The ActivityTaskScheduled event of the task that an ActivityTaskStarted event began, if the history shows it already: a
 * poll's answer names only the latter.
 * @throws SwfFault when a call fails
 */
export async function scheduledEventOf(
  client: SwfClient,
  execution: ExecutionRef,
  startedEventId: number,
  options: ReadOptions = {},
): Promise<number | undefined> {
  let nextPageToken: string | undefined;
  do {
    const page = await readPage(client, execution, nextPageToken, options);
    for (const event of page.events ?? []) {
      if (event.eventId === startedEventId) return id(event.activityTaskStartedEventAttributes?.scheduledEventId);
      if ((event.eventId ?? 0) < startedEventId) return undefined;
    }
    nextPageToken = page.nextPageToken;
  } while (nextPageToken);
  return undefined;
}
