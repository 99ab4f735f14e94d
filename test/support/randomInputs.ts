import fc from 'fast-check';
import { membersOf, type StructureName, type ValueType } from '../../src/swf/members';
import type { OperationName } from '../../src/swf/operations';

const letters = fc.constantFrom(
  'a',
  'Z',
  '7',
  ' ',
  '-',
  '"',
  "'",
  '\\',
  '$',
  '%',
  '=',
  ',',
  '{',
  '[',
  '\n',
  '^',
  '&',
  '`',
  'é',
  '𝄞',
);

/** Inputs of an operation that the API's shapes and bounds allow, with texts that shells, shorthand and JSON find hard. */
export function randomInput(operation: OperationName): fc.Arbitrary<Record<string, unknown>> {
  return structure(`${operation}Input`);
}

function structure(name: StructureName): fc.Arbitrary<Record<string, unknown>> {
  const members = [...membersOf(name).values()];
  const model = Object.fromEntries(members.map((member) => [member.name, value(member.type)]));
  return fc.record(model, { requiredKeys: members.filter(({ required }) => required).map((member) => member.name) });
}

function value(type: ValueType): fc.Arbitrary<unknown> {
  switch (type.kind) {
    case 'string': {
      const { values, min = 0, max = 20 } = type.limit;
      if (values !== undefined) return fc.constantFrom(...values);
      return fc.array(letters, { minLength: min, maxLength: Math.min(max, 12) }).map((parts) => parts.join(''));
    }
    case 'integer':
      return fc.integer({ min: type.limit.min ?? 0, max: type.limit.max ?? 1_000 });
    case 'boolean':
      return fc.boolean();
    case 'timestamp':
      return fc.integer({ min: 0, max: 2_000_000_000 });
    case 'structure':
      return structure(type.structure);
    case 'list':
      return fc.array(value(type.item), {
        minLength: type.limit.min ?? 0,
        maxLength: Math.min(type.limit.max ?? 3, 3),
      });
  }
}
