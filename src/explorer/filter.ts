import * as l10n from '@vscode/l10n';
import type { ExecutionsFilter } from '../swf/listings';
import { nearest } from '../swf/nearest';

/** One line of text that says which rows to show, as it was understood. */
export interface Filter {
  readonly text: string;
  /** Each has to hold. */
  readonly terms: readonly Term[];
  readonly sort?: Sort | undefined;
}

export type Sort = (typeof sorts)[number];
export type TaskStateName = (typeof states)[number];

export type Term =
  | { readonly key: NameKey; readonly anyOf: readonly Pattern[] }
  | { readonly key: 'state'; readonly anyOf: readonly TaskStateName[] }
  | { readonly key: 'older'; readonly milliseconds: number }
  /** A word anywhere in the row's names, in any case. */
  | { readonly key: 'word'; readonly word: string };

/** A name as it is, or, split at its stars, the parts that must come one after the other. */
export interface Pattern {
  readonly exact?: string;
  readonly parts: readonly string[];
}

/** What is wrong with a filter, and with which part of its text. */
export interface FilterProblem {
  readonly part: string;
  readonly message: string;
}

/** The parts that compare a name: those of executions, then those of activity tasks. */
const nameKeys = ['workflow', 'run', 'type', 'tag', 'activity', 'list', 'by'] as const;
export type NameKey = (typeof nameKeys)[number];
const keys = [...nameKeys, 'state', 'older', 'sort'] as const;

export const states = ['scheduled', 'started', 'cancel-requested'] as const;
export const sorts = ['age', 'timeout', 'name'] as const;

/** The parts of the text as they stand between blanks; quotes keep blanks, colons and bars inside. */
const partPattern = /(?:[^\s"]|"[^"]*"?)+/g;

/** Reads a filter line, such as `workflow:order-* older:2h state:started|scheduled charge`. An empty one has no terms. */
export function parseFilter(text: string): { readonly filter: Filter; readonly problems: readonly FilterProblem[] } {
  const terms: Term[] = [];
  const problems: FilterProblem[] = [];
  let sort: Sort | undefined;
  for (const part of text.match(partPattern) ?? []) {
    const fail = (message: string) => problems.push({ part, message });
    if ((part.split('"').length - 1) % 2 === 1) {
      fail(l10n.t('the closing quote is missing'));
      continue;
    }
    const [, name = '', value = ''] = /^([^":]+):(.*)$/.exec(part) ?? [];
    const key = keys.find((each) => each === name.toLowerCase());
    if (name === '') terms.push({ key: 'word', word: unquoted(part).toLowerCase() });
    else if (key === undefined) fail(unknownKey(name, part));
    else if (unquoted(value) === '') fail(l10n.t('what {0} is to be is missing', key));
    else if (key === 'older') {
      const milliseconds = durationOf(value);
      if (milliseconds === undefined) fail(l10n.t('write a time like 30s, 45m, 2h or 1d12h'));
      else terms.push({ key, milliseconds });
    } else if (key === 'sort') {
      const found = sorts.find((each) => each === value);
      if (found === undefined) fail(l10n.t('write one of {0}', sorts.join(', ')));
      else if (sort !== undefined) fail(l10n.t('rows are sorted in one way only'));
      else sort = found;
    } else if (key === 'state') {
      const anyOf = value.split('|').map((each) => states.find((state) => state === each));
      if (anyOf.some((each) => each === undefined))
        fail(l10n.t('write one of {0}, or several with | between', states.join(', ')));
      else terms.push({ key, anyOf: anyOf.flatMap((each) => each ?? []) });
    } else terms.push({ key, anyOf: alternatives(value).map(patternOf) });
  }
  return { filter: { text: text.trim(), terms, sort }, problems };
}

function unknownKey(name: string, part: string): string {
  const meant = nearest(name, keys);
  const text = part.replaceAll('"', '');
  return meant === undefined
    ? l10n.t(
        'there is no {0}:, known are {1} (to look for the text itself, write "{2}")',
        name,
        keys.map((key) => `${key}:`).join(' '),
        text,
      )
    : l10n.t('there is no {0}:, did you mean {1}:? (to look for the text itself, write "{2}")', name, meant, text);
}

/** Bars outside of quotes stand between alternatives. */
function alternatives(value: string): readonly string[] {
  return value.match(/(?:[^|"]|"[^"]*")+/g) ?? [];
}

function unquoted(text: string): string {
  return text.replaceAll('"', '');
}

function patternOf(text: string): Pattern {
  const parts = unquoted(text).split('*');
  return parts.length === 1 ? { exact: parts.join(''), parts } : { parts };
}

const unitSeconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 };

function durationOf(value: string): number | undefined {
  if (!/^(?:\d{1,6}[smhd])+$/i.test(value)) return undefined;
  const parts = [...value.matchAll(/(\d+)([smhd])/gi)];
  return parts.reduce((sum, [, n, unit = '']) => sum + Number(n) * (unitSeconds[unit.toLowerCase()] ?? 0), 0) * 1000;
}

/** Whether a name is what a pattern says, in the same case. Takes time in proportion to the name. */
export function matches({ exact, parts }: Pattern, name: string): boolean {
  if (exact !== undefined) return name === exact;
  const first = parts[0] ?? '';
  const last = parts.at(-1) ?? '';
  if (name.length < first.length + last.length || !name.startsWith(first) || !name.endsWith(last)) return false;
  const end = name.length - last.length;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = name.indexOf(part, at);
    if (found < 0 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}

/** The line with another order of the rows, or with none. */
export function withSort(text: string, sort: Sort | undefined): string {
  const others = (text.match(partPattern) ?? []).filter((part) => !/^sort:/i.test(part));
  return [...others, ...(sort === undefined ? [] : [`sort:${sort}`])].join(' ');
}

/**
 * What Amazon SWF itself can look for, which saves calls: one exact workflow id, tag or type (AWS page
 * "ListOpenWorkflowExecutions": the filters exclude each other), and beside it the age. The rest is looked at here.
 */
export interface ServiceFilter {
  readonly by?: ExecutionsFilter | undefined;
  /** Started at least so many milliseconds ago: an execution is never younger than its tasks. */
  readonly olderThan?: number | undefined;
}

/** What Amazon SWF itself can leave out when executions are listed; the rest is filtered here. */
export function serviceFilter({ terms }: Filter): ServiceFilter {
  const exactly = (key: NameKey): string | undefined => {
    for (const term of terms) {
      if (term.key === key && term.anyOf.length === 1) return term.anyOf[0]?.exact;
    }
    return undefined;
  };
  const [workflowId, tag, name] = [exactly('workflow'), exactly('tag'), exactly('type')];
  // A blank may stand between name and version.
  const typeName = name?.includes(' ') === true ? undefined : name;
  const olderThan = Math.max(0, ...terms.flatMap((term) => (term.key === 'older' ? [term.milliseconds] : [])));
  return {
    by:
      workflowId !== undefined
        ? { executionFilter: { workflowId } }
        : tag !== undefined
          ? { tagFilter: { tag } }
          : typeName !== undefined
            ? { typeFilter: { name: typeName } }
            : undefined,
    olderThan: olderThan === 0 ? undefined : olderThan,
  };
}
