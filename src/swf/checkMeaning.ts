import * as l10n from '@vscode/l10n';
import { attributesOf, checkDecisions } from './checkDecisions';
import type { Problem, ProblemCode } from './checkInput';
import { checkToken, oddToken } from './checkToken';
import { brokenNameRule } from './names';
import { membersOf, type StructureName, type ValueType } from './members';
import type { OperationName } from './operations';
import { epochSeconds, isTimestamp } from './timestamps';

/** A mistake that the shapes do not show. The AWS CLI says nothing of any of them; of the errors the service does. */
export interface MeaningProblem extends Problem {
  readonly severity: 'error' | 'warning';
}

type Members = Readonly<Record<string, unknown>>;

/** The longest duration, in seconds (AWS page "Amazon SWF Quotas": a year). */
const longestDuration = 31_536_000;

/**
 * Checks what an input means, after `checkInput` has checked what it is: durations, priorities, filters that exclude one
 * another, names with characters that no name may have, task tokens with blanks, `file://` in a value.
 */
export function checkMeaning(operation: OperationName, document: unknown): MeaningProblem[] {
  const problems: MeaningProblem[] = [
    ...checkToken(document).map((problem) => ({ ...problem, severity: 'error' as const })),
    ...oddToken(document).map((problem) => ({ ...problem, severity: 'warning' as const })),
  ];
  if (!isRecord(document)) return problems;
  checkFilters(operation, document, problems);
  if (operation === 'RespondDecisionTaskCompleted') {
    problems.push(
      ...checkDecisions(document['decisions']).map((problem) => ({ ...problem, severity: 'error' as const })),
    );
  }
  walk({ kind: 'structure', structure: `${operation}Input` }, document, [], problems);
  return problems;
}

/** Of the filters by type, tag, workflow id and status a query takes one, and closed executions want one time. */
function checkFilters(operation: OperationName, document: Members, problems: MeaningProblem[]): void {
  if (!/^(List|Count)(Open|Closed)WorkflowExecutions$/.test(operation)) return;
  const filters = ['executionFilter', 'typeFilter', 'tagFilter', 'closeStatusFilter'].filter(
    (name) => name in document,
  );
  const [first, ...others] = filters;
  for (const name of others) {
    report(problems, [name], 'exclusive', l10n.t('Only one of these filters may be given, not {0} too', first ?? ''));
  }
  if (!operation.includes('Closed')) return;
  const [start, close] = ['startTimeFilter', 'closeTimeFilter'].map((name) => name in document);
  if (start && close) {
    report(
      problems,
      ['closeTimeFilter'],
      'exclusive',
      l10n.t('Only one of these filters may be given, not startTimeFilter too'),
    );
  } else if (!start && !close) {
    report(problems, ['startTimeFilter'], 'missing', l10n.t('One of startTimeFilter and closeTimeFilter is required'));
  }
}

/** `counts` is false in attributes that are not of their decision's type: the service reads no duration there. */
function walk(type: ValueType, value: unknown, path: Problem['path'], problems: MeaningProblem[], counts = true): void {
  if (type.kind === 'list' && Array.isArray(value)) {
    value.forEach((item: unknown, i) => {
      walk(type.item, item, [...path, i], problems, counts);
    });
  } else if (type.kind === 'structure' && isRecord(value)) {
    const members = membersOf(type.structure);
    const decisionType = type.structure === 'Decision' ? String(value['decisionType']) : undefined;
    for (const [name, item] of Object.entries(value)) {
      const member = members.get(name);
      if (member === undefined) continue;
      const itemPath = [...path, name];
      if (member.type.kind === 'timestamp' && isTimestamp(item) && epochSeconds(item) === undefined) {
        report(problems, [...path, name], 'format', l10n.t('Must be a day that its month has'));
      }
      const isOwn = decisionType === undefined || name === attributesOf(decisionType);
      if (typeof item === 'string') checkText(type.structure, name, item, itemPath, problems, counts);
      else walk(member.type, item, itemPath, problems, counts && isOwn);
    }
  }
}

function checkText(
  structure: StructureName,
  member: string,
  value: string,
  path: Problem['path'],
  problems: MeaningProblem[],
  counts: boolean,
): void {
  if (/^fileb?:\/\//.test(value)) {
    const words = l10n.t('The AWS CLI takes file:// within a file for the value itself and reads no file');
    problems.push({ path, code: 'fileReference', severity: 'warning', message: `${words}: ${String(path.at(-1))}` });
  }
  const broken = brokenNameRule(structure, member, value);
  if (broken !== undefined) report(problems, path, 'format', broken);
  // An empty text counts as none for these.
  if (value === '' || !counts) return;
  const wanted = wantedText(structure, member, value);
  if (wanted !== undefined) report(problems, path, 'format', l10n.t('Must be {0}', wanted));
}

/** What a member's text must be, when it is not that. */
export function wantedText(structure: StructureName, member: string, value: string): string | undefined {
  const seconds = /^\d+$/.test(value) ? Number(value) : undefined;
  if (/TaskPriority$|^taskPriority$/.test(member)) {
    const fits = /^[+-]?\d+$/.test(value) && Math.abs(Number(value) + 0.5) <= 2 ** 31;
    return fits ? undefined : l10n.t('a whole number in a string, from -2147483648 to 2147483647');
  }
  if (member === 'workflowExecutionRetentionPeriodInDays') {
    return value === 'NONE' || (seconds ?? Infinity) <= 90
      ? undefined
      : l10n.t('a number of days up to 90 in a string, or NONE');
  }
  if (structure === 'ScheduleLambdaFunctionDecisionAttributes' && member === 'startToCloseTimeout') {
    const fits = seconds !== undefined && seconds >= 1 && seconds <= 900;
    return fits ? undefined : l10n.t('a number of seconds from 1 to 900 in a string');
  }
  if (!/(Timeout|ToFireTimeout)$/.test(member)) return undefined;
  const isEndless = !/^(startToFireTimeout|(defaultE|e)xecutionStartToCloseTimeout)$/.test(member);
  if ((isEndless && value === 'NONE') || (seconds ?? Infinity) <= longestDuration) return undefined;
  return isEndless
    ? l10n.t('a number of seconds in a string, up to a year ({0}), or NONE', longestDuration)
    : l10n.t('a number of seconds in a string, up to a year ({0})', longestDuration);
}

function report(problems: MeaningProblem[], path: Problem['path'], code: ProblemCode, words: string): void {
  problems.push({ path, code, severity: 'error', message: `${words}: ${path.join('.')}` });
}

function isRecord(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
