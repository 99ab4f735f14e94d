import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ExecutionBatch } from './executionBatch';
import { batchDocument } from '../../../src/batch/table';
import { statesOf, stopAfter } from '../../support/batches';
import { Desk } from '../../support/desk';

let desk: Desk;
let all: ExecutionBatch;

beforeEach(async () => {
  desk = await Desk.open();
  all = new ExecutionBatch(desk);
});
afterEach(async () => {
  await desk.close();
});

describe('a batch', () => {
  test('is reviewed, asked once, and done to those that were left checked, with an event for each', async () => {
    await all.start(6);
    all.planTerminate();
    desk.ui.unchecked.push(['order-2']);
    const events = await all.counts('WorkflowExecutionTerminated');
    desk.ui.confirmations.push(async () => {
      expect(all.sent()).toBe(0);
      expect(await desk.batches.all()).toEqual([]);
      return true;
    });
    await all.actOnAll();
    expect(events).toEqual([0, 0, 0, 0, 0, 0]);
    expect(await all.counts('WorkflowExecutionTerminated')).toEqual([1, 0, 1, 1, 1, 1]);
    expect(desk.ui.questions).toHaveLength(1);
    expect(desk.ui.questions[0]).toMatchObject({
      message: 'Terminate 5 workflow executions?',
      action: 'Terminate 5 workflow executions',
    });
    const { detail = '' } = desk.ui.questions[0] ?? {};
    expect(detail).toContain(desk.scene.local.url);
    expect(detail).toContain('order-1, order-3, order-4, order-5 and 1 more');
    expect(detail).toContain('“The region is going down”');
    const batch = await all.kept();
    expect(statesOf(batch)).toEqual(Array.from({ length: 5 }, () => 'recorded'));
    expect(batch.rows.map(({ result }) => result?.eventId)).toEqual([6, 6, 6, 6, 6]);
    expect(desk.told).toContain('Terminate: 5 recorded, of 5 workflow executions.');
    expect(desk.refreshed).toContain('seen');
  });

  test('lists each execution once with its run, its type and its age', async () => {
    await all.start(2);
    desk.ui.picks.push('Terminate');
    desk.ui.unchecked.push(undefined);
    await all.actOnAll();
    const { title, labels } = desk.ui.lists.at(-1) ?? { title: '', labels: [] };
    expect(title).toBe('Terminate: which of these?');
    expect(labels[0]).toContain('Each is closed at once');
    expect(labels.slice(1).map((label) => label.split(' | ')[0])).toEqual(['order-1', 'order-2']);
    expect(labels[1]).toContain(all.executions[0]?.runId);
    expect(labels[1]).toContain('T 1');
  });

  test.each([
    ['the choice of what to do', () => desk.ui.picks.push(undefined)],
    [
      'the list',
      () => {
        desk.ui.picks.push('Terminate');
        desk.ui.unchecked.push(undefined);
      },
    ],
    [
      'the list with nothing checked',
      () => {
        desk.ui.picks.push('Terminate');
        desk.ui.unchecked.push(['order-1', 'order-2']);
      },
    ],
    [
      'the prompt',
      () => {
        desk.ui.picks.push('Terminate');
        desk.ui.moves.push({ how: 'left', value: 'because' });
      },
    ],
    [
      'the question',
      () => {
        all.planTerminate();
        desk.ui.confirmations.push(false);
      },
    ],
  ])('left at %s sends nothing and keeps no record', async (_, leave) => {
    await all.start(2);
    leave();
    await all.actOnAll();
    expect(all.sent()).toBe(0);
    expect(await desk.batches.all()).toEqual([]);
  });

  test('needs rows, and a trusted workspace', async () => {
    await desk.run('swf.actOnSeveral');
    expect(desk.told).toContain('No executions are selected');
    await all.start(1);
    desk.trusted = false;
    await all.actOnAll();
    expect(desk.told).toContain('not trusted');
    expect(all.sent()).toBe(0);
  });

  test('requests cancels and signals alike, once each', async () => {
    await all.start(3);
    desk.ui.picks.push('Request Cancel');
    await all.actOnAll();
    expect(await all.counts('WorkflowExecutionCancelRequested')).toEqual([1, 1, 1]);
    all.planSignal('{"go": true}');
    await all.actOnAll();
    expect(await all.counts('WorkflowExecutionSignaled')).toEqual([1, 1, 1]);
    expect(desk.scene.requests('SignalWorkflowExecution')).toBe(3);
  });

  test('finds what is closed already, and sends nothing there', async () => {
    await all.start(3);
    await desk.scene.sdk.terminateWorkflowExecution({ domain: desk.scene.domain, workflowId: 'order-2' });
    const before = all.sent();
    all.planTerminate();
    await all.actOnAll();
    expect(all.sent() - before).toBe(2);
    expect(statesOf(await all.kept())).toEqual(['recorded', 'alreadyClosed', 'recorded']);
    expect((await all.kept()).rows[1]?.result?.eventId).toBe(6);
  });

  test('keeps no reason, details, input or token in record, log or messages', async () => {
    await all.start(2);
    desk.secrets.push('secret-4711-of-the-customer');
    all.planSignal('secret-4711-of-the-customer');
    desk.ui.confirmations.push(false);
    await all.actOnAll();
    // The question itself shows the person what they typed; nothing after it does.
    desk.ui.questions.length = 0;
    all.planSignal('secret-4711-of-the-customer');
    await all.actOnAll();
    desk.ui.questions.length = 0;
    desk.ui.fields.length = 0;
    desk.expectNoSecret();
    const records = [...desk.journals.texts.values()].join('\n');
    expect(records).not.toContain('4711');
    expect(batchDocument(await all.kept(), false)).not.toContain('4711');
  });
});

test('a batch that is done is not continued', async () => {
  await all.start(2);
  all.planTerminate();
  await all.actOnAll();
  const before = all.sent();
  await desk.run('swf.continueBatch', (await all.kept()).head.id);
  expect(desk.told).toContain('All of this batch is done');
  expect(desk.ui.questions).toHaveLength(1);
  expect(all.sent()).toBe(before);
});

describe('a batch under faults', () => {
  test('tells of each target what its history tells, and the next run ends with one event each', async () => {
    await all.start(40);
    desk.scene.local.control.setFaults({
      seed: 7,
      rules: [
        { operation: 'SignalWorkflowExecution', fault: 'resetAfter', rate: 0.15 },
        { operation: 'SignalWorkflowExecution', fault: 'resetBefore', rate: 0.15 },
        { operation: 'SignalWorkflowExecution', fault: 'internalFailure', rate: 0.1 },
        { operation: 'GetWorkflowExecutionHistory', fault: 'resetBefore', rate: 0.25 },
      ],
    });
    all.planSignal('x');
    await all.actOnAll();
    desk.scene.local.control.setFaults({ rules: [] });
    const first = await all.kept();
    const signals = await all.counts('WorkflowExecutionSignaled');
    first.rows.forEach(({ state, target }, i) => {
      expect(target.workflowId).toBe(all.executions[i]?.workflowId);
      if (state === 'recorded') expect(signals[i]).toBe(1);
      if (state === 'refused' || state === 'notSent' || state === 'waiting') expect(signals[i]).toBe(0);
      expect(signals[i]).toBeLessThanOrEqual(1);
    });
    // The faults struck: else this test would prove nothing.
    expect(new Set(statesOf(first)).size).toBeGreaterThan(1);

    await desk.run('swf.continueBatch', first.head.id);
    expect(statesOf(await all.kept())).toEqual(Array.from({ length: 40 }, () => 'recorded'));
    expect(await all.counts('WorkflowExecutionSignaled')).toEqual(Array.from({ length: 40 }, () => 1));
  }, 60_000);

  test('goes on after throttling, and ends with one event each', async () => {
    await all.start(10);
    desk.scene.local.control.setFaults({
      rules: [{ operation: 'TerminateWorkflowExecution', fault: 'throttle', count: 8 }],
    });
    all.planTerminate();
    await all.actOnAll();
    expect(statesOf(await all.kept())).toEqual(Array.from({ length: 10 }, () => 'recorded'));
  }, 60_000);

  test('does not send what it could not look at', async () => {
    await all.start(2);
    desk.scene.local.control.setFaults({ rules: [{ operation: 'GetWorkflowExecutionHistory', fault: 'html' }] });
    all.planTerminate();
    await all.actOnAll();
    expect(all.sent()).toBe(0);
    expect(statesOf(await all.kept())).toEqual(['refused', 'refused']);
    expect((await all.kept()).rows[0]?.result?.text).toContain('could not be looked at');
  }, 30_000);

  test('stops by itself when one after the other fails for the same reason', async () => {
    await all.start(30);
    desk.scene.local.control.setFaults({ rules: [{ operation: 'GetWorkflowExecutionHistory', fault: 'html' }] });
    all.planTerminate();
    await all.actOnAll();
    const batch = await all.kept();
    expect(batch.end?.how).toBe('brake');
    expect(statesOf(batch).filter((state) => state === 'waiting').length).toBeGreaterThan(15);
    expect(desk.told).toContain('Stopped by itself');
    desk.scene.local.control.setFaults({ rules: [] });
    await desk.ui.press('Continue…');
    expect(await all.counts('WorkflowExecutionTerminated')).toEqual(Array.from({ length: 30 }, () => 1));
  }, 60_000);
});

describe('stopping', () => {
  test('sends nothing more, proves what was sent, and the next run does the rest', async () => {
    await all.start(40);
    all.planSignal();
    const stopped = await stopAfter(
      10,
      () => all.sent(),
      desk,
      () => all.actOnAll(),
    );
    const batch = await all.kept();
    const signals = await all.counts('WorkflowExecutionSignaled');
    expect(batch.end?.how).toBe('stopped');
    expect(statesOf(batch).map((state) => (state === 'recorded' ? 1 : 0))).toEqual(signals);
    // Those that had left the house with the stop, four at once, and no other.
    expect(all.sent()).toBeLessThanOrEqual(stopped + 4);
    expect(desk.told).toContain('Stopped');

    await desk.run('swf.continueBatch', batch.head.id);
    expect(desk.ui.questions.at(-1)?.detail).toMatch(/Skipped, as it is done: \d+ workflow executions/);
    expect(await all.counts('WorkflowExecutionSignaled')).toEqual(Array.from({ length: 40 }, () => 1));
  }, 60_000);
});
