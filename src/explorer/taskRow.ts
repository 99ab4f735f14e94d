import { moment, type Telling } from './durations';
import type { TaskNode } from './nodes';
import type { Row } from './row';
import { timeoutWords } from './timeoutWords';
import { type ActivityTask, type TaskState, taskState } from '../swf/activityTasks';
import type { ExecutionFacts } from '../swf/executionFacts';

const looks: Readonly<Record<TaskState, { icon: string; color?: string }>> = {
  scheduled: { icon: 'circle-large-outline' },
  started: { icon: 'play-circle', color: 'charts.blue' },
  cancelRequested: { icon: 'circle-slash', color: 'charts.orange' },
};

export function taskRow(
  { task, parent }: TaskNode,
  telling: Telling,
  facts: ExecutionFacts | undefined,
): Omit<Row, 'changesAt'> {
  const { activityId, activityType, taskList, scheduledAt, startedAt, identity } = task;
  const type = `${activityType.name} ${activityType.version}`;
  const age = telling.age(startedAt ?? scheduledAt);
  const state = stateWords(task, age);
  const by = identity ? [`by ${identity}`] : [];
  const timeout = timeoutWords(task, telling, facts?.endsAt);
  // That the execution's own timeout is not known is no news to somebody who looks at a task.
  const told = facts?.endsAt === undefined ? timeout.statements.slice(0, -1) : timeout.statements;
  // Beside tasks of other executions, a row says whose it is.
  const of = parent.kind === 'openTasks' ? [task.execution.workflowId] : [];
  const tooltip = [
    `Activity task ${activityId}`,
    ...(parent.kind === 'openTasks'
      ? [`Workflow execution ${task.execution.workflowId}`, `Run id: ${task.execution.runId}`]
      : []),
    `Type: ${type}`,
    `Task list: ${taskList}`,
    `Scheduled: ${moment(scheduledAt)}, ${telling.age(scheduledAt)} ago (event ${task.scheduledEventId})`,
    startedAt === undefined
      ? 'Not started: no worker has taken it, so it has no task token and cannot be canceled from here. It ends when its decider requests the cancellation, by a timeout, or with its execution.'
      : `Started: ${moment(startedAt)}, ${age} ago${identity ? `, by ${identity}` : ''} (event ${task.startedEventId ?? 0})`,
    ...(task.cancelRequestedEventId === undefined
      ? []
      : [`Cancellation requested by the decider (event ${task.cancelRequestedEventId}), not answered yet`]),
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
      `Activity task ${activityId}`,
      ...of.map((workflowId) => `of workflow execution ${workflowId}`),
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
      return `not started for ${age}`;
    case 'started':
      return `started ${age} ago`;
    case 'cancelRequested':
      return `cancel requested, started ${age} ago`;
  }
}
