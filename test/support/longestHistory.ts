import type { HistoryEvent } from '@aws-sdk/client-swf';
import { HistoryBuilder } from '../unit/swf/historyBuilder';

/** AWS page "Amazon SWF Quotas". */
export const mostEvents = 25_000;

/** A decider that schedules one task after the other; each fiftieth stays open, and of these each tenth is to be canceled. */
export function longestHistory(): HistoryEvent[] {
  const history = new HistoryBuilder();
  for (let n = 1; history.events.length < mostEvents; n++) {
    history.add('DecisionTaskScheduled', {
      decisionTaskScheduledEventAttributes: { taskList: { name: 'deciders' }, startToCloseTimeout: '30' },
    });
    history.add('DecisionTaskStarted', {
      decisionTaskStartedEventAttributes: { scheduledEventId: history.events.length, identity: 'decider-1' },
    });
    history.add('DecisionTaskCompleted', {
      decisionTaskCompletedEventAttributes: {
        scheduledEventId: history.events.length - 1,
        startedEventId: history.events.length,
      },
    });
    const activityId = `ship-${n}`;
    const scheduledEventId = history.schedule(activityId, {
      input: `{"order":${n}}`,
      scheduleToStartTimeout: 'NONE',
      scheduleToCloseTimeout: '3600',
      startToCloseTimeout: '600',
      heartbeatTimeout: '60',
    });
    history.start(scheduledEventId, 'worker-1');
    if (n % 50 !== 0) history.close(scheduledEventId, n % 7 === 0 ? 'Failed' : 'Completed');
    else if (n % 500 === 0) history.requestCancel(activityId);
  }
  return history.events.slice(0, mostEvents);
}
