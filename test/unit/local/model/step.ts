import type { ModelDecision } from './lifeCycleModel';

/** What can happen. Tokens are chosen by how many were given after them: 0 is the latest. */
export type Step =
  | { readonly kind: 'start' | 'pollDecision' | 'pollActivity' | 'signal' | 'requestCancel' | 'terminate' }
  | { readonly kind: 'decide'; readonly token: number; readonly decisions: readonly ModelDecision[] }
  | { readonly kind: 'respond'; readonly token: number; readonly how: Ending | 'beat' }
  | { readonly kind: 'foreign'; readonly how: Ending | 'beat' | 'decide' }
  | { readonly kind: 'wait'; readonly seconds: number };

/** How a worker ends its task, and what the API calls that. */
export const ends = { cancel: 'Canceled', complete: 'Completed', fail: 'Failed' } as const;

export type Ending = keyof typeof ends;
