import type { OperationName } from '../../src/swf/operations';
import { LocalClock } from '../../src/local/clock';
import { Service } from '../../src/local/service';

export const domain = 'bench';
export const workflowType = { name: 'w', version: '1' };
export const activityType = { name: 'a', version: '1' };
export const taskList = { name: 'list' };

/** The requests that register what the measurements use. */
export const registrations: readonly (readonly [OperationName, object])[] = [
  ['RegisterDomain', { name: domain, workflowExecutionRetentionPeriodInDays: '1' }],
  [
    'RegisterWorkflowType',
    {
      domain,
      ...workflowType,
      defaultTaskList: taskList,
      defaultChildPolicy: 'TERMINATE',
      defaultTaskStartToCloseTimeout: '3600',
      defaultExecutionStartToCloseTimeout: '31536000',
    },
  ],
  [
    'RegisterActivityType',
    {
      domain,
      ...activityType,
      defaultTaskList: taskList,
      defaultTaskHeartbeatTimeout: '600',
      defaultTaskScheduleToCloseTimeout: 'NONE',
      defaultTaskScheduleToStartTimeout: 'NONE',
      defaultTaskStartToCloseTimeout: '3600',
    },
  ],
];

export function scheduleDecision(activityId: string): object {
  return { decisionType: 'ScheduleActivityTask', scheduleActivityTaskDecisionAttributes: { activityId, activityType } };
}

/** Local SWF in this process, without its wire. */
export class InProcess {
  readonly service = new Service({ clock: new LocalClock(), account: '123456789012', pollSeconds: 60 });

  async call(operation: OperationName, input: object): Promise<Readonly<Record<string, unknown>>> {
    const context = { refuseUnrequestedCancels: false, onHangUp: () => undefined };
    const answer = await this.service.call(operation, 'us-east-1', input, context);
    return answer === undefined ? {} : (answer as Readonly<Record<string, unknown>>);
  }

  async register(): Promise<void> {
    for (const [operation, input] of registrations) await this.call(operation, input);
  }

  /** An open execution of ten events: an activity task scheduled, started and completed, and a second decision. */
  async play(index: number): Promise<void> {
    await this.call('StartWorkflowExecution', {
      domain,
      workflowId: `order-${index}`,
      workflowType,
      input: `{"order":${index}}`,
    });
    await this.decide([scheduleDecision('pack')]);
    const { taskToken } = await this.call('PollForActivityTask', { domain, taskList, identity: 'worker' });
    await this.call('RespondActivityTaskCompleted', { taskToken, result: `{"parcel":${index}}` });
    await this.decide([]);
  }

  private async decide(decisions: readonly object[]): Promise<void> {
    const { taskToken } = await this.call('PollForDecisionTask', {
      domain,
      taskList,
      identity: 'decider',
      maximumPageSize: 1,
    });
    await this.call('RespondDecisionTaskCompleted', { taskToken, decisions });
  }
}
