import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Desk } from '../../support/desk';
import { executionRow, taskRow } from '../../support/fakeExplorer';
import type { HeldTask } from '../../support/scene';

let desk: Desk;
let held: HeldTask;
beforeEach(async () => {
  desk = await Desk.open();
  held = await desk.hold();
});
afterEach(async () => {
  desk.expectNoSecret();
  await desk.close();
});

const signal = async (origin?: unknown) => await desk.run('swf.signalExecution', origin);
const requestCancel = async (origin?: unknown) => await desk.run('swf.requestCancelExecution', origin);
const terminate = async (origin?: unknown) => await desk.run('swf.terminateExecution', origin);
const question = () => desk.ui.questions.at(-1);

const suggested = async (field: number) => (await desk.ui.fields[field]?.suggestions) ?? [];

async function lastEvent(): Promise<{ id: number; attributes: unknown }> {
  const { domain, workflowId, runId } = held.task.execution;
  const { events = [] } = await desk.scene.sdk.getWorkflowExecutionHistory({
    domain,
    execution: { workflowId, runId },
    reverseOrder: true,
  });
  const event = events.find(({ eventType }) => eventType?.startsWith('WorkflowExecution'));
  const attributes: unknown = Object.entries(event ?? {}).find(([key]) => key.endsWith('Attributes'))?.[1];
  return { id: event?.eventId ?? 0, attributes };
}

describe('Signal Execution', () => {
  test('from the row of a task: asks for name and input, says what becomes of the task, and names the event', async () => {
    desk.ui.types('retry now', '{"step":2}');
    const outcome = await signal(taskRow(held));
    expect(desk.ui.fields).toMatchObject([
      { title: 'Signal Execution: order-1', step: 1, totalSteps: 2 },
      { title: 'Signal Execution: order-1', step: 2, totalSteps: 2 },
    ]);
    const { id, attributes } = await lastEvent();
    expect(attributes).toMatchObject({ signalName: 'retry now', input: '{"step":2}' });
    expect(outcome).toMatchObject({ kind: 'recorded', eventIds: [id] });
    expect(desk.told).toContain(`Signal recorded as event ${id} (WorkflowExecutionSignaled): order-1`);
    expect(question()).toMatchObject({ message: 'Signal workflow execution order-1?', action: 'Send the Signal' });
    expect(question()?.detail).toContain('the decider decides what follows');
    expect(question()?.detail).toContain('Its open activity task goes on until then: charge-card.');
    expect(question()?.detail).toContain('This task stays open until its worker answers');
    expect(desk.acted).toEqual([outcome]);
    await desk.ui.press('Open History');
    expect(desk.documents.readOnly).toEqual([{ address: 'swf-history:/order-1', at: `"eventId": ${id}` }]);
  });

  test('offers the names that the history has seen, the latest first, and warns of another', async () => {
    for (const signalName of ['pause', 'resume']) await signal({ ...held.task.execution, signalName, input: '' });
    desk.ui.types('rseume', '');
    await signal(executionRow(held));
    expect((await suggested(0)).map(({ value }) => value)).toEqual(['resume', 'pause']);
    expect(question()?.detail).toContain('“rseume”, a name not among the newest events of its history');
  });

  test('leaving keeps what was typed, for this execution alone', async () => {
    const other = await desk.hold('other');
    desk.ui.moves.push({ how: 'accepted', value: 'retry now' }, { how: 'left', value: '{"st' });
    expect(await signal(executionRow(held))).toBeUndefined();
    desk.ui.moves.push({ how: 'left' });
    await signal(executionRow(other));
    desk.ui.moves.push({ how: 'accepted' }, { how: 'back' }, { how: 'accepted' }, { how: 'accepted' });
    await signal(executionRow(held));
    expect(desk.ui.fields.slice(2).map(({ value }) => value)).toEqual(['', 'retry now', '{"st', 'retry now', '{"st']);
  });

  test('a name is required, and each text has its limit', async () => {
    desk.ui.moves.push({ how: 'left' });
    await signal(executionRow(held));
    expect(desk.ui.remarkOn('')).toMatchObject({ severity: 'error' });
    expect(desk.ui.remarkOn('n'.repeat(256))).toMatchObject({ severity: 'note' });
    expect(desk.ui.remarkOn('n'.repeat(257))).toMatchObject({ severity: 'error' });
  });

  test('a lost answer: Try Again finds the signal that arrived, and sends nothing', async () => {
    desk.ui.confirmations.push(() => {
      desk.scene.local.control.setFaults({
        rules: [
          { operation: 'SignalWorkflowExecution', fault: 'resetAfter' },
          { operation: 'GetWorkflowExecutionHistory', fault: 'resetBefore' },
        ],
      });
      return Promise.resolve(true);
    });
    desk.ui.types('retry now', '');
    expect(await signal(taskRow(held))).toMatchObject({ kind: 'unknown' });
    desk.scene.local.control.setFaults({ rules: [] });
    await desk.ui.press('Try Again');
    expect(desk.told).toContain('Signal recorded as event');
    expect(desk.scene.requests('SignalWorkflowExecution')).toBe(1);
    expect(desk.ui.questions).toHaveLength(1);
  });

  test('a lost answer: the same signal given anew by hand is looked for too', async () => {
    const again = { ...held.task.execution, signalName: 'retry now', input: 'x' };
    desk.scene.local.control.setFaults({ rules: [{ operation: 'SignalWorkflowExecution', fault: 'resetBefore' }] });
    expect(await signal(again)).toMatchObject({ kind: 'unknown' });
    desk.scene.local.control.setFaults({ rules: [] });
    const { domain, workflowId } = held.task.execution;
    expect(await signal({ domain, workflowId, signalName: 'retry now', input: 'x' })).toMatchObject({
      kind: 'recorded',
    });
    expect(question()?.detail).toContain('The answer to an earlier try was lost');
    await signal(again);
    expect(question()?.detail).not.toContain('The answer to an earlier try was lost');
  });
});

describe('Request Cancel of Execution', () => {
  test('asks nothing but the one question: the decider decides, the task goes on until then', async () => {
    expect(await requestCancel(taskRow(held))).toMatchObject({ kind: 'recorded' });
    expect(desk.ui.fields).toEqual([]);
    expect(question()).toMatchObject({ action: 'Request Cancel', dismiss: 'Do Nothing' });
    expect(question()?.detail).toContain('the decider decides what follows: it may clean up first, or ignore it');
    expect(question()?.detail).toContain('goes on until then: charge-card');
    await requestCancel(taskRow(held));
    expect(question()?.detail).toContain('Its cancellation was requested before');
    expect(question()?.detail).toContain('No decider has taken its decision task');
  });

  test('a task that nobody has started stays in its list', async () => {
    const task = await desk.scene.scheduleTask('waits');
    await requestCancel({ kind: 'task', task });
    expect(question()?.detail).toContain('This task stays in its task list until the decider cancels it');
  });
});

describe('Terminate Execution', () => {
  test('asks for reason, details and child policy, each policy explained, and says what becomes of the task', async () => {
    desk.ui.types('ordered twice', '', '');
    expect(await terminate(taskRow(held))).toMatchObject({ kind: 'recorded' });
    const [own, ...others] = await suggested(2);
    expect(own).toMatchObject({ value: '', description: '0 open now; TERMINATE: they are terminated too' });
    expect(others.map(({ value, description }) => `${value}: ${description ?? ''}`)).toEqual([
      'TERMINATE: they are terminated too',
      'REQUEST_CANCEL: their cancellation is requested, and their deciders decide',
      'ABANDON: they go on by themselves',
    ]);
    expect(desk.ui.remarkOn('terminate')).toMatchObject({ severity: 'error' });
    expect(question()?.detail).toContain('Its open activity task is gone without an event of its own');
    expect(question()?.detail).toContain('Reason: “ordered twice”');
    expect((await lastEvent()).attributes).toMatchObject({ reason: 'ordered twice', childPolicy: 'TERMINATE' });
    expect(desk.told).toContain('Termination recorded as event');
  });

  test('of one of several tasks says what becomes of this one', async () => {
    const other = await desk.scene.scheduleAnother(held, 'second');
    desk.secrets.push(other.taskToken);
    desk.ui.types('', '', '');
    await terminate(taskRow(held));
    expect(question()?.detail).toContain('Its 2 open activity tasks are gone without an event of their own');
    expect(question()?.detail).toContain('This task is gone with it, whatever its worker does: charge-card.');
  });

  test('says what the chosen policy does to open children', async () => {
    await desk.scene.startChild(held);
    await terminate({ ...held.task.execution, reason: 'r', details: 'd', childPolicy: 'ABANDON' });
    expect(question()?.detail).toContain(
      'Its open child executions (1): they go on by themselves (ABANDON, the child policy chosen).',
    );
    expect((await lastEvent()).attributes).toMatchObject({ childPolicy: 'ABANDON' });
  });

  test('dismissed at the question: nothing is sent, and what was typed stays', async () => {
    desk.ui.confirmations.push(false);
    desk.ui.types('ordered twice', 'details', 'ABANDON');
    expect(await terminate(executionRow(held))).toEqual({ kind: 'dismissed' });
    expect(desk.ui.glances).toEqual(['Nothing was sent']);
    desk.ui.moves.push({ how: 'accepted' }, { how: 'accepted' }, { how: 'left' });
    await terminate(executionRow(held));
    expect(desk.ui.fields.slice(3).map(({ value }) => value)).toEqual(['ordered twice', 'details', 'ABANDON']);
    expect(desk.scene.requests('TerminateWorkflowExecution')).toBe(0);
  });
});

describe('from the palette and with arguments', () => {
  test('takes the selected row, without asking where', async () => {
    desk.selected = executionRow(held);
    expect(await requestCancel()).toMatchObject({ kind: 'recorded', execution: held.task.execution });
    expect(desk.ui.fields).toEqual([]);
  });

  test('asks for domain and workflow id when nothing is known, and offers what there is', async () => {
    desk.ui.types('orders', 'order-1');
    expect(await requestCancel()).toMatchObject({ kind: 'recorded', execution: held.task.execution });
    expect((await suggested(0)).map(({ value }) => value)).toEqual(['orders']);
    expect((await suggested(1)).map(({ value }) => value)).toEqual(['order-1']);
  });

  test('takes the document of the AWS CLI, which is complete', async () => {
    const { domain, workflowId } = held.task.execution;
    const cliInputJson = JSON.stringify({ domain, workflowId, signalName: 'go' });
    expect(await signal({ cliInputJson })).toMatchObject({ kind: 'recorded' });
    expect(desk.ui.fields).toEqual([]);
  });

  test('a run that is given is the one that is meant, even when another one is open', async () => {
    const { domain, workflowId } = held.task.execution;
    await terminate({ ...held.task.execution, reason: '', details: '', childPolicy: '' });
    expect(await requestCancel({ ...held.task.execution })).toMatchObject({
      kind: 'alreadyClosed',
      close: { status: 'TERMINATED' },
    });
    expect(await requestCancel({ domain, workflowId })).toMatchObject({ kind: 'alreadyClosed' });
    expect(desk.told).toContain('no open run was found');
  });

  test('an argument that is none of the operation’s is named', async () => {
    await requestCancel({ signalName: 'go' });
    expect(desk.told).toContain('Unknown argument: signalName. Known are: domain, workflowId, runId, cliInputJson');
  });

  test('a workspace that is not trusted sends nothing', async () => {
    desk.trusted = false;
    await requestCancel(taskRow(held));
    expect(desk.told).toContain('this workspace is not trusted');
    expect(desk.scene.requests('RequestCancelWorkflowExecution')).toBe(0);
  });
});
