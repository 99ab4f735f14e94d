import type { ActOutcome, AddressedExecution } from './actRequest';
import type { ExecutionClose } from './activityTasks';
import type { ExecutionOperation } from './operations';
import { plainName } from './plainText';
import { refusedWords, type Report } from './outcome';

/** The words for one act on an execution. */
interface ActVerb {
  readonly event: string;
  /** As on a button and in a title. */
  readonly asked: string;
  /** Begins a sentence. */
  readonly noun: string;
  /** What comes of it, once it is recorded. */
  readonly effect: string;
}

export const actVerbs: Readonly<Record<ExecutionOperation, ActVerb>> = {
  SignalWorkflowExecution: {
    event: 'WorkflowExecutionSignaled',
    asked: 'Signal Execution',
    noun: 'Signal',
    effect: 'What it does is up to the decider, in its next decision task.',
  },
  RequestCancelWorkflowExecution: {
    event: 'WorkflowExecutionCancelRequested',
    asked: 'Request Cancel of Execution',
    noun: 'Cancel request',
    effect: 'The decider decides what follows, in its next decision task; until then everything goes on.',
  },
  TerminateWorkflowExecution: {
    event: 'WorkflowExecutionTerminated',
    asked: 'Terminate Execution',
    noun: 'Termination',
    effect: 'The execution is closed, and its open activity tasks are gone with it.',
  },
};

/** Puts an outcome into words: fixed words first, the variable part after a colon. Holds no input, reason or details. */
export function describeActOutcome(
  operation: ExecutionOperation,
  outcome: Exclude<ActOutcome, { kind: 'dismissed' }>,
): Report {
  const { event, noun, effect } = actVerbs[operation];
  switch (outcome.kind) {
    case 'recorded': {
      const [first = 0, ...others] = outcome.eventIds;
      const where = `: ${executionPlace(outcome.execution)}`;
      const which =
        others.length === 0
          ? `recorded as event ${first} (${event})${where}`
          : `recorded as one of the events ${outcome.eventIds.join(', ')} (${event}), which say the same${where}`;
      const lost = outcome.answerLost ? '. The service’s answer was lost, but the history holds the event' : '';
      return { severity: 'information', message: `${noun} ${which}${lost}`, nextStep: effect };
    }
    case 'accepted': {
      const why =
        outcome.fault === undefined
          ? 'the history does not show it yet'
          : `the history could not be read. ${outcome.fault.message}`;
      return {
        severity: 'information',
        message: `${noun} accepted by Amazon SWF for ${executionPlace(outcome.execution)}, but ${why}`,
        nextStep: 'Open the history in a minute to see it.',
      };
    }
    case 'alreadyClosed':
      return { severity: 'warning', ...closedWords(outcome.execution, outcome.close) };
    case 'refused':
      return refusedWords(outcome.why);
    case 'unknown': {
      const upTo = outcome.after === undefined ? '' : ` after event ${outcome.after}`;
      const seen = outcome.notSeen ? `. The history does not show it so far${upTo}` : '';
      return {
        severity: 'error',
        message: `It is not known whether the ${noun.toLowerCase()} was carried out: ${executionPlace(outcome.execution)}. ${outcome.fault.message}${seen}`,
        nextStep:
          outcome.after === undefined
            ? 'Look at the history before you try again.'
            : 'Trying again looks for it in the history first, and asks before anything is sent a second time.',
      };
    }
  }
}

function closedWords(execution: AddressedExecution, close: ExecutionClose | undefined): Omit<Report, 'severity'> {
  const where = executionPlace(execution);
  if (execution.runId === undefined) {
    return {
      message: `Nothing was sent: no open run was found of ${where}`,
      nextStep: 'A run that started a moment ago may not be listed yet; give its run id to be sure.',
    };
  }
  if (close === undefined) {
    return { message: `Nothing was done, the workflow execution is closed: ${where}`, nextStep: 'Refresh the tree.' };
  }
  const at = close.at === undefined ? '' : ` at ${new Date(close.at).toISOString()}`;
  return {
    message: `Nothing was done, the workflow execution was closed by event ${close.eventId} (${close.status})${at}: ${where}`,
    nextStep:
      close.newRunId === undefined
        ? 'Its activity tasks are gone with it.'
        : `It goes on as a new run; act on that one: ${close.newRunId}`,
  };
}

/** An execution's address in words. */
export function executionPlace({ domain, workflowId, runId }: AddressedExecution): string {
  return plainName(`${workflowId}${runId === undefined ? '' : `, run ${runId}`}, domain ${domain}`);
}
