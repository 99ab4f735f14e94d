import { membersOf, type ValueType } from '../swf/members';

/** Gives texts, of a command line or a prompt, the kinds that the API's shape wants, where they can be read so. */
export function ofShape(value: unknown, type: ValueType): unknown {
  switch (type.kind) {
    case 'integer':
      return typeof value === 'string' && /^\s*[+-]?\d+\s*$/.test(value) ? Number(value) : value;
    case 'timestamp':
      return typeof value === 'string' && /^\d+(\.\d+)?$/.test(value) ? Number(value) : value;
    case 'boolean':
      return typeof value === 'string' ? ({ true: true, false: false }[value.trim().toLowerCase()] ?? value) : value;
    case 'list':
      return (Array.isArray(value) ? value : [value]).map((item: unknown) => ofShape(item, type.item));
    case 'structure': {
      if (!isRecord(value)) return value;
      const members = membersOf(type.structure);
      return Object.fromEntries(
        Object.entries(value).map(([key, item]) => {
          const member = members.get(key);
          return [key, member === undefined ? item : ofShape(item, member.type)];
        }),
      );
    }
    default:
      return value;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
