import type { Handlers } from '../call';
import { requestCancelOfExecution, terminate } from '../closing';
import { scheduleDecisionTask } from '../decisionTask';
import { durationProblems, given, priorityProblems } from '../durations';
import { findExecution, findOpenExecution, type Execution } from '../execution';
import { throwValidationErrors } from '../readRequest';
import { swfFault } from '../serviceFault';
import { configure, isChildPolicy, newRun, startExecution } from '../starting';
import { executionInfo } from './executionInfo';
import { typeText, unknownTypeFault } from './typeOperations';

/** Starting, describing, signaling, canceling and terminating workflow executions. */
export const executionOperations = {
  StartWorkflowExecution(request, { region }) {
    const { executionStartToCloseTimeout, taskStartToCloseTimeout, workflowType, workflowId } = request;
    throwValidationErrors([
      ...durationProblems(executionStartToCloseTimeout, 'executionStartToCloseTimeout', false),
      ...durationProblems(taskStartToCloseTimeout, 'taskStartToCloseTimeout'),
      ...priorityProblems(request.taskPriority, 'taskPriority'),
    ]);
    const domain = region.domain(request.domain);
    if (domain.status === 'DEPRECATED') throw swfFault('DomainDeprecatedFault', domain.name);
    const type = domain.workflowTypes.get(workflowType.name, workflowType.version);
    if (type === undefined) throw unknownTypeFault('WorkflowType', workflowType);
    if (type.deprecatedAt !== undefined) {
      throw swfFault('TypeDeprecatedFault', typeText('WorkflowType', workflowType));
    }
    const configuration = configure(type, request);
    if ('missing' in configuration) throw swfFault('DefaultUndefinedFault', configuration.missing);
    if (domain.openByWorkflowId.has(workflowId)) throw swfFault('WorkflowExecutionAlreadyStartedFault', '');
    if (domain.openByWorkflowId.size >= region.world.quotas.openExecutions) {
      throw swfFault('LimitExceededFault', 'Open workflow execution limit exceeded');
    }
    return { runId: startExecution(domain, workflowId, configuration, newRun(domain)).runId };
  },

  DescribeWorkflowExecution(request, { region }) {
    return describe(findExecution(region.domain(request.domain), request.execution));
  },

  SignalWorkflowExecution(request, { region }) {
    const execution = findOpenExecution(region.domain(request.domain), request.workflowId, request.runId);
    execution.append('WorkflowExecutionSignaled', {
      signalName: request.signalName,
      input: request.input,
      externalInitiatedEventId: 0,
    });
    scheduleDecisionTask(execution);
    return undefined;
  },

  RequestCancelWorkflowExecution(request, { region }) {
    requestCancelOfExecution(findOpenExecution(region.domain(request.domain), request.workflowId, request.runId));
    return undefined;
  },

  TerminateWorkflowExecution(request, { region }) {
    const execution = findOpenExecution(region.domain(request.domain), request.workflowId, request.runId);
    const childPolicy = isChildPolicy(request.childPolicy) ? request.childPolicy : execution.configuration.childPolicy;
    terminate(execution, request.reason, request.details, childPolicy);
    return undefined;
  },
} satisfies Handlers;

function describe(execution: Execution): object {
  const { configuration, latestActivityTaskAt } = execution;
  const decisionOpen = execution.waitingDecision !== undefined || execution.startedDecision !== undefined;
  return {
    executionInfo: executionInfo(execution),
    executionConfiguration: {
      taskStartToCloseTimeout: configuration.taskStartToCloseTimeout,
      executionStartToCloseTimeout: configuration.executionStartToCloseTimeout,
      taskList: { name: configuration.taskList },
      taskPriority: given(configuration.taskPriority),
      childPolicy: configuration.childPolicy,
      lambdaRole: configuration.lambdaRole,
    },
    openCounts: {
      openActivityTasks: execution.activities.size,
      openDecisionTasks: decisionOpen ? 1 : 0,
      openTimers: execution.timers.size,
      openChildWorkflowExecutions: execution.children.size,
      openLambdaFunctions: execution.lambdaTasks?.size ?? 0,
    },
    latestActivityTaskTimestamp: latestActivityTaskAt === undefined ? undefined : latestActivityTaskAt / 1000,
    latestExecutionContext: execution.latestExecutionContext,
  };
}
