import type { Input, SwfClient, Target } from './client';
import type { SwfFault } from './faults';
import type { ClosingOperation } from './operations';
import type { TaskRef } from './outcome';
import type { CancelCheck } from '../contract';
import type { Clock } from '../ports';

/** Whether a cancellation of the task was requested, and how that is known. */
export type Requested =
  | { readonly answer: 'yes' | 'no'; readonly source: 'history' | 'heartbeat' }
  | { readonly answer: 'unknown'; readonly why: 'notAsked' | SwfFault };

/** All that a person needs to see before a task is closed. */
export interface Confirmation {
  readonly operation: ClosingOperation;
  readonly target: Target;
  /** What is sent, the task token included. */
  readonly input: Input<ClosingOperation>;
  readonly task?: TaskRef | undefined;
  /** Where no task was chosen: the started tasks found that fit the token, as far as that can be told. */
  readonly fitting?: readonly TaskRef[] | undefined;
  readonly requested: Requested;
}

export interface CloseRequest {
  readonly operation: ClosingOperation;
  /** The operation's input, checked. */
  readonly input: Input<ClosingOperation>;
  /** The task that the token is believed to belong to, when the person chose it in the tree. */
  readonly task?: TaskRef | undefined;
}

/** A request as it comes in: the document may be anything that a person or a file gave. */
export type UncheckedRequest = Omit<CloseRequest, 'input'> & { readonly document: unknown };

export interface CloseContext {
  readonly client: SwfClient;
  readonly clock: Clock;
  readonly check: CancelCheck;
  readonly confirm: (confirmation: Confirmation) => Promise<boolean>;
  /** Tells the person what is being done. */
  readonly step: (text: string) => void;
}
