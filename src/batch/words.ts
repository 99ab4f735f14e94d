import * as l10n from '@vscode/l10n';
import { type BatchOperation, taskOperation } from './record';

/** The words for one kind of batch. */
interface BatchWords {
  /** As in a menu and on a title. */
  readonly title: string;
  /** The first words of the question: `Terminate 12 workflow executions`. */
  readonly asked: (targets: string) => string;
  /** What will happen to each, one or two sentences. */
  readonly effect: string;
}

export const batchWords: Readonly<Record<BatchOperation, BatchWords>> = {
  RespondActivityTaskCanceled: {
    title: l10n.t('Cancel Held Tasks'),
    asked: (targets) => l10n.t('Cancel {0}', targets),
    effect: l10n.t('Each task ends as canceled, by its kept token; its decider decides what follows.'),
  },
  SignalWorkflowExecution: {
    title: l10n.t('Signal'),
    asked: (targets) => l10n.t('Signal {0}', targets),
    effect: l10n.t('The signal is recorded in each, and its decider decides what follows.'),
  },
  RequestCancelWorkflowExecution: {
    title: l10n.t('Request Cancel'),
    asked: (targets) => l10n.t('Request the cancellation of {0}', targets),
    effect: l10n.t(
      'The request is recorded in each, and its decider decides what follows: it may clean up first, or ignore it.',
    ),
  },
  TerminateWorkflowExecution: {
    title: l10n.t('Terminate'),
    asked: (targets) => l10n.t('Terminate {0}', targets),
    effect: l10n.t(
      'Each is closed at once and cannot be opened again. Deciders are not asked and cannot clean up; open activity tasks are gone.',
    ),
  },
};

/** `1 workflow execution`, `12 activity tasks`. */
export function countWords(operation: BatchOperation, count: number): string {
  const number = count.toLocaleString('en-US');
  if (operation === taskOperation) {
    return count === 1 ? l10n.t('1 activity task') : l10n.t('{0} activity tasks', number);
  }
  return count === 1 ? l10n.t('1 workflow execution') : l10n.t('{0} workflow executions', number);
}
