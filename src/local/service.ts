import type { OperationName } from '../swf/operations';
import type { Answer, Call, Handler, Handlers } from './call';
import type { CancelTimer, LocalClock } from './clock';
import { Region, type World } from './domain';
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

export interface ServiceOptions {
  readonly clock: LocalClock;
  readonly account: string;
  readonly pollSeconds: number;
  /** What seals task tokens and page tokens, 32 bytes; without it, one that ends with this service. */
  readonly tokenKey?: Buffer;
  /** Other quotas than the documented ones, for tests. */
  readonly quotas?: Partial<Quotas>;
}

/** What a call brings besides its region and its input. */
export type CallContext = Pick<Call, 'onHangUp' | 'refuseUnrequestedCancels' | 'admission'>;

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
  private readonly world: World;
  private readonly regions = new Map<string, Region>();
  private readonly unsettled = new Set<{ settle(): void }>();
  private lastNumber = 0;

  constructor(options: ServiceOptions) {
    this.clock = options.clock;
    this.world = {
      clock: options.clock,
      sealer: new Sealer(options.tokenKey),
      quotas: { ...documentedQuotas, ...options.quotas },
      account: options.account,
      pollMs: options.pollSeconds * 1000,
      polls: new Set(),
      nextNumber: () => ++this.lastNumber,
      after: (milliseconds, fire) => this.after(milliseconds, fire),
      unsettled: (queue) => this.unsettled.add(queue),
    };
  }

  /** Checks and carries out one request. Throws a ServiceFault. */
  call(operation: OperationName, region: string, document: unknown, context: CallContext): Answer | Promise<Answer> {
    return this.carryOut(operation, region, document, context);
  }

  /** Forgets everything; polls that wait end idle. Run ids and numbers stay unique. */
  reset(): void {
    for (const endPoll of this.world.polls) endPoll();
    this.clock.stop();
    this.regions.clear();
    this.unsettled.clear();
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
    const call: Call = { ...context, operation, region };
    context.admission?.admit(call, request);
    try {
      return handler(request, call);
    } finally {
      this.settle();
    }
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
