import type { HistoryEvent } from '@aws-sdk/client-swf';
import type { ExecutionClose, TaskClose, Timeout } from './activityTasks';

/**
 * Checked reading of single history events. The SDK's types promise what only the service can keep, so every member is
 * looked at before use; what is not as it should be reads as undefined.
 */

/** An element of a history page: the service may send what no type foresees. */
export type MaybeEvent = HistoryEvent | null | undefined;

/** The id of an event. SWF counts from 1 and writes 0 for "there was none". */
export function id(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : undefined;
}

/** A text of an event, which may hold anything when its history was read from a file. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** When an event happened, in milliseconds since 1970. */
export function time(event: HistoryEvent): number | undefined {
  const at: unknown = event.eventTimestamp;
  return at instanceof Date && !Number.isNaN(at.getTime()) ? at.getTime() : undefined;
}

/** A duration as SWF writes it: whole seconds, or NONE; an empty one counts as absent. */
export function timeout(value: unknown): Timeout | undefined {
  if (value === 'NONE') return value;
  return typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : undefined;
}

/** When the execution that an event started times out, in milliseconds since 1970. */
export function endOfExecution(event: HistoryEvent): number | undefined {
  const startedAt = time(event);
  const limit = timeout(event.workflowExecutionStartedEventAttributes?.executionStartToCloseTimeout);
  return startedAt !== undefined && typeof limit === 'number' ? startedAt + limit * 1000 : undefined;
}

/** The activity task that an event closes, and how. */
export function taskClose(event: HistoryEvent): TaskClose | undefined {
  const eventId = id(event.eventId);
  const at = time(event);
  if (eventId === undefined || at === undefined) return undefined;
  switch (event.eventType) {
    case 'ActivityTaskCompleted': {
      const attributes = event.activityTaskCompletedEventAttributes;
      const task = closedTask(attributes);
      return task && { type: event.eventType, eventId, at, ...task, result: text(attributes?.result) };
    }
    case 'ActivityTaskFailed': {
      const attributes = event.activityTaskFailedEventAttributes;
      const task = closedTask(attributes);
      const reason = text(attributes?.reason);
      return task && { type: event.eventType, eventId, at, ...task, reason, details: text(attributes?.details) };
    }
    case 'ActivityTaskTimedOut': {
      const attributes = event.activityTaskTimedOutEventAttributes;
      const task = closedTask(attributes);
      const { timeoutType } = attributes ?? {};
      return task && { type: event.eventType, eventId, at, ...task, timeoutType, details: text(attributes?.details) };
    }
    case 'ActivityTaskCanceled': {
      const attributes = event.activityTaskCanceledEventAttributes;
      const task = closedTask(attributes);
      const latestCancelRequestedEventId = id(attributes?.latestCancelRequestedEventId);
      const details = text(attributes?.details);
      return task && { type: event.eventType, eventId, at, ...task, latestCancelRequestedEventId, details };
    }
    default:
      return undefined;
  }
}

interface LinkedAttributes {
  readonly scheduledEventId: number | undefined;
  readonly startedEventId: number | undefined;
}

function closedTask(attributes: LinkedAttributes | undefined): Pick<TaskClose, keyof LinkedAttributes> | undefined {
  const scheduledEventId = id(attributes?.scheduledEventId);
  return scheduledEventId === undefined
    ? undefined
    : { scheduledEventId, startedEventId: id(attributes?.startedEventId) };
}

/** How an event closes its execution. `CompleteWorkflowExecutionFailed` and its like do not. */
export function executionClose(event: HistoryEvent): ExecutionClose | undefined {
  const status = closeStatus(event);
  const eventId = id(event.eventId);
  if (status === undefined || eventId === undefined) return undefined;
  const newRunId = text(event.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId);
  return { status, eventId, at: time(event), newRunId };
}

function closeStatus(event: HistoryEvent): ExecutionClose['status'] | undefined {
  switch (event.eventType) {
    case 'WorkflowExecutionCompleted':
      return 'COMPLETED';
    case 'WorkflowExecutionFailed':
      return 'FAILED';
    case 'WorkflowExecutionCanceled':
      return 'CANCELED';
    case 'WorkflowExecutionTimedOut':
      return 'TIMED_OUT';
    case 'WorkflowExecutionTerminated':
      return 'TERMINATED';
    case 'WorkflowExecutionContinuedAsNew':
      return 'CONTINUED_AS_NEW';
    default:
      return undefined;
  }
}
