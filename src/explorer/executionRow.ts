import { moment, Telling } from './durations';
import type { ExecutionNode } from './nodes';
import type { Row } from './row';
import { findingWords } from './whyWords';
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
  const description = [...short, ...(cancelRequested ? ['cancel requested'] : []), age, type].join(' · ');
  const tooltip = [
    `Workflow execution ${workflowId}`,
    `Run id: ${runId}`,
    `Type: ${type}`,
    `Started: ${moment(startedAt)}, ${age} ago`,
    ...(cancelRequested ? ['Its cancellation was requested; its decider has to act on it.'] : []),
    ...lines,
    ...(tags.length > 0 ? [`Tags: ${tags.join(', ')}`] : []),
    ...(parent === undefined ? [] : [`Child of: ${parent.workflowId}, run ${parent.runId}`]),
  ];
  const spoken = [
    `Workflow execution ${workflowId}`,
    type,
    `open for ${age}`,
    ...(cancelRequested ? ['cancel requested'] : []),
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
    short: [isOld ? `${word} when read ${telling.age(reading.at)} ago` : word],
    lines: [
      `As its history was read at ${moment(reading.at)}:`,
      ...words.map(({ label, text }) => `${label}: ${text}`),
    ],
  };
}

function shortWord(finding: Finding, telling: Telling): readonly string[] {
  switch (finding.kind) {
    case 'decisionsTimeOut': {
      const { count, orMore } = finding.timeouts;
      return [`${count}${orMore ? ' or more' : ''} decision ${count === 1 && !orMore ? 'task' : 'tasks'} timed out`];
    }
    case 'decisionWaits':
      return [`no decider for ${telling.age(finding.since)}`];
    case 'deciderWorks':
      return [`decider silent for ${telling.age(finding.since)}`];
    default:
      return [];
  }
}
