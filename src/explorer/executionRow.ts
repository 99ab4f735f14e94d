import * as l10n from '@vscode/l10n';
import { moment, Telling } from './durations';
import type { ExecutionNode } from './nodes';
import type { Row } from './row';
import { decisionTasks, findingWords } from './whyWords';
import type { Reading } from '../swf/readings';
import { deciderTrouble, type Finding, patience } from '../swf/whyStuck';

/**
 * `reading` is what its history told when it was read, if it was: the service's list of executions tells nothing of deciders.
 * A decider may have come back since, so its trouble is told as of then.
 */
export function executionRow(
  { execution }: ExecutionNode,
  telling: Telling,
  reading: Reading | undefined,
): Omit<Row, 'changesAt'> {
  const { workflowId, runId, workflowType, startedAt, cancelRequested, tags, parent } = execution;
  const type = `${workflowType.name} ${workflowType.version}`;
  const age = telling.age(startedAt);
  const { short, lines } = troubleWords(reading, telling);
  const description = [...short, ...(cancelRequested ? [l10n.t('cancel requested')] : []), age, type].join(' · ');
  const tooltip = [
    l10n.t('Workflow execution {0}', workflowId),
    l10n.t('Run id: {0}', runId),
    l10n.t('Type: {0}', type),
    l10n.t('Started: {0}, {1} ago', moment(startedAt), age),
    ...(cancelRequested ? [l10n.t('Its cancellation was requested; its decider has to act on it.')] : []),
    ...lines,
    ...(tags.length > 0 ? [l10n.t('Tags: {0}', tags.join(', '))] : []),
    ...(parent === undefined ? [] : [l10n.t('Child of: {0}, run {1}', parent.workflowId, parent.runId)]),
  ];
  const spoken = [
    l10n.t('Workflow execution {0}', workflowId),
    type,
    l10n.t('open for {0}', age),
    ...(cancelRequested ? [l10n.t('cancel requested')] : []),
    ...short,
  ].join(', ');
  const icon = short.length > 0 ? 'warning' : cancelRequested ? 'stop-circle' : 'run-all';
  return {
    label: workflowId,
    description,
    tooltip,
    icon,
    expandable: true,
    tokens: ['execution', 'open', 'refreshable'],
    spoken,
  };
}

/** A word for the row where decision tasks go unanswered, and more of it. */
function troubleWords(
  reading: Reading | undefined,
  telling: Telling,
): { readonly short: readonly string[]; readonly lines: readonly string[] } {
  const then = new Telling(reading?.at ?? telling.now);
  const trouble = reading === undefined ? [] : deciderTrouble(reading.facts, then.now);
  const [word] = trouble.flatMap((each) => shortWord(each, then));
  if (reading === undefined || word === undefined) return { short: [], lines: [] };
  const isOld = telling.now - reading.at >= patience;
  const words = trouble.map((each) => findingWords(each, then));
  return {
    short: [isOld ? l10n.t('{0} when read {1} ago', word, telling.age(reading.at)) : word],
    lines: [
      l10n.t('As its history was read at {0}:', moment(reading.at)),
      ...words.map(({ label, text }) => `${label}: ${text}`),
    ],
  };
}

function shortWord(finding: Finding, telling: Telling): readonly string[] {
  switch (finding.kind) {
    case 'decisionsTimeOut': {
      const { count, orMore } = finding.timeouts;
      return [l10n.t('{0} timed out', decisionTasks(count, orMore))];
    }
    case 'decisionWaits':
      return [l10n.t('no decider for {0}', telling.age(finding.since))];
    case 'deciderWorks':
      return [l10n.t('decider silent for {0}', telling.age(finding.since))];
    default:
      return [];
  }
}
