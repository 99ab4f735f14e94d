import { codePoints } from '../swf/codePoints';
import { inputShapes } from '../swf/inputShapes';
import { itemLimit, memberLimit, type Limit } from '../swf/limits';
import { brokenNameRule } from '../swf/names';
import type { OperationName } from '../swf/operations';
import { serializationFault, validationFault } from './serviceFault';
import type { Request, ShapeName } from './wireTypes';

type Members = Readonly<Record<string, string>>;

/** The service prints this enum in an order of its own (seen in published answers). */
const decisionTypes = [
  'CompleteWorkflowExecution',
  'StartTimer',
  'RequestCancelExternalWorkflowExecution',
  'SignalExternalWorkflowExecution',
  'CancelTimer',
  'RecordMarker',
  'ScheduleActivityTask',
  'ContinueAsNewWorkflowExecution',
  'ScheduleLambdaFunction',
  'FailWorkflowExecution',
  'RequestCancelActivityTask',
  'StartChildWorkflowExecution',
  'CancelWorkflowExecution',
];

/** Values are quoted in faults no longer than this, so that tokens and details never appear there whole. */
const longestQuote = 64;

/**
 * Checks a request against the API model and returns it without unknown members and nulls.
 * Throws SerializationException for a wrong JSON type, else ValidationException naming every broken constraint.
 */
export function readRequest<Name extends OperationName>(operation: Name, document: unknown): Request<Name> {
  const problems: string[] = [];
  const request = readStructure(`${operation}Input`, document, '', problems);
  throwValidationErrors(problems);
  // Built by the very table that the type is derived from.
  return request as Request<Name>;
}

/** Throws one ValidationException that names all problems, in the service's grammar; nothing if there is none. */
export function throwValidationErrors(problems: readonly string[]): void {
  if (problems.length === 0) return;
  const count = `${problems.length} validation error${problems.length === 1 ? '' : 's'} detected`;
  throw validationFault(`${count}: ${problems.join('; ')}`);
}

/** One broken constraint in the service's words; `value` undefined stands for null. */
export function constraintProblem(value: unknown, path: string, constraint: string): string {
  return `Value ${quoted(value)} at '${path}' failed to satisfy constraint: ${constraint}`;
}

function readStructure(shape: string, value: unknown, path: string, problems: string[]): Record<string, unknown> {
  if (!isObject(value)) throw serializationFault(unexpected(value));
  const result: Record<string, unknown> = {};
  for (const [member, declared] of Object.entries(membersOf(shape))) {
    const memberPath = path === '' ? member : `${path}.${member}`;
    const required = declared.endsWith('!');
    const given = value[member];
    if (given === undefined || given === null) {
      if (required) problems.push(constraintProblem(undefined, memberPath, 'Member must not be null'));
      continue;
    }
    const type = required ? declared.slice(0, -1) : declared;
    result[member] = readValue(type, given, memberPath, memberLimit(shape, member), itemLimit(member), problems);
    const broken = typeof given === 'string' ? brokenNameRule(shape, member, given) : undefined;
    // The service's wording was never published.
    if (broken !== undefined) problems.push(constraintProblem(given, memberPath, `Member ${broken.toLowerCase()}`));
  }
  return result;
}

function readValue(
  type: string,
  value: unknown,
  path: string,
  limit: Limit,
  ofItems: Limit,
  problems: string[],
): unknown {
  if (type.startsWith('[')) {
    if (!Array.isArray(value)) throw serializationFault(unexpected(value));
    const itemType = type.slice(1, -1);
    const ofThese: string[] = [];
    const items = value.map((item: unknown, index) =>
      readValue(itemType, item, `${path}.${index + 1}.member`, ofItems, {}, ofThese),
    );
    if (limit.max !== undefined && value.length > limit.max) {
      const constraint = `Member must have length less than or equal to ${limit.max}`;
      problems.push(constraintProblem(value, path, constraint));
    }
    problems.push(...ofThese);
    return items;
  }
  switch (type) {
    case 'string':
      if (typeof value !== 'string') throw serializationFault(cannotBecome(value, 'String'));
      checkString(value, path, limit, problems);
      return value;
    case 'integer':
      if (typeof value !== 'number' || !isInteger(value)) throw serializationFault(cannotBecome(value, 'Integer'));
      checkNumber(value, path, limit, problems);
      return value;
    case 'boolean':
      if (typeof value !== 'boolean') throw serializationFault(cannotBecome(value, 'Boolean'));
      return value;
    case 'timestamp':
      // JSON can write numbers that are too large for a number.
      if (!Number.isFinite(value)) throw serializationFault(cannotBecome(value, 'Date'));
      return value;
    default:
      return readStructure(type, value, path, problems);
  }
}

function checkString(value: string, path: string, limit: Limit, problems: string[]): void {
  const length = codePoints(value);
  if (limit.min !== undefined && length < limit.min) {
    problems.push(constraintProblem(value, path, `Member must have length greater than or equal to ${limit.min}`));
  }
  if (limit.max !== undefined && length > limit.max) {
    problems.push(constraintProblem(value, path, `Member must have length less than or equal to ${limit.max}`));
  }
  if (limit.values !== undefined && !limit.values.includes(value)) {
    const values = path.endsWith('.decisionType') ? decisionTypes : limit.values;
    problems.push(constraintProblem(value, path, `Member must satisfy enum value set: [${values.join(', ')}]`));
  }
}

function checkNumber(value: number, path: string, limit: Limit, problems: string[]): void {
  if (limit.min !== undefined && value < limit.min) {
    problems.push(constraintProblem(value, path, `Member must have value greater than or equal to ${limit.min}`));
  }
  if (limit.max !== undefined && value > limit.max) {
    problems.push(constraintProblem(value, path, `Member must have value less than or equal to ${limit.max}`));
  }
}

/** The model's integers have 32 bits. */
function isInteger(value: number): boolean {
  return (value | 0) === value;
}

function membersOf(shape: string): Members {
  const shapes: Readonly<Record<ShapeName, Members>> = inputShapes;
  if (!isShapeName(shape)) throw new RangeError(`No such structure: ${shape}`);
  return shapes[shape];
}

function isShapeName(name: string): name is ShapeName {
  return Object.hasOwn(inputShapes, name);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function quoted(value: unknown): string {
  if (value === undefined) return 'null';
  const text = printed(value);
  return `'${text.length > longestQuote ? `${text.slice(0, longestQuote)}...` : text}'`;
}

/** Lists as the service's own language prints them; no published fault shows a structure. */
function printed(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(printed).join(', ')}]`;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

// Texts of the serializer as other AWS JSON services print them; those of SWF were never published.
function unexpected(value: unknown): string {
  if (Array.isArray(value)) return 'Start of list found where not expected';
  return isObject(value) ? 'Start of structure or map found where not expected' : 'Unexpected field type';
}

function cannotBecome(value: unknown, type: string): string {
  switch (typeof value) {
    case 'number':
      return `NUMBER_VALUE can not be converted to ${type === 'String' ? 'a String' : type === 'Integer' ? 'an Integer' : `a ${type}`}`;
    case 'string':
      return `STRING_VALUE can not be converted to ${type === 'Integer' ? 'an Integer' : `a ${type}`}`;
    case 'boolean':
      return `${value ? 'TRUE' : 'FALSE'}_VALUE can not be converted to ${type === 'Integer' ? 'an Integer' : `a ${type}`}`;
    default:
      return unexpected(value);
  }
}
