/** A decision, as far as the model cares. */
export type ModelDecision =
  | { readonly kind: 'schedule'; readonly id: string; readonly timeouts: ModelTimeouts }
  | { readonly kind: 'requestCancel' | 'cancelTimer'; readonly id: string }
  | { readonly kind: 'startTimer'; readonly id: string; readonly seconds: number }
  | { readonly kind: 'marker' }
  | { readonly kind: ClosingKind };

export type ClosingKind = keyof typeof closings;

/** The four timeouts of an activity task in seconds; Infinity stands for NONE. */
export interface ModelTimeouts {
  readonly scheduleToStart: number;
  readonly scheduleToClose: number;
  readonly startToClose: number;
  readonly heartbeat: number;
}

export interface ModelTask {
  readonly id: string;
  readonly timeouts: ModelTimeouts;
  readonly scheduledAt: number;
  startedAt: number | undefined;
  beatAt: number;
  cancelRequested: boolean;
}

/** A decision task that a decider has. */
export interface ModelDecisionTask {
  readonly startedAt: number;
}

/** A closing decision: its event, and the one it leaves when there is something that its decider has not seen. */
const closings = {
  complete: ['WorkflowExecutionCompleted', 'CompleteWorkflowExecutionFailed'],
  fail: ['WorkflowExecutionFailed', 'FailWorkflowExecutionFailed'],
  cancel: ['WorkflowExecutionCanceled', 'CancelWorkflowExecutionFailed'],
  continueAsNew: ['WorkflowExecutionContinuedAsNew', 'ContinueAsNewWorkflowExecutionFailed'],
} as const;

export function isClosing(decision: ModelDecision): boolean {
  return decision.kind in closings;
}

export const decisionSeconds = 40;
export const executionSeconds = 300;

/**
 * One run, as the AWS Developer Guide tells its life: what is open, and which events have been written, each as its
 * time in seconds and its type. Events of one second stand in no particular order, but an execution's own timeout is
 * the first of them.
 */
export class LifeCycleModel {
  readonly events: { readonly at: number; readonly type: string }[] = [];
  readonly tasks = new Map<string, ModelTask>();
  readonly timers = new Map<string, number>();
  /** Whether a decision task is scheduled and not started. */
  decisionWaits = false;
  decision: ModelDecisionTask | undefined;
  open = true;
  private readonly endsAt: number;

  constructor(private now: number) {
    this.endsAt = now + executionSeconds;
    this.write('WorkflowExecutionStarted');
    this.scheduleDecision();
  }

  /** The activity tasks that no worker has, the oldest first. */
  get pendingTasks(): readonly ModelTask[] {
    return [...this.tasks.values()].filter((task) => task.startedAt === undefined);
  }

  /** A decision task can be polled when it waits and none is started. */
  get decisionPending(): boolean {
    return this.decisionWaits && this.decision === undefined;
  }

  startDecision(): ModelDecisionTask {
    this.write('DecisionTaskStarted');
    this.decisionWaits = false;
    this.decision = { startedAt: this.now };
    return this.decision;
  }

  startTask(task: ModelTask): void {
    this.write('ActivityTaskStarted');
    task.startedAt = this.now;
    task.beatAt = this.now;
  }

  closeTask(task: ModelTask, type: string): void {
    this.tasks.delete(task.id);
    this.write(type);
    this.scheduleDecision();
  }

  /** A signal or a cancel request from outside. */
  tell(type: string): void {
    this.write(type);
    this.scheduleDecision();
  }

  close(type: string): void {
    this.write(type);
    this.open = false;
    this.tasks.clear();
    this.timers.clear();
    this.decisionWaits = false;
    this.decision = undefined;
  }

  decide(decisions: readonly ModelDecision[]): void {
    this.write('DecisionTaskCompleted');
    this.decision = undefined;
    const unseen = this.decisionWaits;
    const news = decisions.map((decision) => this.apply(decision, unseen)).includes(true);
    if (news) this.scheduleDecision();
  }

  /** Lets the time go by, with everything that falls due. */
  wait(seconds: number): void {
    const target = this.now + seconds;
    for (let next = this.nextDue(); next !== undefined && next.at <= target; next = this.nextDue()) {
      this.now = next.at;
      next.fire();
    }
    this.now = target;
  }

  private nextDue(): { readonly at: number; readonly fire: () => void } | undefined {
    if (!this.open) return undefined;
    const due = [
      {
        at: this.endsAt,
        fire: () => {
          this.close('WorkflowExecutionTimedOut');
        },
      },
      {
        at: this.decision === undefined ? Infinity : this.decision.startedAt + decisionSeconds,
        fire: () => {
          this.decision = undefined;
          this.tell('DecisionTaskTimedOut');
        },
      },
      ...[...this.timers].map(([id, at]) => ({
        at,
        fire: () => {
          this.timers.delete(id);
          this.tell('TimerFired');
        },
      })),
      ...[...this.tasks.values()].map((task) => ({
        at: deadline(task),
        fire: () => {
          this.closeTask(task, 'ActivityTaskTimedOut');
        },
      })),
    ];
    return due.reduce((first, other) => (other.at < first.at ? other : first));
  }

  /** True when the decider has to hear of what became of its decision. */
  private apply(decision: ModelDecision, unseen: boolean): boolean {
    switch (decision.kind) {
      case 'schedule': {
        const { id, timeouts } = decision;
        if (this.tasks.has(id)) return this.news('ScheduleActivityTaskFailed');
        const unstarted = { startedAt: undefined, beatAt: 0, cancelRequested: false };
        this.tasks.set(id, { id, timeouts, scheduledAt: this.now, ...unstarted });
        return this.write('ActivityTaskScheduled');
      }
      case 'requestCancel': {
        const task = this.tasks.get(decision.id);
        if (task === undefined) return this.news('RequestCancelActivityTaskFailed');
        this.write('ActivityTaskCancelRequested');
        task.cancelRequested = true;
        if (task.startedAt !== undefined) return false;
        this.tasks.delete(task.id);
        return this.news('ActivityTaskCanceled');
      }
      case 'startTimer':
        if (this.timers.has(decision.id)) return this.news('StartTimerFailed');
        this.timers.set(decision.id, this.now + decision.seconds);
        return this.write('TimerStarted');
      case 'cancelTimer':
        return this.timers.delete(decision.id) ? this.write('TimerCanceled') : this.news('CancelTimerFailed');
      case 'marker':
        return this.write('MarkerRecorded');
      default: {
        const [closed, failed] = closings[decision.kind];
        if (unseen) return this.news(failed);
        this.close(closed);
        return false;
      }
    }
  }

  private scheduleDecision(): void {
    if (!this.open || this.decisionWaits) return;
    this.write('DecisionTaskScheduled');
    this.decisionWaits = true;
  }

  private news(type: string): true {
    this.write(type);
    return true;
  }

  private write(type: string): false {
    this.events.push({ at: this.now, type });
    return false;
  }
}

function deadline({ timeouts, scheduledAt, startedAt, beatAt }: ModelTask): number {
  const scheduleToClose = scheduledAt + timeouts.scheduleToClose;
  return startedAt === undefined
    ? Math.min(scheduledAt + timeouts.scheduleToStart, scheduleToClose)
    : Math.min(startedAt + timeouts.startToClose, beatAt + timeouts.heartbeat, scheduleToClose);
}
