import { scheduleDecisionTask } from './decisionTask';
import type { Execution } from './execution';
import type { FollowUp } from './externalExecutions';
import { configure, missingDefaultCauses, newRun, startExecution } from './starting';
import type { Structure } from './wireTypes';

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
    const cause = hindrance(parent, workflowId);
    if (cause !== undefined) {
      if (parent.closed !== undefined) return false;
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

/** Why the child cannot be opened now: asked after the batch is written, for the batch may have opened others. */
function hindrance({ domain, children, world }: Execution, workflowId: string) {
  if (domain.openByWorkflowId.has(workflowId)) return 'WORKFLOW_ALREADY_RUNNING';
  if (children.size >= world.quotas.openChildren) return 'OPEN_CHILDREN_LIMIT_EXCEEDED';
  return domain.openByWorkflowId.size >= world.quotas.openExecutions ? 'OPEN_WORKFLOWS_LIMIT_EXCEEDED' : undefined;
}

/** What the child will have, or the cause why it cannot be started. */
function resolve(parent: Execution, attributes: Structure<'StartChildWorkflowExecutionDecisionAttributes'>) {
  const { name, version } = attributes.workflowType;
  const type = parent.domain.workflowTypes.get(name, version);
  if (type === undefined) return 'WORKFLOW_TYPE_DOES_NOT_EXIST';
  if (type.deprecatedAt !== undefined) return 'WORKFLOW_TYPE_DEPRECATED';
  const configuration = configure(type, attributes);
  return 'missing' in configuration ? missingDefaultCauses[configuration.missing] : configuration;
}
