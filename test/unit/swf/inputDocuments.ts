import fc from 'fast-check';
import type { Limit } from '../../../src/swf/limits';
import { membersOf } from '../../../src/swf/members';
import type { StructureName, ValueType } from '../../../src/swf/members';
import type { OperationName } from '../../../src/swf/operations';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Texts in and beyond the BMP, of one code point a time so that the bounds can be met exactly. */
const unit = fc.constantFrom('a', 'Z', '9', ' ', '"', '\\', 'é', '語', '😀', '𝒳', '\u0000', '\u2028', '\uD800');

function stringOf({ min = 0, max = 300, values }: Limit): fc.Arbitrary<string> {
  if (values) return fc.constantFrom(...values);
  const short = fc.array(unit, { minLength: min, maxLength: Math.min(max, 12) }).map((units) => units.join(''));
  const longest = fc.constantFrom('x', '😀').map((character) => character.repeat(max));
  return fc.oneof({ weight: 9, arbitrary: short }, { weight: 1, arbitrary: longest });
}

const timestamps = fc.oneof(
  fc.integer({ min: 0, max: 4_000_000_000 }),
  fc.constantFrom(
    '0',
    '1767225600.5',
    '2026-01-31',
    '2026-01-31T12:00:00Z',
    '2026-01-31 12:00',
    '2026-01-31T12:00:00+0130',
  ),
  fc.constantFrom('Sat, 31 Jan 2026 12:00:00 GMT', '1970-01-01T00:00:00', '2026-01-31T12:00:00.123456-08:00'),
);

function valueOf(type: ValueType): fc.Arbitrary<Json> {
  switch (type.kind) {
    case 'string':
      return stringOf(type.limit);
    case 'integer':
      return fc.integer({ min: type.limit.min ?? -5, max: type.limit.max ?? 5 });
    case 'boolean':
      return fc.boolean();
    case 'timestamp':
      return timestamps;
    case 'structure':
      return structureOf(type.structure);
    case 'list':
      return fc.array(valueOf(type.item), { maxLength: Math.min(type.limit.max ?? 3, 5) });
  }
}

function structureOf(structure: StructureName): fc.Arbitrary<Json> {
  const members = [...membersOf(structure).values()];
  const requiredKeys = members.filter(({ required }) => required).map(({ name }) => name);
  return fc.record(Object.fromEntries(members.map(({ name, type }) => [name, valueOf(type)])), { requiredKeys });
}

/** Documents that every member of an operation's input allows. */
export function validDocuments(operation: OperationName): fc.Arbitrary<Json> {
  return structureOf(`${operation}Input`);
}

/** A place in a document, so that a mutation can reach any depth. */
type Place = readonly (string | number)[];

function placesIn(value: Json, here: Place = []): Place[] {
  if (typeof value !== 'object' || value === null) return [here];
  return [here, ...Object.entries(value).flatMap(([key, item]) => placesIn(item, [...here, key]))];
}

function changeAt(value: Json, place: Place, change: (old: Json) => Json): Json {
  const [key, ...rest] = place;
  if (key === undefined) return change(value);
  if (Array.isArray(value)) return value.map((item, i) => (i === Number(key) ? changeAt(item, rest, change) : item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, name === key ? changeAt(item, rest, change) : item]),
  );
}

const mutations: fc.Arbitrary<(old: Json) => Json> = fc.oneof(
  fc
    .constantFrom<Json>(
      null,
      5,
      -1,
      1001,
      2.5,
      '',
      'NOPE',
      'x'.repeat(257),
      'x'.repeat(32_769),
      '😀'.repeat(1025),
      [],
      {},
      [{}],
    )
    .map((value) => () => value),
  fc
    .constantFrom<Json>(
      ['a', 5, null],
      ['a', 'b', 'c', 'd', 'e', 'f'],
      { name: '' },
      'May',
      '2026-13-01',
      '2026-01-31T25:00',
    )
    .map((value) => () => value),
  fc.constantFrom('foo', '__proto__', 'constructor', 'TaskToken', '').map((key) => (old: Json) => {
    if (typeof old !== 'object' || old === null || Array.isArray(old)) return old;
    return Object.fromEntries([[key, 'x'], ...Object.entries(old)]);
  }),
  fc.nat(5).map((i) => (old: Json) => {
    if (typeof old !== 'object' || old === null || Array.isArray(old)) return old;
    return Object.fromEntries(Object.entries(old).filter((_, at) => at !== i));
  }),
  fc.nat(5).map((i) => (old: Json) => {
    if (typeof old !== 'object' || old === null || Array.isArray(old)) return old;
    return Object.fromEntries(Object.entries(old).map(([key, item], at) => [at === i ? key.toUpperCase() : key, item]));
  }),
);

/** Valid documents, and the same with up to three changes at any depth. */
export function documents(operation: OperationName): fc.Arbitrary<Json> {
  const changes = fc.array(fc.tuple(fc.nat(), mutations), { maxLength: 3 });
  return fc.tuple(validDocuments(operation), changes).map(([valid, list]) =>
    list.reduce<Json>((document, [at, change]) => {
      const places = placesIn(document);
      return changeAt(document, places[at % places.length] ?? [], change);
    }, valid),
  );
}
