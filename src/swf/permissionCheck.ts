import type { SwfClient } from './client';
import { listClosedExecutions } from './closedExecutions';
import { SwfFault } from './faults';
import { accountIn, type StatementPlace, unknownAccount } from './iamStatement';
import { countOpenExecutions, listDomains, listOpenExecutions } from './listings';
import type { OperationName } from './operations';
import { pendingTasks } from './taskLists';

/** What a reading call told of a permission. */
export type Finding =
  | { readonly kind: 'allowed' }
  | { readonly kind: 'denied'; readonly fault: SwfFault }
  /** The call failed for another reason, which says nothing about the permission. */
  | { readonly kind: 'failed'; readonly fault: SwfFault }
  /** There was nothing to try it on: why, in words. */
  | { readonly kind: 'untried'; readonly lacking: Lacking };

/** What a domain did not have for a call to be tried on. */
export type Lacking = 'execution' | 'activityType';

/** What the reading calls of one domain told, by operation. */
export interface PermissionFindings {
  readonly domain: string;
  readonly findings: ReadonlyMap<OperationName, Finding>;
  /** What ARNs of this domain begin with, as far as answers and denials told. */
  readonly place: StatementPlace;
}

/**
 * Tries the reading calls that the extension makes, one after the other, on one domain: each once, and none that writes. A
 * task list of any name can be counted, so the name of the domain's own lists is not needed.
 * @throws SwfFault when it was stopped
 */
export async function findPermissions(
  client: SwfClient,
  domain: string,
  { now, signal }: { readonly now: number; readonly signal: AbortSignal },
): Promise<PermissionFindings> {
  const findings = new Map<OperationName, Finding>();
  let account: string | undefined;
  const attempt = async <Answer>(
    operation: OperationName,
    call: () => Promise<Answer>,
  ): Promise<Answer | undefined> => {
    try {
      const answer = await call();
      findings.set(operation, { kind: 'allowed' });
      return answer;
    } catch (error) {
      if (!(error instanceof SwfFault) || error.kind === 'stopped') throw error;
      findings.set(operation, { kind: error.kind === 'accessDenied' ? 'denied' : 'failed', fault: error });
      account ??= accountIn(error.details.missing?.resource ?? '');
      return undefined;
    }
  };
  const lack = (lacking: Lacking, ...operations: OperationName[]) => {
    for (const operation of operations) findings.set(operation, { kind: 'untried', lacking });
  };
  const options = { signal };
  const pageSize = 1;

  const domains = await attempt('ListDomains', () => listDomains(client, { pageSize, signal }));
  const described = await attempt('DescribeDomain', () => client.call('DescribeDomain', { name: domain }, options));
  account ??= accountIn(described?.domainInfo?.arn ?? '') ?? accountIn(domains?.items[0]?.arn ?? '');
  const open = await attempt('ListOpenWorkflowExecutions', () =>
    listOpenExecutions(client, domain, { now, pageSize, signal }),
  );
  await attempt('CountOpenWorkflowExecutions', () => countOpenExecutions(client, domain, { now, signal }));
  const closed = await attempt('ListClosedWorkflowExecutions', () =>
    listClosedExecutions(client, domain, { now, pageSize }),
  );
  const found = open?.items[0] ?? closed?.items[0];
  if (found === undefined) {
    lack('execution', 'GetWorkflowExecutionHistory', 'DescribeWorkflowExecution');
  } else {
    const execution = { workflowId: found.workflowId, runId: found.runId };
    await attempt('GetWorkflowExecutionHistory', () =>
      client.call('GetWorkflowExecutionHistory', { domain, execution, maximumPageSize: 1 }, options),
    );
    await attempt('DescribeWorkflowExecution', () =>
      client.call('DescribeWorkflowExecution', { domain, execution }, options),
    );
  }
  const types = await attempt('ListActivityTypes', () =>
    client.call('ListActivityTypes', { domain, registrationStatus: 'REGISTERED', maximumPageSize: 1 }, options),
  );
  const activityType = types?.typeInfos?.[0]?.activityType;
  if (activityType === undefined) lack('activityType', 'DescribeActivityType');
  else {
    await attempt('DescribeActivityType', () => client.call('DescribeActivityType', { domain, activityType }, options));
  }
  await attempt('CountPendingActivityTasks', () => pendingTasks(client, domain, 'default'));
  return { domain, findings, place: { region: client.target.region, account: account ?? unknownAccount } };
}
