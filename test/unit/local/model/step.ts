import type { ChildPolicy, ModelDecision, ModelMove, ModelStart } from './modelDecision';

/** What can happen. Tokens are chosen by how many were given after them: 0 is the latest. Ids are workflow ids. */
export type Step =
  | { readonly kind: 'start'; readonly id: string; readonly start: ModelStart }
  | { readonly kind: 'pollDecision'; readonly list: string }
  | { readonly kind: 'pollActivity' }
  | { readonly kind: 'signal' | 'requestCancel'; readonly id: string }
  | { readonly kind: 'terminate'; readonly id: string; readonly childPolicy: ChildPolicy | undefined }
  | ({ readonly kind: 'decide'; readonly token: number } & Decided)
  | ({ readonly kind: 'pollAndDecide'; readonly list: string } & Decided)
  | { readonly kind: 'respond'; readonly token: number; readonly how: Ending | 'beat' }
  | { readonly kind: 'foreign'; readonly how: Ending | 'beat' | 'decide' }
  | { readonly kind: 'wait'; readonly seconds: number };

/** What a decider answers. */
export interface Decided {
  readonly decisions: readonly ModelDecision[];
  readonly move: ModelMove | undefined;
}

/** How a worker ends its task, and what the API calls that. */
export const ends = { cancel: 'Canceled', complete: 'Completed', fail: 'Failed' } as const;

export type Ending = keyof typeof ends;
