import { SWF } from '@aws-sdk/client-swf';
import type { LocalClock } from '../../src/local/clock';
import type { Credential } from '../../src/local/credentials';
import { type LocalSwf, startLocalSwf } from '../../src/local/startLocalSwf';
import { localSwfConnection } from '../../src/connection/resolveConnection';
import type { SwfClient } from '../../src/swf/client';
import type { TaskRef } from '../../src/swf/outcome';
import { createSdkClient } from '../../src/swf/sdkClient';

/** A task that a worker holds. */
export interface HeldTask {
  readonly task: TaskRef;
  readonly taskToken: string;
}

const type = { name: 'T', version: '1' };
const list = { name: 'L' };

/** A Local SWF with one domain, and the few steps of deciders and workers that tests need, over real HTTP. */
export class Scene {
  private started = 0;

  private constructor(
    readonly local: LocalSwf,
    /** Amazon SWF as workers and deciders use it. */
    readonly sdk: SWF,
    /** Amazon SWF as the extension uses it. */
    readonly client: SwfClient,
    readonly domain: string,
  ) {}

  /** The clock goes with the wall clock when none is given. With other keys, the service asks who calls. */
  static async start(domain = 'orders', clock?: LocalClock, others?: readonly Credential[]): Promise<Scene> {
    const keys = others && [{ accessKeyId: 'key', secretAccessKey: 'secret' }, ...others];
    const local = await startLocalSwf({ ...(clock && { clock }), credentials: keys });
    const credentials = { accessKeyId: 'key', secretAccessKey: 'secret' };
    const sdk = new SWF({ endpoint: local.url, region: 'us-east-1', credentials });
    const scene = new Scene(local, sdk, createSdkClient(localSwfConnection(local.url)), domain);
    await sdk.registerDomain({ name: domain, workflowExecutionRetentionPeriodInDays: '7' });
    await sdk.registerWorkflowType({ domain, ...type });
    await sdk.registerActivityType({ domain, ...type });
    return scene;
  }

  async stop(): Promise<void> {
    this.client.dispose();
    this.sdk.destroy();
    await this.local.close();
  }

  /** How often an operation was asked for. */
  requests(operation: keyof ReturnType<LocalSwf['control']['state']>['requests']): number {
    return this.local.control.state().requests[operation] ?? 0;
  }

  /** Starts an execution whose decider schedules one activity task. */
  async scheduleTask(activityId = 'charge-card'): Promise<TaskRef> {
    const { sdk, domain } = this;
    const workflowId = `order-${++this.started}`;
    const { runId = '' } = await sdk.startWorkflowExecution({
      domain,
      workflowId,
      workflowType: type,
      taskList: list,
      childPolicy: 'TERMINATE',
      executionStartToCloseTimeout: '3600',
      taskStartToCloseTimeout: '60',
    });
    await this.decide(scheduleOf(activityId));
    return { execution: { domain, workflowId, runId }, scheduledEventId: 5, activityId };
  }

  /** The same, and a worker takes the task. */
  async holdTask(activityId?: string): Promise<HeldTask> {
    const task = await this.scheduleTask(activityId);
    const { taskToken = '' } = await this.sdk.pollForActivityTask({
      domain: this.domain,
      taskList: list,
      identity: 'w1',
    });
    return { task, taskToken };
  }

  /** The execution of a held task gets another one, which a worker takes. */
  async scheduleAnother({ task: { execution } }: HeldTask, activityId: string): Promise<HeldTask> {
    const { domain, sdk } = this;
    await sdk.signalWorkflowExecution({ domain, workflowId: execution.workflowId, signalName: 'wake up' });
    await this.decide(scheduleOf(activityId));
    const { taskToken = '' } = await sdk.pollForActivityTask({ domain, taskList: list, identity: 'w2' });
    const { runId, workflowId } = execution;
    const { events = [] } = await sdk.getWorkflowExecutionHistory({ domain, execution: { runId, workflowId } });
    const event = events.findLast(({ eventType }) => eventType === 'ActivityTaskScheduled');
    return { task: { execution, activityId, scheduledEventId: event?.eventId ?? 0 }, taskToken };
  }

  /** The decider requests the cancellation of a held task. */
  async requestCancel({ task }: HeldTask): Promise<void> {
    const { domain, sdk } = this;
    await sdk.signalWorkflowExecution({ domain, workflowId: task.execution.workflowId, signalName: 'wake up' });
    await this.decide({
      decisionType: 'RequestCancelActivityTask',
      requestCancelActivityTaskDecisionAttributes: { activityId: task.activityId },
    });
  }

  /** The decider of a held task's execution starts a child, which stays open. */
  async startChild({ task }: HeldTask): Promise<void> {
    const { domain, sdk } = this;
    await sdk.signalWorkflowExecution({ domain, workflowId: task.execution.workflowId, signalName: 'wake up' });
    await this.decide({
      decisionType: 'StartChildWorkflowExecution',
      startChildWorkflowExecutionDecisionAttributes: {
        workflowId: `${task.execution.workflowId}-child`,
        workflowType: type,
        taskList: { name: 'children' },
        childPolicy: 'TERMINATE',
        executionStartToCloseTimeout: '3600',
        taskStartToCloseTimeout: '60',
      },
    });
  }

  async eventTypes({ execution: { domain, workflowId, runId } }: TaskRef): Promise<string[]> {
    const { events = [] } = await this.sdk.getWorkflowExecutionHistory({ domain, execution: { workflowId, runId } });
    return events.map(({ eventType }) => eventType ?? '');
  }

  /** Takes the waiting decision task and answers it. */
  async decide(
    ...decisions: NonNullable<Parameters<SWF['respondDecisionTaskCompleted']>[0]['decisions']>
  ): Promise<void> {
    const { taskToken } = await this.sdk.pollForDecisionTask({ domain: this.domain, taskList: list });
    await this.sdk.respondDecisionTaskCompleted({ taskToken, decisions });
  }
}

type Decision = NonNullable<Parameters<SWF['respondDecisionTaskCompleted']>[0]['decisions']>[number];

export function scheduleOf(activityId: string): Decision {
  return {
    decisionType: 'ScheduleActivityTask',
    scheduleActivityTaskDecisionAttributes: {
      activityId,
      activityType: type,
      taskList: list,
      scheduleToStartTimeout: 'NONE',
      scheduleToCloseTimeout: 'NONE',
      startToCloseTimeout: '1800',
      heartbeatTimeout: 'NONE',
    },
  };
}
