/** What the AWS SDK tells of an answer besides its content. */
export interface AnswerMetadata {
  readonly requestId?: string | undefined;
  /** How often the request was sent. */
  readonly attempts?: number | undefined;
}

/** Reads it from `$metadata`, or from a fault's details. A request id comes from outside: what is not like one is none. */
export function requestIdOf(metadata: unknown): AnswerMetadata {
  if (typeof metadata !== 'object' || metadata === null) return {};
  const { requestId, attempts }: { readonly requestId?: unknown; readonly attempts?: unknown } = metadata;
  return {
    ...(typeof requestId === 'string' && /^[\w-]{1,80}$/.test(requestId) && { requestId }),
    ...(typeof attempts === 'number' && { attempts }),
  };
}
