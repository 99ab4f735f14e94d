import type { IncomingHttpHeaders } from 'node:http';
import { executionRates, operationRates } from '../swf/documentedRates';
import type { OperationName } from '../swf/operations';
import { openTaskToken, type Admission, type Call } from './call';
import type { LocalClock } from './clock';
import type { Credential } from './credentials';
import type { Decision } from './decisionChecks';
import type { Refusal } from './decisionRefusals';
import type { Domain } from './domain';
import { isAllowed } from './permissions';
import { ServiceFault, throttlingFault } from './serviceFault';
import { checkSignature, signedRegion } from './signature';
import { decisionRates, TokenBuckets } from './tokenBuckets';

export interface GatekeeperOptions {
  readonly clock: LocalClock;
  /** The account of requests whose key has none of its own. */
  readonly account: string;
  /** The region of requests that name none in their signature. */
  readonly region: string;
  /** Keys that requests must be signed with; without any, every signature will do. */
  readonly credentials?: readonly Credential[] | undefined;
  /** Whether the documented token buckets are applied. */
  readonly throttle?: boolean;
}

/** Lets requests in: asks who has signed them, what that one may do, and how often. */
export class Gatekeeper {
  private readonly credentials: ReadonlyMap<string, Credential> | undefined;
  private readonly buckets: TokenBuckets | undefined;

  constructor(private readonly options: GatekeeperOptions) {
    const { credentials, throttle = false, clock } = options;
    this.credentials = credentials && new Map(credentials.map((each) => [each.accessKeyId, each]));
    this.buckets = throttle ? new TokenBuckets(clock) : undefined;
  }

  /**
   * The place in the world that a request is for, as `Service.call` takes it, and what judges it there. Throws the faults
   * of signatures and of throttling.
   */
  open(
    operation: OperationName,
    headers: IncomingHttpHeaders,
    body: Buffer,
  ): { readonly place: string; readonly admission: Admission } {
    // Signatures bear the time of the world outside, whatever time it is made to be in here.
    const credential = this.credentials && checkSignature({ headers, body }, this.credentials, Date.now());
    const region = signedRegion(headers) ?? this.options.region;
    const account = credential?.account ?? this.options.account;
    const place = account === this.options.account ? region : `${region}@${account}`;
    if (this.buckets?.take(`${place} ${operation}`, operationRates[operation]) === false) throw throttlingFault();
    return { place, admission: new CallerAdmission(place, credential, this.buckets) };
  }

  /** Fills all token buckets. */
  reset(): void {
    this.buckets?.clear();
  }
}

class CallerAdmission implements Admission {
  constructor(
    private readonly place: string,
    private readonly credential: Credential | undefined,
    private readonly buckets: TokenBuckets | undefined,
  ) {}

  admit(call: Call, request: object): void {
    const { operation, region } = call;
    if (this.credential !== undefined) {
      const domain = domainOf(call, request);
      const action = `swf:${operation}`;
      if (domain !== undefined && !isAllowed(this.credential, action, domain)) {
        const user = `arn:aws:iam::${region.account}:user/${this.credential.userName ?? this.credential.accessKeyId}`;
        const resource = `arn:aws:swf:${region.code}:${region.account}:/domain/${domain}`;
        // Text seen in public reports of this denial; its namespace was not shown.
        const text = `User: ${user} is not authorized to perform: ${action} on resource: ${resource}`;
        throw new ServiceFault('com.amazon.coral.service#AccessDeniedException', text);
      }
    }
    const rate = executionRates[operation];
    if (this.buckets === undefined || rate === undefined) return;
    const name = `${this.place} ${operation} of ${executionOf(call, request)}`;
    if (!this.buckets.take(name, rate)) throw throttlingFault();
  }

  refusals(domain: Domain, decisions: readonly Decision[]): readonly (Refusal | undefined)[] {
    return decisions.map((decision) => this.refusal(domain, decision));
  }

  private refusal(domain: Domain, decision: Decision): Refusal | undefined {
    const type = decision.decisionType;
    // The API model has no event that says ScheduleLambdaFunction was not permitted.
    const judged = this.credential !== undefined && type !== 'ScheduleLambdaFunction';
    if (judged && !isAllowed(this.credential, `swf:${type}`, domain.name)) return 'OPERATION_NOT_PERMITTED';
    const rate = decisionRates[type];
    if (this.buckets === undefined || rate === undefined) return undefined;
    return this.buckets.take(`${this.place} decision ${type}`, rate) ? undefined : 'RATE_EXCEEDED';
  }
}

/** The domain that a request is about; `*` for all; undefined when its execution is not known, which is a fault itself. */
function domainOf(call: Call, request: object): string | undefined {
  if ('domain' in request) return String(request.domain);
  if ('taskToken' in request) return tokenExecution(call, request.taskToken)?.domain.name;
  if ('resourceArn' in request) return /:\/domain\/(.*)$/s.exec(String(request.resourceArn))?.[1] ?? '*';
  return 'name' in request ? String(request.name) : '*';
}

function executionOf(call: Call, request: object): string {
  if ('taskToken' in request) return tokenExecution(call, request.taskToken)?.runId ?? '';
  if ('execution' in request) return JSON.stringify(request.execution);
  return 'domain' in request && 'workflowId' in request ? JSON.stringify([request.domain, request.workflowId]) : '';
}

function tokenExecution(call: Call, token: unknown) {
  const kind = call.operation === 'RespondDecisionTaskCompleted' ? 'decision' : 'activity';
  return call.region.executions.get(openTaskToken(call.region, kind, String(token)).runId);
}
