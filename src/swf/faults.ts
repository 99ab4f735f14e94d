import type { OperationName } from './operations';

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
export class SwfFault extends Error {
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
      readonly cause?: unknown;
    },
  ) {
    super(message, { cause: details.cause });
  }
}
