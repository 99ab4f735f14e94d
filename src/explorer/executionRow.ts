import { moment, type Telling } from './durations';
import type { ExecutionNode } from './nodes';
import type { Row } from './row';
import { findingWords } from './whyWords';
import type { ExecutionFacts } from '../swf/executionFacts';
import { deciderTrouble, patience } from '../swf/whyStuck';

/** `facts` are what its history told, if it was read: the service's list of executions tells nothing of deciders. */
export function executionRow(
  { execution }: ExecutionNode,
  telling: Telling,
  facts: ExecutionFacts | undefined,
): Omit<Row, 'changesAt'> {
  const { workflowId, runId, workflowType, startedAt, cancelRequested, tags, parent } = execution;
  const type = `${workflowType.name} ${workflowType.version}`;
  const age = telling.age(startedAt);
  const trouble = facts === undefined ? [] : deciderTrouble(facts, telling.now);
  const troubles = trouble.map((each) => findingWords(each, telling));
  const short = shortTrouble(facts, telling);
  const description = [...short, ...(cancelRequested ? ['cancel requested'] : []), age, type].join(' · ');
  const tooltip = [
    `Workflow execution ${workflowId}`,
    `Run id: ${runId}`,
    `Type: ${type}`,
    `Started: ${moment(startedAt)}, ${age} ago`,
    ...(cancelRequested ? ['Its cancellation was requested; its decider has to act on it.'] : []),
    ...troubles.map(({ label, text }) => `${label}: ${text}`),
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

/** A word for the row where decision tasks go unanswered. */
function shortTrouble(facts: ExecutionFacts | undefined, telling: Telling): readonly string[] {
  const { waiting, running, timeouts } = facts?.decisions ?? {};
  if (timeouts !== undefined) {
    const { count, orMore } = timeouts;
    return [`${count}${orMore ? ' or more' : ''} decision ${count === 1 && !orMore ? 'task' : 'tasks'} timed out`];
  }
  const slow = (since: number) => telling.now - since >= patience;
  if (running !== undefined) return slow(running.since) ? [`decider silent for ${telling.age(running.since)}`] : [];
  return waiting !== undefined && slow(waiting.since) ? [`no decider for ${telling.age(waiting.since)}`] : [];
}
