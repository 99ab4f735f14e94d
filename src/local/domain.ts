import type { ActivityTask } from './activityTask';
import type { LocalClock, CancelTimer } from './clock';
import type { DecisionTask } from './decisionTask';
import type { Execution } from './execution';
import type { LambdaTask } from './lambdaTask';
import { OrderedLog } from './orderedLog';
import type { Quotas } from './quotas';
import type { Sealer } from './sealer';
import { unknownDomainFault } from './serviceFault';
import { TaskQueue } from './taskQueue';
import type { Request } from './wireTypes';

export type RegistrationStatus = 'REGISTERED' | 'DEPRECATED';

/** A registered workflow type or activity type; the defaults are the registering request. */
export interface TypeRecord<Defaults> {
  readonly name: string;
  readonly version: string;
  readonly defaults: Defaults;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  deprecatedAt: number | undefined;
}

export type WorkflowTypeRecord = TypeRecord<Request<'RegisterWorkflowType'>>;
export type ActivityTypeRecord = TypeRecord<Request<'RegisterActivityType'>>;

/** The types of one kind, by name and version. */
export class TypeTable<Defaults> {
  /** By name, then by version. */
  private readonly byName = new Map<string, Map<string, TypeRecord<Defaults>>>();
  private count = 0;

  get size(): number {
    return this.count;
  }

  get(name: string, version: string): TypeRecord<Defaults> | undefined {
    return this.byName.get(name)?.get(version);
  }

  add(record: TypeRecord<Defaults>): void {
    const versions = this.byName.get(record.name) ?? new Map<string, TypeRecord<Defaults>>();
    if (!versions.has(record.version)) this.count++;
    versions.set(record.version, record);
    this.byName.set(record.name, versions);
  }

  delete(record: TypeRecord<Defaults>): void {
    const versions = this.byName.get(record.name);
    if (versions?.delete(record.version) !== true) return;
    this.count--;
    if (versions.size === 0) this.byName.delete(record.name);
  }

  *all(): Generator<TypeRecord<Defaults>> {
    for (const versions of this.byName.values()) yield* versions.values();
  }
}

/** What every part of one service shares. */
export interface World {
  readonly clock: LocalClock;
  readonly sealer: Sealer;
  readonly account: string;
  readonly quotas: Quotas;
  /** How long an idle poll is held, in milliseconds. */
  readonly pollMs: number;
  /** Ends, idle, each poll that waits. */
  readonly polls: Set<() => void>;
  /** A number never given before by this service. */
  nextNumber(): number;
  /** Like the clock's `after`; the tasks that `fire` brings about are handed out once it is done. */
  after(milliseconds: number, fire: () => void): CancelTimer;
  /** Has the function of a started lambda task called; its answer comes later. */
  callLambda(task: LambdaTask): void;
  /** Notes a queue whose tasks are to be handed out when the work at hand is done. */
  unsettled(queue: { settle(): void }): void;
}

/** One region of an account: domains, and executions by run id. */
export class Region {
  /** Such as us-east-1. */
  readonly code: string;
  /** Twelve digits. */
  readonly account: string;
  readonly domains = new Map<string, Domain>();
  readonly executions = new Map<string, Execution>();

  constructor(
    /** A region, and behind an @ an account that is not the service's own. */
    readonly name: string,
    readonly world: World,
  ) {
    const [code = '', account = world.account] = name.split('@');
    this.code = code;
    this.account = account;
  }

  /** Throws "Unknown domain". */
  domain(name: string): Domain {
    const found = this.domains.get(name);
    if (found === undefined) throw unknownDomainFault(name);
    return found;
  }
}

export class Domain {
  status: RegistrationStatus = 'REGISTERED';
  readonly workflowTypes = new TypeTable<Request<'RegisterWorkflowType'>>();
  readonly activityTypes = new TypeTable<Request<'RegisterActivityType'>>();
  /** Open executions by workflow id: at most one each. */
  readonly openByWorkflowId = new Map<string, Execution>();
  readonly open = new OrderedLog<Execution>((execution) => execution.number);
  /** Open and closed, by start. */
  readonly started = new OrderedLog<Execution>((execution) => execution.number);
  readonly closed = new OrderedLog<Execution>((execution) => execution.closed?.number ?? 0);
  private readonly activityLists = new Map<string, TaskQueue<ActivityTask>>();
  private readonly decisionLists = new Map<string, TaskQueue<DecisionTask>>();

  constructor(
    readonly region: Region,
    readonly name: string,
    readonly description: string | undefined,
    readonly retentionPeriodInDays: string,
    readonly tags: Map<string, string | undefined>,
  ) {}

  get world(): World {
    return this.region.world;
  }

  get arn(): string {
    return `arn:aws:swf:${this.region.code}:${this.region.account}:/domain/${this.name}`;
  }

  /** A task list comes into being by being named. */
  activityList(name: string): TaskQueue<ActivityTask> {
    return listNamed(this.activityLists, name);
  }

  decisionList(name: string): TaskQueue<DecisionTask> {
    return listNamed(this.decisionLists, name);
  }
}

function listNamed<Task extends { readonly priority: number }>(
  lists: Map<string, TaskQueue<Task>>,
  name: string,
): TaskQueue<Task> {
  let list = lists.get(name);
  if (list === undefined) {
    list = new TaskQueue();
    lists.set(name, list);
  }
  return list;
}
