import { endOfExecution, id, text, time, timeout } from './historyEvents';
import type { MaybeEvent } from './historyEvents';
import { type Pending, PendingFold } from './pendingWork';

/** That somebody took an activity task. Times are milliseconds since 1970. */
export interface TaskStart {
  readonly at: number;
  readonly identity: string | undefined;
  readonly activityId: string;
}

/** Decision tasks that timed out one after another, none of them answered since. */
export interface DecisionTimeouts {
  readonly count: number;
  /** Whether there may be more, in events that were not read. */
  readonly orMore: boolean;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly lastType: 'START_TO_CLOSE' | 'SCHEDULE_TO_START' | undefined;
}

/** Where the decision tasks of an execution stand. At most one is started, and one more waits (facts of SWF itself). */
export interface DecisionFacts {
  /** Scheduled, and taken by no decider. */
  readonly waiting?: { readonly since: number; readonly eventId: number; readonly taskList: string | undefined };
  /** Taken by a decider that has not answered. */
  readonly running?: {
    readonly since: number;
    readonly identity: string | undefined;
    /** In seconds; absent when its event was not read or does not tell. */
    readonly startToClose: number | 'NONE' | undefined;
  };
  readonly timeouts?: DecisionTimeouts;
  readonly lastAnswer?: { readonly at: number; readonly identity: string | undefined };
  /** Who took a decision task last, answered or not. */
  readonly lastTaken?: { readonly at: number; readonly identity: string | undefined };
}

/** What the events that were read of an execution tell besides its activity tasks. Times are milliseconds since 1970. */
export interface ExecutionFacts {
  readonly decisions: DecisionFacts;
  /** The newest start of an activity task from each task list. */
  readonly lastStarts: ReadonlyMap<string, TaskStart>;
  /** When the execution itself times out; absent when the event that tells was not read. */
  readonly endsAt: number | undefined;
  /** The first request to cancel the execution that was read. */
  readonly cancelRequestedAt: number | undefined;
  /** When the newest event happened. */
  readonly lastEventAt: number | undefined;
  /** What else is open; absent when not the whole history was read. */
  readonly pending: Pending | undefined;
}

type Event = NonNullable<MaybeEvent>;

/** Gathers these facts from a history that is fed newest first and page by page, in step with `OpenTaskFold`. */
export class ExecutionFactsFold {
  private readonly pending = new PendingFold();
  private readonly ended = new Set<number>();
  private readonly activityStarts = new Map<number, Omit<TaskStart, 'activityId'>>();
  private readonly lastStarts = new Map<string, TaskStart>();
  private waiting: DecisionFacts['waiting'];
  private running: (NonNullable<DecisionFacts['running']> & { readonly scheduledEventId: number }) | undefined;
  private timeouts: Omit<DecisionTimeouts, 'orMore'> | undefined;
  private answer:
    { readonly at: number; readonly startedEventId: number | undefined; identity?: string | undefined } | undefined;
  private lastTaken: DecisionFacts['lastTaken'];
  private endsAt: number | undefined;
  private cancelRequestedAt: number | undefined;
  private lastEventAt: number | undefined;
  private isWhole = false;

  /** Takes the next page of a history that is read in reverse order. */
  add(events: readonly MaybeEvent[]): void {
    for (const event of events) {
      const eventId = id(event?.eventId);
      const at = event ? time(event) : undefined;
      if (!event || eventId === undefined || at === undefined) continue;
      this.lastEventAt ??= at;
      this.addEvent(event, eventId, at);
      this.pending.add(event, eventId, at);
    }
  }

  get facts(): ExecutionFacts {
    const { waiting, running, timeouts, answer, lastTaken, isWhole } = this;
    return {
      decisions: {
        ...(waiting && { waiting }),
        ...(running && {
          running: { since: running.since, identity: running.identity, startToClose: running.startToClose },
        }),
        ...(timeouts && { timeouts: { ...timeouts, orMore: answer === undefined && !isWhole } }),
        ...(answer && { lastAnswer: { at: answer.at, identity: answer.identity } }),
        ...(lastTaken && { lastTaken }),
      },
      lastStarts: this.lastStarts,
      endsAt: this.endsAt,
      cancelRequestedAt: this.cancelRequestedAt,
      lastEventAt: this.lastEventAt,
      pending: isWhole ? this.pending.open : undefined,
    };
  }

  private addEvent(event: Event, eventId: number, at: number): void {
    switch (event.eventType) {
      case 'DecisionTaskCompleted': {
        const attributes = event.decisionTaskCompletedEventAttributes;
        this.end(attributes?.scheduledEventId);
        this.answer ??= { at, startedEventId: id(attributes?.startedEventId) };
        break;
      }
      case 'DecisionTaskTimedOut': {
        const attributes = event.decisionTaskTimedOutEventAttributes;
        this.end(attributes?.scheduledEventId);
        if (this.answer === undefined) this.addTimeout(at, attributes?.timeoutType);
        break;
      }
      case 'DecisionTaskStarted':
        this.addDecisionStart(event, eventId, at);
        break;
      case 'DecisionTaskScheduled':
        this.addDecisionScheduled(event, eventId, at);
        break;
      case 'ActivityTaskStarted': {
        const attributes = event.activityTaskStartedEventAttributes;
        const scheduledEventId = id(attributes?.scheduledEventId);
        const identity = text(attributes?.identity);
        if (scheduledEventId !== undefined) this.activityStarts.set(scheduledEventId, { at, identity });
        break;
      }
      case 'ActivityTaskScheduled':
        this.addActivity(event, eventId);
        break;
      case 'WorkflowExecutionCancelRequested':
        this.cancelRequestedAt = at;
        break;
      case 'WorkflowExecutionStarted':
        this.endsAt = endOfExecution(event);
        this.isWhole = true;
        break;
      default:
    }
  }

  private end(scheduledEventId: unknown): void {
    const known = id(scheduledEventId);
    if (known !== undefined) this.ended.add(known);
  }

  private addTimeout(at: number, type: DecisionTimeouts['lastType']): void {
    const { count, lastAt, lastType } = this.timeouts ?? { count: 0, lastAt: at, lastType: type };
    this.timeouts = { count: count + 1, firstAt: at, lastAt, lastType };
  }

  private addDecisionStart(event: Event, eventId: number, at: number): void {
    const attributes = event.decisionTaskStartedEventAttributes;
    const identity = text(attributes?.identity);
    const scheduledEventId = id(attributes?.scheduledEventId);
    this.lastTaken ??= { at, identity };
    if (this.answer?.startedEventId === eventId) this.answer.identity = identity;
    if (scheduledEventId === undefined || this.ended.has(scheduledEventId)) return;
    this.running ??= { since: at, identity, scheduledEventId, startToClose: undefined };
  }

  private addDecisionScheduled(event: Event, eventId: number, at: number): void {
    if (this.ended.has(eventId)) return;
    const attributes = event.decisionTaskScheduledEventAttributes;
    if (this.running?.scheduledEventId === eventId) {
      this.running = { ...this.running, startToClose: timeout(attributes?.startToCloseTimeout) };
    } else {
      this.waiting ??= { since: at, eventId, taskList: text(attributes?.taskList?.name) };
    }
  }

  private addActivity(event: Event, eventId: number): void {
    const start = this.activityStarts.get(eventId);
    this.activityStarts.delete(eventId);
    const attributes = event.activityTaskScheduledEventAttributes;
    const taskList = text(attributes?.taskList?.name);
    const activityId = text(attributes?.activityId);
    if (start === undefined || taskList === undefined || activityId === undefined) return;
    const known = this.lastStarts.get(taskList);
    if (known === undefined || start.at > known.at) this.lastStarts.set(taskList, { ...start, activityId });
  }
}
