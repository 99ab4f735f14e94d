import type { HistoryEvent } from '@aws-sdk/client-swf';
import { prefill, type SkeletonFacts } from './prefill';
import type { ExecutionRef } from '../swf/activityTasks';
import { attributesOf, type EventGroup, groupEvents, isRecord } from '../swf/eventGroups';
import { id, text } from '../swf/historyEvents';
import { closingOperations, type OperationName, operations } from '../swf/operations';
import type { TaskRef } from '../swf/outcome';

/** An event of a history, and of whose. */
export interface EventPlace {
  readonly event: HistoryEvent;
  /** The history, oldest first. */
  readonly events: readonly HistoryEvent[];
  /** Unknown of a saved history. */
  readonly execution: ExecutionRef | undefined;
}

/** A skeleton that an event can fill. */
export interface EventSkeleton {
  readonly operation: OperationName;
  readonly values: Readonly<Record<string, unknown>>;
  /** The open task whose token the file waits for. */
  readonly task?: TaskRef | undefined;
}

type Attributes = Readonly<Record<string, unknown>>;

const startMembers = [
  ...['workflowType', 'taskList', 'taskPriority', 'input', 'executionStartToCloseTimeout', 'tagList'],
  ...['taskStartToCloseTimeout', 'childPolicy', 'lambdaRole'],
];

/**
 * The skeletons that an event can fill, what repeats or answers it first: a signal for one that came, a start for what was
 * started, the answers of an open task. A token is in no history, so its place stays empty.
 */
export function skeletonsOf(place: EventPlace): readonly EventSkeleton[] {
  const { event, events, execution } = place;
  const group = groupEvents(events).find((each) => each.events.includes(event));
  const begun = group?.events[0];
  const attributes = { ...(begun && attributesOf(begun)), ...attributesOf(event) };
  const facts = factsOf(attributes, execution, group);
  const own = ownSkeletons(group, attributes, facts, execution);
  const others = operations.flatMap(({ name, takesToken }): EventSkeleton[] => {
    const isOther = group?.kind === 'activityTask' ? /Decision/.test(name) : /Activity/.test(name);
    // A start needs more than a row of facts, and a domain is what every event has.
    if (takesToken || isOther || /^StartWorkflowExecution$|Domain$/.test(name)) return [];
    const values = told(prefill(name, facts));
    return Object.keys(values).some((member) => member !== 'domain') ? [{ operation: name, values }] : [];
  });
  others.sort((a, b) => Object.keys(b.values).length - Object.keys(a.values).length);
  return [...own, ...others.filter(({ operation }) => !own.some((each) => each.operation === operation))];
}

function factsOf(
  { activityType, workflowType, taskList, workflowExecution, workflowId, runId }: Attributes,
  execution: ExecutionRef | undefined,
  group: EventGroup | undefined,
): SkeletonFacts {
  // Children and outside executions are other ones than that of the history.
  const isOther = group?.kind === 'child' || group?.kind === 'externalSignal' || group?.kind === 'externalCancel';
  const named = isRecord(workflowExecution) ? workflowExecution : { workflowId, runId };
  const other = { workflowId: text(named['workflowId']) ?? '', runId: text(named['runId']) ?? '' };
  return {
    domain: execution?.domain,
    execution: isOther ? other : execution,
    activityType: typeName(activityType),
    workflowType: typeName(workflowType),
    taskList: isRecord(taskList) ? text(taskList['name']) : undefined,
  };
}

function typeName(type: unknown): SkeletonFacts['activityType'] {
  const [name, version] = isRecord(type) ? [text(type['name']), text(type['version'])] : [];
  return name === undefined || version === undefined ? undefined : { name, version };
}

/** What repeats or answers the event itself. */
function ownSkeletons(
  group: EventGroup | undefined,
  attributes: Attributes,
  facts: SkeletonFacts,
  execution: ExecutionRef | undefined,
): EventSkeleton[] {
  const of = (operation: OperationName, ...members: string[]): EventSkeleton => {
    const given = Object.fromEntries(members.map((member) => [member, attributes[member]]));
    return { operation, values: told({ ...prefill(operation, facts), ...given }) };
  };
  switch (group?.kind) {
    case 'execution':
      return group.events.length > 1 && 'reason' in attributes && group.outcome === 'terminated'
        ? [
            of('TerminateWorkflowExecution', 'reason', 'details', 'childPolicy'),
            of('StartWorkflowExecution', ...startMembers),
          ]
        : [of('StartWorkflowExecution', ...startMembers)];
    case 'child':
      return [of('StartWorkflowExecution', ...startMembers)];
    case 'signal':
    case 'externalSignal':
      return [of('SignalWorkflowExecution', 'signalName', 'input')];
    case 'cancelRequest':
    case 'externalCancel':
      return [of('RequestCancelWorkflowExecution')];
    case 'activityTask': {
      if (group.outcome !== 'open') return [];
      // Without a worker that has taken it there is no token.
      if (group.startedAt === undefined) return [of('CountPendingActivityTasks')];
      const scheduledEventId = id(group.eventId);
      const task =
        execution && scheduledEventId && group.events[0]?.eventType === 'ActivityTaskScheduled'
          ? { execution, scheduledEventId, activityId: group.name }
          : undefined;
      const answers = [...closingOperations, 'RecordActivityTaskHeartbeat'] as const;
      return answers.map((operation) => ({ operation, values: {}, task }));
    }
    case 'decisionTask':
      if (group.outcome !== 'open') return [];
      return [
        ...(group.startedAt === undefined ? [] : [of('RespondDecisionTaskCompleted')]),
        of('CountPendingDecisionTasks'),
      ];
    default:
      return [];
  }
}

/** Without what an event left empty. */
function told(values: Attributes): Attributes {
  const isTold = (value: unknown) =>
    value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0);
  return Object.fromEntries(Object.entries(values).filter(([, value]) => isTold(value)));
}
