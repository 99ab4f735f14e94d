import type * as Sdk from '@aws-sdk/client-swf';
import type { Deed } from './deed';
import type { OperationName } from './operations';

type SdkCommand<Name extends OperationName> = (typeof Sdk)[`${Name}Command`];

/** The input of an operation, as the AWS SDK types it. */
export type Input<Name extends OperationName> = ConstructorParameters<SdkCommand<Name>>[0];

/** The output of an operation, as the AWS SDK types it, its metadata included. */
export type Output<Name extends OperationName> =
  InstanceType<SdkCommand<Name>> extends {
    resolveMiddleware(...args: never): (...args: never) => Promise<{ output: infer O }>;
  }
    ? O
    : never;

/** What a person says of a connection, in one word. */
export type Mark = 'production' | 'read-only' | 'local';

/** Where a client's calls go, in words fit for a confirmation. */
export interface Target {
  readonly kind: 'aws' | 'endpoint' | 'local';
  /** Short enough for a status bar or a code lens: `prod · eu-west-1`, `Local SWF`. */
  readonly label: string;
  readonly region: string;
  /** The profile of the shared files; none when the credentials come from the environment. */
  readonly profile?: string;
  /** Set when calls go elsewhere than to the AWS endpoint of the region. */
  readonly endpoint?: string;
  /** The person's own name for the connection. */
  readonly alias?: string;
  readonly mark?: Mark;
  /** The account's id, once the person has asked for it. */
  readonly account?: string;
}

export interface CallOptions {
  /** Ends the call, down to the socket. */
  readonly signal?: AbortSignal;
  /** How long to wait for the answer, in milliseconds; each operation has its own default. */
  readonly timeoutMs?: number;
  /** Sent once, also where a repetition would do no harm: for callers that count every request. */
  readonly once?: boolean;
  /** What the request is part of. */
  readonly deed?: Deed;
}

/** Amazon SWF, as the rest of the extension sees it. Every failure is a `SwfFault` (faults.ts). */
export interface SwfClient {
  readonly target: Target;
  call<Name extends OperationName>(operation: Name, input: Input<Name>, options?: CallOptions): Promise<Output<Name>>;
  dispose(): void;
}
