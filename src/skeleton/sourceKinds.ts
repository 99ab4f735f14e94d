import * as l10n from '@vscode/l10n';
import type { Node } from 'jsonc-parser';
import type { Problem } from '../swf/checkInput';
import { membersOf, type ValueType } from '../swf/members';
import type { OperationName } from '../swf/operations';

/** What version 2 of the AWS CLI reads as a date or a number where nothing stands around it (ruamel.yaml, YAML 1.2). */
const date =
  /^\d{4}-\d{1,2}-\d{1,2}(?:(?:[Tt]|[ \t]+)\d{1,2}:\d\d:\d\d(?:\.\d*)?[ \t]*(?:Z|[-+]\d{1,2}(?::?\d\d)?)?)?$/;
const number =
  /^[-+]?(?:0b[01_]+|0o?[0-7_]+|\d[\d_]*|0x[\da-fA-F_]+|\d[\d_]*\.[\d_]*(?:[eE][-+]?\d+)?|\d[\d_]*[eE][-+]?\d+)$/;

/**
 * What the kinds of values are only by the way they are written, which a parsed document does not tell: a number with a point or
 * an exponent is a fraction to the AWS CLI, also where it is whole; in YAML a date without quotes is no text (seen: botocore
 * 1.43, `ParamValidator`).
 */
export function checkSources(
  operation: OperationName,
  root: Node,
  text: string,
  format: 'json' | 'yaml',
): readonly Problem[] {
  const problems: Problem[] = [];
  const look = (type: ValueType, node: Node, path: Problem['path']): void => {
    const source = text.slice(node.offset, node.offset + node.length);
    const message = misread(type, node, source, format === 'yaml');
    if (message !== undefined) problems.push({ path, code: 'type', message });
    else if (type.kind === 'structure' && node.type === 'object') {
      const members = membersOf(type.structure);
      for (const { children: [key, value] = [] } of node.children ?? []) {
        const member = members.get(String(key?.value));
        if (member !== undefined && value !== undefined) look(member.type, value, [...path, member.name]);
      }
    } else if (type.kind === 'list' && node.type === 'array') {
      for (const [i, item] of (node.children ?? []).entries()) look(type.item, item, [...path, i]);
    }
  };
  look({ kind: 'structure', structure: `${operation}Input` }, root, []);
  return problems;
}

function misread(type: ValueType, node: Node, source: string, isYaml: boolean): string | undefined {
  if (type.kind === 'integer' && Number.isInteger(node.value) && /^[-+]?[\d_]*[.eE]/.test(source)) {
    return l10n.t('Must be a whole number; with a point or an exponent it is a fraction to the AWS CLI');
  }
  if (!isYaml || node.type !== 'string') return undefined;
  if (type.kind === 'string' && date.test(source)) {
    return l10n.t('Must be a string; without quotes the AWS CLI reads a date');
  }
  if (type.kind === 'string' && number.test(source)) {
    return l10n.t('Must be a string; without quotes the AWS CLI reads a number');
  }
  if (type.kind === 'timestamp' && date.test(source) && !source.includes(':')) {
    return l10n.t('Must be a time; without quotes the AWS CLI reads a day, which it refuses here');
  }
  return undefined;
}
