import { inWords, moment, type Telling } from './durations';
import { type ActivityTask, nextTimeout, type Timeout, type TimeoutType } from '../swf/activityTasks';

/** What ends a task by itself, in words. */
export interface TimeoutWords {
  /** For the row itself. */
  readonly short: string;
  readonly statements: readonly Statement[];
}

/** One row of a task's details: what it is about, and what there is to say. */
export interface Statement {
  readonly label: string;
  readonly text: string;
  /** More, for those who point at it. */
  readonly more: readonly string[];
  /** A codicon's name. */
  readonly icon: string;
}

const names: Readonly<Record<TimeoutType, string>> = {
  SCHEDULE_TO_START: 'schedule-to-start',
  SCHEDULE_TO_CLOSE: 'schedule-to-close',
  START_TO_CLOSE: 'start-to-close',
  HEARTBEAT: 'heartbeat',
};

/**
 * What will happen to a task by itself. The age of its last heartbeat is in no history, so that timeout is told as a
 * range, never as a moment. `executionEndsAt` is when its execution times out, if known.
 */
export function timeoutWords(task: ActivityTask, telling: Telling, executionEndsAt?: number): TimeoutWords {
  const own = ownTimeout(task, telling);
  const end = executionEndsAt === undefined ? unknownEnd : executionEnd(executionEndsAt, telling);
  const endsFirst = executionEndsAt !== undefined && (own.at === undefined || executionEndsAt < own.at);
  const inTime = executionEndsAt !== undefined && executionEndsAt > telling.now;
  return {
    short: endsFirst && inTime ? `${own.short} (its execution in ${telling.left(executionEndsAt)})` : own.short,
    statements: [...own.statements, end],
  };
}

const unknownEnd: Statement = {
  label: 'Execution’s timeout',
  text: 'not among the events that were read',
  more: ['An execution that times out takes its open activity tasks along.'],
  icon: 'watch',
};

function executionEnd(at: number, telling: Telling): Statement {
  const left = at > telling.now ? `in ${telling.left(at)}` : `${telling.age(at)} ago`;
  return {
    label: 'Execution times out',
    text: `${left}, and takes this task along`,
    more: [`Start-to-close of the execution: ${moment(at)}.`, 'No event of its own then tells of the task.'],
    icon: 'watch',
  };
}

interface OwnTimeout extends TimeoutWords {
  /** When it comes at the latest, unless a heartbeat comes in between. */
  readonly at: number | undefined;
}

function ownTimeout(task: ActivityTask, telling: Telling): OwnTimeout {
  const next = nextTimeout(task, telling.now);
  switch (next) {
    case 'never': {
      const text = 'all four of its timeouts are NONE';
      return alone('never times out', { label: 'Never times out', text, more: [], icon: 'warning' });
    }
    case 'neverUnlessStarted': {
      const text = 'no timeout runs before a worker starts it';
      const once = [task.timeouts.startToClose, task.timeouts.heartbeat].map((each) => inSeconds(each));
      const more = [`Once started: start-to-close ${once[0] ?? ''}, heartbeat ${once[1] ?? ''}.`];
      return alone('never times out unless started', { label: 'Never times out', text, more, icon: 'warning' });
    }
    case 'unknown': {
      const text = 'its history does not tell all its timeouts';
      return alone('timeouts not known', { label: 'Timeouts not known', text, more: [], icon: 'question' });
    }
  }
  const { type, at, heartbeat, unknown = [] } = next;
  const beat: Statement[] = heartbeat === undefined ? [] : [heartbeatStatement(heartbeat)];
  const within = heartbeat === undefined ? '' : `${inSeconds(heartbeat.seconds)} after its last heartbeat`;
  if (at === undefined) return { short: `times out ${within}`, statements: beat, at };
  const due = at > telling.now ? `times out in ${telling.left(at)}` : `past its timeout by ${telling.age(at)}`;
  const leftOut = unknown.map((each) => names[each]).join(' and ');
  const statement: Statement = {
    label: 'Next timeout',
    text: `${names[type]}, ${at > telling.now ? `in ${telling.left(at)}` : `past by ${telling.age(at)}`}, at ${moment(at)}`,
    more: leftOut === '' ? [] : [`The history leaves out ${leftOut}, which may come sooner.`],
    icon: 'watch',
  };
  const short = heartbeat === undefined ? due : `${due}, or ${within}`;
  return { short, statements: [statement, ...beat], at };
}

function alone(short: string, statement: Statement): OwnTimeout {
  return { short, statements: [statement], at: undefined };
}

function heartbeatStatement({ seconds, latest }: { seconds: number; latest: number }): Statement {
  return {
    label: 'Heartbeat timeout',
    text: `${inSeconds(seconds)} after its last heartbeat, which no history tells`,
    more: [`Without another heartbeat it fires by ${moment(latest)} at the latest.`],
    icon: 'pulse',
  };
}

function inSeconds(value: Timeout | undefined): string {
  if (value === undefined) return 'not in the history';
  return value === 'NONE' ? 'NONE' : inWords(value * 1000);
}
