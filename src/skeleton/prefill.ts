import { membersOf } from '../swf/members';
import type { OperationName } from '../swf/operations';

interface TypeName {
  readonly name: string;
  readonly version: string;
}

/** What is known of the thing that a skeleton is made for. */
export interface SkeletonFacts {
  readonly domain?: string | undefined;
  readonly execution?: { readonly workflowId: string; readonly runId: string } | undefined;
  readonly workflowType?: TypeName | undefined;
  readonly activityType?: TypeName | undefined;
  readonly taskList?: string | undefined;
}

/** The members of an operation's input that the facts tell. */
export function prefill(operation: OperationName, facts: SkeletonFacts): Readonly<Record<string, unknown>> {
  const { domain, execution, workflowType, activityType, taskList } = facts;
  // Two operations of types have their type's name and version at the top; of domains, the name is the domain's.
  const type = /^Register(Activity|Workflow)Type$/.test(operation)
    ? operation === 'RegisterActivityType'
      ? activityType
      : workflowType
    : undefined;
  const known: Readonly<Record<string, unknown>> = {
    domain,
    name: /^(Describe|Deprecate|Undeprecate)Domain$/.test(operation) ? domain : type?.name,
    version: type?.version,
    workflowId: execution?.workflowId,
    runId: execution?.runId,
    execution: execution && { workflowId: execution.workflowId, runId: execution.runId },
    workflowType: workflowType && { name: workflowType.name, version: workflowType.version },
    activityType: activityType && { name: activityType.name, version: activityType.version },
    taskList: taskList === undefined ? undefined : { name: taskList },
  };
  const members = membersOf(`${operation}Input`);
  return Object.fromEntries(Object.entries(known).filter(([name, value]) => value !== undefined && members.has(name)));
}
