import type { ActOutcome } from './actRequest';
import type { Outcome, TaskRef } from './outcome';
import type { StartOutcome } from './startExecution';

/** How a deed ended, without what was sent: the kinds are those of the outcomes that the person is told. */
export interface DeedEnd {
  readonly outcome: (Outcome | ActOutcome | StartOutcome)['kind'];
  /** The events that hold what was done, or by which somebody else had done it before. */
  readonly eventIds: readonly number[];
  /** The task whose history proves it: a token alone does not tell it. */
  readonly target?: (TaskRef['execution'] & Pick<TaskRef, 'activityId'>) | undefined;
  /** The run that was started. */
  readonly runId?: string | undefined;
}

/**
 * What a person set out to do, and every request that it takes: a request alone does not tell its task, and its answer
 * does not tell what the history shows afterwards. Goes along with the calls, for whoever keeps a book of what was sent.
 */
export class Deed {
  private readonly listeners: ((end: DeedEnd) => void)[] = [];

  /** `task` is the one that the deed is believed to be about, when it is known. */
  constructor(readonly task?: Pick<TaskRef, 'execution' | 'activityId'>) {}

  onEnd(listener: (end: DeedEnd) => void): void {
    this.listeners.push(listener);
  }

  /** Tells the end of a deed of which something was sent, and gives it back. */
  ended<Ended extends Outcome | ActOutcome | StartOutcome>(outcome: Ended): Ended {
    const runId = outcome.kind === 'started' ? outcome.execution.runId : undefined;
    const target = targetOf(outcome);
    const end = { outcome: outcome.kind, eventIds: eventIdsOf(outcome), target, runId };
    for (const listener of this.listeners) listener(end);
    return outcome;
  }
}

function targetOf(outcome: Outcome | ActOutcome | StartOutcome): DeedEnd['target'] {
  if (outcome.kind !== 'recorded' || !('task' in outcome)) return undefined;
  const { execution, activityId } = outcome.task;
  return { ...execution, activityId };
}

/** Of an accepted close the event is only probable, so it is not among them. */
function eventIdsOf(outcome: Outcome | ActOutcome | StartOutcome): readonly number[] {
  if (outcome.kind !== 'recorded' && outcome.kind !== 'alreadyClosed') return [];
  if ('eventIds' in outcome) return outcome.eventIds;
  return outcome.close === undefined ? [] : [outcome.close.eventId];
}
