import * as l10n from '@vscode/l10n';
import { allOf } from '../swf/joined';
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
export function timeoutWords(
  task: ActivityTask,
  telling: Telling,
  executionEndsAt = task.executionEndsAt,
): TimeoutWords {
  const own = ownTimeout(task, telling);
  if (executionEndsAt === undefined) return { short: own.short, statements: [...own.statements, unknownEnd] };
  return {
    short: shortWords(own, executionEndsAt, telling),
    statements: [...own.statements, executionEnd(executionEndsAt, telling)],
  };
}

/** For the row: the nearer end first, and nothing of the other where it cannot come any more. */
function shortWords(own: OwnTimeout, executionEndsAt: number, telling: Telling): string {
  if (own.at !== undefined && own.at <= executionEndsAt) return own.short;
  if (executionEndsAt <= telling.now)
    return l10n.t('its execution is past its timeout by {0}', telling.age(executionEndsAt));
  const left = telling.left(executionEndsAt);
  if (own.at === undefined) return l10n.t('{0}; its execution times out in {1}, which ends this task', own.short, left);
  return l10n.t('its execution times out in {0}, which ends this task', left);
}

const unknownEnd: Statement = {
  label: l10n.t('Execution’s timeout'),
  text: l10n.t('not among the events that were read'),
  more: [l10n.t('An execution that times out takes its open activity tasks along.')],
  icon: 'watch',
};

function executionEnd(at: number, telling: Telling): Statement {
  const left = at > telling.now ? l10n.t('in {0}', telling.left(at)) : l10n.t('{0} ago', telling.age(at));
  return {
    label: l10n.t('Execution times out'),
    text: l10n.t('{0}, and takes this task along', left),
    more: [
      l10n.t('Start-to-close of the execution: {0}.', moment(at)),
      l10n.t('No event of its own then tells of the task.'),
    ],
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
      const text = l10n.t('all four of its timeouts are NONE');
      return alone(l10n.t('never times out'), { label: l10n.t('Never times out'), text, more: [], icon: 'warning' });
    }
    case 'neverUnlessStarted': {
      const text = l10n.t('no timeout runs before a worker starts it');
      const once = [task.timeouts.startToClose, task.timeouts.heartbeat].map((each) => inSeconds(each));
      const more = [l10n.t('Once started: start-to-close {0}, heartbeat {1}.', once[0] ?? '', once[1] ?? '')];
      return alone(l10n.t('never times out unless started'), {
        label: l10n.t('Never times out'),
        text,
        more,
        icon: 'warning',
      });
    }
    case 'unknown': {
      const text = l10n.t('its history does not tell all its timeouts');
      return alone(l10n.t('timeouts not known'), {
        label: l10n.t('Timeouts not known'),
        text,
        more: [],
        icon: 'question',
      });
    }
  }
  const { type, at, heartbeat, unknown = [] } = next;
  const beat: Statement[] = heartbeat === undefined ? [] : [heartbeatStatement(heartbeat)];
  const within = heartbeat === undefined ? '' : l10n.t('{0} after its last heartbeat', inSeconds(heartbeat.seconds));
  if (at === undefined) return { short: l10n.t('times out {0}', within), statements: beat, at };
  const due =
    at > telling.now
      ? l10n.t('times out in {0}', telling.left(at))
      : l10n.t('past its timeout by {0}', telling.age(at));
  const leftOut = allOf(unknown.map((each) => names[each]));
  const statement: Statement = {
    label: l10n.t('Next timeout'),
    text: l10n.t(
      '{0}, {1}, at {2}',
      names[type],
      at > telling.now ? l10n.t('in {0}', telling.left(at)) : l10n.t('past by {0}', telling.age(at)),
      moment(at),
    ),
    more: leftOut === '' ? [] : [l10n.t('The history leaves out {0}, which may come sooner.', leftOut)],
    icon: 'watch',
  };
  const short = heartbeat === undefined ? due : l10n.t('{0}, or {1}', due, within);
  return { short, statements: [statement, ...beat], at };
}

function alone(short: string, statement: Statement): OwnTimeout {
  return { short, statements: [statement], at: undefined };
}

function heartbeatStatement({ seconds, latest }: { seconds: number; latest: number }): Statement {
  return {
    label: l10n.t('Heartbeat timeout'),
    text: l10n.t('{0} after its last heartbeat, which no history tells', inSeconds(seconds)),
    more: [l10n.t('Without another heartbeat it fires by {0} at the latest.', moment(latest))],
    icon: 'pulse',
  };
}

function inSeconds(value: Timeout | undefined): string {
  if (value === undefined) return l10n.t('not in the history');
  return value === 'NONE' ? 'NONE' : inWords(value * 1000);
}
