import { expect } from 'vitest';
import { LocalClock } from '../../../../src/local/clock';
import type { HistoryEvent } from '../../../../src/local/history';
import { Service } from '../../../../src/local/service';
import { ServiceFault } from '../../../../src/local/serviceFault';
import type { OperationName } from '../../../../src/swf/operations';
import { activityList, activityType, decisionList, domain, workflowType } from '../support';
import { decisionOf } from './decisionOf';
import { checkHistory } from './historyRules';
import {
  decisionSeconds,
  executionSeconds,
  isClosing,
  LifeCycleModel,
  type ModelDecision,
  type ModelDecisionTask,
  type ModelTask,
} from './lifeCycleModel';
import { ends, type Ending, type Step } from './step';

const workflowId = 'order-1';
const signal = { domain, workflowId, signalName: 's' };
const startAt = 1_700_000_000;
const nobody = '0'.repeat(400);

interface ModelledRun {
  readonly runId: string;
  readonly model: LifeCycleModel;
}

interface GivenToken<Task> {
  readonly token: string;
  readonly run: ModelledRun;
  readonly task: Task;
}

/** Takes the same steps on a service and on the model, and compares what they say. */
export class ModelRun {
  private readonly clock = new LocalClock({ standing: true, startAt: startAt * 1000 });
  private readonly service = new Service({ clock: this.clock, account: '123456789012', pollSeconds: 60 });
  private readonly runs: ModelledRun[] = [];
  private readonly decisionTokens: GivenToken<ModelDecisionTask>[] = [];
  private readonly activityTokens: GivenToken<ModelTask>[] = [];

  async begin(): Promise<void> {
    await this.call('RegisterDomain', { name: domain, workflowExecutionRetentionPeriodInDays: '90' });
    await this.call('RegisterWorkflowType', {
      domain,
      ...workflowType,
      defaultTaskList: decisionList,
      defaultChildPolicy: 'ABANDON',
      defaultTaskStartToCloseTimeout: String(decisionSeconds),
      defaultExecutionStartToCloseTimeout: String(executionSeconds),
    });
    await this.call('RegisterActivityType', { domain, ...activityType, defaultTaskList: activityList });
    await this.step({ kind: 'start' });
  }

  async step(step: Step): Promise<void> {
    await this.take(step);
    // A timer of no time fires before anything else is done.
    this.openRun?.model.wait(0);
    await this.compareCounts();
  }

  /** Compares all histories with the model's, and with the rules of histories. */
  async end(): Promise<void> {
    for (const { runId, model } of this.runs) {
      const events = await this.history(runId);
      const counts = checkHistory(events);
      expect(inSeconds(events.map((event) => ({ at: event.eventTimestamp, type: event.eventType })))).toEqual(
        inSeconds(model.events),
      );
      const execution = { workflowId, runId };
      const { openCounts } = await this.call('DescribeWorkflowExecution', { domain, execution });
      expect(openCounts).toEqual({ ...counts, openChildWorkflowExecutions: 0, openLambdaFunctions: 0 });
    }
  }

  private async take(step: Step): Promise<void> {
    switch (step.kind) {
      case 'start':
        await this.start();
        break;
      case 'pollDecision':
        await this.pollDecision();
        break;
      case 'pollActivity':
        await this.pollActivity();
        break;
      case 'signal':
        await this.fromOutside('SignalWorkflowExecution', signal, (model) => {
          model.tell('WorkflowExecutionSignaled');
        });
        break;
      case 'requestCancel':
        await this.fromOutside('RequestCancelWorkflowExecution', { domain, workflowId }, (model) => {
          model.tell('WorkflowExecutionCancelRequested');
        });
        break;
      case 'terminate':
        await this.fromOutside('TerminateWorkflowExecution', { domain, workflowId }, (model) => {
          model.close('WorkflowExecutionTerminated');
        });
        break;
      case 'decide':
        await this.decide(step.token, step.decisions);
        break;
      case 'respond':
        await this.respond(step.token, step.how);
        break;
      case 'foreign':
        await this.useForeignTokens(step.how);
        break;
      case 'wait':
        this.clock.advance(step.seconds * 1000);
        for (const { model } of this.runs) model.wait(step.seconds);
    }
  }

  private async start(): Promise<void> {
    const call = this.call('StartWorkflowExecution', { domain, workflowId, workflowType });
    if (this.openRun === undefined) this.addRun(String((await call)['runId']));
    else expect(await faultOf(call)).toBe('WorkflowExecutionAlreadyStartedFault: ');
  }

  /** A poll whose client hangs up at once: it gets the task that waits, or none, and none later. */
  private async pollDecision(): Promise<void> {
    const { taskToken: token } = await this.call('PollForDecisionTask', { domain, taskList: decisionList });
    const run = this.openRun;
    expect(token !== '').toBe(run?.model.decisionPending ?? false);
    if (run?.model.decisionPending === true) {
      this.decisionTokens.push({ token: String(token), run, task: run.model.startDecision() });
    }
  }

  private async pollActivity(): Promise<void> {
    const answer = await this.call('PollForActivityTask', { domain, taskList: activityList });
    const run = this.openRun;
    const task = run?.model.pendingTasks[0];
    expect(answer['activityId']).toBe(task?.id);
    if (run === undefined || task === undefined) return;
    run.model.startTask(task);
    this.activityTokens.push({ token: String(answer['taskToken']), run, task });
  }

  private async fromOutside(
    operation: OperationName,
    input: object,
    tell: (model: LifeCycleModel) => void,
  ): Promise<void> {
    const run = this.openRun;
    const fault = await faultOf(this.call(operation, input));
    expect(fault).toBe(
      run === undefined ? `UnknownResourceFault: Unknown execution, workflowId = ${workflowId}` : 'no fault',
    );
    if (run !== undefined) tell(run.model);
  }

  private async decide(chosen: number, decisions: readonly ModelDecision[]): Promise<void> {
    const given = this.decisionTokens.at(-1 - chosen);
    if (given === undefined) return;
    const { token: taskToken, run, task } = given;
    const input = { taskToken, decisions: decisions.map(decisionOf) };
    const fault = await faultOf(this.call('RespondDecisionTaskCompleted', input));
    if (decisions.slice(0, -1).some(isClosing)) {
      expect(fault).toBe('ValidationException: Close must be last decision in list');
    } else if (!run.model.open) {
      expect(fault).toBe(unknownExecution(run));
    } else if (run.model.decision !== task) {
      expect(fault).toMatch(/^UnknownResourceFault: Unknown decision task, scheduledEventId = \d+$/);
    } else {
      expect(fault).toBe('no fault');
      run.model.decide(decisions);
      if (this.openRun !== run && decisions.at(-1)?.kind === 'continueAsNew') await this.addNextRun(run);
    }
  }

  private async respond(chosen: number, how: Ending | 'beat'): Promise<void> {
    const given = this.activityTokens.at(-1 - chosen);
    if (given === undefined) return;
    const { token: taskToken, run, task } = given;
    const call = this.call(operationOf(how), { taskToken });
    if (!run.model.open) {
      expect(await faultOf(call)).toBe(unknownExecution(run));
    } else if (run.model.tasks.get(task.id) !== task) {
      expect(await faultOf(call)).toMatch(/^UnknownResourceFault: Unknown activity, scheduledEventId = \d+$/);
    } else if (how === 'beat') {
      expect(await call).toEqual({ cancelRequested: task.cancelRequested });
      task.beatAt = this.seconds;
    } else {
      expect(await call).toEqual({});
      run.model.closeTask(task, `ActivityTask${ends[how]}`);
    }
  }

  /** Tokens of the other kind of task and of nobody change nothing. */
  private async useForeignTokens(how: Ending | 'beat' | 'decide'): Promise<void> {
    const others = how === 'decide' ? this.activityTokens : this.decisionTokens;
    const operation = how === 'decide' ? 'RespondDecisionTaskCompleted' : operationOf(how);
    for (const taskToken of [nobody, others.at(-1)?.token ?? nobody]) {
      expect(await faultOf(this.call(operation, { taskToken }))).toBe('ValidationException: Invalid token');
    }
  }

  private async compareCounts(): Promise<void> {
    const model = this.openRun?.model;
    const tasks = model?.tasks.size ?? 0;
    expect(this.service.counts()).toEqual({
      domains: 1,
      openExecutions: model === undefined ? 0 : 1,
      closedExecutions: this.runs.length - (model === undefined ? 0 : 1),
      openActivityTasks: tasks,
      waitingPolls: 0,
    });
    const pendingActivities = await this.call('CountPendingActivityTasks', { domain, taskList: activityList });
    expect(pendingActivities['count']).toBe(model?.pendingTasks.length ?? 0);
    const pendingDecisions = await this.call('CountPendingDecisionTasks', { domain, taskList: decisionList });
    expect(pendingDecisions['count']).toBe(model?.decisionPending === true ? 1 : 0);
    const last = this.runs.at(-1);
    const execution = { workflowId, runId: last?.runId };
    const { openCounts } = await this.call('DescribeWorkflowExecution', { domain, execution });
    expect(openCounts).toMatchObject({
      openActivityTasks: tasks,
      openDecisionTasks: model !== undefined && (model.decisionWaits || model.decision !== undefined) ? 1 : 0,
      openTimers: model?.timers.size ?? 0,
    });
  }

  private get openRun(): ModelledRun | undefined {
    const last = this.runs.at(-1);
    return last?.model.open === true ? last : undefined;
  }

  private get seconds(): number {
    return this.clock.now() / 1000;
  }

  private addRun(runId: string): void {
    this.runs.push({ runId, model: new LifeCycleModel(this.seconds) });
  }

  private async addNextRun({ runId }: ModelledRun): Promise<void> {
    const last = (await this.history(runId)).at(-1)?.['workflowExecutionContinuedAsNewEventAttributes'];
    this.addRun(last !== undefined && 'newExecutionRunId' in last ? String(last.newExecutionRunId) : '');
  }

  private async history(runId: string): Promise<readonly HistoryEvent[]> {
    const { events } = await this.call('GetWorkflowExecutionHistory', { domain, execution: { workflowId, runId } });
    return events as readonly HistoryEvent[];
  }

  /** Calls an operation, for a client that hangs up as soon as it has called. */
  private async call(operation: OperationName, input: object): Promise<Readonly<Record<string, unknown>>> {
    let hangUp = (): void => undefined;
    const context = {
      refuseUnrequestedCancels: false,
      onHangUp: (callback: () => void) => {
        hangUp = callback;
      },
    };
    const answer = this.service.call(operation, 'us-east-1', input, context);
    hangUp();
    // Nothing takes time here: what has no answer by the next turn of the event loop never will.
    const unanswered = new Promise<never>((_resolve, reject) => {
      if (answer instanceof Promise) setImmediate(reject, new Error(`${operation} is never answered`));
    });
    return Object.fromEntries(Object.entries((await Promise.race([answer, unanswered])) ?? {}));
  }
}

/** `UnknownResourceFault: Unknown domain: x`, or "no fault". */
async function faultOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'no fault';
  } catch (error) {
    if (!(error instanceof ServiceFault)) throw error;
    return `${error.type.replace(/^.*#/, '')}: ${error.message}`;
  }
}

function operationOf(how: Ending | 'beat'): OperationName {
  return how === 'beat' ? 'RecordActivityTaskHeartbeat' : `RespondActivityTask${ends[how]}`;
}

function unknownExecution({ runId }: ModelledRun): string {
  return `UnknownResourceFault: Unknown execution: WorkflowExecution=[workflowId=${workflowId}, runId=${runId}]`;
}

/** Events as `3 TimerFired`, those of one second in the order of their types. */
function inSeconds(events: readonly { readonly at: number; readonly type: string }[]): string[] {
  const sorted = [...events].sort((a, b) => a.at - b.at || (a.type < b.type ? -1 : 1));
  return sorted.map(({ at, type }) => `${at - startAt} ${type}`);
}
