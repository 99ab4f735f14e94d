import { Fault } from '../swf/fault';

export type ConnectionFaultKind =
  | 'profileNotFound'
  | 'noRegion'
  | 'badRegion'
  | 'badEndpoint'
  | 'badSharedFile'
  | 'partialKeys'
  | 'badProxy'
  | 'badCaBundle';

/**
 * That the settings, the environment and the shared files do not say where calls should go. `message` is fit for a person,
 * as that of a `SwfFault` is; nothing was sent.
 */
export class ConnectionFault extends Fault {
  override readonly name = 'ConnectionFault';

  constructor(
    readonly kind: ConnectionFaultKind,
    message: string,
    readonly details: {
      /** What the person can do about it, one sentence. */
      readonly nextStep: string;
      readonly cause?: unknown;
    },
  ) {
    super(message, { cause: details.cause });
  }
}
