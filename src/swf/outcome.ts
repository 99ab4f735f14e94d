import type { ActivityTask, ExecutionRef, TaskClose } from './activityTasks';
import type { Problem } from './checkInput';
import { Fault } from './fault';
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
    asked: 'Cancel',
    done: 'canceled',
    noun: 'cancellation',
    texts: ['details'],
  },
  RespondActivityTaskCompleted: {
    event: 'ActivityTaskCompleted',
    asked: 'Complete',
    done: 'completed',
    noun: 'completion',
    texts: ['result'],
  },
  RespondActivityTaskFailed: {
    event: 'ActivityTaskFailed',
    asked: 'Fail',
    done: 'failed',
    noun: 'failure',
    texts: ['reason', 'details'],
  },
};

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
    case 'recorded':
      return {
        severity: 'information',
        message:
          `Activity task ${done}, recorded as event ${outcome.close.eventId} (${event}): ${place(outcome.task)}` +
          (outcome.answerLost ? '. The service’s answer was lost, but the history holds the event' : ''),
        nextStep: '',
      };
    case 'accepted':
      return { severity: outcome.why === 'otherTask' ? 'warning' : 'information', ...acceptedWords(noun, outcome) };
    case 'alreadyClosed':
      return alreadyClosedWords(outcome);
    case 'refused':
      return refusedWords(outcome.why);
    case 'unknown':
      return {
        severity: 'error',
        message:
          `It is not known whether the activity task was ${done}. ${outcome.fault.message}` +
          (outcome.seenOpen ? '. The history still shows the task open' : ''),
        nextStep:
          'Look at the history when the service answers again; sending the same once more does no harm, a task closes only once.',
      };
  }
}

function acceptedWords(noun: string, outcome: Outcome & { kind: 'accepted' }): Omit<Report, 'severity'> {
  const accepted = `Amazon SWF accepted the ${noun}`;
  const number = outcome.scheduledEventId;
  switch (outcome.why) {
    case 'noExecutionKnown':
      return {
        message:
          `${accepted}, but there is no proof: the token does not tell its workflow execution` +
          (number === undefined ? '' : ` (the task’s scheduledEventId is ${number})`),
        nextStep: 'Use the tree’s row of a task to have the event named.',
      };
    case 'severalMatch':
      return {
        message: `${accepted}, but more than one task closed in the same way just now, so the event cannot be told apart`,
        nextStep: 'Open the histories of the executions concerned.',
      };
    case 'probable':
      return {
        message:
          `${accepted}. Probably it is event ${outcome.close?.eventId ?? 0}` +
          `${outcome.task === undefined ? '' : ` of ${place(outcome.task)}`}, but not every open execution could be looked at`,
        nextStep: 'Open its history to be sure.',
      };
    case 'notYetVisible':
      return {
        message: `${accepted}, but the history does not show it yet${outcome.task === undefined ? '' : `: ${place(outcome.task)}`}`,
        nextStep: 'Histories may lag behind: open the history again in a minute.',
      };
    case 'historyUnreadable':
      return {
        message: `${accepted}, but the history could not be read. ${outcome.fault?.message ?? ''}`.trim(),
        nextStep: 'Open the history when it can be read again.',
      };
    case 'otherTask':
      return {
        message:
          `${accepted}, but for another task than the chosen one: the token belonged to ` +
          (number === undefined ? 'a task elsewhere' : `a task with scheduledEventId ${number}`) +
          (outcome.task === undefined ? '' : `, and this one is still open: ${place(outcome.task)}`),
        nextStep: 'Look for the task that was closed, and find the right token for this one.',
      };
  }
}

function alreadyClosedWords(outcome: Outcome & { kind: 'alreadyClosed' }): Report {
  const where = outcome.task === undefined ? '' : `: ${place(outcome.task)}`;
  if (outcome.close === undefined) {
    const number = outcome.scheduledEventId === undefined ? '' : ` (scheduledEventId ${outcome.scheduledEventId})`;
    return {
      severity: 'warning',
      message: outcome.executionClosed
        ? `The workflow execution of this task is closed, so its activity tasks are gone${where}`
        : `The activity task was already closed${number}${where}` +
          (outcome.ours === 'perhaps' ? '. It may have been this very request, whose first answer was lost' : ''),
      nextStep: outcome.executionClosed ? 'There is nothing left to close.' : 'Its history tells how it was closed.',
    };
  }
  const { close } = outcome;
  const ours = {
    yes: ' It was this very request, whose first answer was lost.',
    no: '',
    perhaps: ' It was probably this very request, whose first answer was lost.',
  }[outcome.ours];
  return {
    severity: outcome.ours === 'yes' ? 'information' : 'warning',
    message:
      `The activity task was already closed by event ${close.eventId} (${close.type}` +
      `${close.timeoutType === undefined ? '' : `, ${close.timeoutType}`}) at ${new Date(close.at).toISOString()}${where}.${ours}`,
    nextStep: outcome.ours === 'yes' ? '' : 'There is nothing left to close; the token is used up.',
  };
}

/** Why nothing was done. */
export function refusedWords(why: Fault | readonly Problem[]): Report {
  if (why instanceof Fault) {
    return { severity: 'error', message: `Not done. ${why.message}`, nextStep: why.details.nextStep ?? '' };
  }
  const [first, ...others] = why.map((problem) => problem.message);
  return {
    severity: 'error',
    message: `Nothing was sent. ${first ?? ''}${others.map((message) => `; ${message}`).join('')}`,
    nextStep: 'Correct it and try again.',
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
  return `${activityId} in ${execution.workflowId}, domain ${execution.domain}`;
}
