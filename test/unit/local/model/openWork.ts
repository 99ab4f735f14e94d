import { expect } from 'vitest';
import type { EventType, HistoryEvent } from '../../../../src/local/history';

/** An event's members besides its id, time and type. */
export type Attributes = Readonly<Record<string, unknown>>;

export function attributesOf(event: HistoryEvent): Attributes {
  const { eventType } = event;
  const attributes = event[`${eventType.charAt(0).toLowerCase()}${eventType.slice(1)}EventAttributes`];
  return Object.fromEntries(Object.entries(attributes ?? {}));
}

/** An event as the walks below read it. */
interface Row {
  readonly eventId: number;
  readonly type: EventType;
  readonly attributes: Attributes;
}

function rowsOf(events: readonly HistoryEvent[]): readonly Row[] {
  return events.map((event) => ({ eventId: event.eventId, type: event.eventType, attributes: attributesOf(event) }));
}

/** At most one decision task waits and one is started, and each ends as it began. Says how many are open, at most 1. */
export function openDecisionTasks(events: readonly HistoryEvent[]): number {
  let waiting: number | undefined;
  let running: { readonly scheduled: unknown; readonly started: unknown } | undefined;
  for (const { eventId, type, attributes } of rowsOf(events)) {
    const { scheduledEventId: scheduled, startedEventId: started, timeoutType } = attributes;
    if (type === 'DecisionTaskScheduled') {
      expect(waiting).toBeUndefined();
      waiting = eventId;
    } else if (type === 'DecisionTaskStarted') {
      expect([running, waiting]).toEqual([undefined, scheduled]);
      running = { scheduled, started: eventId };
      waiting = undefined;
    } else if (type === 'DecisionTaskTimedOut' && timeoutType === 'SCHEDULE_TO_START') {
      expect([running, waiting, started]).toEqual([undefined, scheduled, 0]);
      waiting = undefined;
    } else if (type === 'DecisionTaskTimedOut' || type === 'DecisionTaskCompleted') {
      expect(running).toEqual({ scheduled, started });
      running = undefined;
    }
  }
  return waiting === undefined && running === undefined ? 0 : 1;
}

const activityEnds: readonly EventType[] = [
  'ActivityTaskCompleted',
  'ActivityTaskFailed',
  'ActivityTaskCanceled',
  'ActivityTaskTimedOut',
];

/** An activity id has one open task, which starts and ends once. Says how many tasks are open. */
export function openActivityTasks(events: readonly HistoryEvent[]): number {
  const tasks = new Map<
    unknown,
    { readonly scheduled: number; started: number; cancelRequested: number | undefined }
  >();
  const byScheduledId = new Map<unknown, unknown>();
  for (const { eventId, type, attributes } of rowsOf(events)) {
    const { scheduledEventId, startedEventId, latestCancelRequestedEventId } = attributes;
    const activityId = attributes['activityId'] ?? byScheduledId.get(scheduledEventId);
    const task = tasks.get(activityId);
    if (type === 'ActivityTaskScheduled') {
      expect(task).toBeUndefined();
      tasks.set(activityId, { scheduled: eventId, started: 0, cancelRequested: undefined });
      byScheduledId.set(eventId, activityId);
    } else if (type === 'ActivityTaskStarted') {
      expect([task?.scheduled, task?.started]).toEqual([scheduledEventId, 0]);
      if (task !== undefined) task.started = eventId;
    } else if (type === 'ActivityTaskCancelRequested') {
      expect(task).toBeDefined();
      if (task !== undefined) task.cancelRequested = eventId;
    } else if (activityEnds.includes(type)) {
      expect([task?.scheduled, task?.started]).toEqual([scheduledEventId, startedEventId]);
      const requested = type === 'ActivityTaskCanceled' ? task?.cancelRequested : undefined;
      expect(latestCancelRequestedEventId).toBe(requested);
      tasks.delete(activityId);
    }
  }
  return tasks.size;
}

/** A timer's id has one open timer, which fires or is canceled. Says how many are open. */
export function openTimers(events: readonly HistoryEvent[]): number {
  const timers = new Map<unknown, number>();
  for (const { eventId, type, attributes } of rowsOf(events)) {
    const { timerId, startedEventId } = attributes;
    if (type === 'TimerStarted') {
      expect(timers.has(timerId)).toBe(false);
      timers.set(timerId, eventId);
    } else if (type === 'TimerFired' || type === 'TimerCanceled') {
      expect(timers.get(timerId)).toBe(startedEventId);
      timers.delete(timerId);
    }
  }
  return timers.size;
}

const lambdaEnds: readonly EventType[] = [
  'StartLambdaFunctionFailed',
  'LambdaFunctionCompleted',
  'LambdaFunctionFailed',
  'LambdaFunctionTimedOut',
];

/** A lambda task's id has one open task, which starts and ends once. Says how many are open. */
export function openLambdaFunctions(events: readonly HistoryEvent[]): number {
  const tasks = new Map<unknown, { readonly id: unknown; started: number | undefined }>();
  for (const { eventId, type, attributes } of rowsOf(events)) {
    const { id, scheduledEventId, startedEventId } = attributes;
    const task = tasks.get(scheduledEventId);
    if (type === 'LambdaFunctionScheduled') {
      expect([...tasks.values()].map((open) => open.id)).not.toContain(id);
      tasks.set(eventId, { id, started: undefined });
    } else if (type === 'LambdaFunctionStarted') {
      expect(task).toMatchObject({ started: undefined });
      if (task !== undefined) task.started = eventId;
    } else if (lambdaEnds.includes(type)) {
      expect(task).toMatchObject({ started: startedEventId });
      tasks.delete(scheduledEventId);
    }
  }
  return tasks.size;
}

/** A child that was started ends at most once, as the one that was started. Says how many are open. */
export function openChildWorkflowExecutions(events: readonly HistoryEvent[]): number {
  const children = new Map<unknown, unknown>();
  for (const { eventId, type, attributes } of rowsOf(events)) {
    const { initiatedEventId, startedEventId } = attributes;
    if (type === 'ChildWorkflowExecutionStarted') {
      children.set(eventId, initiatedEventId);
    } else if (type.startsWith('ChildWorkflowExecution')) {
      expect(children.get(startedEventId)).toBe(initiatedEventId);
      children.delete(startedEventId);
    }
  }
  return children.size;
}

const answers: readonly EventType[] = [
  'ChildWorkflowExecutionStarted',
  'StartChildWorkflowExecutionFailed',
  'ExternalWorkflowExecutionSignaled',
  'SignalExternalWorkflowExecutionFailed',
  'ExternalWorkflowExecutionCancelRequested',
  'RequestCancelExternalWorkflowExecutionFailed',
];

/** What a decider has begun beyond its own execution is answered once. Says how many answers are missing. */
export function unanswered(events: readonly HistoryEvent[]): number {
  const initiated = new Set<unknown>();
  for (const { eventId, type, attributes } of rowsOf(events)) {
    if (type.endsWith('Initiated')) initiated.add(eventId);
    else if (answers.includes(type)) expect(initiated.delete(attributes['initiatedEventId'])).toBe(true);
  }
  return initiated.size;
}
