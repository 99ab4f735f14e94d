import * as l10n from '@vscode/l10n';
import type { ActivityTask, ExecutionRef, TaskClose } from './activityTasks';
import type { Problem } from './checkInput';
import { Fault, sentences } from './fault';
import type { SwfFault } from './faults';
import type { ClosingOperation } from './operations';
import { plainName } from './plainText';
import type { Severity } from '../ports';

/** A task that a token may belong to, as far as it is known. */
export interface TaskRef {
  readonly execution: ExecutionRef;
  readonly scheduledEventId: number;
  readonly activityId: string;
}

/** How an attempt to close an activity task ended. Only what was read in the history is called recorded. */
export type Outcome =
  | {
      readonly kind: 'recorded';
      readonly task: TaskRef;
      readonly close: TaskClose;
      /** The service's answer was lost, but the history holds the event. */
      readonly answerLost: boolean;
    }
  | {
      readonly kind: 'accepted';
      readonly why:
        'noExecutionKnown' | 'notYetVisible' | 'historyUnreadable' | 'otherTask' | 'severalMatch' | 'probable';
      readonly task?: TaskRef | undefined;
      /** The event that is probably ours. */
      readonly close?: TaskClose | undefined;
      /** The task that the token belonged to, told by the service after the close. */
      readonly scheduledEventId?: number | undefined;
      readonly fault?: SwfFault | undefined;
    }
  | {
      readonly kind: 'alreadyClosed';
      readonly task?: TaskRef | undefined;
      /** How it was closed; absent when the history is not known or the whole execution is closed. */
      readonly close?: TaskClose | undefined;
      readonly executionClosed: boolean;
      /** Whether it was our own earlier try, whose answer was lost. */
      readonly ours: 'yes' | 'no' | 'perhaps';
      readonly scheduledEventId?: number | undefined;
    }
  | { readonly kind: 'refused'; readonly why: Fault | readonly Problem[] }
  | {
      readonly kind: 'unknown';
      readonly fault: SwfFault;
      /** Whether the history could be read and still showed the task open: the request may yet arrive. */
      readonly seenOpen: boolean;
      readonly task?: TaskRef | undefined;
    }
  | { readonly kind: 'dismissed' };

/** The words for one closing operation. */
interface Verb {
  readonly event: string;
  /** As on a button. */
  readonly asked: string;
  readonly done: string;
  readonly noun: string;
  /** The members that tell the decider something. */
  readonly texts: readonly string[];
}

export const verbs: Readonly<Record<ClosingOperation, Verb>> = {
  RespondActivityTaskCanceled: {
    event: 'ActivityTaskCanceled',
    asked: l10n.t('Cancel'),
    done: l10n.t('canceled'),
    noun: l10n.t('cancellation'),
    texts: ['details'],
  },
  RespondActivityTaskCompleted: {
    event: 'ActivityTaskCompleted',
    asked: l10n.t('Complete'),
    done: l10n.t('completed'),
    noun: l10n.t('completion'),
    texts: ['result'],
  },
  RespondActivityTaskFailed: {
    event: 'ActivityTaskFailed',
    asked: l10n.t('Fail'),
    done: l10n.t('failed'),
    noun: l10n.t('failure'),
    texts: ['reason', 'details'],
  },
};

/** What tells a task from all others, without what it carries. */
export function taskRef(task: ActivityTask): TaskRef {
  const { execution, scheduledEventId, activityId } = task;
  return { execution, scheduledEventId, activityId };
}

/** An outcome in plain words: what happened, and what to do next. */
export interface Report {
  readonly severity: Severity;
  readonly message: string;
  /** One sentence, or empty when there is nothing to do. */
  readonly nextStep: string;
}

/** Puts an outcome into words: fixed words first, the variable part after a colon. Holds no token and no details. */
export function describeOutcome(operation: ClosingOperation, outcome: Exclude<Outcome, { kind: 'dismissed' }>): Report {
  const { event, done, noun } = verbs[operation];
  switch (outcome.kind) {
    case 'recorded': {
      const recorded = l10n.t(
        'Activity task {0}, recorded as event {1} ({2}): {3}',
        done,
        outcome.close.eventId,
        event,
        place(outcome.task),
      );
      const message = outcome.answerLost
        ? l10n.t('{0}. The service’s answer was lost, but the history holds the event', recorded)
        : recorded;
      return { severity: 'information', message, nextStep: '' };
    }
    case 'accepted':
      return { severity: outcome.why === 'otherTask' ? 'warning' : 'information', ...acceptedWords(noun, outcome) };
    case 'alreadyClosed':
      return alreadyClosedWords(outcome);
    case 'refused':
      return refusedWords(outcome.why);
    case 'unknown': {
      const unknown = l10n.t('It is not known whether the activity task was {0}. {1}', done, outcome.fault.message);
      return {
        severity: 'error',
        message: outcome.seenOpen ? l10n.t('{0}. The history still shows the task open', unknown) : unknown,
        nextStep: l10n.t(
          'Look at the history when the service answers again; sending the same once more does no harm, a task closes only once.',
        ),
      };
    }
  }
}

function acceptedWords(noun: string, outcome: Outcome & { kind: 'accepted' }): Omit<Report, 'severity'> {
  const accepted = l10n.t('Amazon SWF accepted the {0}', noun);
  const number = outcome.scheduledEventId;
  switch (outcome.why) {
    case 'noExecutionKnown':
      return {
        message:
          number === undefined
            ? l10n.t('{0}, but there is no proof: the token does not tell its workflow execution', accepted)
            : l10n.t(
                '{0}, but there is no proof: the token does not tell its workflow execution (the task’s scheduledEventId is {1})',
                accepted,
                number,
              ),
        nextStep: l10n.t('Use the tree’s row of a task to have the event named.'),
      };
    case 'severalMatch':
      return {
        message: l10n.t(
          '{0}, but more than one task closed in the same way just now, so the event cannot be told apart',
          accepted,
        ),
        nextStep: l10n.t('Open the histories of the executions concerned.'),
      };
    case 'probable': {
      const event = outcome.close?.eventId ?? 0;
      return {
        message:
          outcome.task === undefined
            ? l10n.t('{0}. Probably it is event {1}, but not every open execution could be looked at', accepted, event)
            : l10n.t(
                '{0}. Probably it is event {1} of {2}, but not every open execution could be looked at',
                accepted,
                event,
                place(outcome.task),
              ),
        nextStep: l10n.t('Open its history to be sure.'),
      };
    }
    case 'notYetVisible':
      return {
        message: withPlace(l10n.t('{0}, but the history does not show it yet', accepted), outcome.task),
        nextStep: l10n.t('Histories may lag behind: open the history again in a minute.'),
      };
    case 'historyUnreadable':
      return {
        message: l10n.t('{0}, but the history could not be read. {1}', accepted, outcome.fault?.message ?? '').trim(),
        nextStep: l10n.t('Open the history when it can be read again.'),
      };
    case 'otherTask':
      return {
        message: withOpen(
          number === undefined
            ? l10n.t('{0}, but for another task than the chosen one: the token belonged to a task elsewhere', accepted)
            : l10n.t(
                '{0}, but for another task than the chosen one: the token belonged to a task with scheduledEventId {1}',
                accepted,
                number,
              ),
          outcome.task,
        ),
        nextStep: l10n.t('Look for the task that was closed, and find the right token for this one.'),
      };
  }
}

function withOpen(words: string, task: TaskRef | undefined): string {
  return task === undefined ? words : l10n.t('{0}, and this one is still open: {1}', words, place(task));
}

function withPlace(words: string, task: TaskRef | undefined): string {
  return task === undefined ? words : `${words}: ${place(task)}`;
}

function alreadyClosedWords(outcome: Outcome & { kind: 'alreadyClosed' }): Report {
  if (outcome.close === undefined) {
    const number = outcome.scheduledEventId === undefined ? '' : ` (scheduledEventId ${outcome.scheduledEventId})`;
    const closed = withPlace(l10n.t('The activity task was already closed{0}', number), outcome.task);
    return {
      severity: 'warning',
      message: outcome.executionClosed
        ? withPlace(
            l10n.t('The workflow execution of this task is closed, so its activity tasks are gone'),
            outcome.task,
          )
        : outcome.ours === 'perhaps'
          ? l10n.t('{0}. It may have been this very request, whose first answer was lost', closed)
          : closed,
      nextStep: outcome.executionClosed
        ? l10n.t('There is nothing left to close.')
        : l10n.t('Its history tells how it was closed.'),
    };
  }
  const { close } = outcome;
  const ours = {
    yes: l10n.t('It was this very request, whose first answer was lost.'),
    no: '',
    perhaps: l10n.t('It was probably this very request, whose first answer was lost.'),
  }[outcome.ours];
  return {
    severity: outcome.ours === 'yes' ? 'information' : 'warning',
    message: sentences(
      withPlace(
        l10n.t(
          'The activity task was already closed by event {0} ({1}) at {2}',
          close.eventId,
          [close.type, ...(close.timeoutType === undefined ? [] : [close.timeoutType])].join(', '),
          new Date(close.at).toISOString(),
        ),
        outcome.task,
      ),
      ours,
    ),
    nextStep: outcome.ours === 'yes' ? '' : l10n.t('There is nothing left to close; the token is used up.'),
  };
}

/** Why nothing was done. */
export function refusedWords(why: Fault | readonly Problem[]): Report {
  if (why instanceof Fault) {
    return { severity: 'error', message: l10n.t('Not done. {0}', why.message), nextStep: why.details.nextStep ?? '' };
  }
  const [first, ...others] = why.map((problem) => problem.message);
  return {
    severity: 'error',
    message: l10n.t('Nothing was sent. {0}{1}', first ?? '', others.map((message) => `; ${message}`).join('')),
    nextStep: l10n.t('Correct it and try again.'),
  };
}

/** A task whose names can be shown on one line. */
export function plainTask({ activityId, execution, ...task }: TaskRef): TaskRef {
  const { domain, workflowId, runId } = execution;
  return {
    ...task,
    activityId: plainName(activityId),
    execution: { domain: plainName(domain), workflowId: plainName(workflowId), runId: plainName(runId) },
  };
}

/** A task's address in words. */
export function place(task: TaskRef): string {
  const { activityId, execution } = plainTask(task);
  return l10n.t('{0} in {1}, domain {2}', activityId, execution.workflowId, execution.domain);
}
