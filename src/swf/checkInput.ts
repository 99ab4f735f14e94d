import * as l10n from '@vscode/l10n';
import { codePoints } from './codePoints';
import type { Limit } from './limits';
import type { StructureName, ValueType } from './members';
import { membersOf } from './members';
import { nearest } from './nearest';
import type { OperationName } from './operations';
import { isTimestamp } from './timestamps';

export type ProblemCode =
  | 'missing'
  | 'unknown'
  | 'type'
  | 'tooShort'
  | 'tooLong'
  | 'tooSmall'
  | 'tooBig'
  | 'enum'
  | 'blank'
  | 'oddToken'
  | 'format'
  | 'exclusive'
  | 'order'
  | 'fileReference';

/** One thing wrong with an operation's input. */
export interface Problem {
  /** Where: of a missing or unknown member, the path that it has or would have. Empty for the document itself. */
  readonly path: readonly (string | number)[];
  readonly code: ProblemCode;
  /** Fit for a person. Names places and bounds, and never a value, which may be a secret. */
  readonly message: string;
}

/**
 * Checks an operation's input, a parsed JSON document, as the AWS CLI does before it sends (botocore's ParamValidator:
 * in each structure first what is missing, then what is unknown, then the members in the document's order), and further
 * by the maxima, enums and exact types that it leaves to the service.
 *
 * Lengths are counted in Unicode code points, as botocore, JSON Schema and the Smithy specification ("length trait") do.
 * Should the service count UTF-16 units after all, it would refuse some texts beyond the BMP that pass here; the other
 * choice would refuse texts that the service takes.
 */
export function checkInput(operation: OperationName, document: unknown): Problem[] {
  const problems: Problem[] = [];
  if (isObject(document)) checkStructure(`${operation}Input`, document, [], problems);
  else report(problems, [], 'type', l10n.t('The document must be an object, not {0}', kindOf(document)));
  return problems;
}

type Path = Problem['path'];

/** A member that is undefined, which JSON cannot write, counts as absent, as it does for the AWS SDK. */
function checkStructure(structure: StructureName, value: object, path: Path, problems: Problem[]): void {
  const members = membersOf(structure);
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  const present = new Set(entries.map(([name]) => name));
  for (const { name, required } of members.values()) {
    if (required && !present.has(name))
      report(problems, [...path, name], 'missing', l10n.t('A required member is missing'));
  }
  for (const [name] of entries) {
    if (members.has(name)) continue;
    const near = nearest(name, members.keys());
    const hint =
      near === undefined ? l10n.t('Known are: {0}', [...members.keys()].join(', ')) : l10n.t('Did you mean {0}?', near);
    report(problems, [...path, name], 'unknown', l10n.t('Unknown member'), hint);
  }
  for (const [name, item] of entries) {
    const member = members.get(name);
    if (member) checkValue(member.type, item, [...path, name], problems);
  }
}

function checkValue(type: ValueType, value: unknown, path: Path, problems: Problem[]): void {
  const wrongType = (wanted: string): void => {
    report(problems, path, 'type', l10n.t('Must be {0}, not {1}', wanted, kindOf(value)));
  };
  switch (type.kind) {
    case 'string':
      if (typeof value === 'string') checkString(type.limit, value, path, problems);
      else wrongType(l10n.t('a string'));
      return;
    case 'integer':
      if (typeof value === 'number' && Number.isInteger(value)) checkInteger(type.limit, value, path, problems);
      else wrongType(l10n.t('a whole number'));
      return;
    case 'boolean':
      if (typeof value !== 'boolean') wrongType(l10n.t('true or false'));
      return;
    case 'timestamp':
      if (!isTimestamp(value)) {
        report(problems, path, 'type', l10n.t('Must be a time, in epoch seconds or as in "2026-01-31T12:00:00Z"'));
      }
      return;
    case 'structure':
      if (isObject(value)) checkStructure(type.structure, value, path, problems);
      else wrongType(l10n.t('an object'));
      return;
    case 'list':
      if (!Array.isArray(value)) {
        wrongType(l10n.t('a list'));
        return;
      }
      checkLength(type.limit, value.length, items, path, problems);
      value.forEach((item: unknown, i) => {
        checkValue(type.item, item, [...path, i], problems);
      });
  }
}

function checkString(limit: Limit, value: string, path: Path, problems: Problem[]): void {
  checkLength(limit, codePoints(value), characters, path, problems);
  if (limit.values && !limit.values.includes(value)) {
    report(problems, path, 'enum', l10n.t('Must be one of {0}', limit.values.join(', ')));
  }
}

function checkLength(
  limit: Limit,
  length: number,
  count: (n: number) => string,
  path: Path,
  problems: Problem[],
): void {
  const { min = 0, max = Infinity } = limit;
  if (length < min) report(problems, path, 'tooShort', l10n.t('Must have at least {0}', count(min)));
  if (length > max)
    report(problems, path, 'tooLong', l10n.t('Must have at most {0}, not {1}', count(max), count(length)));
}

function characters(n: number): string {
  return n === 1 ? l10n.t('1 character') : l10n.t('{0} characters', n.toLocaleString('en-US'));
}

function items(n: number): string {
  return n === 1 ? l10n.t('1 item') : l10n.t('{0} items', n.toLocaleString('en-US'));
}

function checkInteger(limit: Limit, value: number, path: Path, problems: Problem[]): void {
  const { min = -Infinity, max = Infinity } = limit;
  if (value < min) report(problems, path, 'tooSmall', l10n.t('Must not be below {0}', min.toLocaleString('en-US')));
  if (value > max) report(problems, path, 'tooBig', l10n.t('Must not be above {0}', max.toLocaleString('en-US')));
}

function report(problems: Problem[], path: Path, code: ProblemCode, words: string, hint = ''): void {
  const place = path.length === 0 ? '' : `: ${pathText(path)}`;
  problems.push({ path, code, message: `${words}${place}${hint && `. ${hint}`}` });
}

/** A path as a person writes it: `decisions[0].decisionType`. A key is the document's own text, so it is cut short. */
export function pathText(path: Path): string {
  return path
    .map((step, i) => {
      if (typeof step === 'number') return `[${step}]`;
      const key = step.length > 64 ? `${step.slice(0, 40)}…` : step;
      return i === 0 ? key : `.${key}`;
    })
    .join('');
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return l10n.t('a list');
  switch (typeof value) {
    case 'string':
      return l10n.t('a string');
    case 'number':
      return Number.isInteger(value) ? l10n.t('a number') : l10n.t('a fraction');
    case 'boolean':
      return l10n.t('true or false');
    case 'object':
      return l10n.t('an object');
    default:
      return l10n.t('nothing');
  }
}
