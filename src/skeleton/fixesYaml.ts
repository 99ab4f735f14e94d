import * as l10n from '@vscode/l10n';
import { findNodeAtLocation, type Node } from 'jsonc-parser';
import { type Fix, membersAt, replacements, typeAt } from './fixes';
import { memberSkeleton } from './generate';
import type { Skeleton, SkeletonProblem } from './parse';
import { nearest } from '../swf/nearest';
import type { OperationName } from '../swf/operations';

/**
 * The ways to mend a problem of a YAML skeleton, the likeliest first. Values are written in double quotes, as in JSON,
 * which YAML reads alike; blocks of lines are left to the person.
 */
export function yamlFixesOf(
  operation: OperationName,
  text: string,
  { root }: Skeleton,
  problem: SkeletonProblem,
): Fix[] {
  const { code, offset, length, path } = problem;
  if (path === undefined || root === undefined) return [];
  const node = findNodeAtLocation(root, [...path]);
  const type = typeAt(operation, path);
  const replace = (title: string, value: unknown): Fix[] => {
    const isPlain = node !== undefined && node.length > 0 && !/[\n&*|>]/.test(textOf(text, node));
    const content = Array.isArray(value) ? JSON.stringify(value) : scalar(value);
    return isPlain ? [{ title, edits: [{ offset: node.offset, length: node.length, content }] }] : [];
  };
  switch (code) {
    case 'unknown': {
      const near = nearest(String(path.at(-1)), membersAt(operation, path));
      return near === undefined
        ? []
        : [{ title: l10n.t('Rename to {0}', near), edits: [{ offset, length, content: near }] }];
    }
    case 'missing': {
      const parent = findNodeAtLocation(root, path.slice(0, -1));
      const value = type === undefined ? undefined : memberSkeleton(type);
      if (parent?.type !== 'object' || value === undefined || typeof value === 'object') return [];
      return [
        {
          title: l10n.t('Add {0}', String(path.at(-1))),
          edits: [added(text, parent, `${String(path.at(-1))}: ${scalar(value)}`)],
        },
      ];
    }
    default:
      return replacements(operation, text, problem, node, replace);
  }
}

function textOf(text: string, { offset, length }: Node): string {
  return text.slice(offset, offset + length);
}

function scalar(value: unknown): string {
  return value === '' ? "''" : JSON.stringify(value);
}

/** A member before the first one of an object: on a line of its own, or in its braces. */
function added(text: string, { offset, children = [] }: Node, member: string): Fix['edits'][number] {
  if (text[offset] === '{')
    return { offset: offset + 1, length: 0, content: children.length > 0 ? `${member}, ` : member };
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  return { offset, length: 0, content: `${member}\n${line.replace(/[^\t]/g, ' ')}` };
}
