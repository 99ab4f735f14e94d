import { inputShapes } from './inputShapes';
import type { Limit } from './limits';
import { itemLimit, memberLimit } from './limits';

export type StructureName = keyof typeof inputShapes;

/** What a member or a list item holds, with the bounds of that very place. */
export type ValueType =
  | { readonly kind: 'string' | 'integer' | 'boolean' | 'timestamp'; readonly limit: Limit }
  | { readonly kind: 'structure'; readonly structure: StructureName }
  | { readonly kind: 'list'; readonly item: ValueType; readonly limit: Limit };

export interface Member {
  readonly name: string;
  readonly required: boolean;
  readonly type: ValueType;
}

const known = new Map<StructureName, ReadonlyMap<string, Member>>();

/** The members of a structure by name, in the API's own order. */
export function membersOf(structure: StructureName): ReadonlyMap<string, Member> {
  let members = known.get(structure);
  if (members === undefined) {
    members = new Map(
      Object.entries(inputShapes[structure]).map(([name, notation]: [string, string]) => {
        const required = notation.endsWith('!');
        return [
          name,
          { name, required, type: valueType(structure, name, required ? notation.slice(0, -1) : notation) },
        ];
      }),
    );
    known.set(structure, members);
  }
  return members;
}

function valueType(structure: StructureName, member: string, notation: string): ValueType {
  const limit = memberLimit(structure, member);
  if (!notation.startsWith('[')) return single(notation, limit);
  return { kind: 'list', item: single(notation.slice(1, -1), itemLimit(member)), limit };
}

function single(notation: string, limit: Limit): ValueType {
  switch (notation) {
    case 'string':
    case 'integer':
    case 'boolean':
    case 'timestamp':
      return { kind: notation, limit };
    default:
      if (!isStructureName(notation)) throw new RangeError(`Not an input structure: ${notation}`);
      return { kind: 'structure', structure: notation };
  }
}

function isStructureName(text: string): text is StructureName {
  return Object.hasOwn(inputShapes, text);
}
