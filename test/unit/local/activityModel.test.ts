import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LocalClock } from '../../../src/local/clock';
import { attributesOf, type HistoryEvent } from '../../../src/local/history';
import { ServiceFault } from '../../../src/local/serviceFault';
import { Service } from '../../../src/local/service';
import type { OperationName } from '../../../src/swf/operations';

/** What can happen to one execution with three activity ids; the model below says what must follow. */
type Step =
  | { readonly kind: 'schedule' | 'requestCancel'; readonly id: number }
  | { readonly kind: 'poll' }
  | { readonly kind: 'beat' | 'cancel' | 'complete' | 'fail'; readonly token: number }
  | { readonly kind: 'signal' }
  | { readonly kind: 'wait'; readonly seconds: number };

interface ModelTask {
  readonly id: string;
  readonly scheduledEventId: number;
  startedAt: number | undefined;
  beatAt: number;
  cancelRequested: boolean;
}

const startToClose = 50;
const heartbeat = 20;
const domain = 'd';

const steps: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constantFrom('schedule', 'requestCancel'), id: fc.nat(2) }),
  fc.record({ kind: fc.constant('poll') }),
  fc.record({ kind: fc.constantFrom('beat', 'cancel', 'complete', 'fail'), token: fc.nat(5) }),
  fc.record({ kind: fc.constant('signal') }),
  fc.record({ kind: fc.constant('wait'), seconds: fc.nat(30) }),
);

/** Runs the steps on a service and on the model side by side. */
class Run {
  private readonly clock = new LocalClock({ standing: true, startAt: 1_700_000_000_000 });
  private readonly service = new Service({ clock: this.clock, account: '123456789012', pollSeconds: 60 });
  private readonly tokens: { readonly token: string; readonly task: ModelTask }[] = [];
  private open: ModelTask[] = [];
  private runId = '';
  private seconds = 0;

  async begin(): Promise<void> {
    await this.call('RegisterDomain', { name: domain, workflowExecutionRetentionPeriodInDays: '1' });
    await this.call('RegisterWorkflowType', {
      domain,
      name: 'w',
      version: '1',
      defaultTaskList: { name: 'd' },
      defaultChildPolicy: 'ABANDON',
      defaultTaskStartToCloseTimeout: 'NONE',
      defaultExecutionStartToCloseTimeout: '31536000',
    });
    await this.call('RegisterActivityType', {
      domain,
      name: 'a',
      version: '1',
      defaultTaskList: { name: 'a' },
      defaultTaskHeartbeatTimeout: String(heartbeat),
      defaultTaskScheduleToCloseTimeout: 'NONE',
      defaultTaskScheduleToStartTimeout: 'NONE',
      defaultTaskStartToCloseTimeout: String(startToClose),
    });
    const workflowType = { name: 'w', version: '1' };
    const started = await this.call('StartWorkflowExecution', { domain, workflowId: 'x', workflowType });
    this.runId = String(started.get('runId'));
  }

  async step(step: Step): Promise<void> {
    switch (step.kind) {
      case 'schedule':
      case 'requestCancel':
        await this.decide(step.kind, `id-${step.id}`);
        break;
      case 'poll':
        await this.poll();
        break;
      case 'beat':
      case 'cancel':
      case 'complete':
      case 'fail':
        await this.respond(step.kind, step.token);
        break;
      case 'signal':
        await this.call('SignalWorkflowExecution', { domain, workflowId: 'x', signalName: 's' });
        break;
      case 'wait':
        this.clock.advance(step.seconds * 1000);
        this.seconds += step.seconds;
        this.open = this.open.filter(
          (task) =>
            task.startedAt === undefined ||
            Math.min(task.startedAt + startToClose, task.beatAt + heartbeat) > this.seconds,
        );
    }
  }

  /** The model's open tasks are the history's and the service's; the history keeps its own rules. */
  async check(): Promise<void> {
    const events = await this.history();
    events.forEach((event, index) => {
      expect(event.eventId).toBe(index + 1);
      expect(event.eventTimestamp).toBeGreaterThanOrEqual(events[index - 1]?.eventTimestamp ?? 0);
    });
    expect(openTasksOf(events)).toEqual(this.open.map((task) => task.scheduledEventId).sort((a, b) => a - b));
    const described = await this.call('DescribeWorkflowExecution', {
      domain,
      execution: { workflowId: 'x', runId: this.runId },
    });
    const scheduled = count(events, 'DecisionTaskScheduled');
    const ended = count(events, 'DecisionTaskCompleted');
    expect(scheduled - ended).toBeLessThanOrEqual(1);
    expect(described.get('openCounts')).toMatchObject({
      openActivityTasks: this.open.length,
      openDecisionTasks: scheduled - ended,
    });
  }

  private async decide(kind: 'schedule' | 'requestCancel', activityId: string): Promise<void> {
    await this.call('SignalWorkflowExecution', { domain, workflowId: 'x', signalName: 's' });
    const task = await this.call('PollForDecisionTask', { domain, taskList: { name: 'd' } });
    const decision =
      kind === 'schedule'
        ? {
            decisionType: 'ScheduleActivityTask',
            scheduleActivityTaskDecisionAttributes: { activityId, activityType: { name: 'a', version: '1' } },
          }
        : {
            decisionType: 'RequestCancelActivityTask',
            requestCancelActivityTaskDecisionAttributes: { activityId },
          };
    await this.call('RespondDecisionTaskCompleted', { taskToken: task.get('taskToken'), decisions: [decision] });
    const known = this.open.find((candidate) => candidate.id === activityId);
    if (kind === 'schedule' && known === undefined) {
      const scheduledEventId = (await this.history()).findLast((e) => e.eventType === 'ActivityTaskScheduled')?.eventId;
      this.open.push({
        id: activityId,
        scheduledEventId: scheduledEventId ?? 0,
        startedAt: undefined,
        beatAt: 0,
        cancelRequested: false,
      });
    }
    if (kind === 'requestCancel' && known !== undefined) {
      known.cancelRequested = true;
      if (known.startedAt === undefined) this.close(known);
    }
  }

  private async poll(): Promise<void> {
    const next = this.open.find((task) => task.startedAt === undefined);
    if (next === undefined) return;
    const answer = await this.call('PollForActivityTask', { domain, taskList: { name: 'a' } });
    expect(answer.get('activityId')).toBe(next.id);
    next.startedAt = this.seconds;
    next.beatAt = this.seconds;
    this.tokens.push({ token: String(answer.get('taskToken')), task: next });
  }

  private async respond(kind: 'beat' | 'cancel' | 'complete' | 'fail', number: number): Promise<void> {
    const held = this.tokens[number % Math.max(1, this.tokens.length)];
    if (held === undefined) return;
    const { token: taskToken, task } = held;
    const operations = {
      beat: 'RecordActivityTaskHeartbeat',
      cancel: 'RespondActivityTaskCanceled',
      complete: 'RespondActivityTaskCompleted',
      fail: 'RespondActivityTaskFailed',
    } as const;
    const call = this.call(operations[kind], { taskToken });
    if (!this.open.includes(task)) {
      await expect(call).rejects.toThrow(`Unknown activity, scheduledEventId = ${task.scheduledEventId}`);
      return;
    }
    const answer = await call;
    if (kind === 'beat') {
      task.beatAt = this.seconds;
      expect(answer.get('cancelRequested')).toBe(task.cancelRequested);
    } else this.close(task);
  }

  private close(task: ModelTask): void {
    this.open = this.open.filter((candidate) => candidate !== task);
  }

  private async history(): Promise<readonly HistoryEvent[]> {
    const execution = { workflowId: 'x', runId: this.runId };
    const answer = await this.call('GetWorkflowExecutionHistory', { domain, execution });
    return answer.get('events') as readonly HistoryEvent[];
  }

  private async call(operation: OperationName, document: object): Promise<Map<string, unknown>> {
    const context = { refuseUnrequestedCancels: false, onHangUp: () => undefined };
    return new Map(Object.entries((await this.service.call(operation, 'us-east-1', document, context)) ?? {}));
  }
}

/** Scheduled and not closed, each closed at most once, every link to an earlier event. */
function openTasksOf(events: readonly HistoryEvent[]): number[] {
  const open = new Set<number>();
  for (const event of events) {
    if (event.eventType === 'ActivityTaskScheduled') open.add(event.eventId);
    const close =
      attributesOf(event, 'ActivityTaskCanceled') ??
      attributesOf(event, 'ActivityTaskCompleted') ??
      attributesOf(event, 'ActivityTaskFailed') ??
      attributesOf(event, 'ActivityTaskTimedOut');
    if (close?.scheduledEventId === undefined) continue;
    expect(open.delete(close.scheduledEventId)).toBe(true);
    expect(close.startedEventId).toBeLessThan(event.eventId);
  }
  return [...open];
}

function count(events: readonly HistoryEvent[], eventType: string): number {
  return events.filter((event) => event.eventType === eventType).length;
}

test('random lives of activity tasks agree with the model', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { minLength: 1, maxLength: 40 }), async (sequence) => {
      const run = new Run();
      await run.begin();
      for (const step of sequence) await run.step(step);
      await run.check();
    }),
    { numRuns: 1000 },
  );
});

test('the service refuses what it does not know as a fault', () => {
  const service = new Service({ clock: new LocalClock({ standing: true }), account: '1', pollSeconds: 1 });
  const context = { refuseUnrequestedCancels: false, onHangUp: () => undefined };
  expect(() => service.call('DescribeDomain', 'r', { name: 'x' }, context)).toThrow(ServiceFault);
});
