import * as l10n from '@vscode/l10n';
import { type Edit, findNodeAtLocation, type FormattingOptions, modify, type Node } from 'jsonc-parser';
import { memberSkeleton, skeletonText } from './generate';
import { likelyTexts, likelyTimes } from './likelyValues';
import type { Skeleton, SkeletonProblem } from './parse';
import type { Problem } from '../swf/checkInput';
import { membersOf, type ValueType } from '../swf/members';
import { nearest } from '../swf/nearest';
import type { OperationName } from '../swf/operations';
import { cleanToken } from '../swf/taskToken';

/** A way to mend a problem. */
export interface Fix {
  /** As in a menu. */
  readonly title: string;
  /** Changes of the text, none within another; offsets in UTF-16 units. */
  readonly edits: readonly Edit[];
}

/** The ways to mend a problem of a JSON skeleton, the likeliest first. */
export function fixesOf(operation: OperationName, text: string, skeleton: Skeleton, problem: SkeletonProblem): Fix[] {
  const { code, offset, length, path } = problem;
  const { root } = skeleton;
  switch (code) {
    case 'comment':
      return [{ title: l10n.t('Remove the comment'), edits: [{ offset, length, content: '' }] }];
    case 'trailingComma':
      return [{ title: l10n.t('Remove the comma'), edits: [{ offset, length, content: '' }] }];
    case 'duplicateKey':
      return [
        { title: l10n.t('Remove this one, which the AWS CLI does not send'), edits: [removalAt(text, offset, root)] },
      ];
    case 'bom':
      return [{ title: l10n.t('Remove the byte order mark'), edits: [{ offset, length, content: '' }] }];
    case 'empty':
      return [
        {
          title: l10n.t('Insert the skeleton'),
          edits: [{ offset: 0, length: text.length, content: skeletonText(operation) }],
        },
      ];
    default:
  }
  if (path === undefined || root === undefined) return [];
  const node = findNodeAtLocation(root, [...path]);
  const member = String(path.at(-1));
  const remove = (): Fix => ({ title: l10n.t('Remove {0}', member), edits: modify(text, [...path], undefined, {}) });
  const replace = (title: string, value: unknown): Fix[] =>
    node === undefined ? [] : [{ title, edits: [{ ...placeOf(node), content: JSON.stringify(value) }] }];
  const type = typeAt(operation, path);

  switch (code) {
    case 'schemaKey':
    case 'exclusive':
      return [remove()];
    case 'unknown': {
      const near = nearest(member, membersAt(operation, path));
      const rename = {
        title: l10n.t('Rename to {0}', near ?? ''),
        edits: [{ offset, length, content: JSON.stringify(near) }],
      };
      return [...(near === undefined ? [] : [rename]), remove()];
    }
    case 'missing':
      // Of a key that stands there twice, the editing library finds the first, which may be no object.
      if (type === undefined || findNodeAtLocation(root, path.slice(0, -1))?.type !== 'object') return [];
      return [
        {
          title: l10n.t('Add {0}', member),
          edits: modify(text, [...path], memberSkeleton(type), { formattingOptions }),
        },
      ];
    case 'type':
      return [
        ...replacements(operation, text, problem, node, replace),
        ...(node?.type === 'null' && path.length > 0 ? [remove()] : []),
      ];
    default:
      return replacements(operation, text, problem, node, replace);
  }
}

/** The ways to mend a problem by another value in the same place, which the format of the file writes: none for other problems. */
export function replacements(
  operation: OperationName,
  text: string,
  { code, path = [] }: SkeletonProblem,
  node: Node | undefined,
  replace: (title: string, value: unknown) => Fix[],
): Fix[] {
  if (node === undefined) return [];
  const type = typeAt(operation, path);
  const likely = () =>
    likelyValues(operation, path, node.value).flatMap((value) => replace(l10n.t('Replace by {0}', value), value));
  switch (code) {
    case 'enum':
      return enumValues(type, node.value).flatMap((value) => replace(l10n.t('Replace by {0}', value), value));
    case 'blank':
      return typeof node.value === 'string'
        ? replace(l10n.t('Remove what is not part of the task token'), cleanToken(node.value).token)
        : [];
    case 'format':
      return likely();
    case 'type':
      return [...likely(), ...retyped(type, node, text).flatMap((value) => replace(l10n.t('Change the type'), value))];
    default:
      return [];
  }
}

/** As the AWS CLI indents. */
const formattingOptions: FormattingOptions = { insertSpaces: true, tabSize: 4, eol: '\n' };

function placeOf({ offset, length }: Node): { offset: number; length: number } {
  return { offset, length };
}

/** What a value that is refused may mean. */
function likelyValues(operation: OperationName, path: Problem['path'], value: unknown): (string | number)[] {
  if (typeAt(operation, path)?.kind === 'timestamp') return likelyTimes(value);
  const parent = typeAt(operation, path.slice(0, -1));
  if (parent?.kind !== 'structure' || typeof value !== 'string') return [];
  return likelyTexts(parent.structure, String(path.at(-1)), value);
}

/** The value in the kind that its member wants, where it can be read so. */
function retyped(type: ValueType | undefined, { value, type: kind, offset, length }: Node, text: string): unknown[] {
  // As it is written: the number 1.0 is the version "1.0", and not "1".
  const written = text.slice(offset, offset + length);
  const isScalar = kind === 'number' || kind === 'boolean';
  if (type?.kind === 'string' && isScalar) return [/^[\w.+-]+$/.test(written) ? written : String(value)];
  // A text that YAML reads as something else for want of quotes.
  if (type?.kind === 'string' && typeof value === 'string') return [value];
  if (type?.kind === 'integer' && Number.isInteger(value)) return [value];
  if (type?.kind === 'integer' && typeof value === 'string' && /^\d{1,15}$/.test(value)) return [Number(value)];
  if (type?.kind === 'boolean' && (value === 'true' || value === 'false')) return [value === 'true'];
  if (type?.kind === 'list' && type.item.kind === 'string' && typeof value === 'string') return [[value]];
  return [];
}

/** The likeliest first: what only differs in case or by a slip. */
function enumValues(type: ValueType | undefined, value: unknown): readonly string[] {
  const values = type?.kind === 'string' ? (type.limit.values ?? []) : [];
  const near = typeof value === 'string' ? nearest(value, values) : undefined;
  return near === undefined ? values : [near, ...values.filter((each) => each !== near)];
}

/** Deletes the property whose key stands at an offset, with the comma and the blanks that follow. */
function removalAt(text: string, offset: number, root: Node | undefined): Edit {
  const property = root === undefined ? undefined : propertyAt(root, offset);
  const end = property === undefined ? offset : property.offset + property.length;
  const [rest = ''] = /^\s*,?\s*/.exec(text.slice(end)) ?? [];
  return { offset, length: end - offset + rest.length, content: '' };
}

function propertyAt(node: Node, offset: number): Node | undefined {
  if (node.type === 'property' && node.offset === offset) return node;
  for (const child of node.children ?? []) {
    if (child.offset <= offset && offset < child.offset + child.length) return propertyAt(child, offset);
  }
  return undefined;
}

/** The type of the member that a path leads to. */
export function typeAt(operation: OperationName, path: Problem['path']): ValueType | undefined {
  let type: ValueType | undefined = { kind: 'structure', structure: `${operation}Input` };
  for (const step of path) {
    if (type?.kind === 'list' && typeof step === 'number') type = type.item;
    else if (type?.kind === 'structure') type = membersOf(type.structure).get(String(step))?.type;
    else return undefined;
  }
  return type;
}

/** The members that may stand beside the one that a path leads to. */
export function membersAt(operation: OperationName, path: Problem['path']): Iterable<string> {
  const type = typeAt(operation, path.slice(0, -1));
  return type?.kind === 'structure' ? membersOf(type.structure).keys() : [];
}
