import type { EventType } from '@aws-sdk/client-swf';

/** What a group of related events is about. */
export type GroupKind =
  | 'execution'
  | 'decisionTask'
  | 'activityTask'
  | 'timer'
  | 'lambda'
  | 'child'
  | 'externalSignal'
  | 'externalCancel'
  | 'signal'
  | 'cancelRequest'
  | 'marker'
  | 'refusal'
  | 'other';

/** How a group ended. `noted` is an event that has no duration; `cutOff` one that its execution's close left open. */
export type GroupOutcome =
  'open' | 'completed' | 'failed' | 'timedOut' | 'canceled' | 'terminated' | 'continuedAsNew' | 'cutOff' | 'noted';

/** The member that names the event a group began with. */
export type LinkMember = 'scheduledEventId' | 'startedEventId' | 'initiatedEventId';

/** What an event does to its group: begins it, starts its work, adds to it, or ends it in some way. */
export interface EventRule {
  readonly kind: GroupKind;
  readonly does: 'begins' | 'starts' | 'adds' | Exclude<GroupOutcome, 'open' | 'cutOff'>;
  readonly link?: LinkMember;
}

const rule = (kind: GroupKind, does: EventRule['does'], link?: LinkMember): EventRule =>
  link === undefined ? { kind, does } : { kind, does, link };

const refusal = rule('refusal', 'noted');

/** All 54 event types (AWS page "HistoryEvent"); one that is added to the SDK's types does not compile here. */
const rules: { readonly [Type in EventType]: EventRule } = {
  WorkflowExecutionStarted: rule('execution', 'begins'),
  WorkflowExecutionCompleted: rule('execution', 'completed'),
  WorkflowExecutionFailed: rule('execution', 'failed'),
  WorkflowExecutionTimedOut: rule('execution', 'timedOut'),
  WorkflowExecutionCanceled: rule('execution', 'canceled'),
  WorkflowExecutionTerminated: rule('execution', 'terminated'),
  WorkflowExecutionContinuedAsNew: rule('execution', 'continuedAsNew'),
  WorkflowExecutionCancelRequested: rule('cancelRequest', 'noted'),
  WorkflowExecutionSignaled: rule('signal', 'noted'),
  MarkerRecorded: rule('marker', 'noted'),

  DecisionTaskScheduled: rule('decisionTask', 'begins'),
  DecisionTaskStarted: rule('decisionTask', 'starts', 'scheduledEventId'),
  DecisionTaskCompleted: rule('decisionTask', 'completed', 'scheduledEventId'),
  DecisionTaskTimedOut: rule('decisionTask', 'timedOut', 'scheduledEventId'),

  ActivityTaskScheduled: rule('activityTask', 'begins'),
  ActivityTaskStarted: rule('activityTask', 'starts', 'scheduledEventId'),
  ActivityTaskCancelRequested: rule('activityTask', 'adds'),
  ActivityTaskCompleted: rule('activityTask', 'completed', 'scheduledEventId'),
  ActivityTaskFailed: rule('activityTask', 'failed', 'scheduledEventId'),
  ActivityTaskTimedOut: rule('activityTask', 'timedOut', 'scheduledEventId'),
  ActivityTaskCanceled: rule('activityTask', 'canceled', 'scheduledEventId'),

  TimerStarted: rule('timer', 'begins'),
  TimerFired: rule('timer', 'completed', 'startedEventId'),
  TimerCanceled: rule('timer', 'canceled', 'startedEventId'),

  LambdaFunctionScheduled: rule('lambda', 'begins'),
  LambdaFunctionStarted: rule('lambda', 'starts', 'scheduledEventId'),
  LambdaFunctionCompleted: rule('lambda', 'completed', 'scheduledEventId'),
  LambdaFunctionFailed: rule('lambda', 'failed', 'scheduledEventId'),
  LambdaFunctionTimedOut: rule('lambda', 'timedOut', 'scheduledEventId'),
  StartLambdaFunctionFailed: rule('lambda', 'failed', 'scheduledEventId'),

  StartChildWorkflowExecutionInitiated: rule('child', 'begins'),
  ChildWorkflowExecutionStarted: rule('child', 'starts', 'initiatedEventId'),
  ChildWorkflowExecutionCompleted: rule('child', 'completed', 'initiatedEventId'),
  ChildWorkflowExecutionFailed: rule('child', 'failed', 'initiatedEventId'),
  ChildWorkflowExecutionTimedOut: rule('child', 'timedOut', 'initiatedEventId'),
  ChildWorkflowExecutionCanceled: rule('child', 'canceled', 'initiatedEventId'),
  ChildWorkflowExecutionTerminated: rule('child', 'terminated', 'initiatedEventId'),
  StartChildWorkflowExecutionFailed: rule('child', 'failed', 'initiatedEventId'),

  SignalExternalWorkflowExecutionInitiated: rule('externalSignal', 'begins'),
  ExternalWorkflowExecutionSignaled: rule('externalSignal', 'completed', 'initiatedEventId'),
  SignalExternalWorkflowExecutionFailed: rule('externalSignal', 'failed', 'initiatedEventId'),
  RequestCancelExternalWorkflowExecutionInitiated: rule('externalCancel', 'begins'),
  ExternalWorkflowExecutionCancelRequested: rule('externalCancel', 'completed', 'initiatedEventId'),
  RequestCancelExternalWorkflowExecutionFailed: rule('externalCancel', 'failed', 'initiatedEventId'),

  CompleteWorkflowExecutionFailed: refusal,
  FailWorkflowExecutionFailed: refusal,
  CancelWorkflowExecutionFailed: refusal,
  ContinueAsNewWorkflowExecutionFailed: refusal,
  ScheduleActivityTaskFailed: refusal,
  RequestCancelActivityTaskFailed: refusal,
  StartTimerFailed: refusal,
  CancelTimerFailed: refusal,
  RecordMarkerFailed: refusal,
  ScheduleLambdaFunctionFailed: refusal,
};

const byType = new Map<string, EventRule>(Object.entries(rules));
const unknownType = rule('other', 'noted');

/** What an event of this type does; one of a type that nobody knows stands for itself. */
export function ruleOf(eventType: string): EventRule {
  return byType.get(eventType) ?? unknownType;
}
