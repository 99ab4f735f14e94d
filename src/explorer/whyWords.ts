import * as l10n from '@vscode/l10n';
import { moment, type Telling } from './durations';
import type { Statement } from './timeoutWords';
import { Fault } from '../swf/fault';
import type { Backlog, Finding } from '../swf/whyStuck';

/** A finding as a person says it. Says what the history shows, and what no history shows. */
export function findingWords(finding: Finding, telling: Telling): Statement {
  const ago = (at: number): string => l10n.t('{0} ago', telling.age(at));
  switch (finding.kind) {
    case 'neverStarted':
      return {
        label: l10n.t('Never started'),
        text: l10n.t('no worker has taken it from task list {0} for {1}', finding.taskList, telling.age(finding.since)),
        more: [
          l10n.t('Scheduled: {0}.', moment(finding.since)),
          l10n.t('Whether any worker polls the list is in no history.'),
        ],
        icon: 'question',
      };
    case 'noAnswer':
      return {
        label: l10n.t('Started and silent'),
        text: l10n.t(
          'nothing recorded since {0} took it {1}',
          named(finding.identity, l10n.t('a worker')),
          ago(finding.since),
        ),
        more: [
          l10n.t('Started: {0}.', moment(finding.since)),
          l10n.t('Heartbeats leave no event: whether the worker still sends them is in no history.'),
          ...(finding.heartbeats === false
            ? [l10n.t('Its heartbeat timeout is NONE: only its other timeouts tell Amazon SWF that a worker is gone.')]
            : []),
        ],
        icon: 'question',
      };
    case 'cancelNotAnswered': {
      const worker = named(finding.identity, l10n.t('the worker'));
      return {
        label: l10n.t('Cancel not answered'),
        text:
          finding.since === undefined
            ? l10n.t('the decider requested it; {0} has not answered', worker)
            : l10n.t('the decider requested it {0}; {1} has not answered', ago(finding.since), worker),
        more: [
          ...(finding.since === undefined ? [] : [l10n.t('Requested: {0}.', moment(finding.since))]),
          l10n.t('A worker learns of the request from the answer to its next heartbeat, and from nothing else.'),
        ],
        icon: 'circle-slash',
      };
    }
    case 'activityBacklog':
      return backlogWords(finding.backlog, 'activity', finding.taskList);
    case 'lastStart': {
      const { start, sameExecution, taskList } = finding;
      return {
        label: l10n.t('Last start from this list'),
        text:
          start === undefined
            ? l10n.t('none in the histories read so far')
            : l10n.t(
                '{0}, by {1}, {2}',
                sameExecution ? start.activityId : l10n.t('{0} of {1}', start.activityId, start.execution.workflowId),
                named(start.identity, l10n.t('an unnamed worker')),
                ago(start.at),
              ),
        more: [
          l10n.t('Task list: {0}.', taskList),
          ...(start === undefined ? [] : [l10n.t('Started: {0}.', moment(start.at))]),
          l10n.t('Only histories that were read here count: a newer start may be in another one.'),
        ],
        icon: 'person',
      };
    }
    case 'decisionWaits':
      return {
        label: l10n.t('Decision task waits'),
        text:
          finding.taskList === undefined
            ? l10n.t('no decider has taken it for {0}', telling.age(finding.since))
            : l10n.t(
                'no decider has taken it from task list {0} for {1}',
                finding.taskList,
                telling.age(finding.since),
              ),
        more: [
          l10n.t('Scheduled: {0}.', moment(finding.since)),
          l10n.t('Until a decider takes it, the execution does nothing new.'),
        ],
        icon: 'warning',
      };
    case 'decisionBacklog':
      return backlogWords(finding.backlog, 'decision', finding.taskList);
    case 'lastAnswer': {
      const { answer, wholeHistory } = finding;
      const none = wholeHistory
        ? l10n.t('none: no decision task was ever answered')
        : l10n.t('none among the events that were read');
      return {
        label: l10n.t('Last decider that answered'),
        text: answer === undefined ? none : `${named(answer.identity, l10n.t('an unnamed one'))}, ${ago(answer.at)}`,
        more: answer === undefined ? [] : [l10n.t('Answered: {0}.', moment(answer.at))],
        icon: 'person',
      };
    }
    case 'decisionsTimeOut': {
      const { count, orMore, lastAt, firstAt, lastType } = finding.timeouts;
      const taken = finding.lastTaken;
      const howMany = decisionTasks(count, orMore);
      return {
        label: l10n.t('Decision tasks time out'),
        text: l10n.t('{0} timed out and none was answered since; the newest {1}', howMany, ago(lastAt)),
        more: [
          l10n.t(
            'First: {0}. Newest: {1}.',
            moment(firstAt),
            [moment(lastAt), ...(lastType === undefined ? [] : [lastType])].join(', '),
          ),
          ...(taken === undefined
            ? []
            : [
                l10n.t(
                  'Taken last: {0}, by {1}.',
                  moment(taken.at),
                  named(taken.identity, l10n.t('an unnamed decider')),
                ),
              ]),
        ],
        icon: 'warning',
      };
    }
    case 'deciderWorks': {
      const { until, since, identity } = finding;
      const silent = l10n.t(
        '{0} took a decision task {1} and has not answered',
        named(identity, l10n.t('a decider')),
        ago(since),
      );
      return {
        label: l10n.t('Decider at work'),
        text:
          until === 'NONE'
            ? l10n.t('{0}; it never times out, so no other decider gets it', silent)
            : until !== undefined && until > telling.now
              ? l10n.t('{0}; it times out in {1}', silent, telling.left(until))
              : silent,
        more: [l10n.t('Taken: {0}.', moment(since))],
        icon: 'sync',
      };
    }
    case 'cancelOfExecution':
      return {
        label: l10n.t('Cancel of the execution'),
        text: l10n.t('requested {0}, and the execution is still open', ago(finding.since)),
        more: [
          l10n.t('Requested: {0}.', moment(finding.since)),
          finding.decidedSince
            ? l10n.t('Its decider has answered a decision task since.')
            : l10n.t('Its decider has answered no decision task since.'),
        ],
        icon: 'stop-circle',
      };
    case 'waitsFor': {
      const { timers, nextTimerAt, children, lambdas } = finding.pending;
      const manyTimers = timers === 1 ? l10n.t('1 timer') : l10n.t('{0} timers', grouped(timers));
      const manyChildren =
        children.length === 1
          ? l10n.t('1 child execution: {0}', some(children))
          : l10n.t('{0} child executions: {1}', grouped(children.length), some(children));
      const manyLambdas = lambdas === 1 ? l10n.t('1 Lambda task') : l10n.t('{0} Lambda tasks', grouped(lambdas));
      const parts = [
        ...(timers === 0
          ? []
          : nextTimerAt === undefined || nextTimerAt <= telling.now
            ? [manyTimers]
            : [l10n.t('{0}, next in {1}', manyTimers, telling.left(nextTimerAt))]),
        ...(children.length > 0 ? [manyChildren] : []),
        ...(lambdas > 0 ? [manyLambdas] : []),
      ];
      return { label: l10n.t('Waits for'), text: parts.join(' · '), more: [], icon: 'watch' };
    }
    case 'nothingOpen':
      return {
        label: l10n.t('Nothing is open'),
        text:
          finding.since === undefined
            ? l10n.t('no task, timer or child')
            : l10n.t('no task, timer or child; the last event was {0}', ago(finding.since)),
        more: [
          l10n.t(
            'It goes on only by a signal or a cancel request from outside, and ends by its timeout or by Terminate.',
          ),
        ],
        icon: 'warning',
      };
  }
}

function backlogWords(backlog: Backlog, kind: 'activity' | 'decision', taskList: string): Statement {
  const operation = kind === 'activity' ? 'CountPendingActivityTasks' : 'CountPendingDecisionTasks';
  const label = l10n.t('Waiting in this list');
  if (backlog instanceof Fault) {
    const { message, details } = backlog;
    const more = details.nextStep === undefined ? [] : [details.nextStep];
    return { label, text: l10n.t('could not be counted: {0}', message), more, icon: 'error' };
  }
  const { count, orMore } = backlog;
  const none = count === 0 && !orMore;
  return {
    label,
    text: l10n.t('{0} in {1}', (kind === 'activity' ? activityTasks : decisionTasks)(count, orMore), taskList),
    more: [
      l10n.t('{0}: an estimate of what is scheduled and not started in this list, in the whole domain.', operation),
      ...(none
        ? [l10n.t('It may lag behind, or the task has been taken since the history was read: refresh to see.')]
        : []),
    ],
    icon: 'list-unordered',
  };
}

function activityTasks(count: number, orMore: boolean): string {
  if (orMore) return l10n.t('{0} or more activity tasks', grouped(count));
  return count === 1 ? l10n.t('1 activity task') : l10n.t('{0} activity tasks', grouped(count));
}

/** `3 decision tasks`, `1,000 or more decision tasks`. */
export function decisionTasks(count: number, orMore: boolean): string {
  if (orMore) return l10n.t('{0} or more decision tasks', grouped(count));
  return count === 1 ? l10n.t('1 decision task') : l10n.t('{0} decision tasks', grouped(count));
}

function grouped(count: number): string {
  return count.toLocaleString('en-US');
}

function some(names: readonly string[]): string {
  return names.length <= 3
    ? names.join(', ')
    : l10n.t('{0} and {1} more', names.slice(0, 3).join(', '), names.length - 3);
}

/** Workers and deciders may give no name, or an empty one. */
function named(identity: string | undefined, otherwise: string): string {
  return identity === undefined || identity === '' ? otherwise : identity;
}
