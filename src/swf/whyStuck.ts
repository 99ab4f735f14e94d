import type { ActivityTask, ExecutionRef } from './activityTasks';
import type { SwfClient } from './client';
import type { DecisionFacts, DecisionTimeouts, ExecutionFacts } from './executionFacts';
import { Fault } from './fault';
import type { Pending } from './pendingWork';
import type { ListStart } from './readings';

/** How many tasks wait in a task list, by Amazon SWF's own estimate, or why that is not known. */
export type Backlog = { readonly count: number; readonly orMore: boolean } | Fault;

type Answer = NonNullable<DecisionFacts['lastAnswer']>;

/** One thing that the history shows, as data. Times are milliseconds since 1970. */
export type Finding =
  | { readonly kind: 'neverStarted'; readonly since: number; readonly taskList: string }
  | {
      readonly kind: 'noAnswer';
      readonly since: number;
      readonly identity: string | undefined;
      /** Whether SWF would notice by the heartbeat timeout that the worker is gone. */
      readonly heartbeats: boolean | undefined;
    }
  | {
      readonly kind: 'cancelNotAnswered';
      /** Absent when the event did not tell. */
      readonly since: number | undefined;
      readonly identity: string | undefined;
    }
  | { readonly kind: 'activityBacklog'; readonly taskList: string; readonly backlog: Backlog }
  | {
      readonly kind: 'lastStart';
      readonly taskList: string;
      readonly start: ListStart | undefined;
      readonly sameExecution: boolean;
    }
  | { readonly kind: 'decisionWaits'; readonly since: number; readonly taskList: string | undefined }
  | { readonly kind: 'decisionBacklog'; readonly taskList: string; readonly backlog: Backlog }
  | { readonly kind: 'lastAnswer'; readonly answer: Answer | undefined; readonly wholeHistory: boolean }
  | {
      readonly kind: 'decisionsTimeOut';
      readonly timeouts: DecisionTimeouts;
      readonly lastTaken: DecisionFacts['lastTaken'];
    }
  | {
      readonly kind: 'deciderWorks';
      readonly since: number;
      readonly identity: string | undefined;
      /** When the decision task times out, if ever, as far as known. */
      readonly until: number | 'NONE' | undefined;
    }
  | { readonly kind: 'cancelOfExecution'; readonly since: number; readonly decidedSince: boolean }
  | { readonly kind: 'waitsFor'; readonly pending: Pending }
  | { readonly kind: 'nothingOpen'; readonly since: number | undefined };

/** How long a decision task may wait before a row speaks of it: a decider that polls takes it within a second. */
export const patience = 60_000;

/** Why a task is where it is: what its own events show. */
export function whyTaskIsOpen(task: ActivityTask, lastStart: ListStart | undefined): readonly Finding[] {
  const { taskList, identity } = task;
  if (task.startedEventId === undefined) {
    const sameExecution = lastStart !== undefined && sameRun(lastStart.execution, task.execution);
    return [
      { kind: 'neverStarted', since: task.scheduledAt, taskList },
      { kind: 'lastStart', taskList, start: lastStart, sameExecution },
    ];
  }
  if (task.cancelRequestedEventId !== undefined) {
    return [{ kind: 'cancelNotAnswered', since: task.cancelRequestedAt, identity }];
  }
  const { heartbeat } = task.timeouts;
  const heartbeats = heartbeat === undefined ? undefined : heartbeat !== 'NONE';
  return [{ kind: 'noAnswer', since: task.startedAt ?? task.scheduledAt, identity, heartbeats }];
}

/** Where the execution stands besides its activity tasks: its deciders first, for without them nothing goes on. */
export function whyExecutionIsOpen(facts: ExecutionFacts, openTasks: number, now: number): readonly Finding[] {
  const { decisions, pending, cancelRequestedAt } = facts;
  const { waiting, running, lastAnswer } = decisions;
  const findings: Finding[] = [...deciderTrouble(facts, now)];
  const settled = findings.some(({ kind }) => kind === 'decisionWaits');
  if (waiting !== undefined && running === undefined && !settled && openTasks === 0) {
    findings.push({ kind: 'decisionWaits', since: waiting.since, taskList: waiting.taskList });
  }
  if (running !== undefined && !findings.some(({ kind }) => kind === 'deciderWorks') && openTasks === 0) {
    findings.push(deciderWorks(running));
  }
  if (cancelRequestedAt !== undefined) {
    const decidedSince = lastAnswer !== undefined && lastAnswer.at > cancelRequestedAt;
    findings.push({ kind: 'cancelOfExecution', since: cancelRequestedAt, decidedSince });
  }
  if (openTasks > 0 || pending === undefined) return findings;
  if (pending.timers + pending.children.length + pending.lambdas > 0) findings.push({ kind: 'waitsFor', pending });
  else if (waiting === undefined && running === undefined) {
    findings.push({ kind: 'nothingOpen', since: facts.lastEventAt });
  }
  return findings;
}

/** What is wrong with an execution's decider: nothing that its history shows, or that decision tasks go unanswered. */
export function deciderTrouble({ decisions, pending }: ExecutionFacts, now: number): readonly Finding[] {
  const { waiting, running, timeouts, lastAnswer, lastTaken } = decisions;
  const findings: Finding[] = [];
  if (timeouts !== undefined) findings.push({ kind: 'decisionsTimeOut', timeouts, lastTaken });
  if (waiting !== undefined && running === undefined && now - waiting.since >= patience) {
    findings.push({ kind: 'decisionWaits', since: waiting.since, taskList: waiting.taskList });
  }
  if (running !== undefined && now - running.since >= patience) findings.push(deciderWorks(running));
  if (findings.length > 0) {
    findings.push({ kind: 'lastAnswer', answer: lastAnswer, wholeHistory: pending !== undefined });
  }
  return findings;
}

function deciderWorks({ since, identity, startToClose }: NonNullable<DecisionFacts['running']>): Finding {
  const until = typeof startToClose === 'number' ? since + startToClose * 1000 : startToClose;
  return { kind: 'deciderWorks', since, identity, until };
}

/** Whether both are the same run: a workflow id has many, one after the other. */
export function sameRun(one: ExecutionRef, other: ExecutionRef): boolean {
  return one.domain === other.domain && one.workflowId === other.workflowId && one.runId === other.runId;
}

/**
 * Puts behind each finding about a list how many tasks wait in it: at most one call for activity tasks and one for
 * decision tasks, and no more than `calls`, the first findings first. A count that fails says why in its place.
 */
export async function withBacklogs(
  findings: readonly Finding[],
  domain: string,
  client: SwfClient,
  calls = 2,
): Promise<readonly Finding[]> {
  let left = calls;
  const counted = findings.map(async (finding): Promise<readonly Finding[]> => {
    if (finding.kind === 'neverStarted' && left-- > 0) {
      const { taskList } = finding;
      const backlog = await count('CountPendingActivityTasks', domain, taskList, client);
      return [finding, { kind: 'activityBacklog', taskList, backlog }];
    }
    if (finding.kind === 'decisionWaits' && finding.taskList !== undefined && left-- > 0) {
      const { taskList } = finding;
      const backlog = await count('CountPendingDecisionTasks', domain, taskList, client);
      return [finding, { kind: 'decisionBacklog', taskList, backlog }];
    }
    return [finding];
  });
  return (await Promise.all(counted)).flat();
}

async function count(
  operation: 'CountPendingActivityTasks' | 'CountPendingDecisionTasks',
  domain: string,
  taskList: string,
  client: SwfClient,
): Promise<Backlog> {
  try {
    const answer = await client.call(operation, { domain, taskList: { name: taskList } });
    return { count: answer.count ?? 0, orMore: answer.truncated === true };
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
}
