import type { LocalClock } from '../clock';
import type { Decision } from '../decisionChecks';
import type { Service } from '../service';
import { DemoClient, textOf } from './demoClient';
import { runDecider } from './demoDecider';
import { ShippingDesk } from './shipping';
import { shippingStory } from './shippingStory';
import {
  demoDomains,
  demoExecutions,
  deprecatedDomain,
  type DemoActivity,
  type DemoDomain,
  type DemoExecution,
} from './story';

/** How long the demo has been going on when it begins. */
export const demoAgeMs = 9 * 3_600_000;

export const demoRegion = 'us-east-1';

const monthSeconds = 2_592_000;
const twoDaysSeconds = 172_800;

/** A started activity task of the demo, with the token that only its worker has. */
export interface HeldTask {
  readonly domain: string;
  readonly workflowId: string;
  readonly runId: string;
  readonly activityType: string;
  readonly activityId: string;
  readonly taskToken: string;
  readonly cancelRequested: boolean;
  readonly worker: string;
  readonly progress: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
}

/**
 * Fills an empty service with a company's day, through the service's own operations. The clock must stand at the
 * demo's beginning, `demoAgeMs` ago; it stands at the present afterwards. Returns the tasks whose tokens the demo holds.
 */
export async function seedDemo(service: Service): Promise<readonly HeldTask[]> {
  const client = new DemoClient(service, demoRegion);
  const { clock } = service;
  const present = clock.now() + demoAgeMs;
  for (const domain of demoDomains) await register(client, domain);
  await client.call('RegisterDomain', { ...deprecatedDomain, workflowExecutionRetentionPeriodInDays: '30' });
  await client.call('DeprecateDomain', { name: deprecatedDomain.name });
  const held: HeldTask[] = [];
  const desk = new ShippingDesk(client, service, clock);
  const executions = demoExecutions().map((execution) => ({
    minutesAgo: execution.minutesAgo,
    play: async () => {
      const task = await play(client, clock, execution);
      if (task !== undefined) held.push(task);
    },
  }));
  for (const { minutesAgo, play } of [...executions, ...shippingStory()].sort((a, b) => b.minutesAgo - a.minutesAgo)) {
    advanceTo(clock, present - minutesAgo * 60_000);
    await play(desk);
  }
  advanceTo(clock, present);
  for (const domain of demoDomains) void runDecider(client, domain);
  return held;
}

/** The story's executions overlap by seconds; the clock only goes forward. */
function advanceTo(clock: LocalClock, time: number): void {
  clock.advance(Math.max(0, time - clock.now()));
}

async function register(client: DemoClient, domain: DemoDomain): Promise<void> {
  const { name, description, decisionList } = domain;
  await client.call('RegisterDomain', { name, description, workflowExecutionRetentionPeriodInDays: '30' });
  for (const workflow of domain.workflows) {
    await client.call('RegisterWorkflowType', {
      domain: name,
      ...workflow,
      defaultTaskList: { name: decisionList },
      defaultChildPolicy: 'TERMINATE',
      defaultTaskStartToCloseTimeout: '60',
      defaultExecutionStartToCloseTimeout: String(monthSeconds),
    });
  }
  for (const activity of domain.activities) {
    await client.call('RegisterActivityType', {
      domain: name,
      name: activity.name,
      version: activity.version,
      description: activity.description,
      defaultTaskList: { name: activity.taskList },
      defaultTaskScheduleToStartTimeout: 'NONE',
      defaultTaskScheduleToCloseTimeout: 'NONE',
      defaultTaskStartToCloseTimeout: String(twoDaysSeconds),
      defaultTaskHeartbeatTimeout: 'NONE',
    });
  }
}

/** Brings one execution as far as its stage says; a held task is returned. */
async function play(
  client: DemoClient,
  clock: LocalClock,
  execution: DemoExecution,
): Promise<HeldTask | undefined> {
  const { domain, stage, workflowId } = execution;
  const activity = activityOf(execution);
  const runId = await start(client, execution);
  if (stage === 'noDecider') return undefined;
  clock.advance(340);
  await decide(client, domain, [schedule(execution, activity)]);
  if (stage === 'scheduled' || stage === 'timedOut') return undefined;
  clock.advance(1_270);
  const started = await client.call('PollForActivityTask', {
    domain: domain.name,
    taskList: { name: activity.taskList },
    identity: activity.worker,
  });
  const taskToken = textOf(started, 'taskToken');
  const startedAt = clock.now();
  if (execution.progress !== undefined) {
    clock.advance(5_900);
    await client.call('RecordActivityTaskHeartbeat', { taskToken, details: execution.progress });
  }
  await goOn(client, execution, taskToken);
  if (execution.held !== true) return undefined;
  return {
    domain: domain.name,
    workflowId,
    runId,
    activityType: activity.name,
    activityId: execution.activityId,
    taskToken,
    cancelRequested: stage === 'cancelRequested',
    worker: activity.worker,
    progress: execution.progress ?? '',
    startedAt,
  };
}

async function start(client: DemoClient, execution: DemoExecution): Promise<string> {
  const { domain, workflow, workflowId, stage, tags, input } = execution;
  const type = domain.workflows.find((candidate) => candidate.name === workflow);
  const answer = await client.call('StartWorkflowExecution', {
    domain: domain.name,
    workflowId,
    workflowType: { name: workflow, version: type?.version ?? '' },
    input: JSON.stringify(input),
    ...(tags === undefined ? {} : { tagList: tags }),
    ...(stage === 'noDecider' ? { taskList: { name: `${domain.decisionList}-next` } } : {}),
    ...(stage === 'timedOut' ? { executionStartToCloseTimeout: '3600' } : {}),
  });
  return textOf(answer, 'runId');
}

/** What happens to a started task. */
async function goOn(client: DemoClient, execution: DemoExecution, taskToken: string): Promise<void> {
  const { domain, stage, workflowId, activityId } = execution;
  switch (stage) {
    case 'cancelRequested':
    case 'canceled':
      await client.call('RequestCancelWorkflowExecution', { domain: domain.name, workflowId });
      await decide(client, domain, [
        { decisionType: 'RequestCancelActivityTask', requestCancelActivityTaskDecisionAttributes: { activityId } },
      ]);
      if (stage === 'cancelRequested') return;
      await client.call('RespondActivityTaskCanceled', { taskToken, details: 'Stopped, nothing left behind' });
      await decide(client, domain, [{ decisionType: 'CancelWorkflowExecution' }]);
      return;
    case 'completed':
      await client.call('RespondActivityTaskCompleted', { taskToken, result: '{"ok":true}' });
      await decide(client, domain, [{ decisionType: 'CompleteWorkflowExecution' }]);
      return;
    case 'failed': {
      const reason = 'The other side answered 503 five times';
      await client.call('RespondActivityTaskFailed', { taskToken, reason });
      await decide(client, domain, [
        { decisionType: 'FailWorkflowExecution', failWorkflowExecutionDecisionAttributes: { reason } },
      ]);
      return;
    }
    case 'terminated':
      await client.call('TerminateWorkflowExecution', { domain: domain.name, workflowId, reason: 'Ordered twice' });
      return;
    case 'started':
    case 'scheduled':
    case 'noDecider':
    case 'timedOut':
  }
}

async function decide(client: DemoClient, domain: DemoDomain, decisions: readonly Decision[]): Promise<void> {
  const task = await client.pollForDecisionTask(domain.name, domain.decisionList);
  await client.call('RespondDecisionTaskCompleted', { taskToken: task?.taskToken ?? '', decisions });
}

function schedule(execution: DemoExecution, { name, version, taskList }: DemoActivity): Decision {
  const { activityId, stage, minutesAgo, minutesLeft, input } = execution;
  // Tasks that stay unstarted stand in a list of their own, or the next poll of the story would take them.
  const unpolled = stage === 'scheduled' || stage === 'timedOut';
  return {
    decisionType: 'ScheduleActivityTask',
    scheduleActivityTaskDecisionAttributes: {
      activityType: { name, version },
      activityId,
      input: JSON.stringify(input),
      ...(unpolled ? { taskList: { name: `${taskList}-overflow` } } : {}),
      ...(minutesLeft === undefined ? {} : { startToCloseTimeout: String((minutesAgo + minutesLeft) * 60) }),
    },
  };
}

function activityOf({ domain, activity }: DemoExecution): DemoActivity {
  const found = domain.activities.find((candidate) => candidate.name === activity);
  if (found === undefined) throw new RangeError(`No such activity in ${domain.name}: ${activity}`);
  return found;
}
