import type { Execution } from '../execution';

/** The WorkflowExecutionInfo of the API model. */
export function executionInfo(execution: Execution): object {
  const { closed, configuration } = execution;
  return {
    execution: execution.reference,
    workflowType: configuration.workflowType,
    startTimestamp: execution.startedAt / 1000,
    closeTimestamp: closed === undefined ? undefined : closed.at / 1000,
    executionStatus: closed === undefined ? 'OPEN' : 'CLOSED',
    closeStatus: closed?.status,
    parent: execution.parent?.execution.reference,
    tagList: configuration.tagList,
    cancelRequested: execution.cancelRequested,
  };
}
