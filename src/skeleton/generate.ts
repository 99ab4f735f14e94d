import * as l10n from '@vscode/l10n';
import { memberDescription } from '../swf/descriptions';
import { membersOf } from '../swf/members';
import type { Member, StructureName, ValueType } from '../swf/members';
import { cliName } from '../swf/operations';
import type { OperationName } from '../swf/operations';
import { overrideValues } from './override';
import type { SkeletonFormat } from './recognize';

/**
 * A skeleton file: what `aws swf <operation> --generate-cli-skeleton` prints, with the given values filled in, which the
 * AWS CLI cannot do. An enum shows its first value where the AWS CLI picks one at random.
 */
export function skeletonText(operation: OperationName, values: Readonly<Record<string, unknown>> = {}): string {
  const skeleton = overrideValues(structureSkeleton(`${operation}Input`), values);
  return `${JSON.stringify(skeleton, undefined, 4)}\n`;
}

/** The same with the given members and the required ones alone, for a file that is to be run as it stands. */
export function filledSkeletonText(operation: OperationName, values: Readonly<Record<string, unknown>>): string {
  const members = [...membersOf(`${operation}Input`).values()].filter(
    ({ name, required }) => required || name in values,
  );
  const filled = members.map(({ name, type }) => [name, name in values ? values[name] : memberSkeleton(type)]);
  return `${JSON.stringify(Object.fromEntries(filled), undefined, 4)}\n`;
}

function structureSkeleton(structure: StructureName): Record<string, unknown> {
  return Object.fromEntries([...membersOf(structure).values()].map(({ name, type }) => [name, memberSkeleton(type)]));
}

/** What a skeleton holds for a member of this type. */
export function memberSkeleton(type: ValueType): unknown {
  switch (type.kind) {
    case 'string':
      return type.limit.values?.[0] ?? '';
    case 'integer':
      return 0;
    case 'boolean':
      return true;
    case 'timestamp':
      return '1970-01-01T00:00:00';
    case 'structure':
      return structureSkeleton(type.structure);
    case 'list':
      return [memberSkeleton(type.item)];
  }
}

/**
 * The same in YAML, with a remark on each member, in the form of version 2 of the AWS CLI (`--generate-cli-skeleton
 * yaml-input`); the remarks are ours.
 */
export function yamlSkeletonText(operation: OperationName): string {
  return `${yamlMembers(`${operation}Input`).join('\n')}\n`;
}

function yamlMembers(structure: StructureName): string[] {
  return [...membersOf(structure).values()].flatMap((member) => yamlMember(structure, member));
}

function yamlMember(structure: StructureName, { name, required, type }: Member): string[] {
  const { values } = type.kind === 'string' ? type.limit : {};
  const remark = [
    ...(required ? ['[REQUIRED]'] : []),
    memberDescription(structure, name) ?? '',
    ...(values === undefined ? [] : [l10n.t('Valid values are: {0}.', values.join(', '))]),
  ].join(' ');
  if (type.kind === 'structure') {
    return [`${name}: # ${remark}`, ...yamlMembers(type.structure).map((line) => `  ${line}`)];
  }
  if (type.kind === 'list') {
    const items = type.item.kind === 'structure' ? yamlMembers(type.item.structure) : [yamlScalar(type.item)];
    return [`${name}: # ${remark}`, ...items.map((line, i) => `${i === 0 ? '-' : ' '} ${line}`)];
  }
  return [`${name}: ${yamlScalar(type)}  # ${remark}`];
}

function yamlScalar(type: ValueType): string {
  // A time of YAML's own, which has a blank before its hours (seen: ruamel.yaml, by which the AWS CLI writes).
  if (type.kind === 'timestamp') return '1970-01-01 00:00:00';
  const value = memberSkeleton(type);
  if (typeof value !== 'string') return String(value);
  return value === '' ? "''" : value;
}

/** The name under which a skeleton file is recognized again. */
export function skeletonFileName(operation: OperationName, format: SkeletonFormat = 'json'): string {
  return `${cliName(operation)}.${format}`;
}
