import { moment, type Telling } from './durations';
import type { Statement } from './timeoutWords';
import { Fault } from '../swf/fault';
import type { Backlog, Finding } from '../swf/whyStuck';

/** A finding as a person says it. Says what the history shows, and what no history shows. */
export function findingWords(finding: Finding, telling: Telling): Statement {
  const ago = (at: number): string => `${telling.age(at)} ago`;
  switch (finding.kind) {
    case 'neverStarted':
      return {
        label: 'Never started',
        text: `no worker has taken it from task list ${finding.taskList} for ${telling.age(finding.since)}`,
        more: [`Scheduled: ${moment(finding.since)}.`, 'Whether any worker polls the list is in no history.'],
        icon: 'question',
      };
    case 'noAnswer':
      return {
        label: 'Started and silent',
        text: `nothing recorded since ${named(finding.identity, 'a worker')} took it ${ago(finding.since)}`,
        more: [
          `Started: ${moment(finding.since)}.`,
          'Heartbeats leave no event: whether the worker still sends them is in no history.',
          ...(finding.heartbeats === false
            ? ['Its heartbeat timeout is NONE: only its other timeouts tell Amazon SWF that a worker is gone.']
            : []),
        ],
        icon: 'question',
      };
    case 'cancelNotAnswered': {
      const since = finding.since === undefined ? '' : ` ${ago(finding.since)}`;
      return {
        label: 'Cancel not answered',
        text: `the decider requested it${since}; ${named(finding.identity, 'the worker')} has not answered`,
        more: [
          ...(finding.since === undefined ? [] : [`Requested: ${moment(finding.since)}.`]),
          'A worker learns of the request from the answer to its next heartbeat, and from nothing else.',
        ],
        icon: 'circle-slash',
      };
    }
    case 'activityBacklog':
      return backlogWords(finding.backlog, 'activity', finding.taskList);
    case 'lastStart': {
      const { start, sameExecution, taskList } = finding;
      const where = start === undefined || sameExecution ? '' : ` of ${start.execution.workflowId}`;
      return {
        label: 'Last start from this list',
        text:
          start === undefined
            ? 'none in the histories read so far'
            : `${start.activityId}${where}, by ${named(start.identity, 'an unnamed worker')}, ${ago(start.at)}`,
        more: [
          `Task list: ${taskList}.`,
          ...(start === undefined ? [] : [`Started: ${moment(start.at)}.`]),
          'Only histories that were read here count: a newer start may be in another one.',
        ],
        icon: 'person',
      };
    }
    case 'decisionWaits':
      return {
        label: 'Decision task waits',
        text: `no decider has taken it${inList(finding.taskList)} for ${telling.age(finding.since)}`,
        more: [`Scheduled: ${moment(finding.since)}.`, 'Until a decider takes it, the execution does nothing new.'],
        icon: 'warning',
      };
    case 'decisionBacklog':
      return backlogWords(finding.backlog, 'decision', finding.taskList);
    case 'lastAnswer': {
      const { answer, wholeHistory } = finding;
      const none = wholeHistory ? 'none: no decision task was ever answered' : 'none among the events that were read';
      return {
        label: 'Last decider that answered',
        text: answer === undefined ? none : `${named(answer.identity, 'an unnamed one')}, ${ago(answer.at)}`,
        more: answer === undefined ? [] : [`Answered: ${moment(answer.at)}.`],
        icon: 'person',
      };
    }
    case 'decisionsTimeOut': {
      const { count, orMore, lastAt, firstAt, lastType } = finding.timeouts;
      const taken = finding.lastTaken;
      const howMany = `${count}${orMore ? ' or more' : ''} decision ${count === 1 && !orMore ? 'task' : 'tasks'}`;
      return {
        label: 'Decision tasks time out',
        text: `${howMany} timed out and none was answered since; the newest ${ago(lastAt)}`,
        more: [
          `First: ${moment(firstAt)}. Newest: ${moment(lastAt)}${lastType === undefined ? '' : `, ${lastType}`}.`,
          ...(taken === undefined
            ? []
            : [`Taken last: ${moment(taken.at)}, by ${named(taken.identity, 'an unnamed decider')}.`]),
        ],
        icon: 'warning',
      };
    }
    case 'deciderWorks': {
      const { until, since, identity } = finding;
      const end = typeof until === 'number' && until > telling.now ? `; it times out in ${telling.left(until)}` : '';
      const never = until === 'NONE' ? '; it never times out, so no other decider gets it' : '';
      return {
        label: 'Decider at work',
        text: `${named(identity, 'a decider')} took a decision task ${ago(since)} and has not answered${end}${never}`,
        more: [`Taken: ${moment(since)}.`],
        icon: 'sync',
      };
    }
    case 'cancelOfExecution':
      return {
        label: 'Cancel of the execution',
        text: `requested ${ago(finding.since)}, and the execution is still open`,
        more: [
          `Requested: ${moment(finding.since)}.`,
          finding.decidedSince
            ? 'Its decider has answered a decision task since.'
            : 'Its decider has answered no decision task since.',
        ],
        icon: 'stop-circle',
      };
    case 'waitsFor': {
      const { timers, nextTimerAt, children, lambdas } = finding.pending;
      const next =
        nextTimerAt === undefined || nextTimerAt <= telling.now ? '' : `, next in ${telling.left(nextTimerAt)}`;
      const parts = [
        ...(timers > 0 ? [`${counted(timers, 'timer')}${next}`] : []),
        ...(children.length > 0 ? [`${counted(children.length, 'child execution')}: ${some(children)}`] : []),
        ...(lambdas > 0 ? [counted(lambdas, 'Lambda task')] : []),
      ];
      return { label: 'Waits for', text: parts.join(' · '), more: [], icon: 'watch' };
    }
    case 'nothingOpen':
      return {
        label: 'Nothing is open',
        text: `no task, timer or child${finding.since === undefined ? '' : `; the last event was ${ago(finding.since)}`}`,
        more: [
          'It goes on only by a signal or a cancel request from outside, and ends by its timeout or by Terminate.',
        ],
        icon: 'warning',
      };
  }
}

function backlogWords(backlog: Backlog, kind: 'activity' | 'decision', taskList: string): Statement {
  const operation = kind === 'activity' ? 'CountPendingActivityTasks' : 'CountPendingDecisionTasks';
  const label = 'Waiting in this list';
  if (backlog instanceof Fault) {
    const { message, details } = backlog;
    const more = details.nextStep === undefined ? [] : [details.nextStep];
    return { label, text: `could not be counted: ${message}`, more, icon: 'error' };
  }
  const { count, orMore } = backlog;
  const none = count === 0 && !orMore;
  return {
    label,
    text: `${count.toLocaleString('en')}${orMore ? ' or more' : ''} ${kind} ${count === 1 && !orMore ? 'task' : 'tasks'} in ${taskList}`,
    more: [
      `${operation}: an estimate of what is scheduled and not started in this list, in the whole domain.`,
      ...(none ? ['It may lag behind, or the task has been taken since the history was read: refresh to see.'] : []),
    ],
    icon: 'list-unordered',
  };
}

function inList(taskList: string | undefined): string {
  return taskList === undefined ? '' : ` from task list ${taskList}`;
}

function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}

function some(names: readonly string[]): string {
  return names.length <= 3 ? names.join(', ') : `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`;
}

/** Workers and deciders may give no name, or an empty one. */
function named(identity: string | undefined, otherwise: string): string {
  return identity === undefined || identity === '' ? otherwise : identity;
}
