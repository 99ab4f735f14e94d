import { describe, expect, test } from 'vitest';
import { rowOf } from '../../../src/explorer/rows';
import { activityList, decide, domain, requestCancel, schedule, start, work } from '../local/support';
import { benchTreeOfEachTest, minutes } from './benchTreeOfEachTest';

const tree = benchTreeOfEachTest();
const { bench, now, advance, signal, row, told } = tree;

/** How often the two counts were asked for. */
function counts(): readonly number[] {
  const { requests } = bench.local.control.state();
  return [requests.CountPendingActivityTasks ?? 0, requests.CountPendingDecisionTasks ?? 0];
}

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
    const [shown] = await tree.model.children(task);
    const details = shown === undefined ? [] : await tree.model.children(shown);
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

test('what was told goes on with the clock without a call, and is told anew once the history says otherwise', async () => {
  await start(bench.swf);
  await decide(bench.swf, schedule('pack-1', { scheduleToStartTimeout: '600' }));
  const first = await told('order-1', 'pack-1');
  expect(first).toContain('Next timeout: schedule-to-start, in 10 min, at 2026-01-15 06:10:00 UTC');
  const before = bench.local.control.state().totalRequests;
  advance(395);
  const [task] = await tree.model.children(await row(domain, 'order-1'));
  if (task === undefined) throw new Error('No task');
  expect(rowOf(task, now(), tree.model.readings).description).toContain('times out in 3 min 20 s');
  expect(await told('order-1', 'pack-1')).toContain('Read Again: this was read 6 min ago');
  expect(bench.local.control.state().totalRequests).toBe(before);

  await work(bench.swf);
  await tree.model.refresh(task);
  expect((await told('order-1', 'pack-1'))[0]).toBe(
    'Started and silent: nothing recorded since packer-1 took it 0 s ago',
  );
  await bench.swf.terminateWorkflowExecution({ domain, workflowId: 'order-1' });
  await tree.model.refresh(task);
  expect(await told('order-1')).toEqual(['Closed meanwhile (TERMINATED): ']);
});

test('a history that is no longer remembered costs one call, not a guess', async () => {
  await start(bench.swf);
  await decide(bench.swf, schedule('pack-1'));
  await row(domain, 'order-1');
  tree.model.readings.clear();
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
  const details = await tree.model.children(task);
  for (const each of details) {
    expect(each).toMatchObject({ kind: 'detail', parent: task });
    const { label, description, spoken, expandable } = rowOf(each, now(), tree.model.readings);
    expect(spoken).toContain(`${label}: ${description}`);
    expect(expandable).toBe(false);
    expect(await tree.model.children(each)).toEqual([]);
  }
  expect(new Set(details.map(({ id }) => id)).size).toBe(details.length);
});
