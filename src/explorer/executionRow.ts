import { inWords, moment } from './durations';
import type { ExecutionNode } from './nodes';
import type { Row } from './row';

export function executionRow({ execution }: ExecutionNode, now: number): Row {
  const { workflowId, runId, workflowType, startedAt, cancelRequested, tags, parent } = execution;
  const type = `${workflowType.name} ${workflowType.version}`;
  const age = inWords(now - startedAt);
  const description = [...(cancelRequested ? ['cancel requested'] : []), age, type].join(' · ');
  const tooltip = [
    `Workflow execution ${workflowId}`,
    `Run id: ${runId}`,
    `Type: ${type}`,
    `Started: ${moment(startedAt)}, ${age} ago`,
    ...(cancelRequested ? ['Its cancellation was requested; its decider has to act on it.'] : []),
    ...(tags.length > 0 ? [`Tags: ${tags.join(', ')}`] : []),
    ...(parent === undefined ? [] : [`Child of: ${parent.workflowId}, run ${parent.runId}`]),
  ];
  const spoken = `Workflow execution ${workflowId}, ${type}, open for ${age}${cancelRequested ? ', cancel requested' : ''}`;
  const icon = cancelRequested ? 'stop-circle' : 'run-all';
  return {
    label: workflowId,
    description,
    tooltip,
    icon,
    expandable: true,
    tokens: ['execution', 'refreshable'],
    spoken,
  };
}
