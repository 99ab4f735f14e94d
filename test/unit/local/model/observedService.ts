import { expect } from 'vitest';
import { LocalClock } from '../../../../src/local/clock';
import type { HistoryEvent } from '../../../../src/local/history';
import { Keeper } from '../../../../src/local/keeping';
import { Service } from '../../../../src/local/service';
import { ServiceFault } from '../../../../src/local/serviceFault';
import type { OperationName } from '../../../../src/swf/operations';
import { activityList, activityType, domain, workflowType } from '../support';
import { decisionSeconds, startList, typeDefaults } from './lifeCycleModel';

/** Any moment will do. */
export const startAt = 1_700_000_000;

const account = '123456789012';

/** A service without its wire, in a time that stands, as a client sees it. */
export class ObservedService {
  private readonly service: Service;

  private constructor(
    readonly clock: LocalClock,
    private readonly keeper: Keeper | undefined,
  ) {
    this.service = new Service({ clock, account, pollSeconds: 60, keeper });
  }

  /** One that keeps its state in a file, and has what is kept there, when a file is named. */
  static async open(file?: string): Promise<ObservedService> {
    const clock = new LocalClock({ standing: true, startAt: startAt * 1000 });
    const warn = (text: string): never => expect.fail(text);
    const keeper = file === undefined ? undefined : await Keeper.open(file, clock, { account }, warn);
    const opened = new ObservedService(clock, keeper);
    await opened.service.resume();
    return opened;
  }

  async close(): Promise<void> {
    this.service.endCalls();
    await this.keeper?.close();
  }

  /** `silentUrl` takes requests, and never answers. */
  async begin(silentUrl: string): Promise<void> {
    await this.call('RegisterDomain', { name: domain, workflowExecutionRetentionPeriodInDays: '90' });
    await this.call('RegisterWorkflowType', {
      domain,
      ...workflowType,
      defaultTaskList: { name: startList },
      defaultChildPolicy: typeDefaults.childPolicy,
      defaultTaskStartToCloseTimeout: String(decisionSeconds),
      defaultExecutionStartToCloseTimeout: String(typeDefaults.seconds),
    });
    await this.call('RegisterActivityType', { domain, ...activityType, defaultTaskList: activityList });
    this.service.lambdaFunctions.register({ name: 'completes', result: 1 });
    this.service.lambdaFunctions.register({ name: 'fails', error: 'broken' });
    this.service.lambdaFunctions.register({ name: 'silent', url: silentUrl });
  }

  counts(): ReturnType<Service['counts']> {
    return this.service.counts();
  }

  async pending(operation: 'CountPendingActivityTasks' | 'CountPendingDecisionTasks', list: string): Promise<unknown> {
    return (await this.call(operation, { domain, taskList: { name: list } }))['count'];
  }

  /** The run id of the open execution with this workflow id; there has to be one. */
  async openRunId(workflowId: string): Promise<string> {
    const startTimeFilter = { oldestDate: 0 };
    const executionFilter = { workflowId };
    const answer = await this.call('ListOpenWorkflowExecutions', { domain, startTimeFilter, executionFilter });
    const { executionInfos } = answer as { executionInfos: readonly { execution: { runId: string } }[] };
    expect(executionInfos).toHaveLength(1);
    return executionInfos[0]?.execution.runId ?? '';
  }

  async history(execution: { readonly workflowId: string; readonly runId: string }): Promise<readonly HistoryEvent[]> {
    const { events } = await this.call('GetWorkflowExecutionHistory', { domain, execution });
    return events as readonly HistoryEvent[];
  }

  /** Calls an operation, for a client that hangs up as soon as it has called. */
  async call(operation: OperationName, input: object): Promise<Readonly<Record<string, unknown>>> {
    let hangUp = (): void => undefined;
    const context = {
      refuseUnrequestedCancels: false,
      onHangUp: (callback: () => void) => {
        hangUp = callback;
      },
    };
    const answer = this.service.call(operation, 'us-east-1', input, context);
    hangUp();
    // Nothing but the disk takes time here: what has no answer by the next turn of the event loop never will.
    const unanswered = new Promise<never>((_resolve, reject) => {
      if (answer instanceof Promise && this.keeper === undefined)
        setImmediate(reject, new Error(`${operation} is never answered`));
    });
    return Object.fromEntries(Object.entries((await Promise.race([answer, unanswered])) ?? {}));
  }
}

/** `UnknownResourceFault: Unknown domain: x`, or "no fault". */
export async function faultOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'no fault';
  } catch (error) {
    if (!(error instanceof ServiceFault)) throw error;
    return `${error.type.replace(/^.*#/, '')}: ${error.message}`;
  }
}
