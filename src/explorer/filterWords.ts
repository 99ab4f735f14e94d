import * as l10n from '@vscode/l10n';
import { allOf, anyOf } from '../swf/joined';
import { inWords } from './durations';
import { type Filter, parseFilter, serviceFilter, type Term } from './filter';
import type { Remark } from '../ports';

/** What a filter line means, or which of its parts is wrong, while it is being typed. */
export function remarkOnFilter(text: string): Remark | undefined {
  const { filter, problems } = parseFilter(text);
  const [problem] = problems;
  if (problem !== undefined) return { severity: 'error', text: `${problem.part}: ${problem.message}` };
  if (filter.terms.length === 0 && filter.sort === undefined) return undefined;
  const ofExecutions = filter.terms.filter(({ key }) => !taskKeys.has(key)).map(termWords);
  const ofTasks = filter.terms.filter(({ key }) => taskKeys.has(key)).map(termWords);
  const parts = [
    ...(ofExecutions.length === 0 ? [] : [l10n.t('Rows: {0}', ofExecutions.join(', '))]),
    ...(ofTasks.length === 0 ? [] : [l10n.t('Tasks: {0}', ofTasks.join(', '))]),
    ...(filter.sort === undefined ? [] : [l10n.t('Sorted by {0}', filter.sort)]),
    serviceWords(filter),
  ];
  return { severity: 'note', text: parts.filter((part) => part !== '').join(' · ') };
}

const taskKeys: ReadonlySet<Term['key']> = new Set(['activity', 'list', 'by', 'state']);

const keyNames = {
  workflow: l10n.t('workflow id'),
  run: l10n.t('run id'),
  type: l10n.t('workflow type'),
  tag: l10n.t('tag'),
  activity: l10n.t('activity id or type'),
  list: l10n.t('task list'),
  by: l10n.t('worker'),
} as const;

function termWords(term: Term): string {
  switch (term.key) {
    case 'word':
      return l10n.t('“{0}” in a name', term.word);
    case 'older':
      return l10n.t('older than {0}', inWords(term.milliseconds));
    case 'state':
      return l10n.t('state {0}', anyOf(term.anyOf));
    default: {
      const names = term.anyOf.map(({ exact, parts }) =>
        exact === undefined ? parts.join('*') : l10n.t('exactly {0}', exact),
      );
      return `${keyNames[term.key]} ${anyOf(names)}`;
    }
  }
}

/** Which part saves calls. */
function serviceWords(filter: Filter): string {
  const { by, olderThan } = serviceFilter(filter);
  const parts = [
    ...(by === undefined
      ? []
      : 'executionFilter' in by
        ? [l10n.t('workflow id')]
        : 'tagFilter' in by
          ? [l10n.t('tag')]
          : [l10n.t('workflow type')]),
    ...(olderThan === undefined ? [] : [l10n.t('age')]),
  ];
  return parts.length === 0 ? '' : l10n.t('Amazon SWF itself filters by {0}', allOf(parts));
}

/** The line above the rows while a filter is on. */
export function filterMessage({ text, sort }: Filter, hidden: number): string {
  const words =
    hidden === 0
      ? l10n.t('Filter: {0} · hides none of the loaded rows', text)
      : l10n.t('Filter: {0} · hides {1} of the loaded rows', text, hidden);
  return sort === undefined ? words : l10n.t('{0}, sorted among what is loaded', words);
}
