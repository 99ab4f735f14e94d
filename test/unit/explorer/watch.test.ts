import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { needsConnection, quickestPause, Watch } from '../../../src/explorer/watch';
import { SwfFault } from '../../../src/swf/faults';
import { minutes, seconds, WatchDesk } from './watchDesk';

let desk: WatchDesk;
beforeEach(async () => {
  desk = await WatchDesk.start();
});
afterEach(async () => {
  await desk.stop();
});

describe('while the view can be seen', () => {
  beforeEach(async () => {
    await desk.scene.holdTask();
    await desk.openAll();
    desk.watch.setVisible(true);
  });

  test('what does not change is looked at ever more rarely, domains most rarely, down to every five minutes', async () => {
    desk.calls();
    const start = desk.time.now();
    await desk.time.pass(25 * minutes);
    const looks = desk.time.requests.filter(({ operation }) => operation === 'GetWorkflowExecutionHistory');
    const pauses = looks.map(({ at }, i) => (at - (looks[i - 1]?.at ?? start)) / seconds);
    expect(pauses.slice(0, 6).map(Math.round)).toEqual([10, 20, 40, 80, 160, 300]);
    expect(new Set(pauses.slice(5).map(Math.round))).toEqual(new Set([300]));
    const domains = desk.time.requests.filter(({ operation }) => operation === 'ListDomains');
    // Registered and deprecated ones are two lists.
    expect(domains.map(({ at }) => Math.round((at - start) / minutes))).toEqual([1, 1, 3, 3, 7, 7, 15, 15]);
    expect(desk.changes).toEqual([]);
  });

  test('a change is seen without a click, and then looked for soon again', async () => {
    await desk.time.pass(20 * minutes);
    expect(await desk.shown()).toEqual(['charge-card']);
    await desk.scene.sdk.terminateWorkflowExecution({ domain: desk.scene.domain, workflowId: 'order-1' });
    desk.calls();
    await desk.time.pass(6 * minutes);
    expect(desk.labels(await desk.childrenOf((await desk.childrenOf())[0]))).toEqual(['No open workflow executions']);
    expect(desk.changes).not.toEqual([]);
    const looks = desk.time.requests
      .filter(({ operation }) => operation === 'ListOpenWorkflowExecutions')
      .map(({ at }) => at);
    const pauses = looks.slice(1, 3).map((at, i) => Math.round((at - (looks[i] ?? 0)) / seconds));
    expect(pauses).toEqual([10, 20]);
  });

  test('an act makes it look at once, and soon after', async () => {
    await desk.time.pass(20 * minutes);
    desk.calls();
    desk.watch.hurry();
    await desk.time.pass(1 * seconds);
    const looks = ['GetWorkflowExecutionHistory', 'ListDomains', 'ListDomains', 'ListOpenWorkflowExecutions'];
    expect(desk.calls().sort()).toEqual(looks);
    expect((await desk.count(31 * seconds)).GetWorkflowExecutionHistory).toBe(2);
  });

  test('a closed row is not looked at, nor what is below it', async () => {
    const [domain] = await desk.childrenOf();
    if (domain?.kind !== 'domain') throw new Error('No domain');
    desk.model.setOpen(domain, false);
    expect(await desk.count(10 * minutes)).toEqual({ ListDomains: 6 });
  });

  test('off: nothing is read by itself, but an act is followed', async () => {
    desk.setting = 'off';
    expect(await desk.count(10 * minutes)).toEqual({});
    desk.watch.hurry();
    expect((await desk.count(10 * minutes)).GetWorkflowExecutionHistory).toBe(1);
  });

  test('a number of seconds is the shortest pause', async () => {
    desk.setting = '2';
    desk.watch.hurry();
    expect((await desk.count(7 * seconds)).GetWorkflowExecutionHistory).toBe(3);
  });
});

describe('a scan of all open tasks of a domain', () => {
  beforeEach(async () => {
    await desk.scene.holdTask('first');
    const [domain] = await desk.model.children();
    const [scan] = await desk.model.children(domain);
    if (scan?.kind !== 'openTasks') throw new Error('No scan');
    await desk.time.until(scan.scan.start());
    await desk.model.children(scan);
    desk.watch.setVisible(true);
  });

  async function found(): Promise<string[]> {
    const [domain] = await desk.model.children();
    const [scan] = await desk.model.children(domain);
    return desk.labels(await desk.model.children(scan));
  }

  test('is read again by itself while its rows can be seen', async () => {
    expect(await found()).toEqual(['first']);
    await desk.scene.holdTask('second');
    await desk.time.pass(4 * minutes);
    expect(await found()).toEqual(['first', 'second']);
  });

  test('is read again whole no more often than a tenth of the rates allows, whatever is set and done', async () => {
    for (let n = 0; n < 29; n++) await desk.scene.scheduleTask(`task-${n}`);
    const [, scan] = [
      ...(await desk.model.children()),
      ...(await desk.model.children((await desk.model.children())[0])),
    ];
    if (scan?.kind !== 'openTasks') throw new Error('No scan');
    await desk.time.until(scan.scan.rescan());
    desk.setting = '1';
    let read = 0;
    for (let n = 0; n < 60; n++) {
      desk.watch.hurry();
      read += (await desk.count(1 * seconds)).GetWorkflowExecutionHistory ?? 0;
    }
    // 30 executions take five seconds at six a second.
    expect(read).toBeGreaterThanOrEqual(30);
    expect(read).toBeLessThanOrEqual(12 * 30);
  });

  test('is not read while its row is closed, nor while the view is hidden', async () => {
    const [domain] = await desk.model.children();
    const [scan] = await desk.model.children(domain);
    if (scan?.kind !== 'openTasks' || domain?.kind !== 'domain') throw new Error('No scan');
    desk.model.setOpen(scan, false);
    expect((await desk.count(20 * minutes)).GetWorkflowExecutionHistory).toBeUndefined();
    desk.model.setOpen(scan, true);
    desk.watch.setVisible(false);
    expect(await desk.count(20 * minutes)).toEqual({});
  });
});

describe('a hidden view', () => {
  beforeEach(async () => {
    const held = await desk.scene.holdTask();
    await desk.pins.pin(held.task, desk.scene.client.target);
    await desk.openAll();
    desk.watch.setVisible(true);
    // No look is due at this very moment: one that had begun would end after the view is hidden.
    await desk.time.pass(1 * minutes + 5 * seconds);
  });

  test('costs no call, whatever happens, until it is seen again: then all is looked at', async () => {
    desk.watch.setVisible(false);
    desk.watch.hurry();
    await desk.scene.sdk.terminateWorkflowExecution({ domain: desk.scene.domain, workflowId: 'order-1' });
    expect(await desk.count(600 * minutes)).toEqual({});
    desk.watch.setVisible(true);
    await desk.time.pass(1 * seconds);
    expect(desk.calls()).toEqual(expect.arrayContaining(['ListOpenWorkflowExecutions', 'ListDomains']));
    expect(desk.labels(await desk.childrenOf((await desk.childrenOf())[0]))).toEqual(['No open workflow executions']);
  });

  test('is like a window that has lost the focus for five minutes', async () => {
    desk.watch.setFocused(false);
    expect((await desk.count(5 * minutes)).ListOpenWorkflowExecutions).toBeGreaterThan(0);
    expect(await desk.count(600 * minutes)).toEqual({});
    desk.watch.setFocused(true);
    expect((await desk.count(1 * seconds)).ListOpenWorkflowExecutions).toBe(1);
  });

  test('is not looked at twice at once when it comes and goes', async () => {
    for (let i = 0; i < 20; i++) desk.watch.setVisible(i % 2 === 0);
    desk.watch.setVisible(true);
    expect((await desk.count(11 * seconds)).ListOpenWorkflowExecutions).toBe(1);
  });
});

describe('faults', () => {
  beforeEach(async () => {
    await desk.scene.holdTask();
    await desk.openAll();
    desk.watch.setVisible(true);
  });

  test('take no row away, say since when, and are tried ever more rarely', async () => {
    const before = await desk.shown();
    desk.scene.local.control.setFaults({ rules: [{ operation: 'GetWorkflowExecutionHistory', fault: 'html' }] });
    await desk.time.pass(10 * minutes);
    const rows = await desk.openAll();
    expect(desk.labels(rows.slice(0, -1))).toEqual(before);
    expect(rows.at(-1)).toMatchObject({ kind: 'fault', staleSince: expect.any(Number) as number });
    expect(desk.failures.every((failure) => failure instanceof SwfFault)).toBe(true);
    // Told once: the row stays as it is while nothing but the time changes.
    expect(desk.changes).toEqual(['execution']);
    expect((await desk.count(10 * minutes)).GetWorkflowExecutionHistory).toBe(2);
    desk.scene.local.control.setFaults({ rules: [] });
    await desk.time.pass(6 * minutes);
    expect(await desk.shown()).toEqual(before);
  });

  test('that only a person can mend are not asked for again until somebody looks', async () => {
    let asked = 0;
    const needy = new Watch({
      clock: desk.time,
      watched: () => [
        {
          id: 'x',
          readAt: 0,
          slowness: 1,
          look: () => {
            asked++;
            return Promise.reject(
              new SwfFault('credentialsExpired', 'Expired', { operation: 'ListDomains', delivered: 'no' }),
            );
          },
        },
      ],
      quickest: () => 10 * seconds,
      needsPerson: needsConnection,
      onFailure: () => undefined,
    });
    needy.setVisible(true);
    await desk.time.pass(60 * minutes);
    expect(asked).toBe(1);
    needy.setVisible(false);
    await desk.time.pass(1 * minutes);
    needy.setVisible(true);
    await desk.time.pass(60 * minutes);
    expect(asked).toBe(2);
    needy.dispose();
  });
});

test.each([
  ['on', 10_000],
  ['off', undefined],
  [' OFF ', undefined],
  ['30', 30_000],
  ['0', 10_000],
  ['soon', 10_000],
])('the setting %s', (text, pause) => {
  expect(quickestPause(text)).toBe(pause);
});
