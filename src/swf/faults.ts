import * as l10n from '@vscode/l10n';
import { MisshapenAnswer } from './answerShape';
import { Fault } from './fault';
import type { Target } from './client';
import { CredentialProblem, type Login } from './credentialProblem';
import { type ErrorFacts, errorFacts } from './errorFacts';
import type { MissingPermission } from './iamStatement';
import { networkVerdict } from './networkFaults';
import { operation as operationNamed, type OperationName } from './operations';
import { redact } from './redact';
import { serviceVerdict } from './serviceFaults';

/** What went wrong with a call, as far as the next step depends on it. */
export type FaultKind =
  | 'invalidToken'
  | 'unknownActivity'
  | 'unknownExecution'
  | 'unknownDomain'
  | 'unknownResource'
  | 'invalidInput'
  | 'accessDenied'
  | 'throttled'
  | 'serviceFailed'
  | 'unreachable'
  | 'connectionBroken'
  | 'timedOut'
  | 'notSwf'
  | 'noCredentials'
  | 'credentialsExpired'
  | 'credentialsRefused'
  | 'noRegion'
  | 'badEndpoint'
  | 'stopped'
  | 'other';

/**
 * Whether the service acted on the request: `no` when it said that it did not or was never reached, `maybe` when the
 * answer was lost. A success is no fault, so there is no `yes`.
 */
export type Delivered = 'no' | 'maybe';

/** A failed call. `message` is fit for a person: fixed words first, the variable part after a colon. */
export class SwfFault extends Fault {
  override readonly name = 'SwfFault';

  constructor(
    readonly kind: FaultKind,
    message: string,
    readonly details: {
      readonly operation: OperationName;
      readonly delivered: Delivered;
      /** What the person can do about it, one sentence. */
      readonly nextStep?: string;
      readonly requestId?: string;
      readonly attempts?: number;
      /** From "Unknown activity, scheduledEventId = N". */
      readonly scheduledEventId?: number;
      /** What a denied call would have needed; absent where no statement could allow it. */
      readonly missing?: MissingPermission;
      /** What mends it, when a login does. */
      readonly login?: Login;
      readonly cause?: unknown;
    },
  ) {
    super(message, { cause: details.cause });
  }
}

/** What would allow a call that failed; nothing where it was not denied. */
export function missingOf(why: unknown): MissingPermission | undefined {
  return why instanceof SwfFault ? why.details.missing : undefined;
}

/** The login that would mend a failure. */
export function loginOf(why: unknown): Login | undefined {
  return why instanceof SwfFault ? why.details.login : undefined;
}

/** Why a call was ended before its answer was whole. */
export type EarlyEnd = 'stopped' | 'timedOut' | 'tooLarge';

/** What is known of a call that failed, besides the error. */
export interface FailedCall {
  readonly target: Target;
  readonly input: object;
  readonly timeoutMs: number;
  /** Whether the request was handed to the network. */
  readonly sent: boolean;
  /** Set when the caller or the clock ended the call. */
  readonly ended?: EarlyEnd | undefined;
}

/** What an error comes down to. */
export interface Verdict {
  readonly kind: FaultKind;
  readonly message: string;
  readonly delivered: Delivered;
  readonly nextStep?: string;
  readonly scheduledEventId?: number;
  readonly missing?: MissingPermission;
  readonly login?: Login;
}

/**
 * Any failure of a call, in words fit for a person. Branches on names and codes, never on classes, because the most
 * common faults of Amazon SWF are not in its API model and have no class (seen: ThrottlingException,
 * ValidationException, AccessDeniedException). Says `delivered: 'no'` only where the service cannot have acted.
 */
export function toSwfFault(error: unknown, operation: OperationName, call: FailedCall): SwfFault {
  if (error instanceof SwfFault) return error;
  const facts = errorFacts(error);
  const verdict = judge(error, facts, operation, call);
  const { requestId, attempts } = facts;
  // An earlier attempt of a write may have been carried out although its answer was lost.
  const repeatedWrite = (attempts ?? 1) > 1 && operationNamed(operation).access === 'write';
  return new SwfFault(verdict.kind, verdict.message, {
    operation,
    delivered: call.sent && repeatedWrite ? 'maybe' : verdict.delivered,
    ...(verdict.nextStep !== undefined && { nextStep: verdict.nextStep }),
    ...(requestId !== undefined && { requestId }),
    ...(attempts !== undefined && { attempts }),
    ...(verdict.scheduledEventId !== undefined && { scheduledEventId: verdict.scheduledEventId }),
    ...(verdict.missing !== undefined && { missing: verdict.missing }),
    ...(verdict.login !== undefined && { login: verdict.login }),
    cause: withoutSecrets(error, facts, call.input),
  });
}

function judge(error: unknown, facts: ErrorFacts, operation: OperationName, call: FailedCall): Verdict {
  const delivered = call.sent ? 'maybe' : 'no';
  if (call.ended === 'stopped') return { kind: 'stopped', message: l10n.t('Stopped'), delivered };
  if (call.ended === 'timedOut') {
    return {
      kind: 'timedOut',
      message: call.sent
        ? l10n.t('No answer within the time allowed: {0} s', call.timeoutMs / 1000)
        : l10n.t('No credentials within the time allowed: {0} s', call.timeoutMs / 1000),
      delivered,
      nextStep: call.sent
        ? l10n.t('Check the network and the endpoint, then try again.')
        : l10n.t('Check the credentials of the profile.'),
    };
  }
  if (call.ended === 'tooLarge') {
    const { endpoint, region } = call.target;
    return {
      kind: 'notSwf',
      message: l10n.t(
        'The answer is larger than any of Amazon SWF and was not read: {0}',
        endpoint ?? `swf in ${region}`,
      ),
      delivered,
      nextStep: l10n.t('Check the endpoint, and what stands between it and this machine.'),
    };
  }
  if (error instanceof CredentialProblem) return { ...error.verdict, delivered: 'no' };
  if (error instanceof MisshapenAnswer) {
    const { endpoint, region } = call.target;
    return {
      kind: 'notSwf',
      message: l10n.t(
        'The answer does not have the form that Amazon SWF gives it, at {0}: {1}',
        error.place,
        endpoint ?? `swf in ${region}`,
      ),
      delivered,
      nextStep: l10n.t('Check the endpoint, and what stands between it and this machine.'),
    };
  }
  return (
    networkVerdict(facts, call.target) ??
    serviceVerdict(facts, operation, call) ?? {
      kind: 'other',
      message: l10n.t('The call failed: {0}', redact(facts.message, call.input)),
      delivered,
    }
  );
}

/** The error itself holds the service's answer, which may repeat what was sent; whoever logs a cause must not log that. */
function withoutSecrets(error: unknown, facts: ErrorFacts, input: object): Error {
  const origin = error instanceof CredentialProblem && error.cause !== undefined ? errorFacts(error.cause) : facts;
  const cause = new Error(redact(origin.message, input));
  cause.name = origin.name;
  // The first line of a stack repeats the message.
  const frames = error instanceof Error ? error.stack?.slice(error.stack.search(/^ {4}at /m)) : undefined;
  cause.stack = `${cause.name}: ${cause.message}${frames === undefined ? '' : `\n${frames}`}`;
  return cause;
}

/** What ends work on many executions of one domain: no other of them will be spared. */
export const faultsOfAll: ReadonlySet<FaultKind> = new Set<FaultKind>([
  'unknownDomain',
  'accessDenied',
  'throttled',
  'noCredentials',
  'credentialsExpired',
  'credentialsRefused',
  'noRegion',
  'badEndpoint',
  'notSwf',
]);
