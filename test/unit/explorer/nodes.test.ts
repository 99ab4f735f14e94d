import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { domainNode, executionNode, isNode, isWithin, noteId } from '../../../src/explorer/nodes';

function execution(domain: string, workflowId: string, runId: string) {
  return executionNode(domainNode({ name: domain }), {
    domain,
    workflowId,
    runId,
    workflowType: { name: 'T', version: '1' },
    startedAt: 0,
    cancelRequested: false,
    tags: [],
  });
}

describe('the ids of rows', () => {
  test('are AWS’s own identities, so that a refresh keeps what was open', () => {
    expect(execution('orders', 'order-1', 'run').id).toBe('orders/order-1/run');
    expect(execution('orders', 'order-1', 'run').id).toBe(execution('orders', 'order-1', 'run').id);
  });

  test('are different whenever the identities are', () => {
    // Few characters, so that the pieces often look like one another's joins.
    const name = fc.string({ unit: fc.constantFrom('a', '/', ':', '%', '2', 'F'), minLength: 1, maxLength: 4 });
    const identity = fc.tuple(name, name, name);
    fc.assert(
      fc.property(identity, identity, (one, other) => {
        const same = one.every((part, i) => part === other[i]);
        expect(execution(...one).id === execution(...other).id).toBe(same);
        expect(isWithin(execution(...one).id, domainNode({ name: other[0] }).id)).toBe(one[0] === other[0]);
      }),
      { numRuns: 1000 },
    );
  });

  test('of notes are nobody’s identity', () => {
    expect(noteId('fault', undefined)).not.toBe(domainNode({ name: 'fault' }).id);
    const parent = domainNode({ name: 'orders' });
    const ids = [noteId('fault', parent), noteId('message', parent), noteId('loadMore', parent)];
    expect(new Set(ids).size).toBe(3);
    expect(ids.every((id) => isWithin(id, parent.id))).toBe(true);
  });

  test('a longer name is not below a shorter one', () => {
    expect(isWithin('orders-2', 'orders')).toBe(false);
    expect(isWithin('orders', 'orders')).toBe(true);
    expect(isWithin('orders/x', 'orders')).toBe(true);
  });
});

test('commands get rows as unknown values', () => {
  expect(isNode(domainNode({ name: 'orders' }))).toBe(true);
  for (const other of [undefined, null, 'orders', 5, {}, { kind: 'domain' }, { id: 'x' }, { kind: 'task', id: 5 }]) {
    expect(isNode(other), JSON.stringify(other)).toBe(false);
  }
});
