import type { Decision } from '@aws-sdk/client-swf';
import { describe, expect, test } from 'vitest';
import { rowOf } from '../../../src/explorer/rows';
import { decide, decisionList, domain, schedule, start, work } from '../local/support';
import { benchTreeOfEachTest, minutes } from './benchTreeOfEachTest';

const tree = benchTreeOfEachTest();
const { bench, now, advance, signal, row, told } = tree;

const takeDecision = (identity: string) => bench.swf.pollForDecisionTask({ domain, taskList: decisionList, identity });

describe('an execution whose decider is down', () => {
  test('says so on its row and below it, with the backlog of its decision list and who answered last', async () => {
    await start(bench.swf);
    await decide(bench.swf, schedule('pack-1'));
    await work(bench.swf);
    advance(minutes(10));
    await signal('order-1');
    advance(59);
    await row(domain, 'order-1');
    const patient = rowOf(await row(domain, 'order-1'), now(), tree.model.readings);
    expect(patient.icon).toBe('run-all');
    advance(1);
    await tree.model.refresh(await row(domain));
    const execution = rowOf(await row(domain, 'order-1'), now(), tree.model.readings);
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
    expect(rowOf(await row(domain, 'order-1'), now(), tree.model.readings).description).toMatch(
      /^3 decision tasks timed out · /,
    );
    const [, newest] = await tree.model.children(await row(domain, 'order-1'));
    expect(newest && rowOf(newest, now()).spoken).toContain('by decider-3');

    await takeDecision('decider-4');
    advance(61);
    await tree.model.refresh(await row(domain));
    expect(await told('order-1')).toContain(
      'Decider at work: decider-4 took a decision task 1 min ago and has not answered; it times out in 29 s',
    );
  });

  test('is well again once a decision task was answered', async () => {
    await start(bench.swf);
    advance(minutes(5));
    await row(domain, 'order-1');
    await decide(bench.swf, schedule('pack-1'));
    await tree.model.refresh(await row(domain));
    expect(await told('order-1')).toEqual([expect.stringMatching(/^pack-1: not started/)]);
    expect(rowOf(await row(domain, 'order-1'), now(), tree.model.readings).icon).toBe('run-all');
  });

  test('was down when its history was read: an older reading is told as of then, and a short wait never grows', async () => {
    await start(bench.swf, 'order-1');
    advance(3);
    await row(domain, 'order-1');
    advance(minutes(30));
    // Long taken, perhaps: three seconds were no trouble, and nothing was read since.
    expect(rowOf(await row(domain, 'order-1'), now(), tree.model.readings).description).toBe('30 min · FulfilOrder 1');
    await tree.model.refresh(await row(domain));
    advance(minutes(20));
    const { description, tooltip } = rowOf(await row(domain, 'order-1'), now(), tree.model.readings);
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
      const rows = await tree.model.children(await row(domain, 'order-1'));
      return rows.map((each) => rowOf(each, now())).find(({ label }) => label === 'Cancel of the execution');
    };
    expect((await request())?.spoken).toContain('no decision task since');
    await decide(bench.swf);
    await tree.model.refresh(await row(domain));
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
