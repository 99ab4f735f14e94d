import { describe, expect, test } from 'vitest';
import type { RowToken } from '../../../src/contract';
import { OpenConnection } from '../../../src/connection/openConnection';
import { Telling } from '../../../src/explorer/durations';
import {
  closedExecutionNode,
  closedListNode,
  connectionNode,
  domainNode,
  type Node,
  noteId,
} from '../../../src/explorer/nodes';
import { openTasksRow } from '../../../src/explorer/openTasksRow';
import { markKept, markReadOnly } from '../../../src/explorer/keptMark';
import { markPin } from '../../../src/explorer/pinMark';
import { Fault } from '../../../src/swf/fault';
import { SwfFault } from '../../../src/swf/faults';
import { domain, execution, look, minute, now, runId, started, task } from './exampleRows';
import { seenScan } from './seenScan';

const closedExecution = closedExecutionNode(closedListNode(domain, 'TIMED_OUT'), {
  ...execution().execution,
  closeStatus: 'TIMED_OUT',
  closedAt: now - 2 * minute,
});

describe('a domain', () => {
  test('shows its name and what it is for', () => {
    expect(look(domain)).toEqual({
      label: 'orders',
      description: 'The shop',
      tooltip: ['Domain orders', 'The shop', 'arn:aws:swf:eu-west-1:1:/domain/orders'],
      icon: 'globe',
      expandable: true,
      tokens: ['domain', 'refreshable'],
      spoken: 'Domain orders, The shop',
      changesAt: Number.POSITIVE_INFINITY,
    });
  });

  test('without a description has no empty line', () => {
    const row = look(domainNode({ name: 'bare', description: '' }));
    expect(row).toMatchObject({ description: '', tooltip: ['Domain bare'], spoken: 'Domain bare' });
  });
});

describe('an open execution', () => {
  test('shows its age and type', () => {
    expect(look(execution())).toEqual({
      label: 'order-1',
      description: '26 min · FulfilOrder 2',
      tooltip: [
        'Workflow execution order-1',
        `Run id: ${runId}`,
        'Type: FulfilOrder 2',
        'Started: 2026-06-01 11:34:00 UTC, 26 min ago',
      ],
      icon: 'run-all',
      expandable: true,
      tokens: ['execution', 'open', 'refreshable'],
      spoken: 'Workflow execution order-1, FulfilOrder 2, open for 26 min',
      changesAt: now + minute,
    });
  });

  test('says in words, not by its icon alone, that its cancellation was requested', () => {
    const row = look(
      execution({ cancelRequested: true, tags: ['vip', 'eu'], parent: { workflowId: 'day', runId: 'r' } }),
    );
    expect(row.description).toBe('cancel requested · 26 min · FulfilOrder 2');
    expect(row.spoken).toContain('cancel requested');
    expect(row.icon).not.toBe(look(execution()).icon);
    expect(row.tooltip.slice(4)).toEqual([
      'Its cancellation was requested; its decider has to act on it.',
      'Tags: vip, eu',
      'Child of: day, run r',
    ]);
  });
});

describe('rows that are no resource', () => {
  class SomeFault extends Fault {
    constructor(readonly details: { readonly nextStep?: string }) {
      super('Not allowed: swf:ListDomains');
    }
  }

  test('more pages', () => {
    const node: Node = { kind: 'loadMore', id: noteId('loadMore', domain), parent: domain, loaded: 100 };
    expect(look(node)).toMatchObject({ label: 'Load More…', description: '100 shown', tokens: ['loadMore'] });
    expect(look(node).spoken).toBe('Load more, 100 shown');
  });

  test('a note can only be read', () => {
    const node: Node = { kind: 'message', id: 'x', parent: domain, text: 'Nothing here', tooltip: 'Because.' };
    expect(look(node)).toMatchObject({ label: 'Nothing here', tooltip: ['Because.'], tokens: [], expandable: false });
    expect(look(node).spoken).toBe('Nothing here. Because.');
  });

  test('a fault says what, and what to do', () => {
    const nextStep = 'Ask for the permission.';
    const node: Node = { kind: 'fault', id: 'x', parent: undefined, fault: new SomeFault({ nextStep }) };
    expect(look(node)).toMatchObject({
      label: 'Could not be read',
      description: 'Not allowed: swf:ListDomains',
      tooltip: ['Not allowed: swf:ListDomains', nextStep, 'Click to try again.'],
      tokens: [],
      spoken: 'Could not be read: Not allowed: swf:ListDomains',
    });
    expect(look({ ...node, fault: new SomeFault({}) }).tooltip).toHaveLength(2);
  });
});

describe('names that come from anywhere', () => {
  const markup = '**bold** <img src=x> [go](command:swf.stopLocalSwf) $(trash)';

  test('with markup stay as they are', () => {
    const row = look(task({ ...started, activityId: markup, identity: markup }));
    expect(row.label).toBe(markup);
    expect(row.description).toContain(markup);
    expect(row.tooltip[0]).toBe(`Activity task ${markup}`);
  });

  test.each([
    ['a line break', 'one\ntwo', 'one\\ntwo'],
    ['an escape sequence', 'one\u001b[2Jtwo', 'one\\u001b[2Jtwo'],
    ['a line separator', 'one\u2028two', 'one\\u2028two'],
    ['a right-to-left override', 'one\u202Etwo', 'one\\u202etwo'],
  ])('with %s show them, on their own line and in their own order', (_, name, shown) => {
    const rows = [
      look(task({ ...started, activityId: name, identity: name, taskList: name })),
      look(execution({ workflowId: name, tags: [name] })),
      look(domainNode({ name: 'd', description: name })),
    ];
    const texts = rows.flatMap(({ label, description, tooltip, spoken }) => [label, description, ...tooltip, spoken]);
    expect(texts.filter((text) => /[\p{Cc}\u2028-\u202E]/u.test(text))).toEqual([]);
    expect(rows.map(({ label }) => label)).toEqual([shown, shown, 'd']);
    expect(rows[2]?.tooltip).toEqual(['Domain d', shown]);
  });
});

test('a pinned task says so, in its row, its tooltip and for a screen reader', () => {
  const [plain, pinned] = [look(task()), markPin(look(task()), true)];
  expect(pinned.description).toBe(`pinned · ${plain.description}`);
  expect(pinned.spoken).toBe(`${plain.spoken}, pinned`);
  expect(pinned.tooltip.at(-1)).toContain('only while this view can be seen');
  expect(markPin(plain, false)).toEqual({ ...plain, tokens: [...plain.tokens, 'pinnable'] });
});

test('a closed execution says how it ended and when, by word and icon', () => {
  const row = look(closedExecution);
  expect(row).toMatchObject({ label: 'order-1', icon: 'watch', tokens: ['execution', 'closed'] });
  expect(row.description).toBe('timed out · 2 min ago · FulfilOrder 2');
  expect(row.spoken).toBe('Closed workflow execution order-1, timed out 2 min ago, FulfilOrder 2');
  expect(look(closedExecution.parent).spoken).toBe('Closed executions of orders, only timed out');
});

test('every token of the contract is given to some row', () => {
  const more: Node = { kind: 'loadMore', id: 'x', parent: undefined, loaded: 1 };
  const login = { kind: 'sso', profile: 'prod' } as const;
  const fault = new SwfFault('credentialsExpired', 'Expired', { operation: 'ListDomains', delivered: 'no', login });
  const loggedOut: Node = { kind: 'fault', id: 'y', parent: undefined, fault };
  expect(look(loggedOut).tooltip.at(-1)).toBe('Click to log in.');
  const missing = { action: 'swf:ListDomains', resource: '*' };
  const denied: Node = {
    ...{ kind: 'fault', id: 'z', parent: undefined },
    fault: new SwfFault('accessDenied', 'Denied', { operation: 'ListDomains', delivered: 'no', missing }),
  };
  const own = new OpenConnection({
    choice: { localSwf: 'http://127.0.0.1:1' },
    env: {},
    localSwf: () => undefined,
    around: (client) => client,
    said: () => ({}),
    locateOthers: () => Promise.resolve(),
  });
  const rows = [
    connectionNode(own),
    domain,
    execution(),
    task(),
    task(started),
    more,
    loggedOut,
    denied,
    closedExecution,
    closedExecution.parent,
  ].map((node) => look(node));
  const marked = [true, false].map((isPinned) => markReadOnly(markPin(look(task()), isPinned), 'read-only'));
  const scans = (['running', 'stopped'] as const).map((state) => openTasksRow(seenScan({ state }), new Telling(now)));
  const given = [...rows, ...marked, markKept(look(task()), true), ...scans].flatMap(({ tokens }) => tokens);
  const all: { readonly [Token in RowToken]: true } = {
    connection: true,
    readOnly: true,
    domain: true,
    execution: true,
    open: true,
    closed: true,
    closedList: true,
    task: true,
    cancelable: true,
    kept: true,
    loadMore: true,
    loggedOut: true,
    denied: true,
    refreshable: true,
    pinnable: true,
    pinned: true,
    stoppable: true,
    resumable: true,
    rescannable: true,
  };
  expect([...new Set(given)].sort()).toEqual(Object.keys(all).sort());
});
