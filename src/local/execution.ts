import type { ActivityTask } from './activityTask';
import type { CancelTimer } from './clock';
import { endAtEventLimit } from './closing';
import type { DecisionTask, StartedDecisionTask } from './decisionTask';
import type { Domain, Region, World } from './domain';
import { historyEvent, type EventAttributes, type EventType, type HistoryEvent } from './history';
import type { LambdaTask } from './lambdaTask';
import { LazyMap } from './lazyMap';
import type { ParentLink } from './parents';
import { unknownExecutionFault } from './serviceFault';
import type { DeciderTimer } from './timers';

export type CloseStatus = 'COMPLETED' | 'FAILED' | 'CANCELED' | 'TERMINATED' | 'CONTINUED_AS_NEW' | 'TIMED_OUT';
export type ChildPolicy = 'TERMINATE' | 'REQUEST_CANCEL' | 'ABANDON';

/** What an execution was started with, defaults filled in. */
export interface ExecutionConfiguration {
  readonly workflowType: { readonly name: string; readonly version: string };
  readonly taskList: string;
  readonly taskPriority: string | undefined;
  readonly taskStartToCloseTimeout: string;
  readonly executionStartToCloseTimeout: string;
  readonly childPolicy: ChildPolicy;
  readonly lambdaRole: string | undefined;
  readonly input: string | undefined;
  readonly tagList: readonly string[] | undefined;
}

/** One run of a workflow. */
export class Execution {
  readonly history: HistoryEvent[] = [];
  /** The open activity tasks, by activity id. */
  readonly activities = new LazyMap<string, ActivityTask>();
  /** The timers its decider has started, by timer id. */
  readonly timers = new LazyMap<string, DeciderTimer>();
  /** The open lambda tasks, by id; most executions have none ever. */
  lambdaTasks: Map<string, LambdaTask> | undefined;
  /** The open executions it has started, by run id. */
  readonly children = new LazyMap<string, Execution>();
  parent: ParentLink | undefined;
  readonly startedAt: number;
  cancelRequested = false;
  /** Scheduled and not started. */
  waitingDecision: DecisionTask | undefined;
  startedDecision: StartedDecisionTask | undefined;
  /** The id of the last DecisionTaskStarted that was answered, 0 at first. */
  previousStartedEventId = 0;
  /** Where decision tasks go after a decider has moved them. */
  stickyTaskList: { readonly name: string; readonly scheduleToStartTimeout: string | undefined } | undefined;
  latestExecutionContext: string | undefined;
  latestActivityTaskAt: number | undefined;
  closed: { readonly at: number; readonly status: CloseStatus; readonly number: number } | undefined;
  cancelTimeout: CancelTimer | undefined;

  constructor(
    readonly domain: Domain,
    readonly workflowId: string,
    readonly runId: string,
    /** Grows with each start. */
    readonly number: number,
    readonly configuration: ExecutionConfiguration,
  ) {
    this.startedAt = domain.world.clock.now();
  }

  get world(): World {
    return this.domain.world;
  }

  /** The pair that requests and events name an execution by. */
  get reference(): { workflowId: string; runId: string } {
    return { workflowId: this.workflowId, runId: this.runId };
  }

  /** Writes an event and returns its id. */
  append<Type extends EventType>(type: Type, attributes: EventAttributes<Type>): number {
    const eventId = this.history.length + 1;
    this.history.push(historyEvent(eventId, this.world.clock.now(), type, attributes));
    if (eventId === this.world.quotas.events) {
      // Once the work at hand is written: a batch of decisions may pass the limit by some events, as seen on the service.
      const settle = (): void => {
        endAtEventLimit(this);
      };
      this.world.unsettled({ settle });
    }
    return eventId;
  }
}

/** An execution, open or closed, by both its ids. Throws "Unknown execution". */
export function findExecution(domain: Domain, reference: { workflowId: string; runId: string }): Execution {
  const found = domain.region.executions.get(reference.runId);
  if (found === undefined || found.domain !== domain || found.workflowId !== reference.workflowId) {
    throw unknownExecutionFault(reference.workflowId, reference.runId);
  }
  return found;
}

/** The open execution with this workflow id, and with this run id when one is given. Throws "Unknown execution". */
export function findOpenExecution(domain: Domain, workflowId: string, runId: string | undefined): Execution {
  const found = domain.openByWorkflowId.get(workflowId);
  const named = runId === '' ? undefined : runId;
  if (found === undefined || (named !== undefined && found.runId !== named)) {
    throw unknownExecutionFault(workflowId, named);
  }
  return found;
}

/** The open execution that a task token names. Throws "Unknown execution", for a closed one too. */
export function findTokenExecution(region: Region, workflowId: string, runId: string): Execution {
  const found = region.executions.get(runId);
  if (found === undefined || found.closed !== undefined) throw unknownExecutionFault(workflowId, runId);
  return found;
}
