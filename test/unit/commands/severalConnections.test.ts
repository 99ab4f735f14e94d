import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { OpenConnection } from '../../../src/connection/openConnection';
import type { Mark } from '../../../src/swf/client';
import { Desk, executionRow, type FakeRow } from '../../support/desk';
import { type HeldTask, Scene } from '../../support/scene';

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

/** The second connection, marked as said, while the first stays the current one. */
async function open(mark?: Mark): Promise<OpenConnection> {
  desk.saved = [{ name: 'shop', profile: '', region: '', endpoint: other.local.url, mark }];
  desk.connections.update();
  const second = desk.connections.all[1];
  if (second === undefined) throw new Error('There is no second connection');
  await second.client();
  expect(desk.connections.current).not.toBe(second);
  return second;
}

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
