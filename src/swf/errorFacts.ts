/** The parts of an error of the AWS SDK, of Node or of a person's own making that decide what it means. */
export interface ErrorFacts {
  readonly name: string;
  readonly message: string;
  readonly code: string;
  readonly syscall: string;
  readonly httpStatus: number | undefined;
  readonly requestId: string | undefined;
  readonly attempts: number | undefined;
}

/** What an error of the SDK tells, whatever its class; members that are missing or of another kind are left out. */
export function errorFacts(error: unknown): ErrorFacts {
  const metadata = property(error, '$metadata');
  const httpStatus = property(metadata, 'httpStatusCode');
  const requestId = property(metadata, 'requestId');
  const attempts = property(metadata, 'attempts');
  return {
    name: text(property(error, 'name')),
    message: error instanceof Error ? error.message : String(error),
    code: text(property(error, 'code')),
    syscall: text(property(error, 'syscall')),
    httpStatus: typeof httpStatus === 'number' ? httpStatus : undefined,
    requestId: typeof requestId === 'string' ? requestId : undefined,
    attempts: typeof attempts === 'number' ? attempts : undefined,
  };
}

function property(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && key in value ? Reflect.get(value, key) : undefined;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
