import { skeletonFormat, type SkeletonFormat } from './recognize';
import { membersOf } from '../swf/members';
import { type OperationName, operations } from '../swf/operations';

/** Longer documents are not looked into: no skeleton that people write is, and the look has to cost nothing. */
const longest = 200_000;

/**
 * The operations whose input a document may be by its keys: all keys are members, and all required members are there.
 * Only a hint, since several operations have the same keys, and other documents may have them too.
 */
export function possibleOperations(keys: readonly string[]): OperationName[] {
  if (keys.length === 0) return [];
  return operations.flatMap(({ name }) => {
    const members = membersOf(`${name}Input`);
    const fits =
      keys.every((key) => members.has(key)) &&
      [...members.values()].every((member) => !member.required || keys.includes(member.name));
    return fits ? [name] : [];
  });
}

/** The keys of a document's top level; none of what is no object, cannot be read, or is too long. */
export function topLevelKeys(text: string, format: SkeletonFormat): string[] {
  if (text.length > longest) return [];
  return format === 'yaml' ? yamlKeys(text) : jsonKeys(text);
}

/** The format in which a document may be a skeleton, told by its name, the editor's language, or its first character. */
export function likelyFormat(path: string, languageId: string, text: string): SkeletonFormat | undefined {
  const named = skeletonFormat(path);
  if (named !== undefined) return named;
  if (languageId === 'yaml') return 'yaml';
  return /^json/.test(languageId) || /^\s*\{/.test(text.slice(0, 1000)) ? 'json' : undefined;
}

function jsonKeys(text: string): string[] {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
  } catch {
    return [];
  }
}

/** Of YAML in blocks, as people and the AWS CLI write it: what begins at the margin is a key, or part of a list under one. */
function yamlKeys(text: string): string[] {
  const keys: string[] = [];
  for (const line of text.split(/\r?\n/)) {
    if (line === '---' || /^(\s|#|- |$)/.test(line)) continue;
    const [, key] = /^(\w+):(?:\s|$)/.exec(line) ?? [];
    if (key === undefined) return [];
    keys.push(key);
  }
  return keys;
}
