import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { localSwfConnection } from '../../../src/connection/resolveConnection';
import { LocalClock } from '../../../src/local/clock';
import type { CallOptions, Input, SwfClient } from '../../../src/swf/client';
import { DomainScan } from '../../../src/swf/domainScan';
import { SwfFault } from '../../../src/swf/faults';
import type { OperationName } from '../../../src/swf/operations';
import { RatedClient } from '../../../src/swf/ratedClient';
import { RequestRates } from '../../../src/swf/rates';
import { createSdkClient } from '../../../src/swf/sdkClient';
import { Scene, scheduleOf } from '../../support/scene';
import { VirtualTime } from '../../support/virtualTime';

let scene: Scene;
let time: VirtualTime;
let client: SwfClient;
let scan: DomainScan;
let percent: number;
/** Done before a call is sent. */
let before: (operation: OperationName, input: object) => Promise<void> | undefined;

beforeEach(async () => {
  const clock = new LocalClock({ standing: true });
  scene = await Scene.start('orders', clock);
  time = new VirtualTime(clock);
  percent = 100;
  before = () => undefined;
  const sdk = createSdkClient(localSwfConnection(scene.local.url));
  const interrupted = {
    target: sdk.target,
    call: async <Name extends OperationName>(operation: Name, input: Input<Name>, options?: CallOptions) => {
      await before(operation, input);
      return await sdk.call(operation, input, options);
    },
    dispose: () => {
      sdk.dispose();
    },
  };
  client = time.watch(interrupted);
  scan = scanOver(client);
});

afterEach(async () => {
  scan.dispose();
  client.dispose();
  await scene.stop();
});

function scanOver(some: SwfClient): DomainScan {
  const rated = new RatedClient(some, new RequestRates(time, () => percent), time);
  return new DomainScan('orders', { connect: () => Promise.resolve(rated), clock: time });
}

const found = () => scan.tasks.map(({ activityId }) => activityId).sort();

/** The calls that some work makes, by their operation. */
async function callsOf(work: Promise<void>): Promise<Partial<Record<OperationName, number>>> {
  const start = time.requests.length;
  await time.until(work);
  const counts: Partial<Record<OperationName, number>> = {};
  for (const { operation } of time.requests.slice(start)) counts[operation] = (counts[operation] ?? 0) + 1;
  return counts;
}

async function schedule(count: number, name = 'task'): Promise<void> {
  for (let n = 0; n < count; n++) await scene.scheduleTask(`${name}-${n}`);
}

describe('a first scan', () => {
  test('finds the open tasks of all executions, by one call for each and two lists', async () => {
    await schedule(30);
    expect(await callsOf(scan.start())).toEqual({ ListOpenWorkflowExecutions: 2, GetWorkflowExecutionHistory: 30 });
    expect(scan.state).toBe('done');
    expect(found()).toHaveLength(30);
    expect(scan.progress).toMatchObject({ read: 30, total: 30, totalIs: 'exact', tasks: 30, unreadable: 0 });
  });

  test('begins once, however often it is asked to', async () => {
    await schedule(3);
    const calls = await callsOf(Promise.all([scan.start(), scan.start(), scan.rescan(), scan.resume()]).then());
    expect(calls).toEqual({ ListOpenWorkflowExecutions: 2, GetWorkflowExecutionHistory: 3 });
    expect(await callsOf(scan.start())).toEqual({});
  });

  test('tells of changes a few times a second, and of the end at once', async () => {
    percent = 1;
    await schedule(60);
    const told: number[] = [];
    scan.onDidChange(() => told.push(time.now()));
    await time.until(scan.start());
    expect(told.at(-1)).toBe(time.now());
    const gaps = told.slice(2, -1).map((at, i) => at - (told[i + 1] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(250);
    expect(told.length).toBeGreaterThan(20);
  });

  test('keeps to its share of the rates', async () => {
    percent = 1;
    await schedule(60);
    const start = time.now();
    await time.until(scan.start());
    const at = time.requests
      .filter(({ operation }) => operation === 'GetWorkflowExecutionHistory')
      .map((each) => each.at);
    // A hundredth of 2,000, less what is kept back, and of 60 a second.
    expect(at.filter((each) => each === start)).toHaveLength(19);
    expect((time.now() - start) / 1000).toBeCloseTo((60 - 19) / 0.6, -1);
    expect(time.requests.some(({ refused }) => refused)).toBe(false);
  });
});

describe('stop and resume', () => {
  test('loses nothing and reads nothing twice but what was on its way', async () => {
    percent = 2;
    await schedule(80);
    const run = scan.start();
    await time.pass(3_000);
    scan.stop();
    await time.until(run);
    expect(scan.state).toBe('stopped');
    const { read } = scan.progress;
    expect(read).toBeGreaterThan(0);
    expect(read).toBeLessThan(80);
    expect(scan.tasks).toHaveLength(read);
    await time.pass(60_000);
    expect(scan.progress.read).toBe(read);

    const calls = await callsOf(scan.resume());
    expect(calls.GetWorkflowExecutionHistory).toBe(80 - read);
    expect(scan.progress).toMatchObject({ read: 80, total: 80, tasks: 80 });
    expect(scan.state).toBe('done');
  });

  test('a scan that is disposed calls nothing more and tells nothing more', async () => {
    percent = 1;
    await schedule(40);
    let told = 0;
    scan.onDidChange(() => told++);
    const run = scan.start();
    await time.pass(1_000);
    scan.dispose();
    const [calls, changes] = [time.requests.length, told];
    await time.until(run);
    expect([time.requests.length, told]).toEqual([calls, changes]);
  });
});

describe('a rescan', () => {
  test('reads a small page of what it knows, all of what is new, and nothing of what is gone', async () => {
    await schedule(5);
    await time.until(scan.start());
    const { workflowId } = scan.tasks[0]?.execution ?? { workflowId: '' };
    await scene.sdk.terminateWorkflowExecution({ domain: 'orders', workflowId });
    await scene.scheduleTask('new');
    const inputs: (number | undefined)[] = [];
    before = (operation, input) => {
      if (operation === 'GetWorkflowExecutionHistory')
        inputs.push('maximumPageSize' in input ? Number(input.maximumPageSize) : 0);
      return undefined;
    };
    expect(await callsOf(scan.rescan())).toEqual({ ListOpenWorkflowExecutions: 2, GetWorkflowExecutionHistory: 5 });
    expect(inputs.sort()).toEqual([100, 100, 100, 100, 1000]);
    expect(found()).toHaveLength(5);
    expect(found()).toContain('new');
  });

  test('sees what became of each task', async () => {
    const held = await scene.holdTask('held');
    await scene.scheduleTask('waits');
    await time.until(scan.start());
    expect(scan.tasks.map(({ startedEventId }) => startedEventId !== undefined).sort()).toEqual([false, true]);
    await scene.requestCancel(held);
    await time.until(scan.rescan());
    const requested = scan.tasks.find(({ activityId }) => activityId === 'held');
    expect(requested?.cancelRequestedEventId).toBeGreaterThan(0);
    await scene.sdk.respondActivityTaskCanceled({ taskToken: held.taskToken });
    await time.until(scan.rescan());
    expect(found()).toEqual(['waits']);
  });

  test('shows what was found before while it goes on, those with open tasks read first', async () => {
    percent = 1;
    await schedule(25);
    await time.until(scan.start());
    const work = scan.rescan();
    await time.pass(500);
    expect(scan.state).toBe('running');
    expect(scan.tasks).toHaveLength(25);
    await time.until(work);
    expect(scan.tasks).toHaveLength(25);
  });

  test('of one execution sees its change with one call', async () => {
    const held = await scene.holdTask('held');
    await schedule(3);
    await time.until(scan.start());
    await scene.sdk.respondActivityTaskCompleted({ taskToken: held.taskToken });
    expect(await callsOf(scan.reread(held.task.execution))).toEqual({ GetWorkflowExecutionHistory: 1 });
    expect(found()).not.toContain('held');
    expect(await callsOf(scan.reread({ ...held.task.execution, runId: 'unknown' }))).toEqual({});
  });
});

describe('what goes wrong', () => {
  test('an execution that cannot be read is counted, keeps its rows, and is read by resume', async () => {
    await schedule(4);
    await time.until(scan.start());
    scene.local.control.setFaults({
      rules: [{ operation: 'GetWorkflowExecutionHistory', fault: 'internalFailure', count: 12 }],
    });
    await time.until(scan.rescan());
    expect(scan.state).toBe('done');
    expect(scan.progress).toMatchObject({ unreadable: 4, read: 0, tasks: 4 });
    expect(scan.unreadableFor?.kind).toBe('serviceFailed');
    expect(await callsOf(scan.resume())).toEqual({ GetWorkflowExecutionHistory: 4 });
    expect(scan.progress).toMatchObject({ unreadable: 0, read: 4, tasks: 4 });
  });

  test('a service that fails every call ends the scan soon, and resume goes on', async () => {
    await schedule(40);
    scene.local.control.setFaults({ rules: [{ operation: 'GetWorkflowExecutionHistory', fault: 'internalFailure' }] });
    await time.until(scan.start());
    expect(scan.state).toBe('failed');
    expect(scan.fault?.message).toContain('The service failed');
    expect(time.requests.length).toBeLessThan(100);
    scene.local.control.setFaults({ rules: [] });
    await time.until(scan.resume());
    expect(scan.progress).toMatchObject({ read: 40, tasks: 40, unreadable: 0 });
  });

  test('executions that cannot be read, be they the oldest, keep neither a resume nor a rescan from the others', async () => {
    const unreadable = new Set<string>();
    before = (operation, input) => {
      const isUnreadable = [...unreadable].some((workflowId) => JSON.stringify(input).includes(`"${workflowId}"`));
      return operation === 'GetWorkflowExecutionHistory' && isUnreadable
        ? Promise.reject(new SwfFault('serviceFailed', 'The service failed', { operation, delivered: 'no' }))
        : undefined;
    };
    await schedule(40);
    for (let n = 1; n <= 12; n++) unreadable.add(`order-${n}`);
    await time.until(scan.start());
    expect(scan.state).toBe('failed');
    await time.until(scan.resume());
    expect(scan.progress).toMatchObject({ read: 28, total: 40, tasks: 28 });
    await schedule(3, 'later');
    await time.until(scan.rescan());
    expect(scan.progress).toMatchObject({ read: 31, total: 43, tasks: 31 });
    unreadable.clear();
    await time.until(scan.resume());
    expect(scan.progress).toMatchObject({ read: 43, tasks: 43, unreadable: 0 });
  });

  test('throttling slows the scan down, and it finds everything', async () => {
    await schedule(40);
    scene.local.control.setFaults({
      rules: [{ operation: 'GetWorkflowExecutionHistory', fault: 'throttle', count: 15 }],
    });
    await time.until(scan.start());
    expect(scan.progress).toMatchObject({ read: 40, tasks: 40, unreadable: 0 });
    expect(scan.state).toBe('done');
  });

  test('a domain that vanishes while it is read ends the scan, and takes no row away', async () => {
    await schedule(30);
    let reads = 0;
    before = (operation) => {
      if (operation === 'GetWorkflowExecutionHistory' && ++reads === 25) scene.local.control.reset();
      return undefined;
    };
    await time.until(scan.start());
    expect(scan.state).toBe('failed');
    expect(scan.fault).toMatchObject({ kind: 'unknownDomain' });
    expect(scan.tasks.length).toBeGreaterThan(0);
    expect(scan.tasks).toHaveLength(scan.progress.read);
  });

  test('an execution that continues as new while it waits to be read is found under its new run', async () => {
    await scene.scheduleTask('kept');
    const old = await scene.scheduleTask('old');
    const { domain, workflowId } = old.execution;
    const continueAsNew = async () => {
      await scene.sdk.signalWorkflowExecution({ domain, workflowId, signalName: 'go on' });
      await scene.decide({
        decisionType: 'ContinueAsNewWorkflowExecution',
        continueAsNewWorkflowExecutionDecisionAttributes: {
          taskList: { name: 'L' },
          childPolicy: 'TERMINATE',
          executionStartToCloseTimeout: '3600',
          taskStartToCloseTimeout: '60',
        },
      });
      await scene.decide(scheduleOf('new'));
    };
    let continued: Promise<void> | undefined;
    before = (operation) => (operation === 'GetWorkflowExecutionHistory' ? (continued ??= continueAsNew()) : undefined);
    await time.until(scan.start());
    expect(found()).toEqual(['kept', 'new']);
    expect(scan.progress).toMatchObject({ total: 3, read: 3, tasks: 2 });
  });

  test('a failure of our own is told, and can be resumed', async () => {
    await schedule(2);
    before = () => Promise.reject(new TypeError('a mistake of ours'));
    await time.until(scan.start());
    expect(scan.fault?.message).toBe('The scan failed: a mistake of ours');
    before = () => undefined;
    await time.until(scan.resume());
    expect(scan.tasks).toHaveLength(2);
  });
});
