import { attributesOf, type EventType, type HistoryEvent } from '../history';
import { ServiceFault } from '../serviceFault';
import type { Decision } from '../decisionChecks';
import type { DemoClient } from './demoClient';
import type { DemoDomain } from './story';

const closings: readonly EventType[] = [
  'ActivityTaskCompleted',
  'ActivityTaskFailed',
  'ActivityTaskTimedOut',
  'ActivityTaskCanceled',
];

/**
 * Decides for one domain until the domain is gone: what a canceled, completed or failed task leads to. It never closes
 * an activity task of its own accord.
 */
export async function runDecider(client: DemoClient, domain: DemoDomain): Promise<void> {
  for (;;) {
    try {
      const task = await client.pollForDecisionTask(domain.name, domain.decisionList);
      if (task === undefined) continue;
      const decisions = decide(domain, task.events);
      await client.call('RespondDecisionTaskCompleted', { taskToken: task.taskToken, decisions });
    } catch (error) {
      // The domain was reset, or the execution was ended meanwhile.
      if (!(error instanceof ServiceFault)) throw error;
      if (error.message.startsWith('Unknown domain')) return;
    }
  }
}

/** What this decider answers to a history. */
export function decide(domain: DemoDomain, events: readonly HistoryEvent[]): Decision[] {
  const news = events.slice(events.findLastIndex((event) => event.eventType === 'DecisionTaskCompleted') + 1);
  const close = news.findLast((event) => closings.includes(event.eventType));
  if (close !== undefined) return afterClose(domain, events, close);
  const fired = news.flatMap((event) => attributesOf(event, 'TimerFired')?.timerId ?? []);
  if (fired.length > 0) return fired.flatMap((timerId) => startAgain(events, timerId));
  if (news.some((event) => event.eventType === 'WorkflowExecutionCancelRequested')) return cancelAll(events);
  return [];
}

function afterClose(domain: DemoDomain, events: readonly HistoryEvent[], close: HistoryEvent): Decision[] {
  const canceled = attributesOf(close, 'ActivityTaskCanceled');
  const isDone = close.eventType === 'ActivityTaskCompleted' || canceled?.latestCancelRequestedEventId !== undefined;
  return isDone && hasOpenTask(events) ? [] : [afterLastClose(domain, events, close)];
}

function afterLastClose(domain: DemoDomain, events: readonly HistoryEvent[], close: HistoryEvent): Decision {
  if (close.eventType === 'ActivityTaskCompleted') {
    return { decisionType: 'CompleteWorkflowExecution' };
  }
  const canceled = attributesOf(close, 'ActivityTaskCanceled');
  const scheduled = scheduledBefore(events, close);
  if (canceled === undefined) return scheduled === undefined ? fail('Nothing to try again') : scheduleAgain(scheduled);
  if (canceled.latestCancelRequestedEventId === undefined) {
    // What deciders built on the AWS Flow Framework make of a cancellation they did not ask for.
    return fail('IllegalStateException: ActivityTaskCanceled without a cancellation request');
  }
  const cleanUp = domain.activities.find((activity) => activity.name === domain.cleanUp);
  if (cleanUp === undefined || scheduled?.activityType?.name === cleanUp.name) {
    return { decisionType: 'CancelWorkflowExecution' };
  }
  return {
    decisionType: 'ScheduleActivityTask',
    scheduleActivityTaskDecisionAttributes: {
      activityType: { name: cleanUp.name, version: cleanUp.version },
      activityId: `clean-up-after-${close.eventId}`,
      input: JSON.stringify({ canceledTask: scheduled?.activityId }),
    },
  };
}

function hasOpenTask(events: readonly HistoryEvent[]): boolean {
  const count = (types: readonly EventType[]) => events.filter((event) => types.includes(event.eventType)).length;
  return count(['ActivityTaskScheduled']) > count(closings);
}

/** The same timer once more. */
function startAgain(events: readonly HistoryEvent[], timerId: string): Decision[] {
  const started = events.map((event) => attributesOf(event, 'TimerStarted')).findLast((each) => each?.timerId === timerId);
  const startToFireTimeout = started?.startToFireTimeout;
  if (startToFireTimeout === undefined) return [];
  return [{ decisionType: 'StartTimer', startTimerDecisionAttributes: { timerId, startToFireTimeout } }];
}

type Scheduled = NonNullable<ReturnType<typeof scheduledBefore>>;

function scheduledBefore(events: readonly HistoryEvent[], close: HistoryEvent) {
  const link =
    attributesOf(close, 'ActivityTaskCanceled') ??
    attributesOf(close, 'ActivityTaskFailed') ??
    attributesOf(close, 'ActivityTaskTimedOut');
  const event = events.find((candidate) => candidate.eventId === link?.scheduledEventId);
  return event === undefined ? undefined : attributesOf(event, 'ActivityTaskScheduled');
}

function scheduleAgain({ activityType, activityId = '', input }: Scheduled): Decision {
  return {
    decisionType: 'ScheduleActivityTask',
    scheduleActivityTaskDecisionAttributes: {
      activityType: { name: activityType?.name ?? '', version: activityType?.version ?? '' },
      activityId,
      ...(input === undefined ? {} : { input }),
    },
  };
}

/** The execution is to end: asks the workers of its tasks to stop. */
function cancelAll(events: readonly HistoryEvent[]): Decision[] {
  const ids = events.flatMap((event) => attributesOf(event, 'ActivityTaskScheduled')?.activityId ?? []);
  return [...new Set(ids)].map((activityId) => ({
    decisionType: 'RequestCancelActivityTask',
    requestCancelActivityTaskDecisionAttributes: { activityId },
  }));
}

function fail(reason: string): Decision {
  return { decisionType: 'FailWorkflowExecution', failWorkflowExecutionDecisionAttributes: { reason } };
}
