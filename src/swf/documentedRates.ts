import type { OperationName } from './operations';

/** A bucket's size, and how many tokens flow into it a second. */
export type Rate = readonly [size: number, refill: number];

/** AWS page "Amazon SWF Quotas": for each operation, per account and region. */
export const operationRates: Readonly<Record<OperationName, Rate>> = {
  CountClosedWorkflowExecutions: [2_000, 6],
  CountOpenWorkflowExecutions: [2_000, 6],
  CountPendingActivityTasks: [200, 6],
  CountPendingDecisionTasks: [200, 6],
  DeleteActivityType: [200, 6],
  DeleteWorkflowType: [200, 6],
  DeprecateActivityType: [200, 6],
  DeprecateDomain: [100, 6],
  DeprecateWorkflowType: [200, 6],
  DescribeActivityType: [2_000, 6],
  DescribeDomain: [200, 6],
  DescribeWorkflowExecution: [2_000, 6],
  DescribeWorkflowType: [2_000, 6],
  GetWorkflowExecutionHistory: [2_000, 60],
  ListActivityTypes: [200, 6],
  ListClosedWorkflowExecutions: [200, 6],
  ListDomains: [100, 6],
  ListOpenWorkflowExecutions: [200, 48],
  ListTagsForResource: [50, 30],
  ListWorkflowTypes: [200, 6],
  PollForActivityTask: [2_000, 200],
  PollForDecisionTask: [2_000, 200],
  RecordActivityTaskHeartbeat: [2_000, 160],
  RegisterActivityType: [200, 60],
  RegisterDomain: [100, 6],
  RegisterWorkflowType: [200, 60],
  RequestCancelWorkflowExecution: [2_000, 30],
  RespondActivityTaskCanceled: [2_000, 200],
  RespondActivityTaskCompleted: [2_000, 200],
  RespondActivityTaskFailed: [2_000, 200],
  RespondDecisionTaskCompleted: [2_000, 200],
  SignalWorkflowExecution: [2_000, 30],
  StartWorkflowExecution: [2_000, 200],
  TagResource: [50, 30],
  TerminateWorkflowExecution: [2_000, 60],
  UndeprecateActivityType: [200, 6],
  UndeprecateDomain: [100, 6],
  UndeprecateWorkflowType: [200, 6],
  UntagResource: [50, 30],
};

/** The same page: for one workflow execution. */
export const executionRates: Readonly<Partial<Record<OperationName, Rate>>> = {
  GetWorkflowExecutionHistory: [400, 200],
  RecordActivityTaskHeartbeat: [1_000, 1_000],
  RequestCancelWorkflowExecution: [200, 200],
  SignalWorkflowExecution: [1_000, 1_000],
};
