import * as l10n from '@vscode/l10n';
import type { Remark } from '../ports';
import { checkInput } from '../swf/checkInput';
import { checkMeaning } from '../swf/checkMeaning';
import { codePoints } from '../swf/codePoints';
import { memberLimit } from '../swf/limits';
import { membersOf } from '../swf/members';
import type { OperationName } from '../swf/operations';
import { cleanToken } from '../swf/taskToken';

/** What a prompt says to a member's text while it is typed: its bounds, and how much of them is used. */
export function remarkOnMember(operation: OperationName, member: string): (value: string) => Remark {
  const structure = `${operation}Input` as const;
  const { max } = memberLimit(structure, member);
  const optional = membersOf(structure).get(member)?.required !== true;
  return (value) => {
    // An optional text that is left empty is left out.
    const problem = optional && value === '' ? undefined : problemOf(operation, member, value);
    if (problem !== undefined) return { severity: 'error', text: problem };
    const length = plainNumber(codePoints(value));
    const count =
      max === undefined ? l10n.t('{0} characters', length) : l10n.t('{0} of {1} characters', length, plainNumber(max));
    if (looksLikeBrokenJson(value)) {
      return {
        severity: 'warning',
        text: l10n.t('{0}; it begins like JSON, but is none: a decider may fail to read it', count),
      };
    }
    return { severity: 'note', text: count };
  };
}

/** What a prompt says to a task token: what comes with a paste is removed, and said to be. */
export function remarkOnToken(value: string): Remark {
  const { token, removed, odd } = cleanToken(value);
  if (token === '')
    return { severity: 'error', text: l10n.t('The task token is missing: only the worker that polled has it') };
  const problem = problemOf('RecordActivityTaskHeartbeat', 'taskToken', token);
  if (problem !== undefined) return { severity: 'error', text: problem };
  const length = l10n.t('{0} characters', codePoints(token));
  if (odd.length > 0) return { severity: 'warning', text: l10n.t('{0}; the token holds {1}', length, odd.join(', ')) };
  return {
    severity: 'note',
    text: removed.length === 0 ? length : l10n.t('{0}; removed: {1}', length, removed.join(', ')),
  };
}

function problemOf(operation: OperationName, member: string, value: string): string | undefined {
  const alone = { [member]: value };
  const meanings = checkMeaning(operation, alone).filter(
    ({ severity, code }) => severity === 'error' && code !== 'blank',
  );
  return [...checkInput(operation, alone), ...meanings].find(({ path }) => path[0] === member)?.message;
}

function looksLikeBrokenJson(value: string): boolean {
  if (!/^\s*[{[]/.test(value)) return false;
  try {
    JSON.parse(value);
    return false;
  } catch {
    return true;
  }
}

function plainNumber(count: number): string {
  return count.toLocaleString('en-US');
}
