import type { Decision } from '@aws-sdk/client-swf';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ExplorerModel } from '../../../src/explorer/model';
import type { Node } from '../../../src/explorer/nodes';
import { rowOf } from '../../../src/explorer/rows';
import { localSwfConnection } from '../../../src/connection/resolveConnection';
import type { SwfClient } from '../../../src/swf/client';
import { createSdkClient } from '../../../src/swf/sdkClient';
import {
  activityList,
  type Bench,
  decide,
  decisionList,
  domain,
  register,
  requestCancel,
  schedule,
  start,
  startVirtualBench,
  work,
} from '../local/support';
import { rowSources } from '../../support/rowSources';

let bench: Bench;
let client: SwfClient;
let model: ExplorerModel;

beforeEach(async () => {
  bench = await startVirtualBench();
  await register(bench.swf);
  client = createSdkClient(localSwfConnection(bench.local.url));
  model = new ExplorerModel(rowSources(client, { now, sleep: () => Promise.resolve() }));
});
afterEach(async () => {
  client.dispose();
  await bench[Symbol.asyncDispose]();
});

const now = () => bench.local.clock.now();
const advance = (seconds: number) => {
  bench.local.clock.advance(seconds * 1000);
};
const minutes = (count: number) => count * 60;

/** How often the two counts were asked for. */
function counts(): readonly number[] {
  const { requests } = bench.local.control.state();
  return [requests.CountPendingActivityTasks ?? 0, requests.CountPendingDecisionTasks ?? 0];
}

function labelOf(node: Node): string {
  return rowOf(node, now(), model.readings).label;
}

/** The row that the labels lead to. */
async function row(...path: string[]): Promise<Node> {
  let rows = await model.children();
  let found: Node | undefined;
  for (const label of path) {
    found = rows.find((each) => labelOf(each) === label);
    if (found === undefined) throw new Error(`No row ${label} among: ${rows.map(labelOf).join(', ')}`);
    rows = await model.children(found);
  }
  if (found === undefined) throw new Error('No path');
  return found;
}

/** What stands below the row, as "label: text". */
async function told(...path: string[]): Promise<readonly string[]> {
  const rows = await model.children(await row(domain, ...path));
  return rows.map((each) => {
    const { label, description } = rowOf(each, now(), model.readings);
    return `${label}: ${description}`;
  });
}

const signal = (workflowId: string) => bench.swf.signalWorkflowExecution({ domain, workflowId, signalName: 'wake up' });
const takeDecision = (identity: string) => bench.swf.pollForDecisionTask({ domain, taskList: decisionList, identity });

describe('a task that never started', () => {
  test('names its list, how many wait there, and who took something from it last, of all histories read', async () => {
    await start(bench.swf, 'order-1');
    await decide(bench.swf, schedule('first'));
    await work(bench.swf);
    advance(minutes(90));
    await start(bench.swf, 'order-2');
    await decide(bench.swf, schedule('second'), schedule('third'));
    advance(minutes(33));

    expect(await told('order-2', 'second')).toEqual([
      'Never started: no worker has taken it from task list packers for 33 min',
      'Waiting in this list: 2 activity tasks in packers',
      'Last start from this list: none in the histories read so far',
      'Never times out: all four of its timeouts are NONE',
      'Execution times out: in 23 h 27 min, and takes this task along',
      'Open History: changes nothing',
      expect.stringMatching(/^Signal the Execution…: this task stays as it is/),
      'Request Cancel of the Execution…: ends this task only if its decider passes it on',
      expect.stringMatching(/^Terminate the Execution…: ends the execution at once, and this task with it/),
      'Read Again: this was read 0 s ago',
    ]);
    expect(counts()).toEqual([1, 0]);

    await row(domain, 'order-1');
    expect(await told('order-2', 'third')).toContain(
      'Last start from this list: first of order-1, by packer-1, 2 h 3 min ago',
    );
  });

  test('asks for no count before it is opened, and says why one could not be had', async () => {
    await start(bench.swf);
    await decide(bench.swf, schedule('pack-1'));
    await row(domain, 'order-1');
    expect(counts()).toEqual([0, 0]);
    bench.local.control.setFaults({ rules: [{ operation: 'CountPendingActivityTasks', fault: 'html' }] });
    const rows = await told('order-1', 'pack-1');
    expect(rows).toContainEqual(expect.stringMatching(/^Waiting in this list: could not be counted: /));
    expect(rows).toContain('Never started: no worker has taken it from task list packers for 0 s');
  });

  test('of which the service counts none says that the count may lag', async () => {
    await start(bench.swf);
    await decide(bench.swf, schedule('pack-1'));
    const task = await row(domain, 'order-1');
    // A worker takes it after the history was read.
    await work(bench.swf);
    const [shown] = await model.children(task);
    const details = shown === undefined ? [] : await model.children(shown);
    const backlog = details.map((each) => rowOf(each, now())).find(({ label }) => label === 'Waiting in this list');
    expect(backlog?.description).toBe('0 activity tasks in packers');
    expect(backlog?.spoken).toContain('refresh to see');
  });
});

describe('a task that was started', () => {
  test('is silent: who, since when, and that heartbeats leave no event', async () => {
    await start(bench.swf);
    await decide(bench.swf, schedule('pack-1', { heartbeatTimeout: '120', startToCloseTimeout: '3600' }));
    const taskToken = await work(bench.swf);
    advance(100);
    await bench.swf.recordActivityTaskHeartbeat({ taskToken });
    advance(80);
    expect(await told('order-1', 'pack-1')).toEqual([
      'Started and silent: nothing recorded since packer-1 took it 3 min ago',
      'Next timeout: start-to-close, in 57 min, at 2026-01-15 07:00:00 UTC',
      'Heartbeat timeout: 2 min after its last heartbeat, which no history tells',
      'Execution times out: in 23 h 57 min, and takes this task along',
      'Open History: changes nothing',
      'Record Heartbeat…: with its token: stays open, and its heartbeat timeout starts anew',
      expect.stringMatching(/^Signal the Execution…: /),
      'Fail This Task…: with its token: ends it as failed, for a reason that you give',
      'Complete This Task…: with its token: ends it as done, with a result that you give',
      'Cancel This Task…: with its token: ends it as canceled, which nobody requested',
      expect.stringMatching(/^Request Cancel of the Execution…: reaches this task only if/),
      expect.stringMatching(/^Terminate the Execution…: /),
      'Read Again: this was read 0 s ago',
    ]);
    expect(counts()).toEqual([0, 0]);
  });

  test('whose cancel was requested and not answered says since the first request', async () => {
    await start(bench.swf);
    await decide(bench.swf, schedule('pack-1'));
    await work(bench.swf);
    for (const wait of [minutes(20), minutes(5)]) {
      await signal('order-1');
      await decide(bench.swf, requestCancel('pack-1'));
      advance(wait);
    }
    const rows = await told('order-1', 'pack-1');
    expect(rows[0]).toBe('Cancel not answered: the decider requested it 25 min ago; packer-1 has not answered');
    expect(rows.filter((text) => text.startsWith('Cancel This Task…'))).toEqual([
      'Cancel This Task…: with its token: ends it as canceled, which its decider requested',
    ]);
  });

  test('by a worker without a name is taken by a worker', async () => {
    await start(bench.swf);
    await decide(bench.swf, schedule('pack-1'));
    await bench.swf.pollForActivityTask({ domain, taskList: activityList, identity: '' });
    expect((await told('order-1', 'pack-1'))[0]).toBe(
      'Started and silent: nothing recorded since a worker took it 0 s ago',
    );
  });
});

describe('an execution whose decider is down', () => {
  test('says so on its row and below it, with the backlog of its decision list and who answered last', async () => {
    await start(bench.swf);
    await decide(bench.swf, schedule('pack-1'));
    await work(bench.swf);
    advance(minutes(10));
    await signal('order-1');
    advance(59);
    await row(domain, 'order-1');
    const patient = rowOf(await row(domain, 'order-1'), now(), model.readings);
    expect(patient.icon).toBe('run-all');
    advance(1);
    await model.refresh(await row(domain));
    const execution = rowOf(await row(domain, 'order-1'), now(), model.readings);
    expect(execution.description).toBe('no decider for 1 min · 11 min · FulfilOrder 1');
    expect(execution.icon).toBe('warning');
    expect(execution.spoken).toContain('no decider for 1 min');

    const lines = [
      'Decision task waits: no decider has taken it from task list deciders for 1 min',
      'Waiting in this list: 1 decision task in deciders',
      'Last decider that answered: decider, 11 min ago',
    ];
    expect(await told('order-1')).toEqual([...lines, expect.stringMatching(/^pack-1: /)]);
    expect(await told('order-1', 'pack-1')).toEqual(expect.arrayContaining(lines));
  });

  test('tells a decider that takes its tasks and never answers from one that is not there', async () => {
    await bench.swf.registerWorkflowType({
      domain,
      name: 'Impatient',
      version: '1',
      defaultTaskList: decisionList,
      defaultChildPolicy: 'TERMINATE',
      defaultTaskStartToCloseTimeout: '90',
      defaultExecutionStartToCloseTimeout: '86400',
    });
    const workflowType = { name: 'Impatient', version: '1' };
    await bench.swf.startWorkflowExecution({ domain, workflowId: 'order-1', workflowType });
    for (const identity of ['decider-1', 'decider-2', 'decider-3']) {
      await takeDecision(identity);
      advance(90);
    }
    expect(await told('order-1')).toEqual([
      'No open activity tasks: ',
      'Decision tasks time out: 3 decision tasks timed out and none was answered since; the newest 0 s ago',
      'Last decider that answered: none: no decision task was ever answered',
      'Decision task waits: no decider has taken it from task list deciders for 0 s',
      'Waiting in this list: 1 decision task in deciders',
    ]);
    expect(rowOf(await row(domain, 'order-1'), now(), model.readings).description).toMatch(
      /^3 decision tasks timed out · /,
    );
    const [, newest] = await model.children(await row(domain, 'order-1'));
    expect(newest && rowOf(newest, now()).spoken).toContain('by decider-3');

    await takeDecision('decider-4');
    advance(61);
    await model.refresh(await row(domain));
    expect(await told('order-1')).toContain(
      'Decider at work: decider-4 took a decision task 1 min ago and has not answered; it times out in 29 s',
    );
  });

  test('is well again once a decision task was answered', async () => {
    await start(bench.swf);
    advance(minutes(5));
    await row(domain, 'order-1');
    await decide(bench.swf, schedule('pack-1'));
    await model.refresh(await row(domain));
    expect(await told('order-1')).toEqual([expect.stringMatching(/^pack-1: not started/)]);
    expect(rowOf(await row(domain, 'order-1'), now(), model.readings).icon).toBe('run-all');
  });

  test('was down when its history was read: an older reading is told as of then, and a short wait never grows', async () => {
    await start(bench.swf, 'order-1');
    advance(3);
    await row(domain, 'order-1');
    advance(minutes(30));
    // Long taken, perhaps: three seconds were no trouble, and nothing was read since.
    expect(rowOf(await row(domain, 'order-1'), now(), model.readings).description).toBe('30 min · FulfilOrder 1');
    await model.refresh(await row(domain));
    advance(minutes(20));
    const { description, tooltip } = rowOf(await row(domain, 'order-1'), now(), model.readings);
    expect(description).toBe('no decider for 30 min when read 20 min ago · 50 min · FulfilOrder 1');
    expect(tooltip).toContain('As its history was read at 2026-01-15 06:30:03 UTC:');
  });

  test('that was asked to cancel the execution has done nothing since, or has', async () => {
    await start(bench.swf);
    await decide(bench.swf, schedule('pack-1'));
    await work(bench.swf);
    await bench.swf.requestCancelWorkflowExecution({ domain, workflowId: 'order-1' });
    advance(30);
    const request = async () => {
      const rows = await model.children(await row(domain, 'order-1'));
      return rows.map((each) => rowOf(each, now())).find(({ label }) => label === 'Cancel of the execution');
    };
    expect((await request())?.spoken).toContain('no decision task since');
    await decide(bench.swf);
    await model.refresh(await row(domain));
    expect((await request())?.description).toBe('requested 30 s ago, and the execution is still open');
    expect((await request())?.spoken).toContain('has answered a decision task since');
  });
});

describe('an execution without open activity tasks', () => {
  const timer: Decision = {
    decisionType: 'StartTimer',
    startTimerDecisionAttributes: { timerId: 'remind', startToFireTimeout: '7200' },
  };

  test('waits for timers and children, which are named', async () => {
    await start(bench.swf);
    await decide(bench.swf, timer, {
      decisionType: 'StartChildWorkflowExecution',
      startChildWorkflowExecutionDecisionAttributes: {
        workflowId: 'parcel-1',
        workflowType: { name: 'FulfilOrder', version: '1' },
      },
    });
    // The child has started by now, and its start wakes the decider.
    await bench.swf.respondDecisionTaskCompleted({ taskToken: (await takeDecision('d')).taskToken });
    await bench.swf.respondDecisionTaskCompleted({ taskToken: (await takeDecision('d')).taskToken });
    expect(await told('order-1')).toEqual([
      'No open activity tasks: ',
      'Waits for: 1 timer, next in 2 h · 1 child execution: parcel-1',
    ]);
  });

  test('waits for nothing at all: the decider forgot it', async () => {
    await start(bench.swf);
    await decide(bench.swf);
    advance(minutes(40));
    expect(await told('order-1')).toEqual([
      'No open activity tasks: ',
      'Nothing is open: no task, timer or child; the last event was 40 min ago',
    ]);
  });

  test('no longer waits for a timer that fired', async () => {
    await start(bench.swf);
    await decide(bench.swf, timer);
    advance(7200);
    await decide(bench.swf);
    expect(await told('order-1')).toContain('Nothing is open: no task, timer or child; the last event was 0 s ago');
  });
});

test('what was told goes on with the clock without a call, and is told anew once the history says otherwise', async () => {
  await start(bench.swf);
  await decide(bench.swf, schedule('pack-1', { scheduleToStartTimeout: '600' }));
  const first = await told('order-1', 'pack-1');
  expect(first).toContain('Next timeout: schedule-to-start, in 10 min, at 2026-01-15 06:10:00 UTC');
  const before = bench.local.control.state().totalRequests;
  advance(395);
  const [task] = await model.children(await row(domain, 'order-1'));
  if (task === undefined) throw new Error('No task');
  expect(rowOf(task, now(), model.readings).description).toContain('times out in 3 min 20 s');
  expect(await told('order-1', 'pack-1')).toContain('Read Again: this was read 6 min ago');
  expect(bench.local.control.state().totalRequests).toBe(before);

  await work(bench.swf);
  await model.refresh(task);
  expect((await told('order-1', 'pack-1'))[0]).toBe(
    'Started and silent: nothing recorded since packer-1 took it 0 s ago',
  );
  await bench.swf.terminateWorkflowExecution({ domain, workflowId: 'order-1' });
  await model.refresh(task);
  expect(await told('order-1')).toEqual(['Closed meanwhile (TERMINATED): ']);
});

test('a history that is no longer remembered costs one call, not a guess', async () => {
  await start(bench.swf);
  await decide(bench.swf, schedule('pack-1'));
  await row(domain, 'order-1');
  model.readings.clear();
  const before = bench.local.control.state().totalRequests;
  expect(await told('order-1', 'pack-1')).toContain('Execution times out: in 1 d, and takes this task along');
  expect(bench.local.control.state().totalRequests - before).toBe(2);
});

test('a scan of the domain tells the same, and who started something last in any execution of it', async () => {
  await start(bench.swf, 'order-1');
  await decide(bench.swf, schedule('first'));
  await work(bench.swf);
  await start(bench.swf, 'order-2');
  await decide(bench.swf, schedule('second'));
  advance(minutes(5));
  await row(domain, 'Open Activity Tasks');
  await expect.poll(() => told('Open Activity Tasks')).toHaveLength(2);
  const rows = await told('Open Activity Tasks', 'second');
  expect(rows).toEqual(
    expect.arrayContaining([
      'Never started: no worker has taken it from task list packers for 5 min',
      'Waiting in this list: 1 activity task in packers',
      'Last start from this list: first of order-1, by packer-1, 5 min ago',
      'Execution times out: in 23 h 55 min, and takes this task along',
    ]),
  );
});

test('a detail says all of it to a screen reader, and acts on its task', async () => {
  await start(bench.swf);
  await decide(bench.swf, schedule('pack-1'));
  const task = await row(domain, 'order-1', 'pack-1');
  const details = await model.children(task);
  for (const each of details) {
    expect(each).toMatchObject({ kind: 'detail', parent: task });
    const { label, description, spoken, expandable } = rowOf(each, now(), model.readings);
    expect(spoken).toContain(`${label}: ${description}`);
    expect(expandable).toBe(false);
    expect(await model.children(each)).toEqual([]);
  }
  expect(new Set(details.map(({ id }) => id)).size).toBe(details.length);
});
