import { describe, expect, test } from 'vitest';
import { domainNode, executionNode, taskNode } from '../../../src/explorer/nodes';
import { Redraw } from '../../../src/explorer/redraw';

const domain = domainNode({ name: 'orders' });

function execution(workflowId: string) {
  return executionNode(domain, {
    domain: 'orders',
    workflowId,
    runId: 'run',
    workflowType: { name: 'T', version: '1' },
    startedAt: 0,
    cancelRequested: false,
    tags: [],
  });
}

const first = execution('order-1');
const task = taskNode(first, {
  execution: first.execution,
  scheduledEventId: 5,
  activityId: 'charge-card',
  activityType: { name: 'T', version: '1' },
  taskList: 'L',
  scheduledAt: 0,
  timeouts: {},
});

describe('rows whose words have become wrong', () => {
  test('are told once, when it is time, and only they', () => {
    const redraw = new Redraw();
    redraw.drawn(domain, Number.POSITIVE_INFINITY);
    redraw.drawn(first, 100);
    redraw.drawn(task, 200);
    expect(redraw.takeDue(99)).toEqual([]);
    expect(redraw.takeDue(100)).toEqual([first]);
    expect(redraw.takeDue(150)).toEqual([]);
    redraw.drawn(first, 300);
    expect(redraw.takeDue(200)).toEqual([task]);
    expect(redraw.takeDue(1_000_000)).toEqual([first]);
  });

  test('inside a closed row wait until it is opened', () => {
    const redraw = new Redraw();
    redraw.drawn(first, 100);
    redraw.drawn(task, 100);
    redraw.setOpen(first, false);
    expect(redraw.takeDue(100)).toEqual([first]);
    redraw.setOpen(domain, false);
    redraw.setOpen(first, true);
    expect(redraw.takeDue(100)).toEqual([]);
    redraw.setOpen(domain, true);
    expect(redraw.takeDue(100)).toEqual([task]);
  });

  test('that are read anew are forgotten until they are drawn again', () => {
    const redraw = new Redraw();
    const other = execution('order-10');
    for (const node of [first, task, other]) redraw.drawn(node, 100);
    redraw.forget(first);
    expect(redraw.takeDue(100)).toEqual([first, other]);
    redraw.drawn(task, 100);
    redraw.forget(undefined);
    expect(redraw.takeDue(100)).toEqual([]);
  });
});
