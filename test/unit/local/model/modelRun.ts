import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';
import { attributesOf, type HistoryEvent } from '../../../../src/local/history';
import type { OperationName } from '../../../../src/swf/operations';
import { activityList, domain, workflowType } from '../support';
import { decisionOf, duration, startOf } from './decisionOf';
import { checkHistory, checkOrigins, type Reference } from './historyRules';
import { startList, type LifeCycleModel } from './lifeCycleModel';
import { isClosing, type ModelStart } from './modelDecision';
import type { ModelDecisionTask, ModelTask } from './modelTask';
import { faultOf, startAt, type ObservedService } from './observedService';
import { ends, type Decided, type Ending, type Step } from './step';
import { WorldModel } from './worldModel';

const nobody = '0'.repeat(400);
export const movedList = 'moved';

interface GivenToken<Task> {
  readonly token: string;
  readonly run: LifeCycleModel;
  readonly task: Task;
}

type Answer = Readonly<Record<string, unknown>>;

/** Takes the same steps on a service and on the model, and compares what they say. */
export class ModelRun {
  private readonly world = new WorldModel(startAt);
  private readonly runIds = new Map<LifeCycleModel, string>();
  private readonly decisionTokens: GivenToken<ModelDecisionTask>[] = [];
  private readonly activityTokens: GivenToken<ModelTask>[] = [];

  constructor(private readonly service: ObservedService) {}

  async begin(silentUrl: string, id: string, start: ModelStart): Promise<void> {
    await this.service.begin(silentUrl);
    await this.step({ kind: 'start', id, start });
  }

  async step(step: Step): Promise<void> {
    await this.take(step);
    // Functions answer, and timers of no time fire, before anything else is done.
    if (step.kind === 'decide' || step.kind === 'pollAndDecide') await new Promise(setImmediate);
    this.world.wait(0);
    for (const run of this.world.openRuns) {
      if (!this.runIds.has(run)) this.runIds.set(run, await this.service.openRunId(run.workflowId));
    }
    await this.compareCounts();
  }

  /** Compares all histories with the model's, and with the rules of histories. */
  async end(): Promise<void> {
    const histories = new Map<Reference, readonly HistoryEvent[]>();
    for (const run of this.runIds.keys()) {
      const execution = this.referenceOf(run);
      const events = await this.service.history(execution);
      histories.set(execution, events);
      const counts = checkHistory(events);
      expect(inSeconds(events.map((event) => ({ at: event.eventTimestamp, title: titleOf(event) })))).toEqual(
        inSeconds(run.events),
      );
      const description = await this.service.call('DescribeWorkflowExecution', { domain, execution });
      // What an execution that has ended had abandoned is open still.
      const openChildWorkflowExecutions = run.open ? counts.openChildWorkflowExecutions : run.children.size;
      expect(description['openCounts']).toEqual({ ...counts, openChildWorkflowExecutions });
      expect(description['executionInfo']).toMatchObject({ cancelRequested: run.cancelRequested });
    }
    checkOrigins(histories);
  }

  /** Another service holds the same. */
  async compareWith(other: ObservedService): Promise<void> {
    expect(other.counts()).toEqual(this.service.counts());
    for (const run of this.runIds.keys()) {
      const execution = this.referenceOf(run);
      expect(await other.history(execution)).toEqual(await this.service.history(execution));
      const [theirs, ours] = await Promise.all(
        [other, this.service].map((service) => service.call('DescribeWorkflowExecution', { domain, execution })),
      );
      expect(theirs).toEqual(ours);
    }
  }

  private async take(step: Step): Promise<void> {
    switch (step.kind) {
      case 'start':
        await this.start(step.id, step.start);
        break;
      case 'pollDecision':
        await this.pollDecision(step.list);
        break;
      case 'pollActivity':
        await this.pollActivity();
        break;
      case 'signal':
        await this.fromOutside('SignalWorkflowExecution', step.id, { signalName: 's' }, (run) => {
          run.tell('WorkflowExecutionSignaled');
        });
        break;
      case 'requestCancel':
        await this.fromOutside('RequestCancelWorkflowExecution', step.id, {}, (run) => {
          run.requestCancel();
        });
        break;
      case 'terminate': {
        const { childPolicy } = step;
        await this.fromOutside('TerminateWorkflowExecution', step.id, childPolicy && { childPolicy }, (run) => {
          run.terminate(childPolicy);
        });
        break;
      }
      case 'decide':
        await this.decide(step.token, step);
        break;
      case 'pollAndDecide':
        if (await this.pollDecision(step.list)) await this.decide(0, step);
        break;
      case 'respond':
        await this.respond(step.token, step.how);
        break;
      case 'foreign':
        await this.useForeignTokens(step.how);
        break;
      case 'wait':
        this.service.clock.advance(step.seconds * 1000);
        this.world.wait(step.seconds);
    }
  }

  private async start(workflowId: string, start: ModelStart): Promise<void> {
    const input = { domain, workflowId, workflowType, ...startOf(start) };
    const fault = await faultOf(this.service.call('StartWorkflowExecution', input));
    const free = this.world.openRun(workflowId) === undefined;
    expect(fault).toBe(free ? 'no fault' : 'WorkflowExecutionAlreadyStartedFault: ');
    if (free) this.world.start(workflowId, start);
  }

  /** A poll whose client hangs up at once: it gets a task that waits, or none, and none later. */
  private async pollDecision(list: string): Promise<boolean> {
    const answer = await this.service.call('PollForDecisionTask', { domain, taskList: { name: list } });
    const expected = this.world.nextDecisions(list);
    const run = this.oneOf(expected, (candidate) => candidate, answer);
    if (run === undefined) return false;
    this.decisionTokens.push({ token: String(answer['taskToken']), run, task: run.startDecision() });
    return true;
  }

  private async pollActivity(): Promise<void> {
    const answer = await this.service.call('PollForActivityTask', { domain, taskList: activityList });
    const given = this.oneOf(this.world.nextTasks(), ({ run }) => run, answer);
    expect(answer['activityId']).toBe(given?.task.id);
    if (given === undefined) return;
    given.run.startTask(given.task);
    this.activityTokens.push({ token: String(answer['taskToken']), ...given });
  }

  /** The one of several that a poll was given; it gives none only when there is none. */
  private oneOf<Item>(
    items: readonly Item[],
    runOf: (item: Item) => LifeCycleModel,
    { taskToken, workflowExecution }: Answer,
  ): Item | undefined {
    expect(taskToken !== '').toBe(items.length > 0);
    if (items.length === 0) return undefined;
    const given = items.find((item) => isDeepStrictEqual(this.referenceOf(runOf(item)), workflowExecution));
    expect(given).toBeDefined();
    return given;
  }

  private async fromOutside(
    operation: OperationName,
    workflowId: string,
    input: object | undefined,
    tell: (run: LifeCycleModel) => void,
  ): Promise<void> {
    const run = this.world.openRun(workflowId);
    const fault = await faultOf(this.service.call(operation, { domain, workflowId, ...input }));
    expect(fault).toBe(
      run === undefined ? `UnknownResourceFault: Unknown execution, workflowId = ${workflowId}` : 'no fault',
    );
    if (run !== undefined) tell(run);
  }

  private async decide(chosen: number, { decisions, move }: Decided): Promise<void> {
    const given = this.decisionTokens.at(-1 - chosen);
    if (given === undefined) return;
    const { token: taskToken, run, task } = given;
    const input = {
      taskToken,
      decisions: decisions.map(decisionOf),
      ...(move && { taskList: { name: move.list }, taskListScheduleToStartTimeout: duration(move.seconds) }),
    };
    const fault = await faultOf(this.service.call('RespondDecisionTaskCompleted', input));
    if (decisions.slice(0, -1).some(isClosing)) {
      expect(fault).toBe('ValidationException: Close must be last decision in list');
    } else if (!run.open) {
      expect(fault).toBe(this.unknownExecution(run));
    } else if (run.decision !== task) {
      expect(fault).toMatch(/^UnknownResourceFault: Unknown decision task, scheduledEventId = \d+$/);
    } else {
      expect(fault).toBe('no fault');
      run.decide(decisions, move);
    }
  }

  private async respond(chosen: number, how: Ending | 'beat'): Promise<void> {
    const given = this.activityTokens.at(-1 - chosen);
    if (given === undefined) return;
    const { token: taskToken, run, task } = given;
    const call = this.service.call(operationOf(how), { taskToken });
    if (!run.open) {
      expect(await faultOf(call)).toBe(this.unknownExecution(run));
    } else if (run.tasks.get(task.id) !== task) {
      expect(await faultOf(call)).toMatch(/^UnknownResourceFault: Unknown activity, scheduledEventId = \d+$/);
    } else if (how === 'beat') {
      expect(await call).toEqual({ cancelRequested: task.cancelRequested });
      task.beatAt = this.world.now;
    } else {
      expect(await call).toEqual({});
      run.closeTask(task, `ActivityTask${ends[how]}`);
    }
  }

  /** Tokens of the other kind of task and of nobody change nothing. */
  private async useForeignTokens(how: Ending | 'beat' | 'decide'): Promise<void> {
    const others = how === 'decide' ? this.activityTokens : this.decisionTokens;
    const operation = how === 'decide' ? 'RespondDecisionTaskCompleted' : operationOf(how);
    for (const taskToken of [nobody, others.at(-1)?.token ?? nobody]) {
      const fault = await faultOf(this.service.call(operation, { taskToken }));
      expect(fault).toBe('ValidationException: Invalid token');
    }
  }

  private async compareCounts(): Promise<void> {
    const { openRuns, runs } = this.world;
    const sum = (count: (run: LifeCycleModel) => number): number => openRuns.reduce((all, run) => all + count(run), 0);
    expect(this.service.counts()).toEqual({
      domains: 1,
      openExecutions: openRuns.length,
      closedExecutions: runs.length - openRuns.length,
      openActivityTasks: sum((run) => run.tasks.size),
      waitingPolls: 0,
    });
    const pendingTasks = await this.service.pending('CountPendingActivityTasks', activityList.name);
    expect(pendingTasks).toBe(sum((run) => run.pendingTasks.length));
    for (const list of [startList, movedList]) {
      const pendingDecisions = await this.service.pending('CountPendingDecisionTasks', list);
      expect(pendingDecisions).toBe(openRuns.filter((run) => run.pendingList === list).length);
    }
    for (const run of openRuns) {
      const execution = this.referenceOf(run);
      const { openCounts } = await this.service.call('DescribeWorkflowExecution', { domain, execution });
      expect(openCounts).toEqual({
        openActivityTasks: run.tasks.size,
        openDecisionTasks: run.waiting !== undefined || run.decision !== undefined ? 1 : 0,
        openTimers: run.timers.size,
        openChildWorkflowExecutions: run.children.size,
        openLambdaFunctions: run.lambdas.size,
      });
    }
  }

  private referenceOf(run: LifeCycleModel): Reference {
    return { workflowId: run.workflowId, runId: this.runIds.get(run) ?? '' };
  }

  private unknownExecution(run: LifeCycleModel): string {
    const { workflowId, runId } = this.referenceOf(run);
    return `UnknownResourceFault: Unknown execution: WorkflowExecution=[workflowId=${workflowId}, runId=${runId}]`;
  }
}

function operationOf(how: Ending | 'beat'): OperationName {
  return how === 'beat' ? 'RecordActivityTaskHeartbeat' : `RespondActivityTask${ends[how]}`;
}

/** `TimerFired`; a decision task with its list. */
function titleOf(event: HistoryEvent): string {
  const scheduled = attributesOf(event, 'DecisionTaskScheduled');
  return scheduled === undefined ? event.eventType : `${event.eventType} in ${scheduled.taskList?.name ?? ''}`;
}

/** Events as `3 TimerFired`, those of one second in the order of their titles. */
function inSeconds(events: readonly { readonly at: number; readonly title: string }[]): string[] {
  const sorted = [...events].sort((a, b) => a.at - b.at || (a.title < b.title ? -1 : 1));
  return sorted.map(({ at, title }) => `${at - startAt} ${title}`);
}
