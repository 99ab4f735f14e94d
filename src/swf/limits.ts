/**
 * The bounds and enums of the API model (AWS "Amazon SWF API Reference"; the numbers were compared with botocore 1.43.11).
 * Lengths are in characters. A limit belongs to a member's name; where a structure differs from the rest, it stands in
 * `exceptions` as `Structure.member`.
 */
export interface Limit {
  readonly min?: number;
  readonly max?: number;
  readonly values?: readonly string[];
}

const data: Limit = { max: 32_768 };
const id: Limit = { min: 1, max: 256 };
const duration: Limit = { max: 8 };
const version: Limit = { min: 1, max: 64 };
const arn: Limit = { min: 1, max: 1_600 };
const childPolicy: Limit = { values: ['TERMINATE', 'REQUEST_CANCEL', 'ABANDON'] };

const byMember: Readonly<Record<string, Limit>> = {
  activityId: id,
  childPolicy,
  control: data,
  decisionType: {
    values: [
      'ScheduleActivityTask',
      'RequestCancelActivityTask',
      'CompleteWorkflowExecution',
      'FailWorkflowExecution',
      'CancelWorkflowExecution',
      'ContinueAsNewWorkflowExecution',
      'RecordMarker',
      'StartTimer',
      'CancelTimer',
      'SignalExternalWorkflowExecution',
      'RequestCancelExternalWorkflowExecution',
      'StartChildWorkflowExecution',
      'ScheduleLambdaFunction',
    ],
  },
  defaultChildPolicy: childPolicy,
  defaultExecutionStartToCloseTimeout: duration,
  defaultLambdaRole: arn,
  defaultTaskHeartbeatTimeout: duration,
  defaultTaskScheduleToCloseTimeout: duration,
  defaultTaskScheduleToStartTimeout: duration,
  defaultTaskStartToCloseTimeout: duration,
  description: { max: 1_024 },
  details: data,
  domain: id,
  executionContext: data,
  executionStartToCloseTimeout: duration,
  heartbeatTimeout: duration,
  id,
  identity: { max: 256 },
  input: data,
  key: { min: 1, max: 128 },
  lambdaRole: arn,
  markerName: id,
  maximumPageSize: { min: 0, max: 1_000 },
  name: id,
  nextPageToken: { max: 2_048 },
  reason: { max: 256 },
  registrationStatus: { values: ['REGISTERED', 'DEPRECATED'] },
  resourceArn: arn,
  result: data,
  runId: { max: 64 },
  scheduleToCloseTimeout: duration,
  scheduleToStartTimeout: duration,
  signalName: id,
  startToCloseTimeout: duration,
  startToFireTimeout: { min: 1, max: 8 },
  status: { values: ['COMPLETED', 'FAILED', 'CANCELED', 'TERMINATED', 'CONTINUED_AS_NEW', 'TIMED_OUT'] },
  tag: { min: 0, max: 256 },
  tagList: { max: 5 },
  taskListScheduleToStartTimeout: duration,
  taskStartToCloseTimeout: duration,
  taskToken: { min: 1, max: 1_024 },
  timerId: id,
  value: { max: 256 },
  version,
  workflowExecutionRetentionPeriodInDays: { min: 1, max: 8 },
  workflowId: id,
  workflowTypeVersion: version,
};

const exceptions: Readonly<Record<string, Limit>> = {
  'RecordActivityTaskHeartbeatInput.details': { max: 2_048 },
  'ScheduleLambdaFunctionDecisionAttributes.name': { min: 1, max: 64 },
  'WorkflowExecution.runId': { min: 1, max: 64 },
  'WorkflowTypeFilter.version': { max: 64 },
};

const ofItems: Readonly<Record<string, Limit>> = {
  tagKeys: { min: 1, max: 128 },
  tagList: { min: 0, max: 256 },
};

/** The limit of a structure's member; of a list, the number of its items. */
export function memberLimit(structure: string, member: string): Limit {
  return exceptions[`${structure}.${member}`] ?? byMember[member] ?? {};
}

/** The limit of each string in a list member. */
export function itemLimit(member: string): Limit {
  return ofItems[member] ?? {};
}
