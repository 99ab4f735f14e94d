import { describe, expect, test } from 'vitest';
import { heldRow, type HeldRowContext } from '../../../src/explorer/heldRow';
import { markKept } from '../../../src/explorer/keptMark';
import type { HeldToken } from '../../../src/contract';
import type { HeldTask } from '../../../src/tokens/heldTask';
import type { Standing } from '../../../src/tokens/heldTasks';

const now = Date.parse('2026-03-01T03:00:00Z');
const target = { label: 'prod · eu-west-1', region: 'eu-west-1', profile: 'prod' };
const poll: HeldTask = {
  id: 'x',
  how: 'claimed',
  since: now - 20_000,
  target,
  domain: 'orders',
  claim: { taskList: 'payments', identity: 'me@here (SWF Workbench 1a2b3c4d)' },
};
const held: HeldTask = {
  ...poll,
  work: {
    workflowId: 'order-1',
    runId: 'run-1',
    activityId: 'charge-card',
    activityType: { name: 'ChargeCard', version: '2.0' },
  },
  task: {
    execution: { domain: 'orders', workflowId: 'order-1', runId: 'run-1' },
    activityId: 'charge-card',
    activityType: { name: 'ChargeCard', version: '2.0' },
    taskList: 'payments',
    scheduledEventId: 5,
    startedEventId: 6,
    scheduledAt: now - 3_600_000,
    startedAt: now - 20_000,
    timeouts: { scheduleToStart: 'NONE', scheduleToClose: 'NONE', startToClose: 620, heartbeat: 'NONE' },
  },
};
const here: HeldRowContext = { now, target, heartbeats: 'none' };

function look(task: HeldTask, standing: Standing = 'held', context: Partial<HeldRowContext> = {}) {
  return heldRow({ held: task, standing }, { ...here, ...context });
}

describe('a held task', () => {
  test('says what it is, what comes next, and how its token came', () => {
    const row = look(held);
    expect(row).toMatchObject({
      label: 'charge-card',
      description: 'times out in 10 min · order-1',
      tokens: ['held', 'forgettable', 'usable', 'silent'],
      spoken: 'Held activity task charge-card, times out in 10 min · order-1',
    });
    expect(row.tooltip).toContain('Activity task charge-card in order-1, domain orders');
    expect(row.tooltip).toContain('Its task token is kept in the editor’s secret storage.');
    expect(row.tooltip.join()).toContain('Claimed from task list payments as me@here (SWF Workbench 1a2b3c4d)');
  });

  test('whose token was given by the person says that nobody can tell whether it is its own', () => {
    expect(look({ ...held, how: 'remembered' }).tooltip.join()).toContain('the service cannot tell whether it is');
  });

  test('that only this window’s memory has says so first, in words', () => {
    const row = look(held, 'unstored');
    expect(row.description).toMatch(/^NOT STORED: only this window has the token/);
    expect(row.spoken).toContain('NOT STORED');
    expect(row.tokens).toContain('unstored');
  });

  test('of another connection offers nothing that would be sent', () => {
    const row = look(held, 'held', { target: { ...target, region: 'us-east-1' } });
    expect(row.description).toContain('of prod · eu-west-1');
    expect(row.tokens).toEqual(['held', 'forgettable']);
    expect(row.tooltip.join()).toContain('That connection is not open');
    expect(look(held, 'held', { target: undefined }).tokens).not.toContain('usable');
  });

  test('says how its heartbeats go, and that its cancellation was requested', () => {
    const beating = {
      ...held,
      heartbeats: { everyMs: 10_000 },
      lastHeartbeat: { at: now - 5_000, cancelRequested: true },
    };
    const row = look(beating, 'held', { heartbeats: 'running' });
    expect(row.description).toBe('cancel requested · times out in 10 min · heartbeat every 10 s · order-1');
    expect(row.tokens).toContain('beating');
    expect(look(beating, 'held', { heartbeats: 'failing' }).description).toContain('HEARTBEATS FAIL');
    expect(look(beating).tooltip.join()).toContain('this window does not');
  });

  test('whose history was not read yet says so', () => {
    expect(look({ ...held, task: undefined }).tooltip.join()).toContain('its timeouts are not known');
  });

  test('with a hostile name stays on its line', () => {
    const name = 'a\nb\u202Ec';
    const row = look({ ...held, work: { workflowId: name, runId: name, activityId: name } });
    const texts = [row.label, row.description, row.spoken, ...row.tooltip];
    expect(texts.filter((text) => /[\p{Cc}\u202E]/u.test(text))).toEqual([]);
  });
});

describe('what is no held task', () => {
  test.each([
    ['waiting', 'waiting for a task, 20 s so far', ['polling']],
    ['waitingElsewhere', 'another window waits for a task, 20 s so far', []],
    ['interrupted', 'a poll was interrupted', ['forgettable']],
    ['lost', 'its token is lost', ['forgettable']],
    ['unreadable', 'the editor does not give its token', ['forgettable']],
  ] as const)('%s says what it is', (standing, description, tokens) => {
    expect(look(poll, standing)).toMatchObject({ label: 'payments', description, tokens });
  });

  test('an interrupted poll names the worker by which a lost task can be found', () => {
    expect(look(poll, 'interrupted').tooltip.join()).toContain('started by me@here (SWF Workbench 1a2b3c4d)');
  });
});

test('every token of the contract is given to some row', () => {
  const rows = [
    look(held),
    look(held, 'unstored'),
    look({ ...held, heartbeats: { everyMs: 1 } }),
    look(poll, 'waiting'),
  ];
  const all: { readonly [Token in HeldToken]: true } = {
    held: true,
    usable: true,
    beating: true,
    silent: true,
    unstored: true,
    polling: true,
    forgettable: true,
  };
  expect([...new Set(rows.flatMap(({ tokens }) => tokens))].sort()).toEqual(Object.keys(all).sort());
});

test('a task’s row elsewhere says that its token is kept', () => {
  const plain = { ...look(held), changesAt: 0 };
  expect(markKept(plain, true)).toMatchObject({
    description: `token kept · ${plain.description}`,
    spoken: `${plain.spoken}, token kept`,
  });
  expect(markKept(plain, false)).toEqual(plain);
});
