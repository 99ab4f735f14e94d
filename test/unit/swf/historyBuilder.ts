import type { EventType, HistoryEvent } from '@aws-sdk/client-swf';

/** Writes a history, oldest event first, with ids that count from 1 and a second between events. */
export class HistoryBuilder {
  readonly events: HistoryEvent[] = [];
  private readonly starts = new Map<number, number>();

  add(eventType: EventType, attributes: Partial<HistoryEvent>): number {
    const eventId = this.events.length + 1;
    this.events.push({ eventId, eventType, eventTimestamp: new Date(this.timeOf(eventId)), ...attributes });
    return eventId;
  }

  timeOf(eventId: number): number {
    return Date.UTC(2026, 0, 1) + eventId * 1000;
  }

  schedule(activityId: string, more: Partial<HistoryEvent['activityTaskScheduledEventAttributes']> = {}): number {
    return this.add('ActivityTaskScheduled', {
      activityTaskScheduledEventAttributes: {
        activityId,
        activityType: { name: 'Ship', version: '1' },
        taskList: { name: 'shipping' },
        decisionTaskCompletedEventId: 1,
        ...more,
      },
    });
  }

  start(scheduledEventId: number, identity?: string): number {
    const startedEventId = this.add('ActivityTaskStarted', {
      activityTaskStartedEventAttributes: { scheduledEventId, identity },
    });
    this.starts.set(scheduledEventId, startedEventId);
    return startedEventId;
  }

  requestCancel(activityId: string): number {
    return this.add('ActivityTaskCancelRequested', {
      activityTaskCancelRequestedEventAttributes: { activityId, decisionTaskCompletedEventId: 1 },
    });
  }

  close(
    scheduledEventId: number,
    how: 'Completed' | 'Failed' | 'TimedOut' | 'Canceled',
    more: Partial<
      HistoryEvent['activityTaskTimedOutEventAttributes'] & HistoryEvent['activityTaskCanceledEventAttributes']
    > = {},
  ): number {
    const links = { scheduledEventId, startedEventId: this.starts.get(scheduledEventId) ?? 0 };
    switch (how) {
      case 'Completed':
        return this.add('ActivityTaskCompleted', { activityTaskCompletedEventAttributes: { ...links } });
      case 'Failed':
        return this.add('ActivityTaskFailed', { activityTaskFailedEventAttributes: { ...links } });
      case 'TimedOut':
        return this.add('ActivityTaskTimedOut', {
          activityTaskTimedOutEventAttributes: { timeoutType: 'START_TO_CLOSE', ...links, ...more },
        });
      case 'Canceled':
        return this.add('ActivityTaskCanceled', { activityTaskCanceledEventAttributes: { ...links, ...more } });
    }
  }
}
