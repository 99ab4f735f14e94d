import { expect } from 'vitest';
import type { EventType, HistoryEvent } from '../../../../src/local/history';

/** What a history says is open, by the names of DescribeWorkflowExecution. */
export interface OpenCounts {
  readonly openActivityTasks: number;
  readonly openDecisionTasks: number;
  readonly openTimers: number;
}

/** The types of event that a link in an event's attributes may lead to; 0 leads nowhere where it is allowed. */
const links: Readonly<Record<string, (type: EventType) => readonly EventType[]>> = {
  scheduledEventId: (type) => [type.startsWith('Decision') ? 'DecisionTaskScheduled' : 'ActivityTaskScheduled'],
  startedEventId: (type) =>
    type.startsWith('Timer')
      ? ['TimerStarted']
      : [type.startsWith('Decision') ? 'DecisionTaskStarted' : 'ActivityTaskStarted'],
  decisionTaskCompletedEventId: () => ['DecisionTaskCompleted'],
  latestCancelRequestedEventId: () => ['ActivityTaskCancelRequested'],
};

const unstartedEnds: readonly EventType[] = ['ActivityTaskCanceled', 'ActivityTaskTimedOut'];

const closes: readonly EventType[] = [
  'WorkflowExecutionCompleted',
  'WorkflowExecutionFailed',
  'WorkflowExecutionCanceled',
  'WorkflowExecutionContinuedAsNew',
  'WorkflowExecutionTerminated',
  'WorkflowExecutionTimedOut',
];

const activityEnds: readonly EventType[] = [
  'ActivityTaskCompleted',
  'ActivityTaskFailed',
  'ActivityTaskCanceled',
  'ActivityTaskTimedOut',
];

/** Checks the rules that every history keeps, and counts what it leaves open. */
export function checkHistory(events: readonly HistoryEvent[]): OpenCounts {
  const activities = new Map<number, { started: number; cancelRequested: number | undefined; activityId: unknown }>();
  const timers = new Map<unknown, number>();
  let waiting: number | undefined;
  let running: { readonly scheduled: number; readonly started: number } | undefined;
  events.forEach((event, index) => {
    const { eventId, eventType, eventTimestamp } = event;
    const attributes = attributesOf(event);
    const { scheduledEventId, startedEventId, activityId, timerId } = attributes;
    expect(eventId).toBe(index + 1);
    expect(eventTimestamp).toBeGreaterThanOrEqual(events[index - 1]?.eventTimestamp ?? 0);
    expect(closes.includes(events[index - 1]?.eventType ?? eventType) && index > 0).toBe(false);
    checkLinks(event, attributes, events);

    if (eventType === 'DecisionTaskScheduled') {
      expect(waiting).toBeUndefined();
      waiting = eventId;
    } else if (eventType === 'DecisionTaskStarted') {
      expect([running, waiting]).toEqual([undefined, scheduledEventId]);
      running = { scheduled: Number(scheduledEventId), started: eventId };
      waiting = undefined;
    } else if (eventType === 'DecisionTaskCompleted' || eventType === 'DecisionTaskTimedOut') {
      expect(running).toEqual({ scheduled: scheduledEventId, started: startedEventId });
      running = undefined;
    } else if (eventType === 'ActivityTaskScheduled') {
      expect([...activities.values()].map((task) => task.activityId)).not.toContain(activityId);
      activities.set(eventId, { started: 0, cancelRequested: undefined, activityId });
    } else if (eventType === 'ActivityTaskStarted') {
      const task = activities.get(Number(scheduledEventId));
      expect(task?.started).toBe(0);
      if (task !== undefined) task.started = eventId;
    } else if (eventType === 'ActivityTaskCancelRequested') {
      const task = [...activities.values()].find((candidate) => candidate.activityId === activityId);
      expect(task).toBeDefined();
      if (task !== undefined) task.cancelRequested = eventId;
    } else if (activityEnds.includes(eventType)) {
      const task = activities.get(Number(scheduledEventId));
      expect(task?.started).toBe(startedEventId);
      if (eventType === 'ActivityTaskCanceled') {
        expect(attributes['latestCancelRequestedEventId']).toBe(task?.cancelRequested);
      }
      activities.delete(Number(scheduledEventId));
    } else if (eventType === 'TimerStarted') {
      expect(timers.has(timerId)).toBe(false);
      timers.set(timerId, eventId);
    } else if (eventType === 'TimerFired' || eventType === 'TimerCanceled') {
      expect(timers.get(timerId)).toBe(startedEventId);
      timers.delete(timerId);
    }
  });
  const last = events.at(-1)?.eventType;
  if (last !== undefined && closes.includes(last)) return { openActivityTasks: 0, openDecisionTasks: 0, openTimers: 0 };
  return {
    openActivityTasks: activities.size,
    openDecisionTasks: waiting === undefined && running === undefined ? 0 : 1,
    openTimers: timers.size,
  };
}

/** Every link leads to an earlier event of the right type, and every timeout took the time that was set for it. */
function checkLinks(event: HistoryEvent, attributes: Attributes, events: readonly HistoryEvent[]): void {
  for (const [member, target] of Object.entries(links)) {
    const link = attributes[member];
    if (link === undefined || (link === 0 && unstartedEnds.includes(event.eventType))) continue;
    expect(link).toBeLessThan(event.eventId);
    expect(target(event.eventType)).toContain(events[Number(link) - 1]?.eventType);
  }
  const { timeoutType, scheduledEventId, startedEventId } = attributes;
  if (event.eventType !== 'ActivityTaskTimedOut') return;
  const from = events[Number(timeoutType === 'START_TO_CLOSE' ? startedEventId : scheduledEventId) - 1];
  const scheduled = events[Number(scheduledEventId) - 1];
  const passed = event.eventTimestamp - (from?.eventTimestamp ?? 0);
  const limits = scheduled === undefined ? {} : attributesOf(scheduled);
  if (timeoutType === 'HEARTBEAT') expect(passed).toBeGreaterThanOrEqual(Number(limits['heartbeatTimeout']));
  else expect(passed).toBe(Number(limits[timeoutMembers[String(timeoutType)] ?? '']));
}

const timeoutMembers: Readonly<Record<string, string>> = {
  SCHEDULE_TO_START: 'scheduleToStartTimeout',
  SCHEDULE_TO_CLOSE: 'scheduleToCloseTimeout',
  START_TO_CLOSE: 'startToCloseTimeout',
};

type Attributes = Readonly<Record<string, unknown>>;

function attributesOf(event: HistoryEvent): Attributes {
  const { eventType } = event;
  const attributes = event[`${eventType.charAt(0).toLowerCase()}${eventType.slice(1)}EventAttributes`];
  return Object.fromEntries(Object.entries(attributes ?? {}));
}
