/** A decision, as far as the model cares. Ids of children and of external executions are workflow ids. */
export type ModelDecision =
  | { readonly kind: 'schedule'; readonly id: string; readonly priority: number; readonly timeouts: ModelTimeouts }
  | { readonly kind: 'requestCancel' | 'cancelTimer'; readonly id: string }
  | { readonly kind: 'startTimer'; readonly id: string; readonly seconds: number }
  | { readonly kind: 'marker' }
  | ({ readonly kind: 'startChild'; readonly id: string } & ModelStart)
  | { readonly kind: 'signalExternal' | 'cancelExternal'; readonly id: string; readonly wrongRun: boolean }
  | { readonly kind: 'lambda'; readonly id: string; readonly answer: LambdaAnswer; readonly seconds: number }
  | { readonly kind: ClosingKind };

export type ClosingKind = keyof typeof closings;

/** What a function does; nobody has registered the one that is unknown. */
export type LambdaAnswer = 'completes' | 'fails' | 'unknown' | 'silent';

export type ChildPolicy = 'TERMINATE' | 'REQUEST_CANCEL' | 'ABANDON';

/** What differs between the starts of executions. */
export interface ModelStart {
  readonly priority: number;
  readonly childPolicy: ChildPolicy;
  /** Whether it may call functions. */
  readonly role: boolean;
  /** How long it may live. */
  readonly seconds: number;
}

/** Where a decider wants its next decision tasks, and how many seconds they wait there before they go back. */
export interface ModelMove {
  readonly list: string;
  readonly seconds: number;
}

/** The four timeouts of an activity task in seconds; Infinity stands for NONE. */
export interface ModelTimeouts {
  readonly scheduleToStart: number;
  readonly scheduleToClose: number;
  readonly startToClose: number;
  readonly heartbeat: number;
}

/** A closing decision: its event, and the one it leaves when there is something that its decider has not seen. */
export const closings = {
  complete: ['WorkflowExecutionCompleted', 'CompleteWorkflowExecutionFailed'],
  fail: ['WorkflowExecutionFailed', 'FailWorkflowExecutionFailed'],
  cancel: ['WorkflowExecutionCanceled', 'CancelWorkflowExecutionFailed'],
  continueAsNew: ['WorkflowExecutionContinuedAsNew', 'ContinueAsNewWorkflowExecutionFailed'],
} as const;

export function isClosing(decision: ModelDecision): boolean {
  return decision.kind in closings;
}
