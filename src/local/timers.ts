import type { CancelTimer } from './clock';
import { scheduleDecisionTask } from './decisionTask';
import { durationMs } from './durations';
import type { Execution } from './execution';
import type { Structure } from './wireTypes';

/** A timer that a decider has started. */
export interface DeciderTimer {
  readonly startedEventId: number;
  readonly cancel: CancelTimer;
}

/** Carries out a StartTimer decision; true when it failed, which the decider has to hear of. */
export function startTimer(
  execution: Execution,
  attributes: Structure<'StartTimerDecisionAttributes'>,
  decisionTaskCompletedEventId: number,
): boolean {
  const { timerId, control, startToFireTimeout } = attributes;
  const inUse = execution.timers.has(timerId);
  if (inUse || execution.timers.size >= execution.world.quotas.openTimers) {
    const cause = inUse ? 'TIMER_ID_ALREADY_IN_USE' : 'OPEN_TIMERS_LIMIT_EXCEEDED';
    execution.append('StartTimerFailed', { timerId, cause, decisionTaskCompletedEventId });
    return true;
  }
  const attributesOfStart = { timerId, control, startToFireTimeout, decisionTaskCompletedEventId };
  const startedEventId = execution.append('TimerStarted', attributesOfStart);
  const cancel = execution.world.after(durationMs(startToFireTimeout) ?? 0, () => {
    execution.timers.delete(timerId);
    execution.append('TimerFired', { timerId, startedEventId });
    scheduleDecisionTask(execution);
  });
  execution.timers.set(timerId, { startedEventId, cancel });
  return false;
}

/** Carries out a CancelTimer decision; true when it failed, which the decider has to hear of. */
export function cancelTimer(execution: Execution, timerId: string, decisionTaskCompletedEventId: number): boolean {
  const timer = execution.timers.get(timerId);
  if (timer === undefined) {
    execution.append('CancelTimerFailed', { timerId, cause: 'TIMER_ID_UNKNOWN', decisionTaskCompletedEventId });
    return true;
  }
  timer.cancel();
  execution.timers.delete(timerId);
  const { startedEventId } = timer;
  execution.append('TimerCanceled', { timerId, startedEventId, decisionTaskCompletedEventId });
  return false;
}

/** Takes the timers of a closing execution away, without an event. */
export function dropTimers(execution: Execution): void {
  for (const timer of execution.timers.values()) timer.cancel();
  execution.timers.clear();
}
