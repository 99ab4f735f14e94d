/**
 * A fault as the service words it: `type` is the namespaced `__type` of the body. Namespaces and texts were
 * seen in published answers of Amazon SWF, or follow AWS page "Common Errors".
 */
export class ServiceFault extends Error {
  override readonly name = 'ServiceFault';

  constructor(
    readonly type: string,
    message: string | undefined,
    readonly status: 400 | 403 | 404 | 413 | 500 = 400,
  ) {
    super(message ?? '');
    this.text = message;
  }

  /** The body's `message`; some faults of the service have none. */
  readonly text: string | undefined;
}

type ModeledFault =
  | 'UnknownResourceFault'
  | 'OperationNotPermittedFault'
  | 'LimitExceededFault'
  | 'DomainAlreadyExistsFault'
  | 'DomainDeprecatedFault'
  | 'TypeAlreadyExistsFault'
  | 'TypeDeprecatedFault'
  | 'TypeNotDeprecatedFault'
  | 'WorkflowExecutionAlreadyStartedFault'
  | 'DefaultUndefinedFault'
  | 'TooManyTagsFault';

/** One of the faults that the API model declares. */
export function swfFault(name: ModeledFault, message: string): ServiceFault {
  return new ServiceFault(`com.amazonaws.swf.base.model#${name}`, message);
}

/** Input that breaks a constraint or a rule between members. */
export function validationFault(message: string): ServiceFault {
  return new ServiceFault('com.amazon.coral.validate#ValidationException', message);
}

/** A body that is no JSON, or whose members have a wrong JSON type. */
export function serializationFault(message: string): ServiceFault {
  return new ServiceFault('com.amazon.coral.service#SerializationException', message);
}

export function unknownOperationFault(status: 400 | 404 = 400): ServiceFault {
  return new ServiceFault('com.amazon.coral.service#UnknownOperationException', undefined, status);
}

export function throttlingFault(): ServiceFault {
  return new ServiceFault('com.amazon.coral.availability#ThrottlingException', 'Rate exceeded');
}

export function internalFailure(): ServiceFault {
  return new ServiceFault('com.amazon.coral.service#InternalFailure', undefined, 500);
}

/** A task token or page token that cannot be read. */
export function invalidTokenFault(): ServiceFault {
  return validationFault('Invalid token');
}

export function unknownDomainFault(name: string): ServiceFault {
  return swfFault('UnknownResourceFault', `Unknown domain: ${name}`);
}

/** `runId` is given when the request named one: the service's texts differ. */
export function unknownExecutionFault(workflowId: string, runId?: string): ServiceFault {
  const text =
    runId === undefined
      ? `Unknown execution, workflowId = ${workflowId}`
      : `Unknown execution: WorkflowExecution=[workflowId=${workflowId}, runId=${runId}]`;
  return swfFault('UnknownResourceFault', text);
}

export function unknownActivityFault(scheduledEventId: number): ServiceFault {
  return swfFault('UnknownResourceFault', `Unknown activity, scheduledEventId = ${scheduledEventId}`);
}

export function unknownDecisionTaskFault(scheduledEventId: number): ServiceFault {
  return swfFault('UnknownResourceFault', `Unknown decision task, scheduledEventId = ${scheduledEventId}`);
}
