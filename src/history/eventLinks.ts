import type { HistoryEvent } from '@aws-sdk/client-swf';
import { attributesOf, isRecord } from '../swf/eventGroups';
import { id, text } from '../swf/historyEvents';

/** Where a value of an event leads: to another event of the same history, or to the history of another run. */
export type LinkTarget =
  | { readonly kind: 'event'; readonly eventId: number }
  | { readonly kind: 'execution'; readonly workflowId: string; readonly runId: string };

/**
 * Members that hold the id of an event of the same history. `parentInitiatedEventId` and `externalInitiatedEventId`
 * count in another one.
 */
const eventMembers = new Set([
  'scheduledEventId',
  'startedEventId',
  'initiatedEventId',
  'decisionTaskCompletedEventId',
  'latestCancelRequestedEventId',
]);
const executionMembers = new Set(['workflowExecution', 'externalWorkflowExecution', 'parentWorkflowExecution']);
const runMembers = new Set(['newExecutionRunId', 'continuedExecutionRunId']);

/** The link of one attribute of an event, if it is one. `workflowId` is that of the history itself, where it is known. */
export function linkOf(
  event: HistoryEvent,
  member: string,
  value: unknown,
  workflowId: string | undefined,
): LinkTarget | undefined {
  if (eventMembers.has(member)) {
    const eventId = id(value);
    return eventId === undefined ? undefined : { kind: 'event', eventId };
  }
  if (executionMembers.has(member) && isRecord(value)) return execution(value['workflowId'], value['runId']);
  if (runMembers.has(member)) return execution(workflowId, value);
  // A signal or cancel request to a run by its id.
  if (member === 'runId') return execution(attributesOf(event)['workflowId'], value);
  return undefined;
}

function execution(workflowId: unknown, runId: unknown): LinkTarget | undefined {
  const [workflow, run] = [text(workflowId), text(runId)];
  return workflow && run ? { kind: 'execution', workflowId: workflow, runId: run } : undefined;
}
