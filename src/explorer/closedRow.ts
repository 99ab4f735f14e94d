import { moment, type Telling } from './durations';
import type { ClosedExecutionNode, ClosedListNode } from './nodes';
import type { Row } from './row';
import type { CloseStatus } from '../swf/closedExecutions';

const looks: Readonly<Record<CloseStatus, { words: string; icon: string; color?: string }>> = {
  COMPLETED: { words: 'completed', icon: 'pass', color: 'charts.green' },
  FAILED: { words: 'failed', icon: 'error', color: 'charts.red' },
  CANCELED: { words: 'canceled', icon: 'circle-slash', color: 'charts.yellow' },
  TIMED_OUT: { words: 'timed out', icon: 'watch', color: 'charts.red' },
  TERMINATED: { words: 'terminated', icon: 'debug-stop', color: 'charts.red' },
  CONTINUED_AS_NEW: { words: 'continued as new', icon: 'debug-continue' },
};

/** A close status as a person says it. */
export function statusWords(status: CloseStatus): string {
  return looks[status].words;
}

export function closedListRow({ status, parent }: ClosedListNode): Omit<Row, 'changesAt'> {
  const only = status === undefined ? '' : `only ${statusWords(status)}`;
  return {
    label: 'Closed Executions',
    description: only,
    tooltip: [`Closed workflow executions of ${parent.domain.name}, latest first, as long as the domain keeps them`],
    icon: 'archive',
    expandable: true,
    tokens: ['closedList', 'refreshable'],
    spoken: `Closed executions of ${parent.domain.name}${only === '' ? '' : `, ${only}`}`,
  };
}

export function closedExecutionRow({ execution }: ClosedExecutionNode, telling: Telling): Omit<Row, 'changesAt'> {
  const { workflowId, runId, workflowType, startedAt, closedAt, closeStatus, tags, parent } = execution;
  const type = `${workflowType.name} ${workflowType.version}`;
  const { words, ...look } = looks[closeStatus];
  const ago = `${telling.age(closedAt)} ago`;
  return {
    label: workflowId,
    description: [words, ago, type].join(' · '),
    tooltip: [
      `Workflow execution ${workflowId}, ${words}`,
      `Run id: ${runId}`,
      `Type: ${type}`,
      `Started: ${moment(startedAt)}`,
      `Closed: ${moment(closedAt)}, ${ago}`,
      ...(tags.length > 0 ? [`Tags: ${tags.join(', ')}`] : []),
      ...(parent === undefined ? [] : [`Child of: ${parent.workflowId}, run ${parent.runId}`]),
    ],
    ...look,
    expandable: false,
    tokens: ['execution', 'closed'],
    spoken: `Closed workflow execution ${workflowId}, ${words} ${ago}, ${type}`,
  };
}
