import { request } from 'node:http';
import { SWF, type Decision, type HistoryEvent } from '@aws-sdk/client-swf';
import { LocalClock } from '../../../src/local/clock';
import { startLocalSwf, type LocalSwf, type LocalSwfOptions } from '../../../src/local/startLocalSwf';

/** Where a standing clock starts: any moment will do, but always the same one. */
export const dawn = Date.UTC(2026, 0, 15, 6, 0, 0);

export const domain = 'orders';
export const workflowType = { name: 'FulfilOrder', version: '1' };
export const activityType = { name: 'PackParcel', version: '1' };
export const decisionList = { name: 'deciders' };
export const activityList = { name: 'packers' };

/** A Local SWF and an SDK client on it. */
export interface Bench extends AsyncDisposable {
  readonly local: LocalSwf;
  readonly swf: SWF;
  /** Another client; `maxAttempts` 1 shows each fault once. */
  client(region?: string): SWF;
}

export async function startBench(options: LocalSwfOptions = {}): Promise<Bench> {
  const local = await startLocalSwf(options);
  const clients: SWF[] = [];
  const client = (region = 'us-east-1'): SWF => {
    const credentials = { accessKeyId: 'AKIALOCAL', secretAccessKey: 'secret' };
    const swf = new SWF({ endpoint: local.url, region, credentials, maxAttempts: 1 });
    clients.push(swf);
    return swf;
  };
  return {
    local,
    swf: client(),
    client,
    [Symbol.asyncDispose]: async () => {
      for (const swf of clients) swf.destroy();
      await local.close();
    },
  };
}

/** A bench whose clock stands at `dawn`. */
export async function startVirtualBench(options: LocalSwfOptions = {}): Promise<Bench> {
  return startBench({ ...options, clock: new LocalClock({ standing: true, startAt: dawn }) });
}

/** Registers the domain and the two types that the tests use. */
export async function register(swf: SWF): Promise<void> {
  await swf.registerDomain({ name: domain, workflowExecutionRetentionPeriodInDays: '7' });
  await swf.registerWorkflowType({
    domain,
    ...workflowType,
    defaultTaskList: decisionList,
    defaultChildPolicy: 'TERMINATE',
    defaultTaskStartToCloseTimeout: 'NONE',
    defaultExecutionStartToCloseTimeout: '86400',
  });
  await swf.registerActivityType({
    domain,
    ...activityType,
    defaultTaskList: activityList,
    defaultTaskHeartbeatTimeout: 'NONE',
    defaultTaskScheduleToCloseTimeout: 'NONE',
    defaultTaskScheduleToStartTimeout: 'NONE',
    defaultTaskStartToCloseTimeout: 'NONE',
  });
}

export async function start(swf: SWF, workflowId = 'order-1'): Promise<{ workflowId: string; runId: string }> {
  const { runId = '' } = await swf.startWorkflowExecution({ domain, workflowId, workflowType });
  return { workflowId, runId };
}

/** Polls the decision task that waits, and answers it. */
export async function decide(swf: SWF, ...decisions: Decision[]): Promise<void> {
  const { taskToken } = await swf.pollForDecisionTask({ domain, taskList: decisionList, identity: 'decider' });
  await swf.respondDecisionTaskCompleted({ taskToken, decisions });
}

type ScheduleAttributes = NonNullable<Decision['scheduleActivityTaskDecisionAttributes']>;

export function schedule(activityId: string, attributes: Partial<ScheduleAttributes> = {}): Decision {
  return {
    decisionType: 'ScheduleActivityTask',
    scheduleActivityTaskDecisionAttributes: { activityId, activityType, ...attributes },
  };
}

export function requestCancel(activityId: string): Decision {
  return {
    decisionType: 'RequestCancelActivityTask',
    requestCancelActivityTaskDecisionAttributes: { activityId },
  };
}

export const complete: Decision = { decisionType: 'CompleteWorkflowExecution' };

/** Polls the activity task that waits. */
export async function work(swf: SWF): Promise<string> {
  const { taskToken = '' } = await swf.pollForActivityTask({ domain, taskList: activityList, identity: 'packer-1' });
  return taskToken;
}

/** An execution whose one activity task is started. */
export async function startTask(
  swf: SWF,
  attributes: Partial<ScheduleAttributes> = {},
): Promise<{ execution: { workflowId: string; runId: string }; taskToken: string }> {
  const execution = await start(swf);
  await decide(swf, schedule('pack-1', attributes));
  return { execution, taskToken: await work(swf) };
}

export async function history(
  swf: SWF,
  execution: { workflowId: string; runId: string },
): Promise<readonly HistoryEvent[]> {
  const { events } = await swf.getWorkflowExecutionHistory({ domain, execution });
  return events ?? [];
}

/** Events as `[id, type, attributes]`, for comparing whole histories. */
export function rows(events: readonly HistoryEvent[]): unknown[] {
  return events.map((event) => {
    const attributes = Object.keys(event).filter((member) => member.endsWith('EventAttributes'));
    return [
      event.eventId,
      event.eventType,
      ...attributes.map((member): unknown => new Map<string, unknown>(Object.entries(event)).get(member)),
    ];
  });
}

/** Events as `7 ActivityTaskCanceled`. */
export function titles(events: readonly HistoryEvent[]): string[] {
  return events.map((event) => `${String(event.eventId)} ${String(event.eventType)}`);
}

/** `UnknownResourceFault: Unknown domain: x`, or "no fault". */
export async function faultOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'no fault';
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** A request with nothing added to it. */
export function send(
  url: string,
  options: { method?: string; path?: string; headers?: Record<string, string>; body?: string | Buffer } = {},
): Promise<RawAnswer> {
  const { method = 'POST', path = '/', headers = {}, body = '' } = options;
  return new Promise((resolve, reject) => {
    const outgoing = request(`${url}${path}`, { method, headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** A raw request of an operation. */
export function sendOperation(
  url: string,
  operation: string,
  body: string,
  more: Record<string, string> = {},
): Promise<RawAnswer> {
  const headers = {
    'X-Amz-Target': `SimpleWorkflowService.${operation}`,
    'Content-Type': 'application/x-amz-json-1.0',
    ...more,
  };
  return send(url, { headers, body });
}
