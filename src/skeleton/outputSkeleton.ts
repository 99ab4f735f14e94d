import { cliName, operation as operationOf, type OperationName } from '../swf/operations';
import { loadSdk, type Sdk } from '../swf/sdkClient';

type Schema = NonNullable<ReturnType<Sdk['outputSchemaOf']>>;

/**
 * The shape of an answer, as `aws swf <operation> --generate-cli-skeleton output` prints it; empty for an operation that
 * answers nothing. Loads the SDK, which knows the shapes.
 */
export async function outputSkeletonText(operation: OperationName): Promise<string> {
  const { outputSchemaOf } = await loadSdk();
  const schema = outputSchemaOf(operation);
  return schema === undefined ? '' : `${JSON.stringify(sample(schema, schema.getName() ?? ''), undefined, 4)}\n`;
}

/** Whether an operation answers anything but that it was done. */
export function hasAnswer(operation: OperationName): boolean {
  const { access } = operationOf(operation);
  return access === 'read' || /^(PollFor|RecordActivityTaskHeartbeat$|StartWorkflowExecution$)/.test(operation);
}

/** The name of a file with such a shape: as Python's SDK calls the operation, for by the AWS CLI's it would be a skeleton. */
export function outputFileName(operation: OperationName): string {
  return `${cliName(operation).replaceAll('-', '_')}.output.json`;
}

/** A text is shown as its member's name. */
function sample(schema: Schema, name: string): unknown {
  if (schema.isStructSchema()) {
    const samples = new Map([...schema.structIterator()].map(([member, type]) => [member, sample(type, member)]));
    const order = apiOrder[schema.getName() ?? '']?.split(' ') ?? [];
    // What a newer SDK knows besides comes last.
    return Object.fromEntries(
      [...new Set([...order, ...samples.keys()])].map((member) => [member, samples.get(member)]),
    );
  }
  if (schema.isListSchema()) return [sample(schema.getValueSchema(), 'Tag')];
  if (schema.isTimestampSchema()) return '1970-01-01T00:00:00';
  if (schema.isNumericSchema()) return 0;
  return schema.isBooleanSchema() ? true : name;
}

/**
 * Members in the API's own order, which the AWS CLI prints, where the SDK's is another: that has the required ones first
 * (seen: AWS CLI 1.45.11 with botocore 1.43.11).
 */
const apiOrder: Readonly<Record<string, string>> = {
  ActivityTaskCanceledEventAttributes: 'details scheduledEventId startedEventId latestCancelRequestedEventId',
  ActivityTaskCompletedEventAttributes: 'result scheduledEventId startedEventId',
  ActivityTaskFailedEventAttributes: 'reason details scheduledEventId startedEventId',
  ActivityTaskScheduledEventAttributes:
    'activityType activityId input control scheduleToStartTimeout scheduleToCloseTimeout startToCloseTimeout taskList taskPriority decisionTaskCompletedEventId heartbeatTimeout',
  ActivityTaskStartedEventAttributes: 'identity scheduledEventId',
  ActivityTypeInfo: 'activityType status description creationDate deprecationDate',
  ChildWorkflowExecutionCanceledEventAttributes:
    'workflowExecution workflowType details initiatedEventId startedEventId',
  ChildWorkflowExecutionCompletedEventAttributes:
    'workflowExecution workflowType result initiatedEventId startedEventId',
  ChildWorkflowExecutionFailedEventAttributes:
    'workflowExecution workflowType reason details initiatedEventId startedEventId',
  DecisionTaskCompletedEventAttributes:
    'executionContext scheduledEventId startedEventId taskList taskListScheduleToStartTimeout',
  DecisionTaskStartedEventAttributes: 'identity scheduledEventId',
  LambdaFunctionScheduledEventAttributes: 'id name control input startToCloseTimeout decisionTaskCompletedEventId',
  MarkerRecordedEventAttributes: 'markerName details decisionTaskCompletedEventId',
  RequestCancelExternalWorkflowExecutionFailedEventAttributes:
    'workflowId runId cause initiatedEventId decisionTaskCompletedEventId control',
  RequestCancelExternalWorkflowExecutionInitiatedEventAttributes:
    'workflowId runId decisionTaskCompletedEventId control',
  SignalExternalWorkflowExecutionFailedEventAttributes:
    'workflowId runId cause initiatedEventId decisionTaskCompletedEventId control',
  SignalExternalWorkflowExecutionInitiatedEventAttributes:
    'workflowId runId signalName input decisionTaskCompletedEventId control',
  StartChildWorkflowExecutionInitiatedEventAttributes:
    'workflowId workflowType control input executionStartToCloseTimeout taskList taskPriority decisionTaskCompletedEventId childPolicy taskStartToCloseTimeout tagList lambdaRole',
  TimerStartedEventAttributes: 'timerId control startToFireTimeout decisionTaskCompletedEventId',
  WorkflowExecutionCanceledEventAttributes: 'details decisionTaskCompletedEventId',
  WorkflowExecutionCompletedEventAttributes: 'result decisionTaskCompletedEventId',
  WorkflowExecutionConfiguration:
    'taskStartToCloseTimeout executionStartToCloseTimeout taskList taskPriority childPolicy lambdaRole',
  WorkflowExecutionContinuedAsNewEventAttributes:
    'input decisionTaskCompletedEventId newExecutionRunId executionStartToCloseTimeout taskList taskPriority taskStartToCloseTimeout childPolicy tagList workflowType lambdaRole',
  WorkflowExecutionFailedEventAttributes: 'reason details decisionTaskCompletedEventId',
  WorkflowExecutionInfo:
    'execution workflowType startTimestamp closeTimestamp executionStatus closeStatus parent tagList cancelRequested',
  WorkflowExecutionStartedEventAttributes:
    'input executionStartToCloseTimeout taskStartToCloseTimeout childPolicy taskList taskPriority workflowType tagList continuedExecutionRunId parentWorkflowExecution parentInitiatedEventId lambdaRole',
  WorkflowExecutionTerminatedEventAttributes: 'reason details childPolicy cause',
  WorkflowTypeInfo: 'workflowType status description creationDate deprecationDate',
};
