import { Agent, request } from 'node:http';
import type { HistoryEvent } from '../../../src/local/history';
import type { OperationName } from '../../../src/swf/operations';

export const domain = 'crash';
const workflowType = { name: 'w', version: '1' };
const activityType = { name: 'a', version: '1' };
const taskList = { name: 'list' };

/** The generator "mulberry32": the same numbers, 0 to 1, for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** What was sent, and what is known to have come of it. Every writing request bears an id of its own. */
export class Ledger {
  readonly sent = new Set<string>();
  /** Answered as done: each must be found once. */
  readonly done = new Set<string>();
  /** Answered with a fault, or with no task: none may be found. */
  readonly refused = new Set<string>();
  readonly runs = new Map<string, string>();
  readonly types = new Set<string>();
  /** The longest history read of each run: a later one must begin with it. */
  readonly read = new Map<string, readonly HistoryEvent[]>();
  readonly activityTokens: string[] = [];
  private last = 0;

  nextId(kind: string): string {
    const id = `${kind}-${++this.last}`;
    this.sent.add(id);
    return id;
  }
}

export interface RawAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Sends one operation. Rejects when no whole answer comes. */
export function sendOperation(url: string, agent: Agent, operation: OperationName, input: object): Promise<RawAnswer> {
  const body = JSON.stringify(input);
  const headers = { 'X-Amz-Target': `SimpleWorkflowService.${operation}`, 'Content-Length': Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method: 'POST', agent, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('error', reject);
      response.on('end', () => {
        const document = (text === '' ? {} : JSON.parse(text)) as Readonly<Record<string, unknown>>;
        resolve({ status: response.statusCode ?? 0, body: document });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** One client that sends one request after the other, drawn at random, until an answer fails to come. */
export class CrashClient {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 1 });

  constructor(
    private readonly url: string,
    private readonly ledger: Ledger,
    private readonly random: () => number,
  ) {}

  /** Registers what the load needs; before the first load of a journal. */
  async prepare(): Promise<void> {
    const none = { defaultTaskScheduleToCloseTimeout: 'NONE', defaultTaskScheduleToStartTimeout: 'NONE' };
    await this.send('RegisterDomain', { name: domain, workflowExecutionRetentionPeriodInDays: '1' });
    await this.send('RegisterWorkflowType', {
      domain,
      ...workflowType,
      defaultTaskList: taskList,
      defaultChildPolicy: 'TERMINATE',
      // Short, so that timers fire between the requests, and decision tasks lost in a kill come again.
      defaultTaskStartToCloseTimeout: '1',
      defaultExecutionStartToCloseTimeout: '600',
    });
    await this.send('RegisterActivityType', {
      domain,
      ...activityType,
      ...none,
      defaultTaskList: taskList,
      defaultTaskStartToCloseTimeout: '2',
      defaultTaskHeartbeatTimeout: '1',
    });
  }

  /** Never rejects: that an answer fails to come is how it ends. */
  async run(): Promise<void> {
    try {
      for (;;) await this.step();
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error;
    } finally {
      this.agent.destroy();
    }
  }

  private async step(): Promise<void> {
    const draw = this.random();
    if (draw < 0.35) await this.start();
    else if (draw < 0.45) await this.write('signal', 'SignalWorkflowExecution', (id) => this.signal(id));
    else if (draw < 0.65) await this.decide();
    else if (draw < 0.72) await this.takeActivity();
    else if (draw < 0.88) await this.respond();
    else if (draw < 0.92) await this.registerType();
    else await this.readHistory();
  }

  private signal(id: string): object {
    return { domain, workflowId: this.anyRun()?.[1] ?? 'none', signalName: 's', input: id };
  }

  private async start(): Promise<void> {
    const id = this.ledger.nextId('start');
    const { status, body } = await this.send('StartWorkflowExecution', {
      domain,
      workflowId: id,
      workflowType,
      input: id,
    });
    this.settle(id, status);
    if (typeof body['runId'] === 'string') this.ledger.runs.set(body['runId'], id);
  }

  private async decide(): Promise<void> {
    const poll = this.ledger.nextId('decider');
    const { body } = await this.send('PollForDecisionTask', { domain, taskList, identity: poll });
    const taskToken = this.settlePoll(poll, body);
    if (taskToken === '') return;
    await this.write('decided', 'RespondDecisionTaskCompleted', (id) => {
      const schedule = { activityId: id, activityType };
      const decisions: object[] = [
        { decisionType: 'ScheduleActivityTask', scheduleActivityTaskDecisionAttributes: schedule },
        { decisionType: 'StartTimer', startTimerDecisionAttributes: { timerId: id, startToFireTimeout: '1' } },
      ];
      if (this.random() < 0.2) decisions.push({ decisionType: 'CompleteWorkflowExecution' });
      return { taskToken, decisions, executionContext: id };
    });
  }

  private async takeActivity(): Promise<void> {
    const id = this.ledger.nextId('worker');
    const { body } = await this.send('PollForActivityTask', { domain, taskList, identity: id });
    const taskToken = this.settlePoll(id, body);
    if (taskToken !== '') this.ledger.activityTokens.push(taskToken);
  }

  /** Answers a task taken before, perhaps before the last kill. */
  private async respond(): Promise<void> {
    const { activityTokens } = this.ledger;
    const index = Math.floor(this.random() * activityTokens.length);
    const [taskToken] = activityTokens.splice(index, 1);
    if (taskToken === undefined) return;
    if (this.random() < 0.3) {
      await this.send('RecordActivityTaskHeartbeat', { taskToken });
      activityTokens.push(taskToken);
    } else {
      await this.write('worked', 'RespondActivityTaskCompleted', (id) => ({ taskToken, result: id }));
    }
  }

  private async registerType(): Promise<void> {
    const name = this.ledger.nextId('type');
    const { status } = await this.send('RegisterActivityType', { domain, name, version: '1' });
    this.settle(name, status);
  }

  private async readHistory(): Promise<void> {
    const run = this.anyRun();
    if (run === undefined) return;
    const [runId, workflowId] = run;
    const { body } = await this.send('GetWorkflowExecutionHistory', { domain, execution: { workflowId, runId } });
    const events = body['events'] as readonly HistoryEvent[];
    if (events.length >= (this.ledger.read.get(runId)?.length ?? 0)) this.ledger.read.set(runId, events);
  }

  private async write(kind: string, operation: OperationName, input: (id: string) => object): Promise<void> {
    const id = this.ledger.nextId(kind);
    const { status } = await this.send(operation, input(id));
    this.settle(id, status);
  }

  private anyRun(): [runId: string, workflowId: string] | undefined {
    const runs = [...this.ledger.runs];
    return runs[Math.floor(this.random() * runs.length)];
  }

  private settlePoll(id: string, body: RawAnswer['body']): string {
    const taskToken = typeof body['taskToken'] === 'string' ? body['taskToken'] : '';
    this.settle(id, taskToken === '' ? 400 : 200);
    return taskToken;
  }

  private settle(id: string, status: number): void {
    (status === 200 ? this.ledger.done : this.ledger.refused).add(id);
  }

  private async send(operation: OperationName, input: object): Promise<RawAnswer> {
    const answer = await sendOperation(this.url, this.agent, operation, input);
    const type = typeof answer.body['__type'] === 'string' ? answer.body['__type'] : '';
    if (answer.status !== 200 && !type.endsWith('#UnknownResourceFault')) {
      throw new TypeError(`${operation}: ${answer.status} ${type} ${String(answer.body['message'])}`);
    }
    return answer;
  }
}
