import type { Decision } from '@aws-sdk/client-swf';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ExplorerModel } from '../../../src/explorer/model';
import { rowOf } from '../../../src/explorer/rows';
import { systemClock } from '../../../src/host/clock';
import { Fault } from '../../../src/swf/fault';
import { HistoryBuilder } from '../swf/historyBuilder';
import { historyPages, ScriptedClient } from '../swf/scriptedClient';
import { rowSources } from '../../support/rowSources';
import { labels, TreeDesk } from './treeDesk';

let tree: TreeDesk;
beforeEach(async () => {
  tree = await TreeDesk.start();
});
afterEach(() => tree.stop());

describe('nothing to show', () => {
  test('no domain: no row, which the view answers with its welcome text', async () => {
    tree.scene.local.control.reset();
    expect(await tree.childrenOf()).toEqual([]);
  });

  test('no open execution is a row', async () => {
    const rows = await tree.open('orders');
    expect(rows).toMatchObject([{ kind: 'message', text: 'No open workflow executions' }]);
  });

  test('no open activity task is a row', async () => {
    await tree.startExecutions(1);
    expect(await tree.open('orders', 'many-0')).toMatchObject([
      { kind: 'message', text: 'No open activity tasks' },
      { kind: 'detail', topic: { is: 'why', finding: { kind: 'decisionWaits' } } },
      { kind: 'detail', topic: { is: 'why', finding: { kind: 'decisionBacklog', backlog: { count: 1 } } } },
    ]);
  });

  test('an execution that closed meanwhile says how', async () => {
    await tree.scene.holdTask();
    const execution = await tree.parentRow('orders', 'order-1');
    await tree.scene.sdk.terminateWorkflowExecution({ domain: tree.scene.domain, workflowId: 'order-1' });
    expect(labels(await tree.childrenOf(execution))).toEqual(['Closed meanwhile (TERMINATED)']);
  });

  test('notes cannot be opened', async () => {
    const [note] = await tree.open('orders');
    tree.callsSince();
    expect(await tree.childrenOf(note)).toEqual([]);
    expect(tree.callsSince()).toEqual({});
  });
});

describe('faults', () => {
  test('of the domains are the view’s to show, and the next refresh may mend them', async () => {
    tree.scene.local.control.setFaults({ rules: [{ operation: 'ListDomains', fault: 'html' }] });
    await expect(tree.childrenOf()).rejects.toMatchObject({ kind: 'serviceFailed' });
    tree.callsSince();
    await expect(tree.childrenOf()).rejects.toBeInstanceOf(Fault);
    expect(tree.callsSince()).toEqual({});
    tree.scene.local.control.setFaults({ rules: [] });
    tree.model.reset();
    expect(labels(await tree.childrenOf())).toEqual(['orders']);
  });

  test('of a level are a row; refreshing that row tries the level again', async () => {
    await tree.scene.holdTask();
    const execution = await tree.parentRow('orders', 'order-1');
    tree.scene.local.control.setFaults({ rules: [{ operation: 'GetWorkflowExecutionHistory', fault: 'html' }] });
    const [fault, ...others] = await tree.childrenOf(execution);
    expect(others).toEqual([]);
    expect(fault).toMatchObject({ kind: 'fault', parent: execution, fault: { kind: 'serviceFailed' } });
    tree.scene.local.control.setFaults({ rules: [] });
    if (fault === undefined) throw new Error('No row');
    await tree.model.refresh(fault);
    expect(tree.changes).toEqual([execution.id]);
    expect(labels(await tree.childrenOf(execution))).toEqual(['charge-card']);
  });

  test('of one level leave its neighbors alone: a domain that vanished', async () => {
    await tree.scene.sdk.registerDomain({ name: 'billing', workflowExecutionRetentionPeriodInDays: '7' });
    await tree.scene.holdTask();
    const billing = await tree.parentRow('billing');
    tree.scene.local.control.reset();
    const [row] = await tree.childrenOf(billing);
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
    const { sdk, domain } = tree.scene;
    await tree.startExecutions(1);
    await tree.scene.decide(
      schedule('no limit'),
      schedule('an hour', { startToClose: '3600' }),
      schedule('a minute', { startToClose: '60' }),
      schedule('a beat', { heartbeat: '600' }),
    );
    for (let i = 0; i < 4; i++) await sdk.pollForActivityTask({ domain, taskList: { name: 'L' } });
    await sdk.signalWorkflowExecution({ domain, workflowId: 'many-0', signalName: 'wake up' });
    await tree.scene.decide(schedule('no limit, newer'));
    expect(labels(await tree.open('orders', 'many-0'))).toEqual([
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
  tree = tree.with(new ExplorerModel(rowSources(client, systemClock)));
  expect(labels(await tree.open('orders', 'long'))).toEqual(['newer', 'There may be more']);
  expect(client.operations.slice(3)).toEqual(['GetWorkflowExecutionHistory', 'DescribeWorkflowExecution']);

  // Read again it costs one call, until something happens.
  await tree.model.rereadOpen();
  const again = client.operations.slice(5).filter((name) => /History|Describe/.test(name));
  expect(again).toEqual(['GetWorkflowExecutionHistory']);
  expect(labels(await tree.open('orders', 'long'))).toEqual(['newer', 'There may be more']);
  history.schedule('newest');
  await tree.model.rereadOpen();
  expect(labels(await tree.open('orders', 'long'))).toContain('newest');
});
