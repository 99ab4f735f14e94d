import { membersOf } from '../swf/members';
import type { StructureName, ValueType } from '../swf/members';
import { cliName } from '../swf/operations';
import type { OperationName } from '../swf/operations';
import { overrideValues } from './override';

/**
 * A skeleton file: what `aws swf <operation> --generate-cli-skeleton` prints, with the given values filled in, which the
 * AWS CLI cannot do. Required members come first, and an enum shows its first value where the AWS CLI picks one at random.
 */
export function skeletonText(operation: OperationName, values: Readonly<Record<string, unknown>> = {}): string {
  const skeleton = overrideValues(structureSkeleton(`${operation}Input`), values);
  return `${JSON.stringify(skeleton, undefined, 4)}\n`;
}

function structureSkeleton(structure: StructureName): Record<string, unknown> {
  return Object.fromEntries([...membersOf(structure).values()].map(({ name, type }) => [name, valueSkeleton(type)]));
}

function valueSkeleton(type: ValueType): unknown {
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
      return [valueSkeleton(type.item)];
  }
}

/** The name under which a skeleton file is recognized again. */
export function skeletonFileName(operation: OperationName): string {
  return `${cliName(operation)}.json`;
}
