import { inWords, moment } from './durations';
import type { TaskNode } from './nodes';
import type { Row } from './row';
import { type ActivityTask, nextTimeout, type TaskState, taskState, type TimeoutType } from '../swf/activityTasks';

const looks: Readonly<Record<TaskState, { icon: string; color?: string }>> = {
  scheduled: { icon: 'circle-large-outline' },
  started: { icon: 'play-circle', color: 'charts.blue' },
  cancelRequested: { icon: 'circle-slash', color: 'charts.orange' },
};

export function taskRow({ task }: TaskNode, now: number): Row {
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
