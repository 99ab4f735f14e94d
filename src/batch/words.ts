import { type BatchOperation, taskOperation } from './record';

/** The words for one kind of batch. */
interface BatchWords {
  /** As in a menu and on a title. */
  readonly title: string;
  /** Begins a sentence, with the number of targets to follow: `Terminate 12 workflow executions`. */
  readonly verb: string;
  /** What will happen to each, one or two sentences. */
  readonly effect: string;
}

export const batchWords: Readonly<Record<BatchOperation, BatchWords>> = {
  RespondActivityTaskCanceled: {
    title: 'Cancel Held Tasks',
    verb: 'Cancel',
    effect: 'Each task ends as canceled, by its kept token; its decider decides what follows.',
  },
  SignalWorkflowExecution: {
    title: 'Signal',
    verb: 'Signal',
    effect: 'The signal is recorded in each, and its decider decides what follows.',
  },
  RequestCancelWorkflowExecution: {
    title: 'Request Cancel',
    verb: 'Request the cancellation of',
    effect:
      'The request is recorded in each, and its decider decides what follows: it may clean up first, or ignore it.',
  },
  TerminateWorkflowExecution: {
    title: 'Terminate',
    verb: 'Terminate',
    effect:
      'Each is closed at once and cannot be opened again. Deciders are not asked and cannot clean up; open activity tasks are gone.',
  },
};

/** `1 workflow execution`, `12 activity tasks`. */
export function countWords(operation: BatchOperation, count: number): string {
  const noun = operation === taskOperation ? 'activity task' : 'workflow execution';
  return count === 1 ? `1 ${noun}` : `${count.toLocaleString('en-US')} ${noun}s`;
}
