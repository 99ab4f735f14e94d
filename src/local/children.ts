import { scheduleDecisionTask } from './decisionTask';
import type { Execution } from './execution';
import type { FollowUp } from './externalExecutions';
import { configure, missingDefaultCauses, newRun, startExecution } from './starting';
import type { Structure } from './wireTypes';

/** AWS page "Amazon SWF Quotas": open child executions of one execution. */
const mostChildren = 1_000;

/** Begins a StartChildWorkflowExecution decision; true when it failed at once. */
export function startChild(
  parent: Execution,
  attributes: Structure<'StartChildWorkflowExecutionDecisionAttributes'>,
  decisionTaskCompletedEventId: number,
): true | FollowUp {
  const { workflowType, workflowId, control } = attributes;
  const { domain } = parent;
  const common = { workflowType: { ...workflowType }, workflowId, control, decisionTaskCompletedEventId };
  const configuration = resolve(parent, attributes);
  if (typeof configuration === 'string') {
    parent.append('StartChildWorkflowExecutionFailed', { ...common, cause: configuration, initiatedEventId: 0 });
    return true;
  }
  const { tagList, taskList, ...unchanged } = configuration;
  const initiatedEventId = parent.append('StartChildWorkflowExecutionInitiated', {
    ...common,
    ...unchanged,
    taskList: { name: taskList },
    tagList: tagList === undefined ? undefined : [...tagList],
  });
  return () => {
    if (domain.openByWorkflowId.has(workflowId)) {
      if (parent.closed !== undefined) return false;
      const cause = 'WORKFLOW_ALREADY_RUNNING';
      parent.append('StartChildWorkflowExecutionFailed', { ...common, cause, initiatedEventId });
      return true;
    }
    const link = { execution: parent, initiatedEventId, startedEventId: 0 };
    const child = startExecution(domain, workflowId, configuration, newRun(domain), { parent: link });
    if (parent.closed !== undefined) return false;
    link.startedEventId = parent.append('ChildWorkflowExecutionStarted', {
      workflowExecution: child.reference,
      workflowType: configuration.workflowType,
      initiatedEventId,
    });
    scheduleDecisionTask(parent);
    return true;
  };
}

/** What the child will have, or the cause why it cannot be started. */
function resolve(parent: Execution, attributes: Structure<'StartChildWorkflowExecutionDecisionAttributes'>) {
  const { name, version } = attributes.workflowType;
  const type = parent.domain.workflowTypes.get(name, version);
  if (type === undefined) return 'WORKFLOW_TYPE_DOES_NOT_EXIST';
  if (type.deprecatedAt !== undefined) return 'WORKFLOW_TYPE_DEPRECATED';
  if (parent.children.size >= mostChildren) return 'OPEN_CHILDREN_LIMIT_EXCEEDED';
  const configuration = configure(type, attributes);
  return 'missing' in configuration ? missingDefaultCauses[configuration.missing] : configuration;
}
