import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { operations } from '../../../src/swf/operations';
import { Desk } from '../../support/desk';
import type { HeldTask } from '../../support/scene';

/** A heartbeat ends nothing and is taken back by nothing: it is recorded, and asked of before a close, without a question. */
const heartbeat = 'RecordActivityTaskHeartbeat';

let desk: Desk;
let held: HeldTask;
let before: number;
beforeEach(async () => {
  desk = await Desk.open();
  held = await desk.hold();
  before = writes();
});
afterEach(async () => {
  desk.expectNoSecret();
  await desk.close();
});

function writes(): number {
  return operations.reduce(
    (sum, { name, access }) => sum + (access === 'write' && name !== heartbeat ? desk.scene.requests(name) : 0),
    0,
  );
}

const json = (value: object) => JSON.stringify(value);
const start = (domain: string) => ({
  ...{ domain, workflowId: 'order-new', workflowType: { name: 'T', version: '1' }, taskList: { name: 'L' } },
  ...{ childPolicy: 'TERMINATE', executionStartToCloseTimeout: '60', taskStartToCloseTimeout: '60' },
});

/** All that a key binding, a task or another extension can give, so that nothing is left to be typed. */
const complete = {
  'swf.cancelActivityTask': ({ taskToken }: HeldTask) => ({ taskToken, details: '' }),
  'swf.completeActivityTask': ({ taskToken }: HeldTask) => ({ taskToken, result: '' }),
  'swf.failActivityTask': ({ taskToken }: HeldTask) => ({ taskToken, reason: 'r', details: '' }),
  'swf.signalExecution': ({ task }: HeldTask) => ({ ...task.execution, signalName: 'wake up', input: '' }),
  'swf.requestCancelExecution': ({ task }: HeldTask) => ({ ...task.execution }),
  'swf.terminateExecution': ({ task }: HeldTask) => ({
    ...{ ...task.execution, reason: 'r', details: '', childPolicy: 'TERMINATE' },
  }),
} as const;
type Complete = keyof typeof complete;

describe('called with all that it takes, it asks before it sends, and sends nothing when that is dismissed', () => {
  test.each(Object.keys(complete) as Complete[])('%s', async (id) => {
    for (const origin of [complete[id](held), { cliInputJson: json(complete[id](held)) }]) {
      desk.ui.confirmations.push(false);
      await desk.run(id, origin);
    }
    expect(desk.ui.fields).toEqual([]);
    expect(desk.ui.questions).toHaveLength(2);
    expect(writes()).toBe(before);
  });

  test.each([
    ['RespondActivityTaskCanceled', ({ taskToken }: HeldTask) => ({ taskToken })],
    ['RespondActivityTaskCompleted', ({ taskToken }: HeldTask) => ({ taskToken })],
    ['RespondActivityTaskFailed', ({ taskToken }: HeldTask) => ({ taskToken })],
    ['SignalWorkflowExecution', ({ task }: HeldTask) => ({ ...task.execution, signalName: 'wake up' })],
    ['RequestCancelWorkflowExecution', ({ task }: HeldTask) => ({ ...task.execution })],
    ['TerminateWorkflowExecution', ({ task }: HeldTask) => ({ ...task.execution })],
    ['StartWorkflowExecution', ({ task }: HeldTask) => start(task.execution.domain)],
    ['DeprecateDomain', ({ task }: HeldTask) => ({ name: task.execution.domain })],
    ['RegisterDomain', () => ({ name: 'billing', workflowExecutionRetentionPeriodInDays: '7' })],
    ['PollForActivityTask', ({ task }: HeldTask) => ({ domain: task.execution.domain, taskList: { name: 'L' } })],
    ['PollForDecisionTask', ({ task }: HeldTask) => ({ domain: task.execution.domain, taskList: { name: 'L' } })],
  ] as const)('swf.runSkeletonFile %s', async (operation, input) => {
    desk.ui.confirmations.push(false);
    await desk.run('swf.runSkeletonFile', { operation, cliInputJson: json(input(held)) });
    expect(desk.ui.questions, desk.told).toHaveLength(1);
    expect(writes()).toBe(before);
  });
});

test('a batch of chosen rows asks once before it sends anything', async () => {
  const rows = [{ kind: 'task', task: held.task }] as const;
  desk.ui.picks.push('Terminate');
  desk.ui.types('The region is going down', '');
  desk.ui.confirmations.push(false);
  await desk.run('swf.actOnSeveral', rows[0], rows);
  expect(desk.ui.questions).toHaveLength(1);
  expect(writes()).toBe(before);
});

test('a question that is confirmed does send: the count is one that would see it', async () => {
  await desk.run('swf.signalExecution', complete['swf.signalExecution'](held));
  expect(writes()).toBe(before + 1);
});
