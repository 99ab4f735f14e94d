import { devNull } from 'node:os';
import type { OperationName } from '../../../src/swf/operations';

/** What an operation answered, as this client gives it; empty when it answered nothing. */
export type Answer = Readonly<Record<string, unknown>>;

/** A fault as a client reports it: `name` is the fault's code, `message` its message. */
export class JudgedFault extends Error {
  constructor(
    override readonly name: string,
    message: string,
  ) {
    super(message);
  }
}

/** Calls operations. */
export interface Caller {
  /** Rejects with a JudgedFault when the service answers with a fault. */
  readonly call: (operation: OperationName, input: object) => Promise<Answer>;
}

/** A client of Amazon SWF that others have written, and that Local SWF has to suit. */
export interface Judge extends Caller, AsyncDisposable {}

/** The environment of a client's process: this endpoint, these credentials, and nothing of the person at the desk. */
export function judgeEnvironment(url: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    AWS_ACCESS_KEY_ID: 'AKIALOCAL',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_ENDPOINT_URL_SWF: url,
    AWS_MAX_ATTEMPTS: '1',
    AWS_PAGER: '',
  };
}
