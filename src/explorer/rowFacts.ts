import type { Node } from './nodes';
import type { SkeletonFacts } from '../skeleton/prefill';

/** What a row tells for a skeleton that is made from it; nothing of a row that is no resource. */
export function factsOf(node: Node | undefined): SkeletonFacts | undefined {
  switch (node?.kind) {
    case 'domain':
      return { domain: node.domain.name };
    case 'openTasks':
      return { domain: node.parent.domain.name };
    case 'execution': {
      const { domain, workflowType } = node.execution;
      return { domain, execution: node.execution, workflowType };
    }
    case 'task': {
      const { execution, activityType, taskList } = node.task;
      return { domain: execution.domain, execution, activityType, taskList };
    }
    case 'detail':
      return factsOf(node.parent);
    default:
      return undefined;
  }
}
