import type { ModelTimeouts } from './modelDecision';

/** An open activity task. */
export interface ModelTask {
  readonly id: string;
  readonly priority: number;
  readonly timeouts: ModelTimeouts;
  readonly scheduledAt: number;
  startedAt: number | undefined;
  beatAt: number;
  cancelRequested: boolean;
}

/** A decision task that a decider has. */
export interface ModelDecisionTask {
  readonly startedAt: number;
}

/** A decision task that waits; it stands in its list from the time that no other one is started. */
export interface WaitingDecision {
  readonly list: string;
  readonly seconds: number;
  queuedAt: number;
}

/** When an activity task times out as it stands. */
export function deadline({ timeouts, scheduledAt, startedAt, beatAt }: ModelTask): number {
  const scheduleToClose = scheduledAt + timeouts.scheduleToClose;
  return startedAt === undefined
    ? Math.min(scheduledAt + timeouts.scheduleToStart, scheduleToClose)
    : Math.min(startedAt + timeouts.startToClose, beatAt + timeouts.heartbeat, scheduleToClose);
}
