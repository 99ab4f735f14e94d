import type { Call, Handlers } from '../call';
import type { Domain, TypeRecord, TypeTable } from '../domain';
import { durationProblems, priorityProblems } from '../durations';
import { pageByName } from '../paging';
import { throwValidationErrors } from '../readRequest';
import { swfFault, type ServiceFault } from '../serviceFault';
import type { Request } from '../wireTypes';

type Kind = 'ActivityType' | 'WorkflowType';
interface TypeName {
  readonly name: string;
  readonly version: string;
}

/** Registering, describing, listing, deprecating and deleting activity types and workflow types. */
export const typeOperations = {
  RegisterActivityType(request, { region }) {
    throwValidationErrors([
      ...durationProblems(request.defaultTaskStartToCloseTimeout, 'defaultTaskStartToCloseTimeout'),
      ...durationProblems(request.defaultTaskHeartbeatTimeout, 'defaultTaskHeartbeatTimeout'),
      ...durationProblems(request.defaultTaskScheduleToStartTimeout, 'defaultTaskScheduleToStartTimeout'),
      ...durationProblems(request.defaultTaskScheduleToCloseTimeout, 'defaultTaskScheduleToCloseTimeout'),
      ...priorityProblems(request.defaultTaskPriority, 'defaultTaskPriority'),
    ]);
    const domain = region.domain(request.domain);
    register('ActivityType', domain, domain.activityTypes, request);
    return undefined;
  },

  RegisterWorkflowType(request, { region }) {
    const executionTimeout = request.defaultExecutionStartToCloseTimeout;
    throwValidationErrors([
      ...durationProblems(request.defaultTaskStartToCloseTimeout, 'defaultTaskStartToCloseTimeout'),
      ...durationProblems(executionTimeout, 'defaultExecutionStartToCloseTimeout', false),
      ...priorityProblems(request.defaultTaskPriority, 'defaultTaskPriority'),
    ]);
    const domain = region.domain(request.domain);
    register('WorkflowType', domain, domain.workflowTypes, request);
    return undefined;
  },

  DescribeActivityType(request, { region }) {
    const type = known('ActivityType', region.domain(request.domain).activityTypes, request.activityType);
    const defaults: Request<'RegisterActivityType'> = type.defaults;
    return {
      typeInfo: typeInfo('activityType', type, defaults.description),
      configuration: {
        defaultTaskStartToCloseTimeout: defaults.defaultTaskStartToCloseTimeout,
        defaultTaskHeartbeatTimeout: defaults.defaultTaskHeartbeatTimeout,
        defaultTaskList: defaults.defaultTaskList,
        defaultTaskPriority: defaults.defaultTaskPriority,
        defaultTaskScheduleToStartTimeout: defaults.defaultTaskScheduleToStartTimeout,
        defaultTaskScheduleToCloseTimeout: defaults.defaultTaskScheduleToCloseTimeout,
      },
    };
  },

  DescribeWorkflowType(request, { region }) {
    const type = known('WorkflowType', region.domain(request.domain).workflowTypes, request.workflowType);
    const defaults: Request<'RegisterWorkflowType'> = type.defaults;
    return {
      typeInfo: typeInfo('workflowType', type, defaults.description),
      configuration: {
        defaultTaskStartToCloseTimeout: defaults.defaultTaskStartToCloseTimeout,
        defaultExecutionStartToCloseTimeout: defaults.defaultExecutionStartToCloseTimeout,
        defaultTaskList: defaults.defaultTaskList,
        defaultTaskPriority: defaults.defaultTaskPriority,
        defaultChildPolicy: defaults.defaultChildPolicy,
        defaultLambdaRole: defaults.defaultLambdaRole,
      },
    };
  },

  ListActivityTypes(request, call) {
    return list('activityType', call, request, call.region.domain(request.domain).activityTypes);
  },

  ListWorkflowTypes(request, call) {
    return list('workflowType', call, request, call.region.domain(request.domain).workflowTypes);
  },

  DeprecateActivityType(request, call) {
    const { activityTypes } = call.region.domain(request.domain);
    deprecate('ActivityType', call, known('ActivityType', activityTypes, request.activityType));
    return undefined;
  },

  DeprecateWorkflowType(request, call) {
    const { workflowTypes } = call.region.domain(request.domain);
    deprecate('WorkflowType', call, known('WorkflowType', workflowTypes, request.workflowType));
    return undefined;
  },

  UndeprecateActivityType(request, { region }) {
    const { activityTypes } = region.domain(request.domain);
    undeprecate('ActivityType', known('ActivityType', activityTypes, request.activityType));
    return undefined;
  },

  UndeprecateWorkflowType(request, { region }) {
    const { workflowTypes } = region.domain(request.domain);
    undeprecate('WorkflowType', known('WorkflowType', workflowTypes, request.workflowType));
    return undefined;
  },

  DeleteActivityType(request, { region }) {
    const { activityTypes } = region.domain(request.domain);
    remove(activityTypes, known('ActivityType', activityTypes, request.activityType));
    return undefined;
  },

  DeleteWorkflowType(request, { region }) {
    const { workflowTypes } = region.domain(request.domain);
    remove(workflowTypes, known('WorkflowType', workflowTypes, request.workflowType));
    return undefined;
  },
} satisfies Handlers;

/** `ActivityType=[name=resize, version=1]` */
export function typeText(kind: Kind, type: TypeName): string {
  return `${kind}=[name=${type.name}, version=${type.version}]`;
}

export function unknownTypeFault(kind: Kind, type: TypeName): ServiceFault {
  return swfFault('UnknownResourceFault', `Unknown type: ${typeText(kind, type)}`);
}

function register<Defaults extends TypeName>(
  kind: Kind,
  domain: Domain,
  table: TypeTable<Defaults>,
  defaults: Defaults,
): void {
  if (domain.status === 'DEPRECATED') throw swfFault('DomainDeprecatedFault', domain.name);
  const { name, version } = defaults;
  if (table.get(name, version) !== undefined) throw swfFault('TypeAlreadyExistsFault', typeText(kind, defaults));
  if (table.size >= domain.world.quotas.types) throw swfFault('LimitExceededFault', `${kind} limit exceeded`);
  table.add({ name, version, defaults, createdAt: domain.world.clock.now(), deprecatedAt: undefined });
}

function known<Defaults>(kind: Kind, table: TypeTable<Defaults>, type: TypeName): TypeRecord<Defaults> {
  const record = table.get(type.name, type.version);
  if (record === undefined) throw unknownTypeFault(kind, type);
  return record;
}

function deprecate(kind: Kind, call: Call, type: TypeRecord<unknown>): void {
  if (type.deprecatedAt !== undefined) throw swfFault('TypeDeprecatedFault', typeText(kind, type));
  type.deprecatedAt = call.region.world.clock.now();
}

function undeprecate(kind: Kind, type: TypeRecord<unknown>): void {
  if (type.deprecatedAt === undefined) throw swfFault('TypeAlreadyExistsFault', typeText(kind, type));
  type.deprecatedAt = undefined;
}

function remove<Defaults>(table: TypeTable<Defaults>, type: TypeRecord<Defaults>): void {
  if (type.deprecatedAt === undefined) {
    const text = 'The type is currently registered and cannot be deleted in its current state';
    throw swfFault('TypeNotDeprecatedFault', text);
  }
  table.delete(type);
}

function typeInfo(
  member: 'activityType' | 'workflowType',
  type: TypeRecord<unknown>,
  description: string | undefined,
): object {
  return {
    [member]: { name: type.name, version: type.version },
    status: type.deprecatedAt === undefined ? 'REGISTERED' : 'DEPRECATED',
    description,
    creationDate: type.createdAt / 1000,
    deprecationDate: type.deprecatedAt === undefined ? undefined : type.deprecatedAt / 1000,
  };
}

function list<Defaults extends { readonly description?: string }>(
  member: 'activityType' | 'workflowType',
  call: Call,
  request: Request<'ListActivityTypes' | 'ListWorkflowTypes'>,
  table: TypeTable<Defaults>,
): object {
  const { domain, registrationStatus, name } = request;
  const wanted = [...table.all()].filter(
    (type) =>
      (type.deprecatedAt === undefined) === (registrationStatus === 'REGISTERED') &&
      (name === undefined || type.name === name),
  );
  const question = [domain, registrationStatus, name ?? ''].join('|');
  const key = (type: TypeName): string => `${type.name}|${type.version}`;
  const { page, nextPageToken } = pageByName(call, question, request, wanted, key);
  return { typeInfos: page.map((type) => typeInfo(member, type, type.defaults.description)), nextPageToken };
}
