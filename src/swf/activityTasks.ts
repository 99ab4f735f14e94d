import { endOfExecution, executionClose, id, taskClose, text, time, timeout } from './historyEvents';
import type { MaybeEvent } from './historyEvents';

/** One run of a workflow. A run id may hold any character, so never use one unescaped in a path or an address. */
export interface ExecutionRef {
  readonly domain: string;
  readonly workflowId: string;
  readonly runId: string;
}

/** Whole seconds, or no limit. */
export type Timeout = number | 'NONE';

export type TimeoutType = 'SCHEDULE_TO_START' | 'SCHEDULE_TO_CLOSE' | 'START_TO_CLOSE' | 'HEARTBEAT';

/** An open activity task, as its execution's history tells it. Times are milliseconds since 1970. */
export interface ActivityTask {
  readonly execution: ExecutionRef;
  /** The id of its ActivityTaskScheduled event: the task's identity within the execution. */
  readonly scheduledEventId: number;
  readonly startedEventId?: number | undefined;
  /** The newest request, when there were several. */
  readonly cancelRequestedEventId?: number | undefined;
  /** When the first of them was made. */
  readonly cancelRequestedAt?: number | undefined;
  readonly activityId: string;
  readonly activityType: { readonly name: string; readonly version: string };
  readonly taskList: string;
  readonly scheduledAt: number;
  readonly startedAt?: number | undefined;
  /** What the worker that took the task calls itself. */
  readonly identity?: string | undefined;
  readonly input?: string | undefined;
  readonly control?: string | undefined;
  /** A timeout that the event leaves out is not here: whether there is one cannot be told from the history. */
  readonly timeouts: {
    readonly scheduleToStart?: Timeout | undefined;
    readonly scheduleToClose?: Timeout | undefined;
    readonly startToClose?: Timeout | undefined;
    readonly heartbeat?: Timeout | undefined;
  };
  /** When its execution times out, which ends the task too; absent when what tells so was not read. */
  readonly executionEndsAt?: number | undefined;
}

export type TaskState = 'scheduled' | 'started' | 'cancelRequested';

/** Where an open task stands. SWF itself cancels a scheduled task on request, so a requested one has been started. */
export function taskState(task: ActivityTask): TaskState {
  if (task.cancelRequestedEventId !== undefined) return 'cancelRequested';
  return task.startedEventId === undefined ? 'scheduled' : 'started';
}

/** The event that closed an activity task. */
export interface TaskClose {
  readonly type: 'ActivityTaskCompleted' | 'ActivityTaskFailed' | 'ActivityTaskTimedOut' | 'ActivityTaskCanceled';
  readonly eventId: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly scheduledEventId: number;
  /** Absent for a task that never started; its event says 0. */
  readonly startedEventId?: number | undefined;
  /** Of ActivityTaskCanceled: absent when nobody had requested the cancellation. */
  readonly latestCancelRequestedEventId?: number | undefined;
  /** Of ActivityTaskTimedOut. */
  readonly timeoutType?: TimeoutType | undefined;
  readonly result?: string | undefined;
  readonly reason?: string | undefined;
  /** Of ActivityTaskTimedOut: the last heartbeat's. */
  readonly details?: string | undefined;
}

/** The event that closed an execution, and with it, unrecorded, every activity task that was still open. */
export interface ExecutionClose {
  readonly status: 'COMPLETED' | 'FAILED' | 'CANCELED' | 'TIMED_OUT' | 'TERMINATED' | 'CONTINUED_AS_NEW';
  readonly eventId: number;
  /** Milliseconds since 1970. */
  readonly at?: number | undefined;
  /** The run that goes on with the same workflow id, after CONTINUED_AS_NEW. */
  readonly newRunId?: string | undefined;
}

/** How one task was closed, if its close is among these events, in whatever order they come. */
export function closeOf(events: readonly MaybeEvent[], scheduledEventId: number): TaskClose | undefined {
  for (const event of events) {
    const close = event ? taskClose(event) : undefined;
    if (close?.scheduledEventId === scheduledEventId) return close;
  }
  return undefined;
}

type Event = NonNullable<MaybeEvent>;

interface Start {
  readonly startedEventId: number;
  readonly startedAt: number | undefined;
  readonly identity: string | undefined;
}

interface CancelRequests {
  readonly cancelRequestedEventId: number;
  readonly cancelRequestedAt: number | undefined;
}

/**
 * Finds the open activity tasks of one execution in its history, fed newest first and page by page, so that reading can
 * stop as soon as enough were found. Unknown events are skipped, and so are events that lack what links them.
 */
export class OpenTaskFold {
  private readonly closed = new Set<number>();
  private readonly starts = new Map<number, Start>();
  private readonly cancelRequests = new Map<string, CancelRequests>();
  private found: ActivityTask[] = [];
  private close: ExecutionClose | undefined;
  private newest = 0;
  private oldest = Number.POSITIVE_INFINITY;

  /** `endsAt` is when the execution times out, where that is known before its first event is read. */
  constructor(
    private readonly execution: ExecutionRef,
    private endsAt?: number,
  ) {}

  /** The tasks without a close of their own so far, newest first. Once the execution is closed, none of them is open. */
  get tasks(): readonly ActivityTask[] {
    return this.found;
  }

  get executionClose(): ExecutionClose | undefined {
    return this.close;
  }

  /** When the execution times out, in milliseconds since 1970. */
  get executionEndsAt(): number | undefined {
    return this.endsAt;
  }

  /** Takes when the execution times out, for the tasks found before and after. */
  set executionEndsAt(at: number | undefined) {
    this.endsAt = at;
    this.found = this.found.map((task) => ({ ...task, executionEndsAt: at }));
  }

  /** The number of events in the history, as ids count from 1 and the newest comes first; 0 before the first event. */
  get eventCount(): number {
    return this.newest;
  }

  /** The oldest event id so far; infinite before the first event. */
  get oldestEventId(): number {
    return this.oldest;
  }

  /** Takes the next page of a history that is read in reverse order. */
  add(events: readonly MaybeEvent[]): void {
    for (const event of events) {
      const eventId = id(event?.eventId);
      if (!event || eventId === undefined) continue;
      this.newest = Math.max(this.newest, eventId);
      this.oldest = Math.min(this.oldest, eventId);
      switch (event.eventType) {
        case 'ActivityTaskScheduled':
          this.addScheduled(event, eventId);
          break;
        case 'ActivityTaskStarted':
          this.addStarted(event, eventId);
          break;
        case 'ActivityTaskCancelRequested':
          this.addCancelRequested(event, eventId);
          break;
        case 'WorkflowExecutionStarted':
          this.executionEndsAt = endOfExecution(event);
          break;
        default:
          this.addClose(event);
      }
    }
  }

  /**
   * Takes what an earlier read found open, newest first, in place of the events that it read: a history only grows, so
   * what may have happened to these tasks since is in the events that were added.
   */
  carry(tasks: readonly ActivityTask[]): void {
    for (const task of tasks) {
      const start = this.starts.get(task.scheduledEventId);
      const requests = this.cancelRequests.get(task.activityId);
      this.cancelRequests.delete(task.activityId);
      if (this.closed.has(task.scheduledEventId)) continue;
      const cancelRequestedAt = task.cancelRequestedAt ?? requests?.cancelRequestedAt;
      const changed = start !== undefined || requests !== undefined;
      this.found.push(changed ? { ...task, ...start, ...requests, cancelRequestedAt } : task);
    }
  }

  private addScheduled(event: Event, scheduledEventId: number): void {
    const attributes = event.activityTaskScheduledEventAttributes;
    const activityId = text(attributes?.activityId);
    if (!attributes || activityId === undefined) return;
    // A request names an activity id, and ids are used again: it belongs to the task scheduled last before it, open or
    // closed, and must never stick to an older one.
    const cancelRequests = this.cancelRequests.get(activityId);
    this.cancelRequests.delete(activityId);
    if (this.closed.has(scheduledEventId)) return;

    const name = text(attributes.activityType?.name);
    const version = text(attributes.activityType?.version);
    const taskList = text(attributes.taskList?.name);
    const scheduledAt = time(event);
    if (name === undefined || version === undefined || taskList === undefined || scheduledAt === undefined) return;
    this.found.push({
      execution: this.execution,
      scheduledEventId,
      ...this.starts.get(scheduledEventId),
      ...cancelRequests,
      activityId,
      activityType: { name, version },
      taskList,
      scheduledAt,
      input: text(attributes.input),
      control: text(attributes.control),
      timeouts: {
        scheduleToStart: timeout(attributes.scheduleToStartTimeout),
        scheduleToClose: timeout(attributes.scheduleToCloseTimeout),
        startToClose: timeout(attributes.startToCloseTimeout),
        heartbeat: timeout(attributes.heartbeatTimeout),
      },
      executionEndsAt: this.endsAt,
    });
  }

  private addStarted(event: Event, startedEventId: number): void {
    const attributes = event.activityTaskStartedEventAttributes;
    const scheduledEventId = id(attributes?.scheduledEventId);
    if (scheduledEventId === undefined) return;
    this.starts.set(scheduledEventId, { startedEventId, startedAt: time(event), identity: text(attributes?.identity) });
  }

  private addCancelRequested(event: Event, eventId: number): void {
    const activityId = text(event.activityTaskCancelRequestedEventAttributes?.activityId);
    if (activityId === undefined) return;
    const newest = this.cancelRequests.get(activityId)?.cancelRequestedEventId ?? eventId;
    this.cancelRequests.set(activityId, { cancelRequestedEventId: newest, cancelRequestedAt: time(event) });
  }

  private addClose(event: Event): void {
    const task = taskClose(event);
    if (task) this.closed.add(task.scheduledEventId);
    else this.close ??= executionClose(event);
  }
}

/** Which timeout ends a task that nobody closes. Times are milliseconds since 1970. */
export interface NextTimeout {
  readonly type: TimeoutType;
  /** When it fires; for HEARTBEAT unknown, see `heartbeat`. */
  readonly at: number | undefined;
  /**
   * When the heartbeat timeout may come first. Heartbeats leave no event, so the last one may have been at any moment
   * since the start: without another, it fires somewhere between these two.
   */
  readonly heartbeat?: { readonly seconds: number; readonly earliest: number; readonly latest: number } | undefined;
  /** Those that the history leaves out: one of them may come sooner. */
  readonly unknown?: readonly TimeoutType[];
}

/**
 * The next timeout of a task by itself; that its execution may time out sooner is not looked at (AWS page "Amazon SWF
 * Timeout Types"). Until a worker starts it, only the two that count from its scheduling run. `never` when all four are
 * NONE, `neverUnlessStarted` when only those of a started task are not, `unknown` when the history leaves out one that
 * runs and names no other.
 */
export function nextTimeout(task: ActivityTask, now: number): NextTimeout | 'never' | 'neverUnlessStarted' | 'unknown' {
  const { scheduleToStart, scheduleToClose, startToClose, heartbeat } = task.timeouts;
  const started = task.startedAt;
  const clocks: readonly [TimeoutType, number, Timeout | undefined][] = [
    ['SCHEDULE_TO_CLOSE', task.scheduledAt, scheduleToClose],
    started === undefined
      ? ['SCHEDULE_TO_START', task.scheduledAt, scheduleToStart]
      : ['START_TO_CLOSE', started, startToClose],
  ];
  const leftOut: TimeoutType[] = clocks.flatMap(([type, , seconds]) => (seconds === undefined ? [type] : []));
  if (started !== undefined && heartbeat === undefined) leftOut.push('HEARTBEAT');
  const unknown = leftOut.length === 0 ? {} : { unknown: leftOut };
  let first: { type: TimeoutType; at: number } | undefined;
  for (const [type, since, seconds] of clocks) {
    if (typeof seconds !== 'number') continue;
    const at = since + seconds * 1000;
    if (first === undefined || at < first.at) first = { type, at };
  }
  if (started !== undefined && typeof heartbeat === 'number') {
    const earliest = Math.max(now, started + heartbeat * 1000);
    const latest = Math.max(earliest, now + heartbeat * 1000);
    const range = { seconds: heartbeat, earliest, latest };
    if (first === undefined) return { type: 'HEARTBEAT', at: undefined, heartbeat: range, ...unknown };
    if (earliest < first.at) return { ...first, heartbeat: range, ...unknown };
  }
  if (first !== undefined) return { ...first, ...unknown };
  if (leftOut.length > 0) return 'unknown';
  return started === undefined && (startToClose !== 'NONE' || heartbeat !== 'NONE') ? 'neverUnlessStarted' : 'never';
}
