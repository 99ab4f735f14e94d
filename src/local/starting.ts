import { setExecutionTimeout } from './closing';
import { scheduleDecisionTask } from './decisionTask';
import type { Domain, WorkflowTypeRecord } from './domain';
import { given } from './durations';
import { Execution, type ChildPolicy, type ExecutionConfiguration } from './execution';
import type { ParentLink } from './parents';

/** What a start may say; the rest comes from the workflow type. */
export interface StartInput {
  readonly taskList?: { readonly name: string };
  readonly taskPriority?: string;
  readonly taskStartToCloseTimeout?: string;
  readonly executionStartToCloseTimeout?: string;
  readonly childPolicy?: string;
  readonly lambdaRole?: string;
  readonly input?: string;
  readonly tagList?: readonly string[];
}

/** A member that a start needs and neither it nor the type has. */
export type MissingDefault = 'executionStartToCloseTimeout' | 'taskList' | 'taskStartToCloseTimeout' | 'childPolicy';

/** What such a gap is called when the start was a decision. */
export const missingDefaultCauses = {
  executionStartToCloseTimeout: 'DEFAULT_EXECUTION_START_TO_CLOSE_TIMEOUT_UNDEFINED',
  taskList: 'DEFAULT_TASK_LIST_UNDEFINED',
  taskStartToCloseTimeout: 'DEFAULT_TASK_START_TO_CLOSE_TIMEOUT_UNDEFINED',
  childPolicy: 'DEFAULT_CHILD_POLICY_UNDEFINED',
} as const;

/** Fills a start's gaps from the type's defaults; names the first member that neither has. */
export function configure(
  type: WorkflowTypeRecord,
  start: StartInput,
): ExecutionConfiguration | { missing: MissingDefault } {
  const { defaults, name, version } = type;
  const executionTimeout =
    given(start.executionStartToCloseTimeout) ?? given(defaults.defaultExecutionStartToCloseTimeout);
  if (executionTimeout === undefined) return { missing: 'executionStartToCloseTimeout' };
  const taskList = start.taskList ?? defaults.defaultTaskList;
  if (taskList === undefined) return { missing: 'taskList' };
  const taskTimeout = given(start.taskStartToCloseTimeout) ?? given(defaults.defaultTaskStartToCloseTimeout);
  if (taskTimeout === undefined) return { missing: 'taskStartToCloseTimeout' };
  const childPolicy = start.childPolicy ?? defaults.defaultChildPolicy;
  if (!isChildPolicy(childPolicy)) return { missing: 'childPolicy' };
  return {
    workflowType: { name, version },
    taskList: taskList.name,
    taskPriority: given(start.taskPriority) ?? given(defaults.defaultTaskPriority),
    taskStartToCloseTimeout: taskTimeout,
    executionStartToCloseTimeout: executionTimeout,
    childPolicy,
    lambdaRole: start.lambdaRole ?? defaults.defaultLambdaRole,
    input: start.input,
    tagList: start.tagList,
  };
}

export interface Run {
  readonly number: number;
  readonly runId: string;
}

export function newRun({ world }: Domain): Run {
  const number = world.nextNumber();
  return { number, runId: world.sealer.runId(number) };
}

/** Opens an execution: its first two events, its timeout, its place in the lists. */
export function startExecution(
  domain: Domain,
  workflowId: string,
  configuration: ExecutionConfiguration,
  run: Run,
  origin: { readonly parent?: ParentLink | undefined; readonly continuedExecutionRunId?: string } = {},
): Execution {
  const execution = new Execution(domain, workflowId, run.runId, run.number, configuration);
  execution.parent = origin.parent;
  origin.parent?.execution.children.set(execution.runId, execution);
  domain.region.executions.set(execution.runId, execution);
  domain.openByWorkflowId.set(workflowId, execution);
  domain.open.add(execution);
  domain.started.add(execution);
  execution.append('WorkflowExecutionStarted', {
    workflowType: configuration.workflowType,
    taskList: { name: configuration.taskList },
    taskPriority: configuration.taskPriority,
    taskStartToCloseTimeout: configuration.taskStartToCloseTimeout,
    executionStartToCloseTimeout: configuration.executionStartToCloseTimeout,
    childPolicy: configuration.childPolicy,
    lambdaRole: configuration.lambdaRole,
    input: configuration.input,
    tagList: configuration.tagList === undefined ? undefined : [...configuration.tagList],
    continuedExecutionRunId: origin.continuedExecutionRunId,
    parentWorkflowExecution: origin.parent?.execution.reference,
    parentInitiatedEventId: origin.parent?.initiatedEventId ?? 0,
  });
  setExecutionTimeout(execution);
  scheduleDecisionTask(execution);
  return execution;
}

/** Whether the service knows such a child policy. */
export function isChildPolicy(text: string | undefined): text is ChildPolicy {
  return text === 'TERMINATE' || text === 'REQUEST_CANCEL' || text === 'ABANDON';
}
