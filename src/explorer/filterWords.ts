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
    ...(ofExecutions.length === 0 ? [] : [`Rows: ${ofExecutions.join(', ')}`]),
    ...(ofTasks.length === 0 ? [] : [`Tasks: ${ofTasks.join(', ')}`]),
    ...(filter.sort === undefined ? [] : [`Sorted by ${filter.sort}`]),
    serviceWords(filter),
  ];
  return { severity: 'note', text: parts.filter((part) => part !== '').join(' · ') };
}

const taskKeys: ReadonlySet<Term['key']> = new Set(['activity', 'list', 'by', 'state']);

const names = {
  workflow: 'workflow id',
  run: 'run id',
  type: 'workflow type',
  tag: 'tag',
  activity: 'activity id or type',
  list: 'task list',
  by: 'worker',
} as const;

function termWords(term: Term): string {
  switch (term.key) {
    case 'word':
      return `“${term.word}” in a name`;
    case 'older':
      return `older than ${inWords(term.milliseconds)}`;
    case 'state':
      return `state ${term.anyOf.join(' or ')}`;
    default: {
      const anyOf = term.anyOf.map(({ exact, parts }) => (exact === undefined ? parts.join('*') : `exactly ${exact}`));
      return `${names[term.key]} ${anyOf.join(' or ')}`;
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
        ? ['workflow id']
        : 'tagFilter' in by
          ? ['tag']
          : ['workflow type']),
    ...(olderThan === undefined ? [] : ['age']),
  ];
  return parts.length === 0 ? '' : `Amazon SWF itself filters by ${parts.join(' and ')}`;
}

/** The line above the rows while a filter is on. */
export function filterMessage({ text, sort }: Filter, hidden: number): string {
  const among = sort === undefined ? '' : ', sorted among what is loaded';
  return `Filter: ${text} · hides ${hidden === 0 ? 'none' : `${hidden}`} of the loaded rows${among}`;
}
