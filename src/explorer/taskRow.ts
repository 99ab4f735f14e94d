import * as l10n from '@vscode/l10n';
import { moment, type Telling } from './durations';
import type { TaskNode } from './nodes';
import type { Row } from './row';
import { timeoutWords } from './timeoutWords';
import { type ActivityTask, type TaskState, taskState } from '../swf/activityTasks';
import type { ExecutionFacts } from '../swf/executionFacts';

const looks: Readonly<Record<TaskState, { icon: string; color?: string }>> = {
  scheduled: { icon: 'circle-large-outline' },
  started: { icon: 'play-circle', color: 'charts.blue' },
  // Unlike the charts' orange it stands out from a light background too.
  cancelRequested: { icon: 'circle-slash', color: 'list.warningForeground' },
};

/** The row of an open activity task; `facts` are what is known of its execution. */
export function taskRow(
  { task, parent }: TaskNode,
  telling: Telling,
  facts: ExecutionFacts | undefined,
): Omit<Row, 'changesAt'> {
  const { activityId, activityType, taskList, scheduledAt, startedAt, identity } = task;
  const type = `${activityType.name} ${activityType.version}`;
  const age = telling.age(startedAt ?? scheduledAt);
  const state = stateWords(task, age);
  const by = identity ? [l10n.t('by {0}', identity)] : [];
  const timeout = timeoutWords(task, telling, facts?.endsAt);
  // That the execution's own timeout is not known is no news to somebody who looks at a task.
  const told =
    (facts?.endsAt ?? task.executionEndsAt) === undefined ? timeout.statements.slice(0, -1) : timeout.statements;
  // Beside tasks of other executions, a row says whose it is.
  const of = parent.kind === 'openTasks' ? [task.execution.workflowId] : [];
  const tooltip = [
    l10n.t('Activity task {0}', activityId),
    ...(parent.kind === 'openTasks'
      ? [l10n.t('Workflow execution {0}', task.execution.workflowId), l10n.t('Run id: {0}', task.execution.runId)]
      : []),
    l10n.t('Type: {0}', type),
    l10n.t('Task list: {0}', taskList),
    l10n.t('Scheduled: {0}, {1} ago (event {2})', moment(scheduledAt), telling.age(scheduledAt), task.scheduledEventId),
    startedAt === undefined
      ? l10n.t(
          'Not started: no worker has taken it, so it has no task token and cannot be canceled from here. It ends when its decider requests the cancellation, by a timeout, or with its execution.',
        )
      : identity
        ? l10n.t(
            'Started: {0}, {1} ago, by {2} (event {3})',
            moment(startedAt),
            age,
            identity,
            task.startedEventId ?? 0,
          )
        : l10n.t('Started: {0}, {1} ago (event {2})', moment(startedAt), age, task.startedEventId ?? 0),
    ...(task.cancelRequestedEventId === undefined
      ? []
      : [l10n.t('Cancellation requested by the decider (event {0}), not answered yet', task.cancelRequestedEventId)]),
    ...told.flatMap(({ label, text, more }) => [`${label}: ${text}`, ...more]),
  ];
  return {
    label: activityId,
    description: [...of, state, timeout.short, type, ...by].join(' · '),
    tooltip,
    ...looks[taskState(task)],
    expandable: true,
    tokens: ['task', ...(startedAt === undefined ? [] : (['cancelable'] as const))],
    spoken: [
      l10n.t('Activity task {0}', activityId),
      ...of.map((workflowId) => l10n.t('of workflow execution {0}', workflowId)),
      type,
      state,
      timeout.short,
      ...by,
    ].join(', '),
  };
}

function stateWords(task: ActivityTask, age: string): string {
  switch (taskState(task)) {
    case 'scheduled':
      return l10n.t('not started for {0}', age);
    case 'started':
      return l10n.t('started {0} ago', age);
    case 'cancelRequested':
      return l10n.t('cancel requested, started {0} ago', age);
  }
}
