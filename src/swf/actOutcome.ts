import * as l10n from '@vscode/l10n';
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
  /** Within a sentence. */
  readonly inSentence: string;
  /** What comes of it, once it is recorded. */
  readonly effect: string;
}

export const actVerbs: Readonly<Record<ExecutionOperation, ActVerb>> = {
  SignalWorkflowExecution: {
    event: 'WorkflowExecutionSignaled',
    asked: l10n.t('Signal Execution'),
    noun: l10n.t('Signal'),
    inSentence: l10n.t('signal'),
    effect: l10n.t('What it does is up to the decider, in its next decision task.'),
  },
  RequestCancelWorkflowExecution: {
    event: 'WorkflowExecutionCancelRequested',
    asked: l10n.t('Request Cancel of Execution'),
    noun: l10n.t('Cancel request'),
    inSentence: l10n.t('cancel request'),
    effect: l10n.t('The decider decides what follows, in its next decision task; until then everything goes on.'),
  },
  TerminateWorkflowExecution: {
    event: 'WorkflowExecutionTerminated',
    asked: l10n.t('Terminate Execution'),
    noun: l10n.t('Termination'),
    inSentence: l10n.t('termination'),
    effect: l10n.t('The execution is closed, and its open activity tasks are gone with it.'),
  },
};

/** Puts an outcome into words: fixed words first, the variable part after a colon. Holds no input, reason or details. */
export function describeActOutcome(
  operation: ExecutionOperation,
  outcome: Exclude<ActOutcome, { kind: 'dismissed' }>,
): Report {
  const { event, noun, inSentence, effect } = actVerbs[operation];
  switch (outcome.kind) {
    case 'recorded': {
      const [first = 0, ...others] = outcome.eventIds;
      const where = executionPlace(outcome.execution);
      const which =
        others.length === 0
          ? l10n.t('{0} recorded as event {1} ({2}): {3}', noun, first, event, where)
          : l10n.t(
              '{0} recorded as one of the events {1} ({2}), which say the same: {3}',
              noun,
              outcome.eventIds.join(', '),
              event,
              where,
            );
      const message = outcome.answerLost
        ? l10n.t('{0}. The service’s answer was lost, but the history holds the event', which)
        : which;
      return { severity: 'information', message, nextStep: effect };
    }
    case 'accepted': {
      const where = executionPlace(outcome.execution);
      return {
        severity: 'information',
        message:
          outcome.fault === undefined
            ? l10n.t('{0} accepted by Amazon SWF for {1}, but the history does not show it yet', noun, where)
            : l10n.t(
                '{0} accepted by Amazon SWF for {1}, but the history could not be read. {2}',
                noun,
                where,
                outcome.fault.message,
              ),
        nextStep: l10n.t('Open the history in a minute to see it.'),
      };
    }
    case 'alreadyClosed':
      return { severity: 'warning', ...closedWords(outcome.execution, outcome.close) };
    case 'refused':
      return refusedWords(outcome.why);
    case 'unknown': {
      const unknown = l10n.t(
        'It is not known whether the {0} was carried out: {1}. {2}',
        inSentence,
        executionPlace(outcome.execution),
        outcome.fault.message,
      );
      const notSeen =
        outcome.after === undefined
          ? l10n.t('{0}. The history does not show it so far', unknown)
          : l10n.t('{0}. The history does not show it so far after event {1}', unknown, outcome.after);
      return {
        severity: 'error',
        message: outcome.notSeen ? notSeen : unknown,
        nextStep:
          outcome.after === undefined
            ? l10n.t('Look at the history before you try again.')
            : l10n.t('Trying again looks for it in the history first, and asks before anything is sent a second time.'),
      };
    }
  }
}

function closedWords(execution: AddressedExecution, close: ExecutionClose | undefined): Omit<Report, 'severity'> {
  const where = executionPlace(execution);
  if (execution.runId === undefined) {
    return {
      message: l10n.t('Nothing was sent: no open run was found of {0}', where),
      nextStep: l10n.t('A run that started a moment ago may not be listed yet; give its run id to be sure.'),
    };
  }
  if (close === undefined) {
    return {
      message: l10n.t('Nothing was done, the workflow execution is closed: {0}', where),
      nextStep: l10n.t('Refresh the tree.'),
    };
  }
  return {
    message:
      close.at === undefined
        ? l10n.t(
            'Nothing was done, the workflow execution was closed by event {0} ({1}): {2}',
            close.eventId,
            close.status,
            where,
          )
        : l10n.t(
            'Nothing was done, the workflow execution was closed by event {0} ({1}) at {2}: {3}',
            close.eventId,
            close.status,
            new Date(close.at).toISOString(),
            where,
          ),
    nextStep:
      close.newRunId === undefined
        ? l10n.t('Its activity tasks are gone with it.')
        : l10n.t('It goes on as a new run; act on that one: {0}', close.newRunId),
  };
}

/** An execution's address in words. */
function executionPlace({ domain, workflowId, runId }: AddressedExecution): string {
  return plainName(
    runId === undefined
      ? l10n.t('{0}, domain {1}', workflowId, domain)
      : l10n.t('{0}, run {1}, domain {2}', workflowId, runId, domain),
  );
}
