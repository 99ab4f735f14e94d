import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { LocalClock } from '../../../src/local/clock';
import type { Output, SwfClient } from '../../../src/swf/client';
import { DomainScan } from '../../../src/swf/domainScan';
import { RatedClient } from '../../../src/swf/ratedClient';
import { RequestRates } from '../../../src/swf/rates';
import { VirtualTime } from '../../support/virtualTime';
import { HistoryBuilder } from './historyBuilder';
import { historyPages, ScriptedClient } from './scriptedClient';

let time: VirtualTime;
let scan: DomainScan;

beforeEach(() => {
  time = new VirtualTime(new LocalClock({ standing: true }));
});
afterEach(() => {
  scan.dispose();
});

function scanOver(some: SwfClient): DomainScan {
  const rated = new RatedClient(some, new RequestRates(time, () => 100), time);
  return new DomainScan('orders', { connect: () => Promise.resolve(rated), clock: time });
}

const found = () => scan.tasks.map(({ activityId }) => activityId).sort();

describe('the number of executions', () => {
  const counts = (count: number, truncated: boolean) => {
    const histories = Object.fromEntries(Array.from({ length: 1500 }, (_, i) => [`w${i}`, new HistoryBuilder()]));
    return scripted(histories, () => ({ count, truncated }));
  };
  const whileListing = async (from: SwfClient) => {
    scan = scanOver(from);
    const seen = new Set<string>();
    scan.onDidChange(() => {
      const { total, totalIs } = scan.progress;
      seen.add(`${totalIs} ${total}`);
    });
    await time.until(scan.start());
    return seen;
  };

  test('is what SWF counts until all are listed', async () => {
    const seen = await whileListing(counts(1500, false));
    expect([...seen].at(-1)).toBe('exact 1500');
    expect(seen).not.toContain('exact 1000');
  });

  test.each([
    ['is cut off', 1200, true],
    ['is less than the list', 700, false],
  ])('is exact in the end where the count %s', async (_, count, truncated) => {
    const seen = await whileListing(counts(count, truncated));
    expect([...seen].filter((each) => each.startsWith('about'))).toEqual([]);
    expect([...seen].at(-1)).toBe('exact 1500');
  });
});

test('keeps what tells a task, and not what it carries', async () => {
  const history = new HistoryBuilder();
  history.schedule('secret', { input: 'the input', control: 'the control' });
  scan = scanOver(scripted({ w: history }));
  await time.until(scan.start());
  expect(JSON.stringify(scan.tasks)).not.toMatch(/the input|the control/);
  expect(scan.tasks[0]).toMatchObject({ activityId: 'secret', taskList: 'shipping', execution: { workflowId: 'w' } });
});

describe('large executions', () => {
  const long = (events: number, tasks: number) => {
    const history = new HistoryBuilder();
    for (let n = 0; n < tasks; n++) history.schedule(`task-${n}`);
    while (history.events.length < events) history.add('MarkerRecorded', {});
    return history;
  };

  test('1,000 open tasks of one execution are all there', async () => {
    scan = scanOver(scripted({ w: long(1000, 1000) }));
    await time.until(scan.start());
    expect(new Set(found()).size).toBe(1000);
  });

  test('a history of 5,000 events is read to its end, as that costs less than to ask where to stop', async () => {
    const from = scripted({ w: long(5000, 1) });
    scan = scanOver(from);
    await time.until(scan.start());
    expect(from.operations.filter((name) => name === 'GetWorkflowExecutionHistory')).toHaveLength(5);
    expect(from.operations).not.toContain('DescribeWorkflowExecution');
    expect(scan.progress).toMatchObject({ tasks: 1, incomplete: 0 });
  });

  test('a history of 25,000 events is read as far as SWF counts open tasks, which is said', async () => {
    const history = long(24_500, 1);
    history.schedule('recent');
    while (history.events.length < 25_000) history.add('MarkerRecorded', {});
    const from = scripted({ w: history }, undefined, 1);
    scan = scanOver(from);
    await time.until(scan.start());
    expect(from.operations.filter((name) => name === 'GetWorkflowExecutionHistory')).toHaveLength(1);
    expect(found()).toEqual(['recent']);
    expect(scan.progress.incomplete).toBe(1);
  });
});

describe('a very large domain', () => {
  const manyTasks = () =>
    Object.fromEntries(
      Array.from({ length: 16_000 }, (_, i) => {
        const history = new HistoryBuilder();
        if (i % 1000 === 999) history.schedule(`task-${i}`);
        return [`w${i}`, history];
      }),
    );

  test('is listed no further ahead than is soon read; a stop meanwhile stops the list too', async () => {
    const from = scripted(manyTasks());
    scan = scanOver(from);
    const run = scan.start();
    await time.pass(5_000);
    const lists = () => from.operations.filter((name) => name === 'ListOpenWorkflowExecutions').length;
    const before = lists();
    expect(scan.progress.totalIs).toBe('atLeast');
    expect(scan.progress.total - scan.progress.read).toBeLessThanOrEqual(11_000);
    scan.stop();
    await time.until(run);
    expect([scan.state, lists()]).toEqual(['stopped', before]);
    await time.until(scan.resume());
    expect(scan.progress).toMatchObject({ read: 16_000, total: 16_000, totalIs: 'exact', tasks: 16 });
    expect(from.operations.filter((name) => name === 'GetWorkflowExecutionHistory').length).toBeLessThan(16_050);
  });

  test('keeps what a list said only of executions with open tasks, and reads the others again all the same', async () => {
    const histories = { idle: new HistoryBuilder(), busy: new HistoryBuilder() };
    histories.busy.schedule('busy');
    scan = scanOver(scripted(histories));
    await time.until(scan.start());
    expect(scan.execution('run of busy')).toMatchObject({ workflowId: 'busy', workflowType: { name: 'T' } });
    expect(scan.execution('run of idle')).toBeUndefined();
    histories.idle.schedule('late');
    await time.until(scan.rescan());
    expect(found()).toEqual(['busy', 'late']);
    expect(scan.execution('run of idle')).toMatchObject({ workflowId: 'idle' });
  });
});

/** A domain whose executions have these histories. */
function scripted(
  histories: Readonly<Record<string, HistoryBuilder>>,
  count: () => Partial<Output<'CountOpenWorkflowExecutions'>> = () => ({ count: 0, truncated: true }),
  openActivityTasks = Infinity,
): ScriptedClient {
  const all = Object.keys(histories);
  return new ScriptedClient({
    CountOpenWorkflowExecutions: count,
    ListOpenWorkflowExecutions: ({ nextPageToken = '0' }) => {
      const to = Number(nextPageToken) + 1000;
      return {
        executionInfos: all.slice(Number(nextPageToken), to).map((workflowId) => ({
          execution: { workflowId, runId: `run of ${workflowId}` },
          workflowType: { name: 'T', version: '1' },
          startTimestamp: new Date(0),
          executionStatus: 'OPEN' as const,
        })),
        nextPageToken: to < all.length ? String(to) : undefined,
      };
    },
    GetWorkflowExecutionHistory: (input) =>
      historyPages(histories[input.execution?.workflowId ?? '']?.events ?? [], 1000)(input),
    DescribeWorkflowExecution: () => ({
      executionInfo: undefined,
      openCounts: { openActivityTasks, openDecisionTasks: 0, openTimers: 0, openChildWorkflowExecutions: 0 },
    }),
  });
}
