import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { OpenConnection } from '../../../src/connection/openConnection';
import type { Mark } from '../../../src/swf/client';
import { Desk } from '../../support/desk';
import { executionRow, type FakeRow, taskRow } from '../../support/fakeExplorer';
import { type HeldTask, Scene } from '../../support/scene';
import { openSecond } from '../../support/secondConnection';

let desk: Desk;
let other: Scene;
beforeEach(async () => {
  desk = await Desk.open();
  other = await Scene.start();
});
afterEach(async () => {
  await desk.close();
  await other.stop();
});

const open = (mark?: Mark) => openSecond(desk, other.local.url, mark);

function rowOf(held: HeldTask, connection: OpenConnection): FakeRow {
  return { ...executionRow(held), connection };
}

describe('an act from a row of the second connection', () => {
  test('goes to the second service alone, and the question names it', async () => {
    const connection = await open();
    const [held] = [await other.holdTask()];
    desk.ui.types('wake up', '');
    await desk.run('swf.signalExecution', rowOf(held, connection));
    expect(other.requests('SignalWorkflowExecution')).toBe(1);
    expect(desk.scene.requests('SignalWorkflowExecution')).toBe(0);
    expect(desk.ui.questions[0]?.detail).toContain(`shop: endpoint ${other.local.url}`);
  });

  test('is refused before anything is asked or sent where that is marked read-only, and by the client itself', async () => {
    const connection = await open('read-only');
    const held = await other.holdTask();
    await desk.run('swf.terminateExecution', rowOf(held, connection));
    expect(desk.told).toContain('marked read-only: shop');
    expect(desk.ui.questions).toEqual([]);
    const client = await connection.client();
    const { domain, workflowId } = held.task.execution;
    await expect(client.call('TerminateWorkflowExecution', { domain, workflowId })).rejects.toThrow('read-only');
    await expect(client.call('PollForActivityTask', { domain, taskList: { name: 'L' } })).rejects.toThrow('read-only');
    expect(other.requests('TerminateWorkflowExecution')).toBe(0);
    await expect(client.call('ListDomains', { registrationStatus: 'REGISTERED' })).resolves.toBeDefined();
  });

  test('waits for the number to be typed where many are ended in production, and for the id where one is', async () => {
    const connection = await open('production');
    const rows = [await other.holdTask('a'), await other.holdTask('b')].map((each) => ({
      ...taskRow(each),
      connection,
    }));
    desk.ui.picks.push('Terminate');
    desk.ui.types('', '');
    desk.ui.moves.push({ how: 'left', value: '1' });
    await desk.run('swf.actOnSeveral', rows[0], rows);
    const typed = desk.ui.fields.at(-1);
    expect(typed?.title).toBe('PRODUCTION, shop');
    expect(typed?.prompt).toContain('Type how many are ended to go on: 2');
    expect(typed?.check('1')?.severity).toBe('error');
    expect(typed?.check(' 2 ')).toBeUndefined();
    expect(other.requests('TerminateWorkflowExecution')).toBe(0);
    expect(desk.ui.glances.at(-1)).toBe('Nothing was sent');

    desk.ui.picks.push('Terminate');
    desk.ui.types('', '', '2');
    await desk.run('swf.actOnSeveral', rows[0], rows);
    expect(other.requests('TerminateWorkflowExecution')).toBe(2);

    const one = { ...taskRow(await other.holdTask('c')), connection };
    desk.ui.picks.push('Terminate');
    desk.ui.types('', '', one.task?.execution.workflowId ?? '');
    await desk.run('swf.actOnSeveral', one, [one]);
    expect(desk.ui.fields.at(-1)?.prompt).toContain('Type the workflow id to go on: order-3');
    expect(other.requests('TerminateWorkflowExecution')).toBe(3);
    expect(desk.scene.requests('TerminateWorkflowExecution')).toBe(0);
  });

  test('a batch goes on where it began, with that one’s question, whichever is in use; a signal is not typed for', async () => {
    const connection = await open();
    const rows = [await other.holdTask('a'), await other.holdTask('b')].map((each) => ({
      ...taskRow(each),
      connection,
    }));
    const { journals } = desk;
    const append = journals.append.bind(journals);
    let ended = false;
    // The window ends before anything is sent.
    journals.append = (name, text) => {
      if (!text.includes('"kind":"sending"')) return append(name, text);
      ended = true;
      return new Promise<void>(() => undefined);
    };
    desk.ui.picks.push('Signal');
    desk.ui.types('wake up', '');
    void desk.run('swf.actOnSeveral', rows[0], rows);
    await expect.poll(() => ended).toBe(true);
    journals.append = append;

    const next = desk.reopen(600_000);
    const [batch] = await next.batches.all();
    await next.run('swf.continueBatch', batch?.head.id);
    expect(next.told).toContain('belongs to a connection that is not open');

    const saved = { name: 'shop', profile: '', region: '', endpoint: other.local.url };
    next.saved = [{ ...saved, mark: 'read-only' }];
    next.connections.update();
    await next.run('swf.continueBatch', batch?.head.id);
    expect(next.told).toContain('marked read-only: shop');
    next.saved = [{ ...saved, mark: 'production' }];
    next.connections.update();
    next.ui.types('wake up', '');
    await next.run('swf.continueBatch', batch?.head.id);
    expect(next.ui.questions.at(-1)?.message).toMatch(/^PRODUCTION, shop: /);
    expect([other, desk.scene].map((each) => each.requests('SignalWorkflowExecution'))).toEqual([2, 0]);
    next.connections.dispose();
  });

  test('says first that it is production', async () => {
    const connection = await open('production');
    const held = await other.holdTask();
    desk.ui.confirmations.push(false);
    desk.ui.types('', '', '');
    await desk.run('swf.requestCancelExecution', rowOf(held, connection));
    expect(desk.ui.questions[0]?.message).toMatch(/^PRODUCTION, shop: /);
    expect(other.requests('RequestCancelWorkflowExecution')).toBe(0);
  });
});
