import type { HistoryEvent } from '@aws-sdk/client-swf';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultName, FaultRule } from '../../src/local/faultPlan';
import type { Clock } from '../../src/ports';
import type { CallOptions, Input, Output, SwfClient } from '../../src/swf/client';
import { operation as operationOf, type OperationName } from '../../src/swf/operations';
import type { HeldTask } from './scene';
import { Scene, scheduleOf } from './scene';

const struck: readonly FaultName[] = ['throttle', 'internalFailure', 'resetBefore', 'resetAfter', 'delay'];
/** Of the requests, all faults together. */
const part = 0.3;
/** Answers so late come after every timeout, and now and then after the last look into the history. */
const delayMs = 1_600;
const timeoutMs = { write: 400, read: 1_500 } as const;

const type = { name: 'T', version: '1' };

/** Every request has the same chance to be struck, by any of the faults alike. */
const rules: readonly FaultRule[] = struck.map((fault, index) => {
  const rate = part / struck.length;
  return { fault, rate: rate / (1 - rate * index), ...(fault === 'delay' && { milliseconds: delayMs }) };
});

/** What one act saw of the service. */
export interface Witness {
  readonly client: SwfClient;
  /** When the last reading of a history began and whether it succeeded; nothing when none was tried. */
  lastReading: { readonly at: number; readonly failed: boolean } | undefined;
  failedReads: number;
}

/** A Local SWF that strikes three calls of ten, and that tells the truth to those who ask it past the wire. */
export class FaultyScene {
  /** Waits pass at a quarter of their length, so that some late requests arrive after all looks. */
  readonly clock: Clock = {
    now: () => Date.now(),
    sleep: async (milliseconds) => {
      await sleep(milliseconds / 4);
    },
  };
  private held = 0;

  private constructor(private readonly scene: Scene) {}

  static async start(seed: number): Promise<FaultyScene> {
    const scene = await Scene.start();
    scene.local.control.setFaults({ seed, rules });
    return new FaultyScene(scene);
  }

  async stop(): Promise<void> {
    await this.scene.stop();
  }

  /** A call that no fault can strike. */
  async truly<Name extends OperationName>(operation: Name, input: Input<Name>): Promise<Output<Name>> {
    const context = { refuseUnrequestedCancels: false, onHangUp: () => undefined };
    const answer = await this.scene.local.service.call(operation, 'us-east-1', input, context);
    return (answer ?? {}) as Output<Name>;
  }

  /** A started task, alone in an execution of its own. */
  async hold(): Promise<HeldTask> {
    const { domain } = this.scene;
    const workflowId = `order-${++this.held}`;
    const taskList = { name: workflowId };
    const { runId = '' } = await this.truly('StartWorkflowExecution', {
      domain,
      workflowId,
      workflowType: type,
      taskList,
      childPolicy: 'TERMINATE',
      executionStartToCloseTimeout: '3600',
      taskStartToCloseTimeout: '600',
    });
    const decision = await this.truly('PollForDecisionTask', { domain, taskList });
    const schedule = scheduleOf('charge-card');
    const attributes = schedule.scheduleActivityTaskDecisionAttributes;
    await this.truly('RespondDecisionTaskCompleted', {
      taskToken: decision.taskToken,
      decisions: [
        {
          ...schedule,
          scheduleActivityTaskDecisionAttributes: { activityId: 'a', activityType: type, ...attributes, taskList },
        },
      ],
    });
    const { taskToken = '' } = await this.truly('PollForActivityTask', { domain, taskList });
    const execution = { domain, workflowId, runId };
    return { task: { execution, scheduledEventId: 5, activityId: 'charge-card' }, taskToken };
  }

  async history({ task: { execution } }: HeldTask): Promise<readonly HistoryEvent[]> {
    const { domain, workflowId, runId } = execution;
    const { events = [] } = await this.truly('GetWorkflowExecutionHistory', {
      domain,
      execution: { workflowId, runId },
    });
    // The wire's seconds, which the SDK would have made a date.
    return events.map((event) => ({ ...event, eventTimestamp: new Date(Number(event.eventTimestamp) * 1000) }));
  }

  /** Ends the execution, so that it does not stand in the way of what comes. */
  async clear({ task: { execution } }: HeldTask): Promise<void> {
    const { domain, workflowId, runId } = execution;
    await this.truly('TerminateWorkflowExecution', { domain, workflowId, runId }).catch(() => undefined);
  }

  /** The service as one act sees it. */
  witness(): Witness {
    const { client } = this.scene;
    const call = async <Name extends OperationName>(
      operation: Name,
      input: Input<Name>,
      options?: CallOptions,
    ): Promise<Output<Name>> => {
      const { access } = operationOf(operation);
      const at = Date.now();
      const note = (failed: boolean) => {
        if (access === 'read' && failed) witness.failedReads++;
        if (operation === 'GetWorkflowExecutionHistory') witness.lastReading = { at, failed };
      };
      try {
        const answer = await client.call(operation, input, { ...options, timeoutMs: timeoutMs[access] });
        note(false);
        return answer;
      } catch (error) {
        note(true);
        throw error;
      }
    };
    const witness: Witness = {
      client: { target: client.target, call, dispose: () => undefined },
      lastReading: undefined,
      failedReads: 0,
    };
    return witness;
  }

  /** Waits until the last of the delayed requests was carried out. */
  async settle(): Promise<void> {
    await sleep(delayMs + 100);
  }
}

/** Does so many pieces of work, a few at a time. */
export async function inParallel(count: number, atOnce: number, work: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
