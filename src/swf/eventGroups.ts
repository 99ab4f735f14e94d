import type { HistoryEvent } from '@aws-sdk/client-swf';
import { type EventRule, type GroupKind, type GroupOutcome, ruleOf } from './eventRules';
import { id, text, time } from './historyEvents';

export type { GroupKind, GroupOutcome } from './eventRules';

/** Events of one history that belong together: scheduled → started → closed. Times are milliseconds since 1970. */
export interface EventGroup {
  readonly kind: GroupKind;
  /** Oldest first; the first one began it, unless the events at hand begin later. */
  readonly events: readonly HistoryEvent[];
  /** Of the first event: the group's identity. */
  readonly eventId: number;
  /** The activity id, timer id, workflow id, signal name …; any characters. */
  readonly name: string;
  /** Name and version of the type, the lambda function, the seconds of a timer, the cause of a refusal. */
  readonly detail: string;
  readonly begunAt: number;
  /** When a worker, a decider or the child began; absent for what has no such moment. */
  readonly startedAt?: number | undefined;
  /** When it ended: by its own event, or with its execution. Absent while it is open. */
  readonly endedAt?: number | undefined;
  readonly outcome: GroupOutcome;
  /** What the worker or decider that took it calls itself. */
  readonly identity?: string | undefined;
  /** Why it ended so: the reason, cause or kind of timeout that the closing event gives. */
  readonly reason?: string | undefined;
  /** Of an activity task: whether its decider asked for its cancellation. */
  readonly cancelRequested: boolean;
}

type Attributes = Readonly<Record<string, unknown>>;
type Draft = { -readonly [Key in keyof EventGroup]: EventGroup[Key] } & { events: HistoryEvent[] };

/**
 * Groups the events of one execution, given oldest first. Every event is in exactly one group, and the groups come in
 * the order of their first events. What the events at hand do not tell is not guessed: a close without its beginning is
 * a group of its own.
 */
export function groupEvents(events: readonly HistoryEvent[]): readonly EventGroup[] {
  const groups: Draft[] = [];
  const byFirstEvent = new Map<number, Draft>();
  /** The newest task of each activity id: ids are used again, but only after the one before has closed. */
  const tasks = new Map<string, Draft>();
  let execution: Draft | undefined;
  let now = 0;
  for (const event of events) {
    const eventId = id(event.eventId) ?? 0;
    now = time(event) ?? now;
    const rule = ruleOf(event.eventType ?? '');
    const attributes = attributesOf(event);
    const activityId = text(attributes['activityId']) ?? '';
    let group: Draft | undefined;
    if (rule.link !== undefined) group = byFirstEvent.get(id(attributes[rule.link]) ?? -1);
    else if (rule.does === 'adds') group = tasks.get(activityId);
    else if (rule.kind === 'execution') group = execution;
    if (group === undefined || group.kind !== rule.kind) {
      group = begin(rule, event, attributes, now);
      groups.push(group);
      byFirstEvent.set(eventId, group);
      if (rule.kind === 'execution') execution = group;
      if (event.eventType === 'ActivityTaskScheduled') tasks.set(activityId, group);
    } else group.events.push(event);
    take(group, rule, attributes, now);
  }
  if (execution?.endedAt !== undefined) cutOff(groups, execution.endedAt);
  return groups;
}

/** The attributes of an event, whatever its type: they stand in a member named after it. */
export function attributesOf(event: HistoryEvent): Attributes {
  const type: string = event.eventType ?? '';
  const value: unknown = Reflect.get(event, `${type.charAt(0).toLowerCase()}${type.slice(1)}EventAttributes`);
  return isRecord(value) ? value : {};
}

/** Whether a value of an event holds members of its own: no list, no time. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

function begin({ kind }: EventRule, event: HistoryEvent, attributes: Attributes, now: number): Draft {
  return {
    kind,
    events: [event],
    eventId: id(event.eventId) ?? 0,
    name: nameOf(kind, event, attributes),
    detail: detailOf(kind, attributes),
    begunAt: now,
    outcome: 'open',
    cancelRequested: false,
  };
}

function take(group: Draft, { does }: EventRule, attributes: Attributes, now: number): void {
  switch (does) {
    case 'begins':
      return;
    case 'adds':
      group.cancelRequested = true;
      return;
    case 'starts':
      group.startedAt = now;
      group.identity = text(attributes['identity']);
      return;
    default:
      group.endedAt = now;
      group.outcome = does;
      group.reason = reasonOf(attributes);
  }
}

/** No event tells the end of what an execution's close left open; for a child, not even whether it ended. */
function cutOff(groups: readonly Draft[], endedAt: number): void {
  for (const group of groups) {
    if (group.outcome !== 'open') continue;
    group.outcome = 'cutOff';
    group.endedAt = endedAt;
  }
}

function nameOf(kind: GroupKind, event: HistoryEvent, attributes: Attributes): string {
  const member = (name: string) => text(attributes[name]);
  const named =
    member('activityId') ?? member('timerId') ?? member('id') ?? member('signalName') ?? member('markerName');
  switch (kind) {
    case 'execution':
      return typeName(attributes['workflowType']);
    case 'decisionTask':
      return nameIn(attributes['taskList']);
    case 'child':
      return member('workflowId') ?? workflowIdIn(attributes['workflowExecution']);
    case 'externalSignal':
      return [member('signalName'), member('workflowId')].filter(Boolean).join(' to ');
    case 'externalCancel':
      return member('workflowId') ?? workflowIdIn(attributes['workflowExecution']);
    case 'cancelRequest':
      return workflowIdIn(attributes['externalWorkflowExecution']);
    case 'refusal':
      return [decisionOf(event.eventType ?? ''), named].filter(Boolean).join(' ');
    case 'other':
      return event.eventType ?? '';
    default:
      return named ?? '';
  }
}

function detailOf(kind: GroupKind, attributes: Attributes): string {
  const seconds = text(attributes['startToFireTimeout']);
  if (kind === 'timer') return seconds === undefined ? '' : `${seconds} s`;
  if (kind === 'lambda') return text(attributes['name']) ?? '';
  if (kind === 'signal') return workflowIdIn(attributes['externalWorkflowExecution']);
  if (kind === 'activityTask') return typeName(attributes['activityType']);
  return kind === 'child' ? typeName(attributes['workflowType']) : '';
}

/** `ScheduleActivityTaskFailed` is about the decision ScheduleActivityTask. */
function decisionOf(eventType: string): string {
  return eventType.replace(/Failed$/, '');
}

function reasonOf(attributes: Attributes): string | undefined {
  for (const member of ['reason', 'timeoutType', 'cause', 'message']) {
    const value = text(attributes[member]);
    if (value !== undefined && value !== '') return value;
  }
  return undefined;
}

function nameIn(value: unknown): string {
  return (isRecord(value) ? text(value['name']) : undefined) ?? '';
}

function typeName(value: unknown): string {
  const version = isRecord(value) ? text(value['version']) : undefined;
  return [nameIn(value), version].filter(Boolean).join(' ');
}

function workflowIdIn(value: unknown): string {
  return (isRecord(value) ? text(value['workflowId']) : undefined) ?? '';
}
