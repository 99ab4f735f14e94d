import { closings, type ModelDecision, type ModelMove, type ModelStart } from './modelDecision';
import { deadline, type ModelDecisionTask, type ModelTask, type WaitingDecision } from './modelTask';
import type { WorldModel } from './worldModel';

/** Something that will happen by itself. */
interface Due {
  readonly at: number;
  readonly fire: () => void;
}

/** What follows a decision once its batch is written. */
type FollowUp = () => void;

const nothing: FollowUp = () => undefined;

export const startList = 'deciders';
/** What the workflow type says; a decider that continues as new leaves all to it. */
export const typeDefaults: ModelStart = { priority: 0, childPolicy: 'ABANDON', role: false, seconds: 200 };
export const decisionSeconds = 40;

/**
 * One run, as the AWS Developer Guide tells its life: what is open, and which events have been written, each as its
 * time in seconds and its type. Events of one second stand in no particular order, but the timeouts of executions are
 * the first of them, the oldest execution's before all.
 */
export class LifeCycleModel {
  readonly events: { readonly at: number; readonly title: string }[] = [];
  readonly tasks = new Map<string, ModelTask>();
  readonly timers = new Map<string, number>();
  /** When each open lambda task times out. */
  readonly lambdas = new Map<string, number>();
  /** The open executions it has started. */
  readonly children = new Set<LifeCycleModel>();
  /** Scheduled and not started. */
  waiting: WaitingDecision | undefined;
  decision: ModelDecisionTask | undefined;
  cancelRequested = false;
  open = true;
  private readonly endsAt: number;
  private move: ModelMove = { list: startList, seconds: Infinity };

  constructor(
    private readonly world: WorldModel,
    readonly workflowId: string,
    readonly start: ModelStart,
    private readonly parent: LifeCycleModel | undefined,
  ) {
    parent?.children.add(this);
    this.endsAt = world.now + start.seconds;
    this.write('WorkflowExecutionStarted');
    this.scheduleDecision();
  }

  /** The activity tasks that no worker has, in the order that they will be given out. */
  get pendingTasks(): readonly ModelTask[] {
    const pending = [...this.tasks.values()].filter((task) => task.startedAt === undefined);
    return pending.sort((a, b) => b.priority - a.priority);
  }

  /** The list where a decision task can be polled now. */
  get pendingList(): string | undefined {
    return this.decision === undefined ? this.waiting?.list : undefined;
  }

  /** What happens by itself, the execution's own end apart. */
  get due(): readonly Due[] {
    const { decision, waiting } = this;
    const queuedAt = decision === undefined ? (waiting?.queuedAt ?? Infinity) : Infinity;
    return [
      {
        at: (decision?.startedAt ?? Infinity) + decisionSeconds,
        fire: () => {
          this.decision = undefined;
          this.write('DecisionTaskTimedOut');
          this.queueDecision();
          this.scheduleDecision();
        },
      },
      {
        at: queuedAt + (waiting?.seconds ?? Infinity),
        fire: () => {
          this.waiting = undefined;
          this.move = { list: startList, seconds: Infinity };
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
      ...[...this.lambdas].map(([id, at]) => ({
        at,
        fire: () => {
          this.endLambda(id, 'LambdaFunctionTimedOut');
        },
      })),
      ...[...this.tasks.values()].map((task) => ({
        at: deadline(task),
        fire: () => {
          this.closeTask(task, 'ActivityTaskTimedOut');
        },
      })),
    ];
  }

  get timeout(): Due {
    return {
      at: this.endsAt,
      fire: () => {
        this.close('WorkflowExecutionTimedOut', 'TimedOut');
        this.applyChildPolicy(this.start.childPolicy);
      },
    };
  }

  startDecision(): ModelDecisionTask {
    this.write('DecisionTaskStarted');
    this.waiting = undefined;
    this.decision = { startedAt: this.world.now };
    return this.decision;
  }

  startTask(task: ModelTask): void {
    this.write('ActivityTaskStarted');
    task.startedAt = this.world.now;
    task.beatAt = this.world.now;
  }

  closeTask(task: ModelTask, title: string): void {
    this.tasks.delete(task.id);
    this.tell(title);
  }

  /** Something that the decider has to hear of. */
  tell(title: string): void {
    this.write(title);
    this.scheduleDecision();
  }

  requestCancel(): void {
    this.cancelRequested = true;
    this.tell('WorkflowExecutionCancelRequested');
  }

  terminate(childPolicy = this.start.childPolicy): void {
    this.close('WorkflowExecutionTerminated', 'Terminated');
    this.applyChildPolicy(childPolicy);
  }

  decide(decisions: readonly ModelDecision[], move: ModelMove | undefined): void {
    this.write('DecisionTaskCompleted');
    this.decision = undefined;
    const unseen = this.waiting !== undefined;
    this.queueDecision();
    if (move !== undefined) this.move = move;
    const followUps = decisions.map((decision) => this.apply(decision, unseen));
    for (const followUp of followUps) followUp();
  }

  private close(title: string, childTitle: string | undefined): void {
    this.write(title);
    this.open = false;
    for (const part of [this.tasks, this.timers, this.lambdas]) part.clear();
    this.waiting = undefined;
    this.decision = undefined;
    this.parent?.children.delete(this);
    if (childTitle !== undefined && this.parent?.open === true) this.parent.tell(`ChildWorkflowExecution${childTitle}`);
  }

  /** What becomes of the children of an execution that did not end by itself. */
  private applyChildPolicy(policy: string): void {
    for (const child of [...this.children]) {
      if (policy === 'TERMINATE') child.terminate();
      if (policy === 'REQUEST_CANCEL') child.requestCancel();
    }
  }

  private apply(decision: ModelDecision, unseen: boolean): FollowUp {
    switch (decision.kind) {
      case 'schedule': {
        const { id, priority, timeouts } = decision;
        if (this.tasks.has(id)) return this.news('ScheduleActivityTaskFailed');
        const unstarted = { startedAt: undefined, beatAt: 0, cancelRequested: false };
        this.tasks.set(id, { id, priority, timeouts, scheduledAt: this.world.now, ...unstarted });
        return this.quietly('ActivityTaskScheduled');
      }
      case 'requestCancel': {
        const task = this.tasks.get(decision.id);
        if (task === undefined) return this.news('RequestCancelActivityTaskFailed');
        this.write('ActivityTaskCancelRequested');
        task.cancelRequested = true;
        if (task.startedAt !== undefined) return nothing;
        this.tasks.delete(task.id);
        return this.news('ActivityTaskCanceled');
      }
      case 'startTimer':
        if (this.timers.has(decision.id)) return this.news('StartTimerFailed');
        this.timers.set(decision.id, this.world.now + decision.seconds);
        return this.quietly('TimerStarted');
      case 'cancelTimer':
        return this.timers.delete(decision.id) ? this.quietly('TimerCanceled') : this.news('CancelTimerFailed');
      case 'marker':
        return this.quietly('MarkerRecorded');
      case 'startChild':
        this.write('StartChildWorkflowExecutionInitiated');
        return () => {
          const free = this.world.openRun(decision.id) === undefined;
          if (free) this.world.start(decision.id, decision, this);
          this.hear(free ? 'ChildWorkflowExecutionStarted' : 'StartChildWorkflowExecutionFailed');
        };
      case 'signalExternal':
        this.write('SignalExternalWorkflowExecutionInitiated');
        return () => {
          const target = decision.wrongRun ? undefined : this.world.openRun(decision.id);
          target?.tell('WorkflowExecutionSignaled');
          this.hear(target ? 'ExternalWorkflowExecutionSignaled' : 'SignalExternalWorkflowExecutionFailed');
        };
      case 'cancelExternal':
        this.write('RequestCancelExternalWorkflowExecutionInitiated');
        return () => {
          const target = decision.wrongRun ? undefined : this.world.openRun(decision.id);
          target?.requestCancel();
          const failed = 'RequestCancelExternalWorkflowExecutionFailed';
          this.hear(target ? 'ExternalWorkflowExecutionCancelRequested' : failed);
        };
      case 'lambda': {
        const { id, answer, seconds } = decision;
        if (this.lambdas.has(id)) return this.news('ScheduleLambdaFunctionFailed');
        this.write('LambdaFunctionScheduled');
        this.lambdas.set(id, this.world.now + seconds);
        return () => {
          if (!this.open) return;
          if (!this.start.role) {
            this.endLambda(id, 'StartLambdaFunctionFailed');
            return;
          }
          this.write('LambdaFunctionStarted');
          if (answer === 'silent') return;
          // A function answers when the batch that called it is long done.
          this.world.afterwards(() => {
            this.endLambda(id, `LambdaFunction${answer === 'completes' ? 'Completed' : 'Failed'}`);
          });
        };
      }
      case 'continueAsNew': {
        const [closed, failed] = closings.continueAsNew;
        if (unseen) return this.news(failed);
        this.close(closed, undefined);
        this.world.start(this.workflowId, typeDefaults, this.parent);
        return nothing;
      }
      default: {
        const [closed, failed] = closings[decision.kind];
        if (unseen) return this.news(failed);
        this.close(closed, closed.replace('WorkflowExecution', ''));
        return nothing;
      }
    }
  }

  private endLambda(id: string, title: string): void {
    if (this.lambdas.delete(id)) this.tell(title);
  }

  private scheduleDecision(): void {
    if (!this.open || this.waiting !== undefined) return;
    this.write(`DecisionTaskScheduled in ${this.move.list}`);
    this.waiting = { ...this.move, queuedAt: this.world.now };
  }

  /** A decision task that had to wait for another one's end comes into its list. */
  private queueDecision(): void {
    if (this.waiting !== undefined) this.waiting.queuedAt = this.world.now;
  }

  /** What a follow-up tells, unless the batch has closed the execution. */
  private hear(title: string): void {
    if (this.open) this.tell(title);
  }

  /** Tells once the batch is written, for what it says comes before the next decision task. */
  private news(title: string): FollowUp {
    this.write(title);
    return () => {
      this.scheduleDecision();
    };
  }

  private quietly(title: string): FollowUp {
    this.write(title);
    return nothing;
  }

  private write(title: string): void {
    this.events.push({ at: this.world.now, title });
  }
}
