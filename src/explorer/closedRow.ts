import * as l10n from '@vscode/l10n';
import { moment, type Telling } from './durations';
import type { ClosedExecutionNode, ClosedListNode } from './nodes';
import type { Row } from './row';
import type { CloseStatus } from '../swf/closedExecutions';

const looks: Readonly<Record<CloseStatus, { words: string; icon: string; color?: string }>> = {
  COMPLETED: { words: l10n.t('completed'), icon: 'pass', color: 'charts.green' },
  FAILED: { words: l10n.t('failed'), icon: 'error', color: 'charts.red' },
  CANCELED: { words: l10n.t('canceled'), icon: 'circle-slash', color: 'charts.yellow' },
  TIMED_OUT: { words: l10n.t('timed out'), icon: 'watch', color: 'charts.red' },
  TERMINATED: { words: l10n.t('terminated'), icon: 'debug-stop', color: 'charts.red' },
  CONTINUED_AS_NEW: { words: l10n.t('continued as new'), icon: 'debug-continue' },
};

/** A close status as a person says it. */
function statusWords(status: CloseStatus): string {
  return looks[status].words;
}

/** The row of a domain that lists its closed executions, and of one way of closing alone. */
export function closedListRow({ status, parent }: ClosedListNode): Omit<Row, 'changesAt'> {
  const only = status === undefined ? '' : l10n.t('only {0}', statusWords(status));
  return {
    label: l10n.t('Closed Executions'),
    description: only,
    tooltip: [
      l10n.t('Closed workflow executions of {0}, latest first, as long as the domain keeps them', parent.domain.name),
    ],
    icon: 'archive',
    expandable: true,
    tokens: ['closedList', 'refreshable'],
    spoken: l10n.t('Closed executions of {0}{1}', parent.domain.name, only === '' ? '' : `, ${only}`),
  };
}

/** How it closed comes first: in words, and by an icon. */
export function closedExecutionRow({ execution }: ClosedExecutionNode, telling: Telling): Omit<Row, 'changesAt'> {
  const { workflowId, runId, workflowType, startedAt, closedAt, closeStatus, tags, parent } = execution;
  const type = `${workflowType.name} ${workflowType.version}`;
  const { words, ...look } = looks[closeStatus];
  const ago = l10n.t('{0} ago', telling.age(closedAt));
  return {
    label: workflowId,
    description: [words, ago, type].join(' · '),
    tooltip: [
      l10n.t('Workflow execution {0}, {1}', workflowId, words),
      l10n.t('Run id: {0}', runId),
      l10n.t('Type: {0}', type),
      l10n.t('Started: {0}', moment(startedAt)),
      l10n.t('Closed: {0}, {1}', moment(closedAt), ago),
      ...(tags.length > 0 ? [l10n.t('Tags: {0}', tags.join(', '))] : []),
      ...(parent === undefined ? [] : [l10n.t('Child of: {0}, run {1}', parent.workflowId, parent.runId)]),
    ],
    ...look,
    expandable: false,
    tokens: ['execution', 'closed'],
    spoken: l10n.t('Closed workflow execution {0}, {1} {2}, {3}', workflowId, words, ago, type),
  };
}
