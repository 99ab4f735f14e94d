import { membersOf, type ValueType } from './members';
import type { OperationName } from './operations';
import { epochSeconds } from './timestamps';

/** An input with its times as the API wants them: the AWS SDK sends texts as they are, and the service refuses them. */
export function withEpochTimes(operation: OperationName, document: unknown): unknown {
  return converted({ kind: 'structure', structure: `${operation}Input` }, document);
}

function converted(type: ValueType, value: unknown): unknown {
  if (type.kind === 'timestamp') return epochSeconds(value) ?? value;
  if (type.kind === 'list' && Array.isArray(value)) return value.map((item) => converted(type.item, item));
  if (type.kind !== 'structure' || typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const members = membersOf(type.structure);
  return Object.fromEntries(
    Object.entries(value).map(([name, item]: [string, unknown]) => {
      const member = members.get(name);
      return [name, member === undefined ? item : converted(member.type, item)];
    }),
  );
}
