import { PlainPost } from './plainPost';

const type = { name: 'T', version: '1' };
/** So many requests are sent side by side. */
const sideBySide = 16;

export const domain = 'orders';

/** A domain full of open executions, made as fast as Local SWF can. */
export class OpenExecutions {
  private readonly post: PlainPost;

  private constructor(private readonly endpoint: string) {
    this.post = new PlainPost(endpoint);
  }

  static async open(endpoint: string): Promise<OpenExecutions> {
    const executions = new OpenExecutions(endpoint);
    const { post } = executions;
    await post.send('RegisterDomain', { name: domain, workflowExecutionRetentionPeriodInDays: '7' });
    await post.send('RegisterWorkflowType', { domain, ...type });
    await post.send('RegisterActivityType', { domain, ...type });
    return executions;
  }

  /** Executions with so many open tasks and so many events each; with no task, two events. */
  async start(count: number, { tasks, events }: { readonly tasks: number; readonly events: number }): Promise<void> {
    let begun = 0;
    const one = async (): Promise<void> => {
      while (begun < count) {
        const workflowId = `order-${events}-${++begun}`;
        await this.startOne(workflowId);
        if (tasks > 0) await this.decide(workflowId, tasks, events);
      }
    };
    await Promise.all(Array.from({ length: sideBySide }, one));
  }

  /** Puts the clock forward, where it stands. */
  async advance(advanceSeconds: number): Promise<void> {
    await fetch(`${this.endpoint}/_local/clock`, { method: 'POST', body: JSON.stringify({ advanceSeconds }) });
  }

  close(): void {
    this.post.dispose();
  }

  private async startOne(workflowId: string): Promise<void> {
    await this.post.send('StartWorkflowExecution', {
      domain,
      workflowId,
      workflowType: type,
      taskList: { name: workflowId },
      childPolicy: 'TERMINATE',
      executionStartToCloseTimeout: '2592000',
      taskStartToCloseTimeout: 'NONE',
    });
  }

  private async decide(workflowId: string, tasks: number, events: number): Promise<void> {
    const { taskToken } = await this.post.ask('PollForDecisionTask', { domain, taskList: { name: workflowId } });
    // Four events come before what the decisions write: start, decision task scheduled, started, completed.
    const markers = Array.from({ length: events - tasks - 4 }, (_, i) => ({
      decisionType: 'RecordMarker',
      recordMarkerDecisionAttributes: { markerName: `step ${i}`, details: `{"order":"${workflowId}","step":${i}}` },
    }));
    const schedules = Array.from({ length: tasks }, (_, i) => ({
      decisionType: 'ScheduleActivityTask',
      scheduleActivityTaskDecisionAttributes: {
        activityId: `charge-card-${i}`,
        activityType: type,
        taskList: { name: 'payments' },
        input: `{"order":"${workflowId}"}`,
        scheduleToStartTimeout: 'NONE',
        scheduleToCloseTimeout: '86400',
        startToCloseTimeout: '1800',
        heartbeatTimeout: 'NONE',
      },
    }));
    await this.post.send('RespondDecisionTaskCompleted', { taskToken, decisions: [...schedules, ...markers] });
  }
}
