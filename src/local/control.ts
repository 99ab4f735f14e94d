import type { IncomingMessage, ServerResponse } from 'node:http';
import type { OperationName } from '../swf/operations';
import { FaultPlan, readFaultPlan, type FaultPlanInput, type FaultRule } from './faultPlan';
import type { Gatekeeper } from './gatekeeper';
import { readLambdaFunction, type LambdaFunction } from './lambdaFunctions';
import type { Service, ServiceCounts } from './service';

/** What `GET /_local/state` answers. */
export interface LocalState extends ServiceCounts {
  /** Seconds since 1970, by the service's clock. */
  readonly now: number;
  readonly virtualTime: boolean;
  readonly timers: number;
  /** How many requests of each operation have come, carried out or not. */
  readonly requests: Readonly<Partial<Record<OperationName, number>>>;
  readonly totalRequests: number;
}

/** The paths under `/_local/` begin with this. */
export function isControlPath(path: string): boolean {
  return path.startsWith('/_local/');
}

/** What steers a Local SWF besides its operations: its clock, its faults, its counts. */
export class Control {
  private requests = new Map<OperationName, number>();
  private plan = new FaultPlan();

  constructor(
    private readonly service: Service,
    private readonly gatekeeper: Gatekeeper,
    /** Told about errors that are no faults of the service. */
    readonly onError: (error: unknown) => void,
  ) {}

  count(operation: OperationName): void {
    this.requests.set(operation, (this.requests.get(operation) ?? 0) + 1);
  }

  nextFault(operation: OperationName): FaultRule | undefined {
    return this.plan.next(operation);
  }

  /** Replaces the plan of faults; an empty one ends them. */
  setFaults(plan: FaultPlanInput): void {
    this.plan = new FaultPlan(plan);
  }

  /** Gives lambda tasks of this name their answer. */
  registerLambda(registered: LambdaFunction): void {
    this.service.lambdaFunctions.register(registered);
  }

  /** Puts the clock forward, firing everything due. Throws a RangeError for a negative number and for one too large. */
  advance(seconds: number): void {
    this.service.clock.advance(Math.round(seconds * 1000));
  }

  /** Forgets all domains, counts and faults, and fills the token buckets. */
  reset(): void {
    this.service.reset();
    this.gatekeeper.reset();
    this.requests = new Map();
    this.plan = new FaultPlan();
  }

  /** Resolves when what was done so far is kept. */
  kept(): Promise<void> {
    return this.service.kept();
  }

  state(): LocalState {
    const { clock } = this.service;
    return {
      now: clock.now() / 1000,
      virtualTime: clock.standing,
      timers: clock.waiting,
      ...this.service.counts(),
      requests: Object.fromEntries(this.requests),
      totalRequests: [...this.requests.values()].reduce((sum, count) => sum + count, 0),
    };
  }
}

/** Answers a request under `/_local/`. */
export async function answerControl(
  control: Control,
  request: IncomingMessage,
  path: string,
  body: string | undefined,
  response: ServerResponse,
): Promise<void> {
  // No page in a browser has business here, whatever name it reached this server by.
  if (request.headers.origin !== undefined) {
    send(response, 403, { message: 'Not for web pages' });
    return;
  }
  try {
    switch (`${request.method ?? ''} ${path}`) {
      case 'GET /_local/state':
        break;
      case 'POST /_local/clock':
        control.advance(readSeconds(JSON.parse(body ?? '')));
        break;
      case 'POST /_local/reset':
        control.reset();
        break;
      case 'POST /_local/faults':
        control.setFaults(readFaultPlan(JSON.parse(body ?? '')));
        break;
      case 'POST /_local/lambda':
        control.registerLambda(readLambdaFunction(JSON.parse(body ?? '')));
        break;
      default:
        send(response, 404, { message: `No such path: ${path}` });
        return;
    }
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof TypeError || error instanceof RangeError)) throw error;
    send(response, 400, { message: error.message });
    return;
  }
  await control.kept();
  send(response, 200, control.state());
}

function readSeconds(document: unknown): number {
  const seconds: unknown =
    typeof document === 'object' && document !== null && 'advanceSeconds' in document
      ? document.advanceSeconds
      : undefined;
  if (typeof seconds !== 'number') throw new TypeError('"advanceSeconds" is a number');
  return seconds;
}

function send(response: ServerResponse, status: number, body: object): void {
  const text = JSON.stringify(body);
  response.writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) });
  response.end(text);
}
