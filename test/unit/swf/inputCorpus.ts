import type { Limit } from '../../../src/swf/limits';
import { membersOf, type Member, type ValueType } from '../../../src/swf/members';
import { type OperationName, operations } from '../../../src/swf/operations';

type Document = Readonly<Record<string, unknown>>;

/** A document, and what is wrong with it; nothing if it is valid. */
export interface CorpusEntry {
  readonly operation: OperationName;
  /** How it is broken; `valid` ones are not. */
  readonly how: 'valid' | Break;
  readonly document: unknown;
}

type Break = (typeof breaks)[number]['how'];

/**
 * The ways to break one member of the top level; those that do not fit a member give nothing.
 */
const breaks = [
  { how: 'unknown member', value: () => undefined },
  { how: 'wrong case', value: () => undefined },
  { how: 'missing', value: ({ required }: Member) => (required ? absent : undefined) },
  { how: 'null', value: () => null },
  { how: 'wrong kind', value: ({ type }: Member) => (type.kind === 'list' ? {} : []) },
  { how: 'fraction', value: ({ type }: Member) => (type.kind === 'integer' ? 1.5 : undefined) },
  {
    how: 'too short',
    value: (member: Member) => {
      const { min = 0, values } = textLimit(member) ?? {};
      return min > 0 && values === undefined ? '' : undefined;
    },
  },
  {
    how: 'too small',
    value: ({ type }: Member) =>
      type.kind === 'integer' && type.limit.min !== undefined ? type.limit.min - 1 : undefined,
  },
  {
    how: 'no date',
    value: ({ type }: Member) => (holdsTime(type) ? { oldestDate: 'no date' } : undefined),
  },
  {
    how: 'broken within',
    value: ({ type }: Member) => (type.kind === 'structure' ? { foo: 'x' } : type.kind === 'list' ? [5] : undefined),
  },
  {
    how: 'too long',
    value: (member: Member) => {
      const { max } = textLimit(member) ?? {};
      return max === undefined ? undefined : 'x'.repeat(max + 1);
    },
  },
  {
    how: 'too big',
    value: ({ type }: Member) =>
      type.kind === 'integer' && type.limit.max !== undefined ? type.limit.max + 1 : undefined,
  },
  { how: 'no such value', value: (member: Member) => (textLimit(member)?.values === undefined ? undefined : 'NOPE') },
  { how: 'true for a number', value: ({ type }: Member) => (type.kind === 'integer' ? true : undefined) },
] as const;

const absent = Symbol('absent');

function holdsTime(type: ValueType): boolean {
  return type.kind === 'structure' && membersOf(type.structure).has('oldestDate');
}

/** The bounds of a text; nothing for other members. */
function textLimit({ type }: Member): Limit | undefined {
  return type.kind === 'string' ? type.limit : undefined;
}

/** For every operation its smallest and its fullest document, and the fullest one broken in each way, for each member. */
export function inputCorpus(): CorpusEntry[] {
  return operations.flatMap(({ name }) => {
    const members = [...membersOf(`${name}Input`).values()];
    const full = documentOf(members);
    const smallest = documentOf(members.filter(({ required }) => required));
    const entries: CorpusEntry[] = [
      { operation: name, how: 'valid', document: smallest },
      { operation: name, how: 'valid', document: full },
      { operation: name, how: 'unknown member', document: { ...full, foo: 'x' } },
      { operation: name, how: 'wrong kind', document: [full] },
    ];
    for (const member of members) {
      const { [member.name]: own, ...others } = full;
      entries.push({ operation: name, how: 'wrong case', document: { ...full, [member.name.toUpperCase()]: own } });
      for (const { how, value } of breaks) {
        const broken: unknown = value(member);
        if (broken === absent) entries.push({ operation: name, how, document: others });
        else if (broken !== undefined)
          entries.push({ operation: name, how, document: { ...full, [member.name]: broken } });
      }
    }
    return entries;
  });
}

function documentOf(members: readonly Member[]): Document {
  return Object.fromEntries(members.map(({ name, type }) => [name, validValue(type)]));
}

function validValue(type: ValueType): unknown {
  switch (type.kind) {
    case 'string':
      return type.limit.values?.[0] ?? 'x';
    case 'integer':
      return type.limit.min ?? 1;
    case 'boolean':
      return true;
    case 'timestamp':
      return 1_767_225_600;
    case 'structure':
      return documentOf([...membersOf(type.structure).values()]);
    case 'list':
      return [validValue(type.item)];
  }
}
