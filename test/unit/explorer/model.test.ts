import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Decision, SWF } from '@aws-sdk/client-swf';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ExplorerModel } from '../../../src/explorer/model';
import type { Node, ParentNode } from '../../../src/explorer/nodes';
import { rowOf } from '../../../src/explorer/rows';
import { systemClock } from '../../../src/host/clock';
import type { SwfClient } from '../../../src/swf/client';
import { Fault } from '../../../src/swf/fault';
import type { OperationName } from '../../../src/swf/operations';
import { HistoryBuilder } from '../swf/historyBuilder';
import { historyPages, ScriptedClient } from '../swf/scriptedClient';
import { Scene } from '../../support/scene';
import { rowSources } from '../../support/rowSources';

let scene: Scene;
let model: ExplorerModel;

/** The rows below a row, less the one for the open tasks of all executions, which has tests of its own. */
async function childrenOf(parent?: Node): Promise<readonly Node[]> {
  return (await model.children(parent)).filter(({ kind }) => kind !== 'openTasks' && kind !== 'closedList');
}
/** The ids of the rows whose children changed; `all` for every one. */
let changes: string[];

beforeEach(async () => {
  scene = await Scene.start();
  model = new ExplorerModel(rowSources(scene.client, systemClock));
  changes = [];
  model.onDidChange((node) => changes.push(node?.id ?? 'all'));
});
afterEach(async () => {
  await scene.stop();
});

/** The calls that reading the tree may make, and how many it made since the last look. */
const reads = [
  'ListDomains',
  'ListOpenWorkflowExecutions',
  'GetWorkflowExecutionHistory',
  'DescribeWorkflowExecution',
] as const;
let before: readonly number[] = [];
function callsSince(): Partial<Record<OperationName, number>> {
  const counts = reads.map((operation) => scene.requests(operation));
  const made = reads.map((operation, i) => [operation, (counts[i] ?? 0) - (before[i] ?? 0)] as const);
  before = counts;
  return Object.fromEntries(made.filter(([, count]) => count > 0));
}
beforeEach(() => {
  before = [];
});

/** The children of a row, found by the labels that lead to it. */
async function open(...path: string[]): Promise<readonly Node[]> {
  let rows = await childrenOf();
  for (const label of path) rows = await childrenOf(rowLabeled(rows, label));
  return rows;
}

function rowLabeled(rows: readonly Node[], label: string): Node {
  const found = rows.find((node) => labelOf(node) === label);
  if (found === undefined) throw new Error(`No row ${label} among: ${labels(rows).join(', ')}`);
  return found;
}

async function parentRow(...path: string[]): Promise<ParentNode> {
  const row = rowLabeled(await open(...path.slice(0, -1)), path.at(-1) ?? '');
  if (row.kind !== 'domain' && row.kind !== 'execution') throw new Error('A row without children');
  return row;
}

function labelOf(node: Node): string {
  return rowOf(node, 0).label;
}

function labels(rows: readonly Node[]): string[] {
  return rows.map(labelOf);
}

const workflow = {
  workflowType: { name: 'T', version: '1' },
  taskList: { name: 'L' },
  childPolicy: 'TERMINATE',
  executionStartToCloseTimeout: '3600',
  taskStartToCloseTimeout: '60',
} as const satisfies Partial<Parameters<SWF['startWorkflowExecution']>[0]>;

async function startExecutions(count: number): Promise<void> {
  const { domain } = scene;
  const start = (_: unknown, i: number) =>
    scene.sdk.startWorkflowExecution({ domain, workflowId: `many-${i}`, ...workflow });
  await Promise.all(Array.from({ length: count }, start));
}

describe('levels', () => {
  test('are loaded one by one when they are opened, each by one call', async () => {
    await scene.holdTask();
    callsSince();
    const domains = await childrenOf();
    expect(labels(domains)).toEqual(['orders']);
    expect(callsSince()).toEqual({ ListDomains: 2 });

    const executions = await childrenOf(domains[0]);
    expect(labels(executions)).toEqual(['order-1']);
    expect(callsSince()).toEqual({ ListOpenWorkflowExecutions: 1 });

    const tasks = await childrenOf(executions[0]);
    expect(labels(tasks)).toEqual(['charge-card']);
    expect(callsSince()).toEqual({ GetWorkflowExecutionHistory: 1 });
  });

  test('are asked for again at no cost, and together at the cost of one', async () => {
    await scene.holdTask();
    await scene.holdTask();
    await Promise.all([childrenOf(), childrenOf()]);
    await Promise.all([open('orders', 'order-1'), open('orders', 'order-1'), open('orders', 'order-2')]);
    await open('orders', 'order-2');
    expect(callsSince()).toEqual({
      ListDomains: 2,
      ListOpenWorkflowExecutions: 1,
      GetWorkflowExecutionHistory: 2,
    });
    expect(changes).toEqual([]);
  });

  test('know their rows’ parents, so that a row can be revealed', async () => {
    await scene.holdTask();
    const [task] = await open('orders', 'order-1');
    if (task === undefined) throw new Error('No task');
    const execution = model.parent(task);
    const domain = execution && model.parent(execution);
    expect([task, execution, domain].map((node) => node?.kind)).toEqual(['task', 'execution', 'domain']);
    expect(domain && model.parent(domain)).toBeUndefined();
  });

  test('show each task in its state', async () => {
    await scene.holdTask('held');
    await scene.scheduleTask('waiting');
    const tasks = [...(await open('orders', 'order-1')), ...(await open('orders', 'order-2'))];
    const states = tasks.map((node) => [labelOf(node), rowOf(node, systemClock.now()).tokens.join(' ')]);
    expect(states).toEqual([
      ['held', 'task cancelable'],
      ['waiting', 'task'],
    ]);
  });
});

describe('pages of executions', () => {
  test('are loaded one at a time, by the row at the end', async () => {
    await startExecutions(101);
    callsSince();
    const domain = await parentRow('orders');
    const first = await childrenOf(domain);
    const last = first.at(-1);
    expect(first).toHaveLength(101);
    expect(last).toMatchObject({ kind: 'loadMore', parent: domain, loaded: 100 });
    expect(await childrenOf(domain)).toEqual(first);
    expect(callsSince()).toEqual({ ListDomains: 2, ListOpenWorkflowExecutions: 1 });

    await model.loadMore(domain);
    const all = await childrenOf(domain);
    expect(callsSince()).toEqual({ ListOpenWorkflowExecutions: 1 });
    expect(changes).toEqual([domain.id]);
    expect(all.map(({ kind }) => kind)).toEqual(Array.from({ length: 101 }, () => 'execution'));
    expect(new Set(labels(all)).size).toBe(101);
  });

  test('that fail leave the rows before them, and are tried again', async () => {
    await startExecutions(101);
    const domain = await parentRow('orders');
    await childrenOf(domain);
    scene.local.control.setFaults({ rules: [{ operation: 'ListOpenWorkflowExecutions', fault: 'html' }] });
    await model.loadMore(domain);
    const rows = await childrenOf(domain);
    expect(rows).toHaveLength(101);
    expect(rows.at(-1)).toMatchObject({ kind: 'fault', parent: domain, fault: { kind: 'serviceFailed' } });

    scene.local.control.setFaults({ rules: [] });
    await model.loadMore(domain);
    expect(new Set(labels(await childrenOf(domain))).size).toBe(101);
  });
});

describe('refresh', () => {
  beforeEach(async () => {
    await scene.holdTask();
    await scene.holdTask();
    await Promise.all([open('orders', 'order-1'), open('orders', 'order-2')]);
    callsSince();
  });

  /** Looks at everything that is open in the tree. */
  async function lookAgain(): Promise<Partial<Record<OperationName, number>>> {
    await open('orders', 'order-1');
    await open('orders', 'order-2');
    return callsSince();
  }

  test('of an execution reads its tasks again, and nothing else', async () => {
    const execution = await parentRow('orders', 'order-1');
    await model.refresh(execution);
    expect(await lookAgain()).toEqual({ GetWorkflowExecutionHistory: 1 });
    expect(changes).toEqual([]);
  });

  test('of a task reads its execution’s tasks again', async () => {
    const [task] = await open('orders', 'order-1');
    if (task === undefined) throw new Error('No task');
    await model.refresh(task);
    expect(await lookAgain()).toEqual({ GetWorkflowExecutionHistory: 1 });
  });

  test('of a domain reads all below it again', async () => {
    const domain = await parentRow('orders');
    await model.refresh(domain);
    expect(await lookAgain()).toEqual({ ListOpenWorkflowExecutions: 1, GetWorkflowExecutionHistory: 2 });
  });

  test('of a closed row reads it when it is opened, and not before', async () => {
    const execution = await parentRow('orders', 'order-1');
    model.setOpen(execution, false);
    await model.refresh(await parentRow('orders'));
    expect(callsSince()).toEqual({ ListOpenWorkflowExecutions: 1, GetWorkflowExecutionHistory: 1 });
    expect(await lookAgain()).toEqual({ GetWorkflowExecutionHistory: 1 });
  });

  test('fires the rows below which something changed, and keeps the objects of the others', async () => {
    const [first, second] = [await parentRow('orders', 'order-1'), await parentRow('orders', 'order-2')];
    await scene.sdk.requestCancelWorkflowExecution({ domain: scene.domain, workflowId: 'order-1' });
    const domain = await parentRow('orders');
    await model.refresh(domain);
    // The request stands in the history too, and so in a row below.
    expect(changes.sort()).toEqual([domain.id, first.id]);
    const [newFirst, newSecond] = [await parentRow('orders', 'order-1'), await parentRow('orders', 'order-2')];
    expect(newFirst).not.toBe(first);
    expect(newFirst).toMatchObject({ id: first.id, execution: { cancelRequested: true } });
    expect(newSecond).toBe(second);
  });

  test('forgets what was below a row that is gone', async () => {
    await scene.sdk.terminateWorkflowExecution({ domain: scene.domain, workflowId: 'order-1' });
    await model.refresh(await parentRow('orders'));
    expect(labels(await open('orders'))).toEqual(['order-2']);
    expect(model.loaded().map(labelOf)).toEqual(['orders', 'order-2', 'charge-card']);
    expect(model.openLevels().map(({ parent }) => parent && labelOf(parent))).toEqual([undefined, 'orders', 'order-2']);
  });

  test('that fails keeps the rows, says since when, and is mended by the next', async () => {
    const domain = await parentRow('orders');
    scene.local.control.setFaults({ rules: [{ operation: 'ListOpenWorkflowExecutions', fault: 'html' }] });
    await model.refresh(domain);
    const rows = await childrenOf(domain);
    expect(rows.map(({ kind }) => kind)).toEqual(['execution', 'execution', 'fault']);
    const fault = rows.at(-1);
    if (fault === undefined) throw new Error('No row');
    const row = rowOf(fault, systemClock.now());
    expect(row.label).toMatch(/^As of \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC, not read again since$/);
    expect(row.spoken).toContain('As of');
    scene.local.control.setFaults({ rules: [] });
    await model.refresh(fault);
    expect(labels(await childrenOf(domain))).toEqual(['order-2', 'order-1']);
  });

  test('of everything, after a change of the connection, forgets everything', async () => {
    model.reset();
    expect(changes).toEqual(['all']);
    expect(await lookAgain()).toEqual({
      ListDomains: 2,
      ListOpenWorkflowExecutions: 1,
      GetWorkflowExecutionHistory: 2,
    });
  });

  test('keeps the ids, so that the editor keeps what was open and selected', async () => {
    const ids = async () => (await open('orders', 'order-1')).map(({ id }) => id);
    const old = await ids();
    model.reset();
    expect(await ids()).toEqual(old);
  });

  test('shows what is there now, also when an older answer comes later', async () => {
    let deliver = (): void => undefined;
    const delivered = new Promise<void>((resolve) => (deliver = resolve));
    let holdBack = true;
    const { client } = scene;
    const slow: SwfClient = {
      target: client.target,
      dispose: () => undefined,
      call: async (name, input, options) => {
        const answer = await client.call(name, input, options);
        if (name === 'GetWorkflowExecutionHistory' && holdBack) {
          holdBack = false;
          await delivered;
        }
        return answer;
      },
    };
    model = new ExplorerModel(rowSources(slow, systemClock));
    const execution = await parentRow('orders', 'order-1');
    const older = childrenOf(execution);
    // The older answer was made before this, and arrives after it.
    while (callsSince().GetWorkflowExecutionHistory === undefined) await nextTurn();
    await scene.sdk.terminateWorkflowExecution({ domain: scene.domain, workflowId: 'order-1' });
    await model.refresh(execution);
    expect(labels(await childrenOf(execution))).toEqual(['Closed meanwhile (TERMINATED)']);
    deliver();
    expect(labels(await older)).toEqual(['charge-card']);
    expect(labels(await childrenOf(execution))).toEqual(['Closed meanwhile (TERMINATED)']);
  });
});

describe('nothing to show', () => {
  test('no domain: no row, which the view answers with its welcome text', async () => {
    scene.local.control.reset();
    expect(await childrenOf()).toEqual([]);
  });

  test('no open execution is a row', async () => {
    const rows = await open('orders');
    expect(rows).toMatchObject([{ kind: 'message', text: 'No open workflow executions' }]);
  });

  test('no open activity task is a row', async () => {
    await startExecutions(1);
    expect(await open('orders', 'many-0')).toMatchObject([
      { kind: 'message', text: 'No open activity tasks' },
      { kind: 'detail', topic: { is: 'why', finding: { kind: 'decisionWaits' } } },
      { kind: 'detail', topic: { is: 'why', finding: { kind: 'decisionBacklog', backlog: { count: 1 } } } },
    ]);
  });

  test('an execution that closed meanwhile says how', async () => {
    await scene.holdTask();
    const execution = await parentRow('orders', 'order-1');
    await scene.sdk.terminateWorkflowExecution({ domain: scene.domain, workflowId: 'order-1' });
    expect(labels(await childrenOf(execution))).toEqual(['Closed meanwhile (TERMINATED)']);
  });

  test('notes cannot be opened', async () => {
    const [note] = await open('orders');
    callsSince();
    expect(await childrenOf(note)).toEqual([]);
    expect(callsSince()).toEqual({});
  });
});

describe('faults', () => {
  test('of the domains are the view’s to show, and the next refresh may mend them', async () => {
    scene.local.control.setFaults({ rules: [{ operation: 'ListDomains', fault: 'html' }] });
    await expect(childrenOf()).rejects.toMatchObject({ kind: 'serviceFailed' });
    callsSince();
    await expect(childrenOf()).rejects.toBeInstanceOf(Fault);
    expect(callsSince()).toEqual({});
    scene.local.control.setFaults({ rules: [] });
    model.reset();
    expect(labels(await childrenOf())).toEqual(['orders']);
  });

  test('of a level are a row; refreshing that row tries the level again', async () => {
    await scene.holdTask();
    const execution = await parentRow('orders', 'order-1');
    scene.local.control.setFaults({ rules: [{ operation: 'GetWorkflowExecutionHistory', fault: 'html' }] });
    const [fault, ...others] = await childrenOf(execution);
    expect(others).toEqual([]);
    expect(fault).toMatchObject({ kind: 'fault', parent: execution, fault: { kind: 'serviceFailed' } });
    scene.local.control.setFaults({ rules: [] });
    if (fault === undefined) throw new Error('No row');
    await model.refresh(fault);
    expect(changes).toEqual([execution.id]);
    expect(labels(await childrenOf(execution))).toEqual(['charge-card']);
  });

  test('of one level leave its neighbors alone: a domain that vanished', async () => {
    await scene.sdk.registerDomain({ name: 'billing', workflowExecutionRetentionPeriodInDays: '7' });
    await scene.holdTask();
    const billing = await parentRow('billing');
    scene.local.control.reset();
    const [row] = await childrenOf(billing);
    expect(row).toMatchObject({ kind: 'fault', fault: { kind: 'unknownDomain' } });
    expect(row && rowOf(row, 0).description).toContain('billing');
  });

  test('that are none of ours are not dressed up as rows', async () => {
    const connect = () => Promise.reject(new TypeError('a mistake of ours'));
    const broken = new ExplorerModel({ connect, connectInBulk: connect, clock: systemClock });
    await expect(broken.children()).rejects.toThrow('a mistake of ours');
  });
});

describe('the order of tasks', () => {
  function schedule(activityId: string, timeouts: { startToClose?: string; heartbeat?: string } = {}): Decision {
    return {
      decisionType: 'ScheduleActivityTask',
      scheduleActivityTaskDecisionAttributes: {
        activityId,
        activityType: { name: 'T', version: '1' },
        taskList: { name: 'L' },
        scheduleToStartTimeout: 'NONE',
        scheduleToCloseTimeout: 'NONE',
        startToCloseTimeout: timeouts.startToClose ?? 'NONE',
        heartbeatTimeout: timeouts.heartbeat ?? 'NONE',
      },
    };
  }

  test('is by urgency: the next timeout first, and those without one last', async () => {
    const { sdk, domain } = scene;
    await startExecutions(1);
    await scene.decide(
      schedule('no limit'),
      schedule('an hour', { startToClose: '3600' }),
      schedule('a minute', { startToClose: '60' }),
      schedule('a beat', { heartbeat: '600' }),
    );
    for (let i = 0; i < 4; i++) await sdk.pollForActivityTask({ domain, taskList: { name: 'L' } });
    await sdk.signalWorkflowExecution({ domain, workflowId: 'many-0', signalName: 'wake up' });
    await scene.decide(schedule('no limit, newer'));
    expect(labels(await open('orders', 'many-0'))).toEqual([
      'a minute',
      'a beat',
      'an hour',
      'no limit',
      'no limit, newer',
    ]);
  });
});

test('a long history costs one more call, and what was not read is said', async () => {
  const history = new HistoryBuilder();
  const older = history.schedule('older');
  for (let i = 0; i < 1500; i++) history.add('MarkerRecorded', {});
  history.schedule('newer');
  const client = new ScriptedClient({
    ListDomains: () => ({ domainInfos: [{ name: 'orders', status: 'REGISTERED' }] }),
    ListOpenWorkflowExecutions: () => ({
      executionInfos: [
        {
          execution: { workflowId: 'long', runId: 'run' },
          workflowType: { name: 'T', version: '1' },
          startTimestamp: new Date(history.timeOf(older)),
          executionStatus: 'OPEN',
        },
      ],
    }),
    GetWorkflowExecutionHistory: historyPages(history.events, 1000),
    DescribeWorkflowExecution: () => ({
      executionInfo: undefined,
      openCounts: {
        openActivityTasks: 1,
        openDecisionTasks: 0,
        openTimers: 0,
        openChildWorkflowExecutions: 0,
        openLambdaFunctions: 0,
      },
    }),
  });
  model = new ExplorerModel(rowSources(client, systemClock));
  expect(labels(await open('orders', 'long'))).toEqual(['newer', 'There may be more']);
  expect(client.operations.slice(3)).toEqual(['GetWorkflowExecutionHistory', 'DescribeWorkflowExecution']);

  // Read again it costs one call, until something happens.
  await model.rereadOpen();
  const again = client.operations.slice(5).filter((name) => /History|Describe/.test(name));
  expect(again).toEqual(['GetWorkflowExecutionHistory']);
  expect(labels(await open('orders', 'long'))).toEqual(['newer', 'There may be more']);
  history.schedule('newest');
  await model.rereadOpen();
  expect(labels(await open('orders', 'long'))).toContain('newest');
});
