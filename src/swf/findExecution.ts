import type { SwfClient } from './client';
import { type ClosedExecution, closedExecutionFrom, listClosedExecutions } from './closedExecutions';
import { SwfFault } from './faults';
import { type Execution, executionFrom, listOpenExecutions } from './listings';

/** An execution that was looked for, open or closed. */
export type FoundExecution =
  | { readonly state: 'open'; readonly execution: Execution }
  | { readonly state: 'closed'; readonly execution: ClosedExecution };

/** Closed runs of one workflow id that are offered, the latest first. */
const closedAtMost = 50;

/**
 * The runs of a workflow id that the domain knows: with a run id that one, by one call, else the open one, and where there is
 * none the closed ones, by two. There is no call that finds a run id without its workflow id.
 * @throws SwfFault when a call fails
 */
export async function findExecutions(
  client: SwfClient,
  domain: string,
  { workflowId, runId }: { readonly workflowId: string; readonly runId?: string | undefined },
  now: number,
): Promise<readonly FoundExecution[]> {
  if (runId !== undefined) return await describe(client, domain, { workflowId, runId });
  const open = await listOpenExecutions(client, domain, { now, workflowId });
  if (open.items.length > 0) return open.items.map((execution) => ({ state: 'open', execution }));
  const filter = { executionFilter: { workflowId } };
  const closed = await listClosedExecutions(client, domain, { now, filter, pageSize: closedAtMost });
  return closed.items.map((execution) => ({ state: 'closed', execution }));
}

async function describe(
  client: SwfClient,
  domain: string,
  execution: { readonly workflowId: string; readonly runId: string },
): Promise<readonly FoundExecution[]> {
  try {
    const { executionInfo } = await client.call('DescribeWorkflowExecution', { domain, execution });
    if (executionInfo === undefined) return [];
    if (executionInfo.executionStatus === 'CLOSED') {
      const closed = closedExecutionFrom(domain, executionInfo);
      return closed === undefined ? [] : [{ state: 'closed', execution: closed }];
    }
    const open = executionFrom(domain, executionInfo);
    return open === undefined ? [] : [{ state: 'open', execution: open }];
  } catch (error) {
    if (error instanceof SwfFault && error.kind === 'unknownExecution') return [];
    throw error;
  }
}
