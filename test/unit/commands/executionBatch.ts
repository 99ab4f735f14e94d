import type { ExecutionRef } from '../../../src/swf/activityTasks';
import { onlyBatch } from '../../support/batches';
import type { Desk } from '../../support/desk';
import type { FakeRow } from '../../support/fakeExplorer';

const writes = ['TerminateWorkflowExecution', 'SignalWorkflowExecution', 'RequestCancelWorkflowExecution'] as const;

/** Executions with a task each, as rows of the explorer, and an act on all of them. */
export class ExecutionBatch {
  readonly rows: FakeRow[] = [];

  constructor(private readonly desk: Desk) {}

  /** Starts so many more. */
  async start(count: number): Promise<void> {
    for (let i = 0; i < count; i++) this.rows.push({ kind: 'task', task: await this.desk.scene.scheduleTask() });
  }

  get executions(): ExecutionRef[] {
    return this.rows.flatMap(({ task }) => task?.execution ?? []);
  }

  /** How often an event of this type is in each execution's history. */
  async counts(eventType: string): Promise<number[]> {
    return await Promise.all(
      this.executions.map(async ({ domain, workflowId, runId }) => {
        const { events = [] } = await this.desk.scene.sdk.getWorkflowExecutionHistory({
          domain,
          execution: { workflowId, runId },
        });
        return events.filter((event) => event.eventType === eventType).length;
      }),
    );
  }

  /** How many requests that write were sent. */
  sent(): number {
    return writes.reduce((sum, operation) => sum + this.desk.scene.requests(operation), 0);
  }

  kept() {
    return onlyBatch(this.desk);
  }

  /** Plans a termination up to its question. */
  planTerminate(reason = 'The region is going down'): void {
    this.desk.ui.picks.push('Terminate');
    this.desk.ui.types(reason, '');
  }

  planSignal(input = ''): void {
    this.desk.ui.picks.push('Signal');
    this.desk.ui.types('wake up', input);
  }

  async actOnAll(): Promise<void> {
    await this.desk.run('swf.actOnSeveral', this.rows[0], this.rows);
  }
}
