import { expect } from 'vitest';
import type { EventType, HistoryEvent } from '../../../../src/local/history';
import {
  attributesOf,
  openActivityTasks,
  openChildWorkflowExecutions,
  openDecisionTasks,
  openLambdaFunctions,
  openTimers,
  unanswered,
  type Attributes,
} from './openWork';

/** What a history says is open, by the names of DescribeWorkflowExecution. */
export interface OpenCounts {
  readonly openActivityTasks: number;
  readonly openDecisionTasks: number;
  readonly openTimers: number;
  readonly openChildWorkflowExecutions: number;
  readonly openLambdaFunctions: number;
}

const nothingOpen: OpenCounts = {
  openActivityTasks: 0,
  openDecisionTasks: 0,
  openTimers: 0,
  openChildWorkflowExecutions: 0,
  openLambdaFunctions: 0,
};

/** The type of event that a link in an event's attributes leads to; 0 leads nowhere where it is allowed. */
const links: Readonly<Record<string, (type: EventType) => EventType>> = {
  scheduledEventId: (type) => {
    if (type.includes('LambdaFunction')) return 'LambdaFunctionScheduled';
    return type.startsWith('Decision') ? 'DecisionTaskScheduled' : 'ActivityTaskScheduled';
  },
  startedEventId: (type) => {
    if (type.startsWith('Timer')) return 'TimerStarted';
    if (type.startsWith('Lambda')) return 'LambdaFunctionStarted';
    if (type.startsWith('Child')) return 'ChildWorkflowExecutionStarted';
    return type.startsWith('Decision') ? 'DecisionTaskStarted' : 'ActivityTaskStarted';
  },
  initiatedEventId: (type) => {
    if (type.includes('Child')) return 'StartChildWorkflowExecutionInitiated';
    return type.includes('Signal')
      ? 'SignalExternalWorkflowExecutionInitiated'
      : 'RequestCancelExternalWorkflowExecutionInitiated';
  },
  decisionTaskCompletedEventId: () => 'DecisionTaskCompleted',
  latestCancelRequestedEventId: () => 'ActivityTaskCancelRequested',
};

const unstartedEnds: readonly EventType[] = ['ActivityTaskCanceled', 'ActivityTaskTimedOut', 'DecisionTaskTimedOut'];

const closes: readonly EventType[] = [
  'WorkflowExecutionCompleted',
  'WorkflowExecutionFailed',
  'WorkflowExecutionCanceled',
  'WorkflowExecutionContinuedAsNew',
  'WorkflowExecutionTerminated',
  'WorkflowExecutionTimedOut',
];

/** Checks the rules that every history keeps, and counts what it leaves open. */
export function checkHistory(events: readonly HistoryEvent[]): OpenCounts {
  events.forEach((event, index) => {
    const before = events[index - 1];
    expect(event.eventId).toBe(index + 1);
    expect(event.eventTimestamp).toBeGreaterThanOrEqual(before?.eventTimestamp ?? 0);
    expect(before !== undefined && closes.includes(before.eventType)).toBe(false);
    checkLinks(event, attributesOf(event), events);
  });
  const counts = {
    openActivityTasks: openActivityTasks(events),
    openDecisionTasks: openDecisionTasks(events),
    openTimers: openTimers(events),
    openChildWorkflowExecutions: openChildWorkflowExecutions(events),
    openLambdaFunctions: openLambdaFunctions(events),
  };
  const missing = unanswered(events);
  const last = events.at(-1);
  if (last !== undefined && closes.includes(last.eventType)) return nothingOpen;
  expect(missing).toBe(0);
  return counts;
}

/** Every link leads to an earlier event of the right type, and every timeout took the time that was set for it. */
function checkLinks(event: HistoryEvent, attributes: Attributes, events: readonly HistoryEvent[]): void {
  for (const [member, target] of Object.entries(links)) {
    const link = attributes[member];
    if (link === undefined || (link === 0 && unstartedEnds.includes(event.eventType))) continue;
    expect(link).toBeLessThan(event.eventId);
    expect(events[Number(link) - 1]?.eventType).toBe(target(event.eventType));
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

/** The pair that names an execution. */
export interface Reference {
  readonly workflowId: string;
  readonly runId: string;
}

/** Where what happens to an execution may begin in another one, and by which event. */
const origins: Readonly<Partial<Record<EventType, readonly [link: string, execution: string, event: EventType]>>> = {
  WorkflowExecutionStarted: [
    'parentInitiatedEventId',
    'parentWorkflowExecution',
    'StartChildWorkflowExecutionInitiated',
  ],
  WorkflowExecutionSignaled: [
    'externalInitiatedEventId',
    'externalWorkflowExecution',
    'SignalExternalWorkflowExecutionInitiated',
  ],
  WorkflowExecutionCancelRequested: [
    'externalInitiatedEventId',
    'externalWorkflowExecution',
    'RequestCancelExternalWorkflowExecutionInitiated',
  ],
};

/** What a history says of another one is so: who started the execution, signaled it, or asked it to end. */
export function checkOrigins(histories: ReadonlyMap<Reference, readonly HistoryEvent[]>): void {
  const byRunId = new Map([...histories].map(([{ runId }, events]) => [runId, events]));
  for (const [{ workflowId }, events] of histories) {
    for (const event of events) {
      const [link = '', execution = '', type] = origins[event.eventType] ?? [];
      if (type === undefined) continue;
      const attributes = attributesOf(event);
      const origin = attributes[execution] as Reference | undefined;
      const initiated = origin && byRunId.get(origin.runId)?.[Number(attributes[link]) - 1];
      if (origin === undefined) expect(attributes[link]).toBe(0);
      else expect(initiated).toMatchObject({ eventType: type });
      if (initiated !== undefined) expect(attributesOf(initiated)).toMatchObject({ workflowId });
    }
  }
}
