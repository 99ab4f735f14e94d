import { id, text, timeout } from './historyEvents';
import type { MaybeEvent } from './historyEvents';

/** What an execution waits for besides activity and decision tasks. */
export interface Pending {
  readonly timers: number;
  /** When the first of the timers fires, in milliseconds since 1970. */
  readonly nextTimerAt: number | undefined;
  /** The workflow ids of the children that have not closed. */
  readonly children: readonly string[];
  readonly lambdas: number;
}

type Event = NonNullable<MaybeEvent>;

/** Finds the open timers, children and Lambda tasks in a history that is fed newest first. */
export class PendingFold {
  private readonly ended = new Set<number>();
  private readonly timers: number[] = [];
  private readonly children: string[] = [];
  private lambdas = 0;

  get open(): Pending {
    const nextTimerAt = this.timers.length === 0 ? undefined : Math.min(...this.timers);
    return { timers: this.timers.length, nextTimerAt, children: this.children, lambdas: this.lambdas };
  }

  add(event: Event, eventId: number, at: number): void {
    const opening = endedBy(event);
    if (opening !== undefined) this.ended.add(opening);
    if (this.ended.has(eventId)) return;
    switch (event.eventType) {
      case 'TimerStarted': {
        const seconds = timeout(event.timerStartedEventAttributes?.startToFireTimeout);
        if (typeof seconds === 'number') this.timers.push(at + seconds * 1000);
        break;
      }
      case 'StartChildWorkflowExecutionInitiated': {
        const workflowId = text(event.startChildWorkflowExecutionInitiatedEventAttributes?.workflowId);
        if (workflowId !== undefined) this.children.push(workflowId);
        break;
      }
      case 'LambdaFunctionScheduled':
        this.lambdas++;
        break;
      default:
    }
  }
}

/** The event that began what this one ends: event ids are unique in a history, whatever they began. */
function endedBy(event: Event): number | undefined {
  switch (event.eventType) {
    case 'TimerFired':
      return id(event.timerFiredEventAttributes?.startedEventId);
    case 'TimerCanceled':
      return id(event.timerCanceledEventAttributes?.startedEventId);
    case 'LambdaFunctionCompleted':
      return id(event.lambdaFunctionCompletedEventAttributes?.scheduledEventId);
    case 'LambdaFunctionFailed':
      return id(event.lambdaFunctionFailedEventAttributes?.scheduledEventId);
    case 'LambdaFunctionTimedOut':
      return id(event.lambdaFunctionTimedOutEventAttributes?.scheduledEventId);
    case 'StartLambdaFunctionFailed':
      return id(event.startLambdaFunctionFailedEventAttributes?.scheduledEventId);
    case 'StartChildWorkflowExecutionFailed':
      return id(event.startChildWorkflowExecutionFailedEventAttributes?.initiatedEventId);
    case 'ChildWorkflowExecutionCompleted':
      return id(event.childWorkflowExecutionCompletedEventAttributes?.initiatedEventId);
    case 'ChildWorkflowExecutionFailed':
      return id(event.childWorkflowExecutionFailedEventAttributes?.initiatedEventId);
    case 'ChildWorkflowExecutionTimedOut':
      return id(event.childWorkflowExecutionTimedOutEventAttributes?.initiatedEventId);
    case 'ChildWorkflowExecutionCanceled':
      return id(event.childWorkflowExecutionCanceledEventAttributes?.initiatedEventId);
    case 'ChildWorkflowExecutionTerminated':
      return id(event.childWorkflowExecutionTerminatedEventAttributes?.initiatedEventId);
    default:
      return undefined;
  }
}
