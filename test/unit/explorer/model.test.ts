import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ExplorerModel } from '../../../src/explorer/model';
import { rowOf } from '../../../src/explorer/rows';
import { systemClock } from '../../../src/host/clock';
import type { SwfClient } from '../../../src/swf/client';
import type { OperationName } from '../../../src/swf/operations';
import { rowSources } from '../../support/rowSources';
import { labelOf, labels, TreeDesk } from './treeDesk';

let tree: TreeDesk;
beforeEach(async () => {
  tree = await TreeDesk.start();
});
afterEach(() => tree.stop());

describe('levels', () => {
  test('are loaded one by one when they are opened, each by one call', async () => {
    await tree.scene.holdTask();
    tree.callsSince();
    const domains = await tree.childrenOf();
    expect(labels(domains)).toEqual(['orders']);
    expect(tree.callsSince()).toEqual({ ListDomains: 2 });

    const executions = await tree.childrenOf(domains[0]);
    expect(labels(executions)).toEqual(['order-1']);
    expect(tree.callsSince()).toEqual({ ListOpenWorkflowExecutions: 1 });

    const tasks = await tree.childrenOf(executions[0]);
    expect(labels(tasks)).toEqual(['charge-card']);
    expect(tree.callsSince()).toEqual({ GetWorkflowExecutionHistory: 1 });
  });

  test('are asked for again at no cost, and together at the cost of one', async () => {
    await tree.scene.holdTask();
    await tree.scene.holdTask();
    await Promise.all([tree.childrenOf(), tree.childrenOf()]);
    await Promise.all([tree.open('orders', 'order-1'), tree.open('orders', 'order-1'), tree.open('orders', 'order-2')]);
    await tree.open('orders', 'order-2');
    expect(tree.callsSince()).toEqual({
      ListDomains: 2,
      ListOpenWorkflowExecutions: 1,
      GetWorkflowExecutionHistory: 2,
    });
    expect(tree.changes).toEqual([]);
  });

  test('know their rows’ parents, so that a row can be revealed', async () => {
    await tree.scene.holdTask();
    const [task] = await tree.open('orders', 'order-1');
    if (task === undefined) throw new Error('No task');
    const execution = tree.model.parent(task);
    const domain = execution && tree.model.parent(execution);
    expect([task, execution, domain].map((node) => node?.kind)).toEqual(['task', 'execution', 'domain']);
    expect(domain && tree.model.parent(domain)).toBeUndefined();
  });

  test('show each task in its state', async () => {
    await tree.scene.holdTask('held');
    await tree.scene.scheduleTask('waiting');
    const tasks = [...(await tree.open('orders', 'order-1')), ...(await tree.open('orders', 'order-2'))];
    const states = tasks.map((node) => [labelOf(node), rowOf(node, systemClock.now()).tokens.join(' ')]);
    expect(states).toEqual([
      ['held', 'task cancelable'],
      ['waiting', 'task'],
    ]);
  });
});

describe('pages of executions', () => {
  test('are loaded one at a time, by the row at the end', async () => {
    await tree.startExecutions(101);
    tree.callsSince();
    const domain = await tree.parentRow('orders');
    const first = await tree.childrenOf(domain);
    const last = first.at(-1);
    expect(first).toHaveLength(101);
    expect(last).toMatchObject({ kind: 'loadMore', parent: domain, loaded: 100 });
    expect(await tree.childrenOf(domain)).toEqual(first);
    expect(tree.callsSince()).toEqual({ ListDomains: 2, ListOpenWorkflowExecutions: 1 });

    await tree.model.loadMore(domain);
    const all = await tree.childrenOf(domain);
    expect(tree.callsSince()).toEqual({ ListOpenWorkflowExecutions: 1 });
    expect(tree.changes).toEqual([domain.id]);
    expect(all.map(({ kind }) => kind)).toEqual(Array.from({ length: 101 }, () => 'execution'));
    expect(new Set(labels(all)).size).toBe(101);
  });

  test('that fail leave the rows before them, and are tried again', async () => {
    await tree.startExecutions(101);
    const domain = await tree.parentRow('orders');
    await tree.childrenOf(domain);
    tree.scene.local.control.setFaults({ rules: [{ operation: 'ListOpenWorkflowExecutions', fault: 'html' }] });
    await tree.model.loadMore(domain);
    const rows = await tree.childrenOf(domain);
    expect(rows).toHaveLength(101);
    expect(rows.at(-1)).toMatchObject({ kind: 'fault', parent: domain, fault: { kind: 'serviceFailed' } });

    tree.scene.local.control.setFaults({ rules: [] });
    await tree.model.loadMore(domain);
    expect(new Set(labels(await tree.childrenOf(domain))).size).toBe(101);
  });
});

describe('refresh', () => {
  beforeEach(async () => {
    await tree.scene.holdTask();
    await tree.scene.holdTask();
    await Promise.all([tree.open('orders', 'order-1'), tree.open('orders', 'order-2')]);
    tree.callsSince();
  });

  /** Looks at everything that is open in the tree. */
  async function lookAgain(): Promise<Partial<Record<OperationName, number>>> {
    await tree.open('orders', 'order-1');
    await tree.open('orders', 'order-2');
    return tree.callsSince();
  }

  test('of an execution reads its tasks again, and nothing else', async () => {
    const execution = await tree.parentRow('orders', 'order-1');
    await tree.model.refresh(execution);
    expect(await lookAgain()).toEqual({ GetWorkflowExecutionHistory: 1 });
    expect(tree.changes).toEqual([]);
  });

  test('of a task reads its execution’s tasks again', async () => {
    const [task] = await tree.open('orders', 'order-1');
    if (task === undefined) throw new Error('No task');
    await tree.model.refresh(task);
    expect(await lookAgain()).toEqual({ GetWorkflowExecutionHistory: 1 });
  });

  test('of a domain reads all below it again', async () => {
    const domain = await tree.parentRow('orders');
    await tree.model.refresh(domain);
    expect(await lookAgain()).toEqual({ ListOpenWorkflowExecutions: 1, GetWorkflowExecutionHistory: 2 });
  });

  test('of a closed row reads it when it is opened, and not before', async () => {
    const execution = await tree.parentRow('orders', 'order-1');
    tree.model.setOpen(execution, false);
    await tree.model.refresh(await tree.parentRow('orders'));
    expect(tree.callsSince()).toEqual({ ListOpenWorkflowExecutions: 1, GetWorkflowExecutionHistory: 1 });
    expect(await lookAgain()).toEqual({ GetWorkflowExecutionHistory: 1 });
  });

  test('fires the rows below which something changed, and keeps the objects of the others', async () => {
    const [first, second] = [await tree.parentRow('orders', 'order-1'), await tree.parentRow('orders', 'order-2')];
    await tree.scene.sdk.requestCancelWorkflowExecution({ domain: tree.scene.domain, workflowId: 'order-1' });
    const domain = await tree.parentRow('orders');
    await tree.model.refresh(domain);
    // The request stands in the history too, and so in a row below.
    expect(tree.changes.sort()).toEqual([domain.id, first.id]);
    const [newFirst, newSecond] = [
      await tree.parentRow('orders', 'order-1'),
      await tree.parentRow('orders', 'order-2'),
    ];
    expect(newFirst).not.toBe(first);
    expect(newFirst).toMatchObject({ id: first.id, execution: { cancelRequested: true } });
    expect(newSecond).toBe(second);
  });

  test('forgets what was below a row that is gone', async () => {
    await tree.scene.sdk.terminateWorkflowExecution({ domain: tree.scene.domain, workflowId: 'order-1' });
    await tree.model.refresh(await tree.parentRow('orders'));
    expect(labels(await tree.open('orders'))).toEqual(['order-2']);
    expect(tree.model.loaded().map(labelOf)).toEqual(['orders', 'order-2', 'charge-card']);
    expect(tree.model.openLevels().map(({ parent }) => parent && labelOf(parent))).toEqual([
      undefined,
      'orders',
      'order-2',
    ]);
  });

  test('that fails keeps the rows, says since when, and is mended by the next', async () => {
    const domain = await tree.parentRow('orders');
    tree.scene.local.control.setFaults({ rules: [{ operation: 'ListOpenWorkflowExecutions', fault: 'html' }] });
    await tree.model.refresh(domain);
    const rows = await tree.childrenOf(domain);
    expect(rows.map(({ kind }) => kind)).toEqual(['execution', 'execution', 'fault']);
    const fault = rows.at(-1);
    if (fault === undefined) throw new Error('No row');
    const row = rowOf(fault, systemClock.now());
    expect(row.label).toMatch(/^As of \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC, not read again since$/);
    expect(row.spoken).toContain('As of');
    tree.scene.local.control.setFaults({ rules: [] });
    await tree.model.refresh(fault);
    expect(labels(await tree.childrenOf(domain))).toEqual(['order-2', 'order-1']);
  });

  test('of everything, after a change of the connection, forgets everything', async () => {
    tree.model.reset();
    expect(tree.changes).toEqual(['all']);
    expect(await lookAgain()).toEqual({
      ListDomains: 2,
      ListOpenWorkflowExecutions: 1,
      GetWorkflowExecutionHistory: 2,
    });
  });

  test('keeps the ids, so that the editor keeps what was open and selected', async () => {
    const ids = async () => (await tree.open('orders', 'order-1')).map(({ id }) => id);
    const old = await ids();
    tree.model.reset();
    expect(await ids()).toEqual(old);
  });

  test('shows what is there now, also when an older answer comes later', async () => {
    let deliver = (): void => undefined;
    const delivered = new Promise<void>((resolve) => (deliver = resolve));
    let holdBack = true;
    const { client } = tree.scene;
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
    tree = tree.with(new ExplorerModel(rowSources(slow, systemClock)));
    const execution = await tree.parentRow('orders', 'order-1');
    const older = tree.childrenOf(execution);
    // The older answer was made before this, and arrives after it.
    while (tree.callsSince().GetWorkflowExecutionHistory === undefined) await nextTurn();
    await tree.scene.sdk.terminateWorkflowExecution({ domain: tree.scene.domain, workflowId: 'order-1' });
    await tree.model.refresh(execution);
    expect(labels(await tree.childrenOf(execution))).toEqual(['Closed meanwhile (TERMINATED)']);
    deliver();
    expect(labels(await older)).toEqual(['charge-card']);
    expect(labels(await tree.childrenOf(execution))).toEqual(['Closed meanwhile (TERMINATED)']);
  });
});
