import { inWords, moment } from './durations';
import type { ExecutionNode, Node, TaskNode } from './nodes';
import type { RowToken } from '../contract';
import { type ActivityTask, nextTimeout, type TaskState, taskState, type TimeoutType } from '../swf/activityTasks';

/** How a row looks, as data. */
export interface Row {
  readonly label: string;
  readonly description: string;
  /** Lines of plain text: names and inputs come from anywhere and are never read as markup. */
  readonly tooltip: readonly string[];
  /** A codicon's name. */
  readonly icon: string;
  /** A theme color for the icon, never the only sign of a state. */
  readonly color?: string;
  readonly expandable: boolean;
  readonly tokens: readonly RowToken[];
  /** All of it in words, for a screen reader. */
  readonly spoken: string;
}

/** What a node says at a moment, in milliseconds since 1970. */
export function rowOf(node: Node, now: number): Row {
  const { label, description, tooltip, spoken, ...row } = rowAsNamed(node, now);
  return {
    ...row,
    label: oneLine(label),
    description: oneLine(description),
    tooltip: tooltip.map(oneLine),
    spoken: oneLine(spoken),
  };
}

/** Identities, tags and descriptions hold any character: none may begin a line of its own or turn the text around. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028-\u202E\u2066-\u2069]+/gu, ' ');
}

function rowAsNamed(node: Node, now: number): Row {
  switch (node.kind) {
    case 'domain': {
      const { name, description, arn } = node.domain;
      const tooltip = [`Domain ${name}`, ...(description ? [description] : []), ...(arn ? [arn] : [])];
      const tokens = ['domain', 'refreshable'] as const;
      const spoken = `Domain ${name}${description ? `, ${description}` : ''}`;
      return { label: name, description: description ?? '', tooltip, icon: 'globe', expandable: true, tokens, spoken };
    }
    case 'execution':
      return executionRow(node, now);
    case 'task':
      return taskRow(node, now);
    case 'loadMore': {
      const label = 'Load More…';
      const description = `${node.loaded} shown`;
      const spoken = `Load more, ${description}`;
      return plain({
        label,
        description,
        tooltip: ['Reads the next page'],
        icon: 'ellipsis',
        spoken,
        tokens: ['loadMore'],
      });
    }
    case 'message': {
      const { text, tooltip } = node;
      return plain({ label: text, description: '', tooltip: [tooltip], icon: 'info', spoken: `${text}. ${tooltip}` });
    }
    case 'fault': {
      const { message, details } = node.fault;
      const tooltip = [message, ...(details.nextStep === undefined ? [] : [details.nextStep]), 'Click to try again.'];
      const label = 'Could not be read';
      return plain({ label, description: message, tooltip, icon: 'error', spoken: `${label}: ${message}` });
    }
  }
}

function plain(row: Pick<Row, 'label' | 'description' | 'tooltip' | 'icon' | 'spoken'> & Partial<Row>): Row {
  return { expandable: false, tokens: [], ...row };
}

function executionRow({ execution }: ExecutionNode, now: number): Row {
  const { workflowId, runId, workflowType, startedAt, cancelRequested, tags, parent } = execution;
  const type = `${workflowType.name} ${workflowType.version}`;
  const age = inWords(now - startedAt);
  const description = [...(cancelRequested ? ['cancel requested'] : []), age, type].join(' · ');
  const tooltip = [
    `Workflow execution ${workflowId}`,
    `Run id: ${runId}`,
    `Type: ${type}`,
    `Started: ${moment(startedAt)}, ${age} ago`,
    ...(cancelRequested ? ['Its cancellation was requested; its decider has to act on it.'] : []),
    ...(tags.length > 0 ? [`Tags: ${tags.join(', ')}`] : []),
    ...(parent === undefined ? [] : [`Child of: ${parent.workflowId}, run ${parent.runId}`]),
  ];
  const spoken = `Workflow execution ${workflowId}, ${type}, open for ${age}${cancelRequested ? ', cancel requested' : ''}`;
  const icon = cancelRequested ? 'stop-circle' : 'run-all';
  return {
    label: workflowId,
    description,
    tooltip,
    icon,
    expandable: true,
    tokens: ['execution', 'refreshable'],
    spoken,
  };
}

const looks: Readonly<Record<TaskState, { icon: string; color?: string }>> = {
  scheduled: { icon: 'circle-large-outline' },
  started: { icon: 'play-circle', color: 'charts.blue' },
  cancelRequested: { icon: 'circle-slash', color: 'charts.orange' },
};

function taskRow({ task }: TaskNode, now: number): Row {
  const { activityId, activityType, taskList, scheduledAt, startedAt, identity } = task;
  const type = `${activityType.name} ${activityType.version}`;
  const age = inWords(now - (startedAt ?? scheduledAt));
  const state = stateWords(task, age);
  const by = identity ? [`by ${identity}`] : [];
  const timeout = timeoutWords(task, now);
  const tooltip = [
    `Activity task ${activityId}`,
    `Type: ${type}`,
    `Task list: ${taskList}`,
    `Scheduled: ${moment(scheduledAt)}, ${inWords(now - scheduledAt)} ago (event ${task.scheduledEventId})`,
    startedAt === undefined
      ? 'Not started: no worker has taken it, so it has no task token and cannot be canceled from here. It ends when its decider requests the cancellation, by a timeout, or with its execution.'
      : `Started: ${moment(startedAt)}, ${age} ago${identity ? `, by ${identity}` : ''} (event ${task.startedEventId ?? 0})`,
    ...(task.cancelRequestedEventId === undefined
      ? []
      : [`Cancellation requested by the decider (event ${task.cancelRequestedEventId}), not answered yet`]),
    ...timeout.lines,
  ];
  return {
    label: activityId,
    description: [state, timeout.short, type, ...by].join(' · '),
    tooltip,
    ...looks[taskState(task)],
    expandable: false,
    tokens: ['task', ...(startedAt === undefined ? [] : (['cancelable'] as const))],
    spoken: [`Activity task ${activityId}`, type, state, timeout.short, ...by].join(', '),
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

const timeoutNames: Readonly<Record<TimeoutType, string>> = {
  SCHEDULE_TO_START: 'schedule-to-start',
  SCHEDULE_TO_CLOSE: 'schedule-to-close',
  START_TO_CLOSE: 'start-to-close',
  HEARTBEAT: 'heartbeat',
};

/** What will happen by itself. The heartbeat's age is in no history, so its timeout is given as a range, not a guess. */
function timeoutWords(task: ActivityTask, now: number): { readonly short: string; readonly lines: readonly string[] } {
  const next = nextTimeout(task, now);
  if (next === 'never') return { short: 'never times out', lines: ['It never times out: all its timeouts are NONE.'] };
  if (next === 'unknown')
    return { short: 'timeouts not known', lines: ['Its history does not tell all its timeouts.'] };
  const heartbeat =
    next.heartbeat === undefined
      ? []
      : [
          `Heartbeat timeout: ${inWords(next.heartbeat.seconds * 1000)} after its last heartbeat, which no history tells; without another one it fires by ${moment(next.heartbeat.latest)} at the latest.`,
        ];
  if (next.at === undefined) {
    const within = inWords((next.heartbeat?.seconds ?? 0) * 1000);
    return { short: `heartbeat timeout ${within} after the last beat`, lines: heartbeat };
  }
  const name = timeoutNames[next.type];
  const left = next.at - now;
  const short = left > 0 ? `times out in ${inWords(left)}` : `past its timeout by ${inWords(-left)}`;
  return { short, lines: [`Next timeout: ${name} at ${moment(next.at)} (${short})`, ...heartbeat] };
}
