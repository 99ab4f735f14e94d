import { SWF } from '@aws-sdk/client-swf';
import type { TaskRef } from '../../src/swf/outcome';

/** A task that a worker holds. */
export interface HeldTask {
  readonly task: TaskRef;
  readonly taskToken: string;
}

/** Local SWF takes any. */
export const localKeys = { accessKeyId: 'local', secretAccessKey: 'local' };

const type = { name: 'T', version: '1' };

const activityId = 'charge-card';

/** The task of an execution whose first decision schedules it, and nothing else. */
export function onlyTask(execution: TaskRef['execution']): TaskRef {
  return { execution, scheduledEventId: 5, activityId };
}

/** The decider and the worker of one domain, who prepare what is to be measured. */
export class Workflow {
  readonly domain = 'orders';
  private readonly sdk: SWF;
  private started = 0;

  private constructor(endpoint: string) {
    this.sdk = new SWF({ endpoint, region: 'us-east-1', credentials: localKeys });
  }

  static async open(endpoint: string): Promise<Workflow> {
    const workflow = new Workflow(endpoint);
    const { sdk, domain } = workflow;
    await sdk.registerDomain({ name: domain, workflowExecutionRetentionPeriodInDays: '7' });
    await sdk.registerWorkflowType({ domain, ...type });
    await sdk.registerActivityType({ domain, ...type });
    return workflow;
  }

  async startExecution(): Promise<TaskRef['execution']> {
    const { domain } = this;
    const workflowId = `order-${++this.started}`;
    // Each with a task list of its own: the closes of older tasks wake deciders too.
    const { runId = '' } = await this.sdk.startWorkflowExecution({
      domain,
      workflowId,
      workflowType: type,
      taskList: { name: workflowId },
      childPolicy: 'TERMINATE',
      executionStartToCloseTimeout: '3600',
      taskStartToCloseTimeout: '600',
    });
    return { domain, workflowId, runId };
  }

  /** An execution in which a worker holds so many tasks, at most 1,000 (AWS page "Amazon SWF Quotas"). Gives the tokens. */
  async holdTasks(count: number): Promise<string[]> {
    const execution = await this.startExecution();
    await this.decide(execution, ...Array.from({ length: count }, (_, i) => scheduleTask(execution, `task-${i}`)));
    const tokens: string[] = [];
    while (tokens.length < count) tokens.push(await this.takeTask(execution));
    return tokens;
  }

  /** An execution with one held task, whose cancellation was requested. */
  async holdRequestedTask(): Promise<HeldTask> {
    const { domain, sdk } = this;
    const execution = await this.startExecution();
    await this.decide(execution, scheduleTask(execution, activityId));
    const taskToken = await this.takeTask(execution);
    await sdk.signalWorkflowExecution({ domain, workflowId: execution.workflowId, signalName: 'wake up' });
    await this.decide(execution, {
      decisionType: 'RequestCancelActivityTask',
      requestCancelActivityTaskDecisionAttributes: { activityId },
    });
    return { task: onlyTask(execution), taskToken };
  }

  close(): void {
    this.sdk.destroy();
  }

  private async takeTask({ domain, workflowId }: TaskRef['execution']): Promise<string> {
    const { taskToken } = await this.sdk.pollForActivityTask({
      domain,
      taskList: { name: workflowId },
      identity: 'w1',
    });
    if (taskToken === undefined || taskToken === '') throw new Error('There was no activity task to take');
    return taskToken;
  }

  /** Takes the waiting decision task of an execution and answers it. */
  private async decide({ domain, workflowId }: TaskRef['execution'], ...decisions: Decision[]): Promise<void> {
    const { taskToken } = await this.sdk.pollForDecisionTask({ domain, taskList: { name: workflowId } });
    await this.sdk.respondDecisionTaskCompleted({ taskToken, decisions });
  }
}

type Decision = NonNullable<Parameters<SWF['respondDecisionTaskCompleted']>[0]['decisions']>[number];

function scheduleTask({ workflowId }: TaskRef['execution'], activityId: string): Decision {
  return {
    decisionType: 'ScheduleActivityTask',
    scheduleActivityTaskDecisionAttributes: {
      activityId,
      activityType: type,
      taskList: { name: workflowId },
      scheduleToStartTimeout: 'NONE',
      scheduleToCloseTimeout: 'NONE',
      startToCloseTimeout: '1800',
      heartbeatTimeout: 'NONE',
    },
  };
}
