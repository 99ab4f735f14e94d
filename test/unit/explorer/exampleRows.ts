import { domainNode, executionNode, type Node, taskNode } from '../../../src/explorer/nodes';
import type { Row } from '../../../src/explorer/row';
import { rowOf } from '../../../src/explorer/rows';
import type { ActivityTask } from '../../../src/swf/activityTasks';
import type { Execution } from '../../../src/swf/listings';

export const minute = 60_000;
/** When the rows are looked at. */
export const now = Date.UTC(2026, 5, 1, 12);
export const runId = '22Y+/=';
export const domain = domainNode({
  name: 'orders',
  description: 'The shop',
  arn: 'arn:aws:swf:eu-west-1:1:/domain/orders',
});

/** An execution that has been open for 26 minutes. */
export function execution(more: Partial<Execution> = {}) {
  return executionNode(domain, {
    domain: 'orders',
    workflowId: 'order-1',
    runId,
    workflowType: { name: 'FulfilOrder', version: '2' },
    startedAt: now - 26 * minute,
    cancelRequested: false,
    tags: [],
    ...more,
  });
}

/** A task of it that was scheduled 5 minutes ago. */
export function task(more: Partial<ActivityTask> = {}): Node {
  return taskNode(execution(), {
    execution: { domain: 'orders', workflowId: 'order-1', runId },
    scheduledEventId: 5,
    activityId: 'charge-card',
    activityType: { name: 'ChargeCard', version: '3' },
    taskList: 'payments',
    scheduledAt: now - 5 * minute,
    timeouts: { scheduleToStart: 'NONE', scheduleToClose: 'NONE', startToClose: 1800, heartbeat: 'NONE' },
    ...more,
  });
}

/** What a task has more once a worker holds it. */
export const started = { startedEventId: 6, startedAt: now - 4 * minute, identity: 'worker-7' };

/** The row of a node at that time. */
export function look(node: Node): Row {
  return rowOf(node, now);
}
