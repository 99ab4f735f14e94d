import { operations, type OperationName } from '../swf/operations';
import type { Admission, Answer, Call, Handler, Handlers } from './call';
import type { CancelTimer, LocalClock } from './clock';
import { Region, type World } from './domain';
import type { Change, Keeper, LambdaChange, RequestChange } from './keeping';
import { LambdaFunctions } from './lambdaFunctions';
import { endLambdaTask, type LambdaTask } from './lambdaTask';
import { activityTaskOperations } from './operations/activityTaskOperations';
import { decisionTaskOperations } from './operations/decisionTaskOperations';
import { domainOperations } from './operations/domainOperations';
import { executionOperations } from './operations/executionOperations';
import { historyOperations } from './operations/historyOperations';
import { tagOperations } from './operations/tagOperations';
import { typeOperations } from './operations/typeOperations';
import { visibilityOperations } from './operations/visibilityOperations';
import { readRequest } from './readRequest';
import { documentedQuotas, type Quotas } from './quotas';
import { Sealer } from './sealer';
import { unknownOperationFault } from './serviceFault';

const handlers: Handlers = {
  ...domainOperations,
  ...typeOperations,
  ...executionOperations,
  ...visibilityOperations,
  ...historyOperations,
  ...decisionTaskOperations,
  ...activityTaskOperations,
  ...tagOperations,
};

/** The operations that change the state whenever they end well; a poll does only when it gets a task. */
const writing: ReadonlySet<OperationName> = new Set(
  operations.filter(({ name, access }) => access === 'write' && !name.startsWith('Poll')).map(({ name }) => name),
);

export interface ServiceOptions {
  readonly clock: LocalClock;
  readonly account: string;
  readonly pollSeconds: number;
  /** What seals task tokens and page tokens, 32 bytes; without it, one that ends with this service. */
  readonly tokenKey?: Buffer;
  /** Other quotas than the documented ones, for tests. */
  readonly quotas?: Partial<Quotas>;
  /** Keeps the state; its token key and account go before the others. */
  readonly keeper?: Keeper | undefined;
}

/** What a call brings besides its region and its input. */
export interface CallContext extends Pick<Call, 'onHangUp' | 'refuseUnrequestedCancels'> {
  /** What judges this caller's requests; a request that nobody judges may do everything. */
  readonly admission?: Admission;
}

/** What the service holds, counted. */
export interface ServiceCounts {
  readonly domains: number;
  readonly openExecutions: number;
  readonly closedExecutions: number;
  readonly openActivityTasks: number;
  readonly waitingPolls: number;
}

/** Amazon SWF without its wire: regions full of domains, and the operations on them. */
export class Service {
  readonly clock: LocalClock;
  readonly lambdaFunctions = new LambdaFunctions();
  private readonly world: World;
  private readonly keeper: Keeper | undefined;
  private readonly regions = new Map<string, Region>();
  private readonly unsettled = new Set<{ settle(): void }>();
  /** The lambda tasks whose functions are under way. */
  private readonly calls = new Set<LambdaTask>();
  private lastNumber = 0;
  /** Answers of lambda functions are repeated like all else: no function is called again for them. */
  private resuming = false;

  constructor(options: ServiceOptions) {
    const { keeper } = options;
    this.clock = options.clock;
    this.keeper = keeper;
    this.world = {
      clock: options.clock,
      sealer: new Sealer(keeper?.tokenKey ?? options.tokenKey),
      quotas: { ...documentedQuotas, ...options.quotas },
      account: keeper?.account ?? options.account,
      pollMs: options.pollSeconds * 1000,
      polls: new Set(),
      nextNumber: () => ++this.lastNumber,
      after: (milliseconds, fire) => this.after(milliseconds, fire),
      callLambda: (task) => void this.callLambda(task),
      unsettled: (queue) => this.unsettled.add(queue),
    };
    this.clock.onAdvance = (advanced) => this.keeper?.note({ advanced });
  }

  /** Makes again every change that the keeper has kept. Comes before the first call. Rejects with a JournalError. */
  async resume(): Promise<void> {
    this.resuming = true;
    await this.keeper?.repeat((change) => {
      this.repeat(change);
    });
    this.resuming = false;
  }

  /** Checks and carries out one request. Throws a ServiceFault, or rejects with one. */
  call(operation: OperationName, region: string, document: unknown, context: CallContext): Answer | Promise<Answer> {
    const work = (): Answer | Promise<Answer> =>
      this.clock.hold(() => this.carryOut(operation, region, document, context));
    return this.keeper === undefined ? work() : this.whenKept(work);
  }

  /** Resolves when everything done so far is kept. */
  async kept(): Promise<void> {
    await this.keeper?.written();
  }

  /** Forgets everything; polls that wait end idle. Run ids and numbers stay unique. */
  reset(): void {
    for (const endPoll of this.world.polls) endPoll();
    this.clock.stop();
    this.regions.clear();
    this.unsettled.clear();
    this.endCalls();
    this.lambdaFunctions.clear();
    this.keeper?.note({ reset: true });
  }

  /** Waits for no function any more; what they answer is not heard. */
  endCalls(): void {
    for (const task of this.calls) task.waiting.abort();
    this.calls.clear();
  }

  counts(): ServiceCounts {
    const counts = { domains: 0, openExecutions: 0, closedExecutions: 0, openActivityTasks: 0 };
    for (const region of this.regions.values()) {
      counts.domains += region.domains.size;
      for (const domain of region.domains.values()) {
        counts.openExecutions += domain.open.size;
        counts.closedExecutions += domain.closed.size;
        for (const execution of domain.openByWorkflowId.values()) counts.openActivityTasks += execution.activities.size;
      }
    }
    return { ...counts, waitingPolls: this.world.polls.size };
  }

  // The type parameter ties the handler to its request.
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters
  private carryOut<Name extends OperationName>(
    operation: Name,
    regionName: string,
    document: unknown,
    context: CallContext,
  ): Answer | Promise<Answer> {
    const handler: Handler<Name> | undefined = handlers[operation];
    if (handler === undefined) throw unknownOperationFault();
    const request = readRequest(operation, document);
    const region = this.region(regionName);
    let refusals: RequestChange['refusals'];
    const { admission } = context;
    // Member by member: an object made by spreading is long-lived garbage in V8, some 600 bytes a request.
    const call: Call = {
      operation,
      region,
      refuseUnrequestedCancels: context.refuseUnrequestedCancels,
      onHangUp: (callback) => {
        context.onHangUp(callback);
      },
      noteChange: () => this.keeper?.note({ operation, region: regionName, request, ...(refusals && { refusals }) }),
      refusals: (domain, decisions) => {
        const judged = admission?.refusals(domain, decisions) ?? [];
        if (judged.some((refusal) => refusal !== undefined)) refusals = judged.map((refusal) => refusal ?? null);
        return judged;
      },
    };
    admission?.admit(call, request);
    try {
      const answer = handler(request, call);
      if (writing.has(operation)) call.noteChange();
      return answer;
    } finally {
      this.settle();
    }
  }

  /** No answer tells of what is not yet kept. */
  private async whenKept(work: () => Answer | Promise<Answer>): Promise<Answer> {
    try {
      return await work();
    } finally {
      await this.kept();
    }
  }

  private repeat(change: Change): void {
    if ('advanced' in change) {
      this.clock.repeatAdvance(change.advanced);
    } else if ('reset' in change) {
      this.reset();
    } else if ('outcome' in change) {
      this.endLambdaTask(change);
    } else {
      const { operation, region, request, refusals = [] } = change;
      const context = { refuseUnrequestedCancels: false, onHangUp: () => undefined };
      const admission = { admit: () => undefined, refusals: () => refusals.map((refusal) => refusal ?? undefined) };
      void this.carryOut(operation, region, request, { ...context, admission });
    }
  }

  private async callLambda(task: LambdaTask): Promise<void> {
    if (this.resuming) return;
    const { execution, scheduledEventId } = task;
    const { runId, domain } = execution;
    this.calls.add(task);
    const outcome = await this.lambdaFunctions.call(task);
    if (!this.calls.delete(task)) return;
    this.clock.hold(() => {
      this.endLambdaTask({ region: domain.region.name, runId, scheduledEventId, outcome });
    });
  }

  private endLambdaTask(change: LambdaChange): void {
    const execution = this.region(change.region).executions.get(change.runId);
    if (execution === undefined || !endLambdaTask(execution, change.scheduledEventId, change.outcome)) return;
    this.keeper?.note(change);
    this.settle();
  }

  private region(name: string): Region {
    let region = this.regions.get(name);
    if (region === undefined) {
      region = new Region(name, this.world);
      this.regions.set(name, region);
    }
    return region;
  }

  private after(milliseconds: number, fire: () => void): CancelTimer {
    return this.clock.after(milliseconds, () => {
      this.keeper?.timerFired();
      fire();
      this.settle();
    });
  }

  /** Hands tasks to polls, once the events of the work at hand are all written. */
  private settle(): void {
    for (const queue of this.unsettled) {
      // First, so that a queue which the settling of another one fills has its turn again.
      this.unsettled.delete(queue);
      queue.settle();
    }
  }
}
