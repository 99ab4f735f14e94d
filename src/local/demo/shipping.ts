import type { Decision } from '../decisionChecks';
import type { LocalClock } from '../clock';
import type { Service } from '../service';
import { type DemoClient, textOf } from './demoClient';
import type { DemoDomain } from './story';

/** The domain in which everything goes wrong that can: each way of being stuck, once. */
export const shipping: DemoDomain = {
  name: 'shipping',
  description: 'Labels, trucks and customs: every way to be stuck',
  decisionList: 'shipping-decider',
  workflows: [
    { name: 'ShipParcel', version: '2.0', description: 'From the packing table to the customer' },
    { name: 'ShipOrder', version: '1.2', description: 'One shipment, several parcels' },
    { name: 'SortHub', version: '1.0', description: 'Sorts what comes in, night after night' },
    { name: 'TakeBack', version: '1.1', description: 'From the returned parcel to the shelf' },
  ],
  activities: [
    activity('ClearCustoms', '1.1', 'customs-desk', 'customs-2@ip-10-0-4-31', 'Declares a parcel to the customs'),
    activity('PrintLabel', '1.0', 'label-printers', 'label-printer-4@wh-leipzig', 'Prints and sticks the label'),
    activity('DriveRoute', '3.0', 'trucks', 'truck-hb-17', 'A truck drives; beats from its black box'),
    activity('BookPickup', '1.4', 'couriers', 'courier-bridge-1@ip-10-0-4-8', 'Books the courier'),
    activity('InspectReturn', '1.0', 'returns-desk', 'returns-3@wh-leipzig', 'A person looks into the parcel'),
    activity('ScanParcel', '2.2', 'hub-scanners', 'scanner-1@hub-leipzig', 'Reads the code of one parcel'),
    activity('CheckAddress', '1.0', 'address-checks', 'address-1@ip-10-0-4-60', 'Asks the address service'),
  ],
};

function activity(name: string, version: string, taskList: string, worker: string, description: string) {
  return { name, version, taskList, worker, description };
}

type ScheduleOptions = Partial<NonNullable<Decision['scheduleActivityTaskDecisionAttributes']>>;

/** The steps that deciders, workers and callers of this domain take, in few words. */
export class ShippingDesk {
  private readonly tokens = new Map<string, string>();

  constructor(
    private readonly client: DemoClient,
    private readonly service: Service,
    readonly clock: LocalClock,
  ) {}

  async start(workflowId: string, workflow = 'ShipParcel', more: Readonly<Record<string, string>> = {}): Promise<void> {
    const version = shipping.workflows.find(({ name }) => name === workflow)?.version ?? '';
    const { decisionList, ...others } = { decisionList: shipping.decisionList, ...more };
    await this.client.call('StartWorkflowExecution', {
      domain: shipping.name,
      workflowId,
      workflowType: { name: workflow, version },
      taskList: { name: decisionList },
      input: JSON.stringify({ parcel: workflowId }),
      tagList: [workflow],
      ...others,
    });
  }

  /**
   * Answers all decision tasks that wait in a list: those of the executions named, and the others with nothing. `next` are
   * the answers for executions whose next decision task comes of the first answer.
   */
  async decide(
    answers: Readonly<Record<string, readonly Decision[]>> = {},
    decisionList = shipping.decisionList,
    next: Readonly<Record<string, readonly Decision[]>> = {},
  ): Promise<void> {
    const given = new Set<string>();
    while ((await this.waiting('CountPendingDecisionTasks', decisionList)) > 0) {
      const task = await this.client.pollForDecisionTask(shipping.name, decisionList);
      if (task === undefined) return;
      const { workflowId } = task.workflowExecution;
      const decisions = (given.has(workflowId) ? next : answers)[workflowId] ?? [];
      given.add(workflowId);
      await this.client.call('RespondDecisionTaskCompleted', { taskToken: task.taskToken, decisions });
    }
  }

  /** A decider takes a task and is never heard of again. */
  async takeDecision(decisionList: string): Promise<void> {
    await this.client.pollForDecisionTask(shipping.name, decisionList);
  }

  /** The worker of an activity takes the next task of its list. */
  async take(name: string, worker?: string): Promise<void> {
    const { taskList, worker: usual } = typeOf(name);
    // A poll of an empty list would wait for the clock, which stands.
    if ((await this.waiting('CountPendingActivityTasks', taskList)) === 0) throw new RangeError(`Nothing in ${taskList}`);
    const task = await this.client.call('PollForActivityTask', {
      domain: shipping.name,
      taskList: { name: taskList },
      identity: worker ?? usual,
    });
    this.tokens.set(textOf(task, 'activityId'), textOf(task, 'taskToken'));
  }

  async heartbeat(activityId: string, details: string): Promise<void> {
    await this.client.call('RecordActivityTaskHeartbeat', { taskToken: this.token(activityId), details });
  }

  async complete(activityId: string): Promise<void> {
    await this.client.call('RespondActivityTaskCompleted', { taskToken: this.token(activityId), result: '{"ok":true}' });
  }

  async fail(activityId: string, reason: string): Promise<void> {
    await this.client.call('RespondActivityTaskFailed', { taskToken: this.token(activityId), reason });
  }

  async cancel(activityId: string): Promise<void> {
    await this.client.call('RespondActivityTaskCanceled', { taskToken: this.token(activityId) });
  }

  async signal(workflowId: string, signalName: string): Promise<void> {
    await this.client.call('SignalWorkflowExecution', { domain: shipping.name, workflowId, signalName });
  }

  async requestCancel(workflowId: string): Promise<void> {
    await this.client.call('RequestCancelWorkflowExecution', { domain: shipping.name, workflowId });
  }

  async terminate(workflowId: string, reason: string): Promise<void> {
    await this.client.call('TerminateWorkflowExecution', { domain: shipping.name, workflowId, reason });
  }

  /** What stands for a Lambda function from now on. */
  registerFunction(name: string, result: unknown): void {
    this.service.lambdaFunctions.register({ name, result });
  }

  private async waiting(
    operation: 'CountPendingActivityTasks' | 'CountPendingDecisionTasks',
    taskList: string,
  ): Promise<number> {
    const answer = await this.client.call(operation, { domain: shipping.name, taskList: { name: taskList } });
    return answer !== undefined && 'count' in answer && typeof answer.count === 'number' ? answer.count : 0;
  }

  private token(activityId: string): string {
    const token = this.tokens.get(activityId);
    if (token === undefined) throw new RangeError(`Nobody took ${activityId}`);
    return token;
  }
}

export function schedule(name: string, activityId: string, more: ScheduleOptions = {}): Decision {
  const { version } = typeOf(name);
  const attributes = { activityType: { name, version }, activityId, input: JSON.stringify({ id: activityId }), ...more };
  return { decisionType: 'ScheduleActivityTask', scheduleActivityTaskDecisionAttributes: attributes };
}

export function requestTaskCancel(activityId: string): Decision {
  return {
    decisionType: 'RequestCancelActivityTask',
    requestCancelActivityTaskDecisionAttributes: { activityId },
  };
}

export function startTimer(timerId: string, minutes: number): Decision {
  const startToFireTimeout = String(minutes * 60);
  return { decisionType: 'StartTimer', startTimerDecisionAttributes: { timerId, startToFireTimeout } };
}

export function startChild(workflowId: string): Decision {
  return {
    decisionType: 'StartChildWorkflowExecution',
    startChildWorkflowExecutionDecisionAttributes: {
      workflowId,
      workflowType: { name: 'ShipParcel', version: '2.0' },
      tagList: ['ShipOrder'],
    },
  };
}

function typeOf(name: string) {
  const found = shipping.activities.find((each) => each.name === name);
  if (found === undefined) throw new RangeError(`No such activity in shipping: ${name}`);
  return found;
}
