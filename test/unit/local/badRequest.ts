import type { OperationName } from '../../../src/swf/operations';

/** A malformed request as it travels, and the fault it gets. */
export interface BadRequest {
  readonly title: string;
  readonly operation?: OperationName;
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
  readonly status: number;
  /** The body's `__type`. */
  readonly type: string;
  /** The body's `message`; undefined for none. */
  readonly message: string | undefined;
}

export const validation = 'com.amazon.coral.validate#ValidationException';
export const serialization = 'com.amazon.coral.service#SerializationException';
const unknownOperation = 'com.amazon.coral.service#UnknownOperationException';
export const unknownResource = 'com.amazonaws.swf.base.model#UnknownResourceFault';

type Fault = Pick<BadRequest, 'status' | 'type' | 'message'>;

export const errors = (...problems: string[]): Fault => ({
  status: 400,
  type: validation,
  message: `${problems.length} validation error${problems.length === 1 ? '' : 's'} detected: ${problems.join('; ')}`,
});
export const says = (message: string): Fault => ({ status: 400, type: validation, message });
export const notThisType = (message: string): Fault => ({ status: 400, type: serialization, message });
export const unknown = (what: string): Fault => ({ status: 400, type: unknownResource, message: `Unknown ${what}` });
export const noSuchOperation = (status: 400 | 404): Fault => ({ status, type: unknownOperation, message: undefined });

export const at = (value: string, path: string, constraint: string): string =>
  `Value ${value} at '${path}' failed to satisfy constraint: Member must ${constraint}`;
export const isNull = (path: string): string => at('null', path, 'not be null');
export const quoted = (value: string): string => `'${value.length > 64 ? `${value.slice(0, 64)}...` : value}'`;
export const short = (path: string): string => at("''", path, 'have length greater than or equal to 1');
export const long = (value: string, path: string, most: number): string =>
  at(quoted(value), path, `have length less than or equal to ${most}`);
export const noEnum = (value: string, path: string, values: string): string =>
  at(quoted(value), path, `satisfy enum value set: [${values}]`);
export const noName = (value: string, path: string): string =>
  at(quoted(value), path, "not contain ':', '/', '|' or control characters");
export const noDuration = (value: string, path: string): string =>
  at(quoted(value), path, 'be a number of seconds up to 31536000 or NONE');
export const noLimit = (value: string, path: string): string =>
  at(quoted(value), path, 'be a number of seconds up to 31536000');
export const noPriority = (value: string, path: string): string =>
  at(quoted(value), path, 'be an integer between -2147483648 and 2147483647');

export const structure = 'Start of structure or map found where not expected';
export const list = 'Start of list found where not expected';
export const other = 'Unexpected field type';
export const cannot = (kind: string, type: string): string => `${kind}_VALUE can not be converted to ${type}`;

export const bad = (operation: OperationName, body: object | string | Buffer, fault: Fault, title = ''): BadRequest => {
  const text = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
  return { title: `${operation} ${title || text.toString().slice(0, 60)}`, operation, body: text, ...fault };
};

export const domain = 'orders';
export const workflowType = { name: 'FulfilOrder', version: '1' };
export const activityType = { name: 'PackParcel', version: '1' };
export const nobody = { name: 'Nobody', version: '1' };
export const taskList = { name: 'deciders' };
export const execution = { workflowId: 'nobody', runId: 'run' };
export const all = { oldestDate: 0 };
export const workflow = (more: object = {}): object => ({ domain, workflowId: 'w', workflowType, ...more });
export const newDomain = (more: object): object => ({
  name: 'n',
  workflowExecutionRetentionPeriodInDays: '1',
  ...more,
});
export const newActivity = (more: object): object => ({ domain, name: 'n', version: '1', ...more });
export const decisions = (...each: object[]): object => ({ taskToken: 'x', decisions: each });
export const decision = (decisionType: string, attributes?: object): object => {
  const member = `${decisionType.charAt(0).toLowerCase()}${decisionType.slice(1)}DecisionAttributes`;
  return attributes === undefined ? { decisionType } : { decisionType, [member]: attributes };
};
export const inDecision = (member: string): string => `decisions.1.member.${member}`;

export const x = (length: number): string => 'x'.repeat(length);
