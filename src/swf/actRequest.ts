import type { ExecutionClose, ExecutionRef } from './activityTasks';
import type { Problem } from './checkInput';
import type { Input, SwfClient, Target } from './client';
import type { ExecutionLook } from './executionLook';
import type { Fault } from './fault';
import type { SwfFault } from './faults';
import type { ExecutionOperation } from './operations';
import type { TaskRef } from './outcome';
import type { Clock } from '../ports';

/** The input of any of the three operations, as far as they have the member. */
export type ActInput = Input<'SignalWorkflowExecution'> &
  Omit<Input<'TerminateWorkflowExecution'>, 'domain' | 'workflowId' | 'runId'>;

/** An act on an open execution as it comes in: the document may be anything that a person or a file gave. */
export interface UncheckedAct {
  readonly operation: ExecutionOperation;
  /** The operation's input. Without a run id the open run of the workflow id is meant. */
  readonly document: unknown;
  /** The activity task for whose sake it is done. */
  readonly task?: TaskRef | undefined;
  /**
   * An earlier try of the same, to the same run, whose answer was lost: it is looked for in the history, among the events
   * after this id, before anything is sent again.
   */
  readonly earlier?: { readonly after: number | undefined } | undefined;
}

/** All that a person needs to see before an execution is acted on. */
export interface ActConfirmation {
  readonly operation: ExecutionOperation;
  readonly target: Target;
  readonly input: ActInput;
  readonly execution: ExecutionRef;
  /** Why the execution could not be looked at, or how it looks. */
  readonly look: ExecutionLook | SwfFault;
  readonly task?: TaskRef | undefined;
  /** An earlier try may yet arrive, or may have been carried out unseen. */
  readonly earlierLost: boolean;
}

export interface ActContext {
  readonly client: SwfClient;
  readonly clock: Clock;
  readonly confirm: (confirmation: ActConfirmation) => Promise<boolean>;
  /** Tells the person what is being done. */
  readonly step: (text: string) => void;
  /** Nothing is sent any more once it is aborted; what was sent is still proven. */
  readonly signal?: AbortSignal | undefined;
}

/** An execution whose run may not be known. */
export type AddressedExecution = Omit<ExecutionRef, 'runId'> & { readonly runId?: string | undefined };

/** How an act on an execution ended. Only what was read in the history is called recorded. */
export type ActOutcome =
  | {
      readonly kind: 'recorded';
      readonly execution: ExecutionRef;
      /** The events that hold it, oldest first: several when somebody else did just the same at this moment. */
      readonly eventIds: readonly number[];
      /** The service's answer was lost, but the history holds what it did not hold before. */
      readonly answerLost: boolean;
    }
  | {
      readonly kind: 'accepted';
      readonly execution: ExecutionRef;
      /** Why there is no proof: nothing to be seen yet, or the history cannot be read. */
      readonly fault?: SwfFault | undefined;
    }
  | {
      /** The run is closed, or none is open: nothing was done. */
      readonly kind: 'alreadyClosed';
      readonly execution: AddressedExecution;
      readonly close?: ExecutionClose | undefined;
    }
  | { readonly kind: 'refused'; readonly why: Fault | readonly Problem[] }
  | {
      readonly kind: 'unknown';
      readonly execution: ExecutionRef;
      readonly fault: SwfFault;
      /** The newest event before the act. */
      readonly after: number | undefined;
      /** The history was read after the act, and does not hold it so far. */
      readonly notSeen: boolean;
    }
  | { readonly kind: 'dismissed' };
