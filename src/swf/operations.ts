import { inputShapes } from './inputShapes';

/**
 * The 39 operations of Amazon SWF, API version 2012-01-25, and whether each reads or writes. A poll counts as a write:
 * it starts the task it returns (AWS page "PollForActivityTask").
 */
const access = {
  CountClosedWorkflowExecutions: 'read',
  CountOpenWorkflowExecutions: 'read',
  CountPendingActivityTasks: 'read',
  CountPendingDecisionTasks: 'read',
  DeleteActivityType: 'write',
  DeleteWorkflowType: 'write',
  DeprecateActivityType: 'write',
  DeprecateDomain: 'write',
  DeprecateWorkflowType: 'write',
  DescribeActivityType: 'read',
  DescribeDomain: 'read',
  DescribeWorkflowExecution: 'read',
  DescribeWorkflowType: 'read',
  GetWorkflowExecutionHistory: 'read',
  ListActivityTypes: 'read',
  ListClosedWorkflowExecutions: 'read',
  ListDomains: 'read',
  ListOpenWorkflowExecutions: 'read',
  ListTagsForResource: 'read',
  ListWorkflowTypes: 'read',
  PollForActivityTask: 'write',
  PollForDecisionTask: 'write',
  RecordActivityTaskHeartbeat: 'write',
  RegisterActivityType: 'write',
  RegisterDomain: 'write',
  RegisterWorkflowType: 'write',
  RequestCancelWorkflowExecution: 'write',
  RespondActivityTaskCanceled: 'write',
  RespondActivityTaskCompleted: 'write',
  RespondActivityTaskFailed: 'write',
  RespondDecisionTaskCompleted: 'write',
  SignalWorkflowExecution: 'write',
  StartWorkflowExecution: 'write',
  TagResource: 'write',
  TerminateWorkflowExecution: 'write',
  UndeprecateActivityType: 'write',
  UndeprecateDomain: 'write',
  UndeprecateWorkflowType: 'write',
  UntagResource: 'write',
} as const;

export type OperationName = keyof typeof access;

/** An operation that closes an activity task, given its task token. */
export type ClosingOperation =
  'RespondActivityTaskCanceled' | 'RespondActivityTaskCompleted' | 'RespondActivityTaskFailed';

/** An operation on a started activity task, given its task token. */
export type TokenOperation = ClosingOperation | 'RecordActivityTaskHeartbeat';

/** An operation on an open workflow execution, for which no token is needed. */
export type ExecutionOperation =
  'SignalWorkflowExecution' | 'RequestCancelWorkflowExecution' | 'TerminateWorkflowExecution';

export interface Operation {
  /** The API's name, such as `RespondActivityTaskCanceled`. */
  readonly name: OperationName;
  /** The AWS CLI's name, such as `respond-activity-task-canceled`. */
  readonly cliName: string;
  readonly access: 'read' | 'write';
  /** Whether the input carries a task token. */
  readonly takesToken: boolean;
}

export const closingOperations: readonly ClosingOperation[] = [
  'RespondActivityTaskCanceled',
  'RespondActivityTaskCompleted',
  'RespondActivityTaskFailed',
];

const executionOperations: readonly ExecutionOperation[] = [
  'SignalWorkflowExecution',
  'RequestCancelWorkflowExecution',
  'TerminateWorkflowExecution',
];

/** All operations, in the order of their names. */
export const operations: readonly Operation[] = (Object.keys(access) as OperationName[]).map((name) => ({
  name,
  cliName: name.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase(),
  access: access[name],
  takesToken: 'taskToken' in inputShapes[`${name}Input`],
}));

/** Whether a text, for instance the target header of a request, names an operation. */
export function isOperationName(text: string): text is OperationName {
  return Object.hasOwn(access, text);
}

/** Whether it closes an activity task. */
export function isClosingOperation(name: OperationName): name is ClosingOperation {
  return closingOperations.some((closing) => closing === name);
}

/** Whether it acts on an open workflow execution. */
export function isExecutionOperation(name: OperationName): name is ExecutionOperation {
  return executionOperations.some((acting) => acting === name);
}

/** The AWS CLI's name of an operation. */
export function cliName(name: OperationName): string {
  return operation(name).cliName;
}

/** An operation by its API name. */
export function operation(name: OperationName): Operation {
  const found = operations.find((candidate) => candidate.name === name);
  if (found === undefined) throw new RangeError(`Not an SWF operation: ${name}`);
  return found;
}
