import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../../src/host/clock';
import { ReadFault, Reads } from '../../../src/reads/reads';
import { Desk } from '../../support/desk';

let desk: Desk;
let reads: Reads;
let trusted = true;
beforeEach(async () => {
  desk = await Desk.open();
  trusted = true;
  reads = new Reads({
    use: (read) => desk.connection.use(read),
    clock: systemClock,
    isTrusted: () => trusted,
  });
});
afterEach(() => desk.close());

/** What an answer holds of the secrets of the scene: nothing, ever. */
function expectNoSecret(answer: unknown): void {
  const text = JSON.stringify(answer);
  for (const secret of desk.secrets) expect(text).not.toContain(secret.slice(0, 12));
  expect(text).not.toMatch(/"(input|details|result|taskToken|control)"/);
}

describe('the reads of agents and other extensions', () => {
  test('domains, registered and deprecated', async () => {
    const { connection, domains, complete } = await reads.listDomains();
    expect(domains).toContainEqual({ name: 'orders', description: undefined, status: 'REGISTERED' });
    expect([connection, complete]).toEqual([desk.connection.target?.label, true]);
  });

  test('the open tasks of a domain, with their timeouts, and nothing that a task carries', async () => {
    const { task } = await desk.hold('charge-card');
    const answer = await reads.listOpenTasks('orders');
    const { workflowId, runId } = task.execution;
    expect(answer).toMatchObject({ domain: 'orders', complete: true });
    expect(answer.tasks).toEqual([
      expect.objectContaining({
        ...{ workflowId, runId, scheduledEventId: task.scheduledEventId, activityId: 'charge-card', state: 'started' },
        timeout: expect.stringMatching(/time/) as unknown,
      }),
    ]);
    expect(Date.parse(answer.tasks[0]?.scheduledAt ?? '')).toBeGreaterThan(0);
    expectNoSecret(answer);
    expect(await reads.listOpenTasks('orders', { workflowId: 'no-such' })).toMatchObject({
      tasks: [],
      executionsRead: 0,
    });
  });

  test('no more tasks than were asked for, and it says that there may be more', async () => {
    await desk.hold('one');
    await desk.hold('two');
    const answer = await reads.listOpenTasks('orders', { limit: 1 });
    expect(answer.tasks).toHaveLength(1);
    expect(answer.complete).toBe(false);
  });

  test('why a task is open, by its id, in the open run', async () => {
    const { task } = await desk.hold('charge-card');
    const { domain, workflowId } = task.execution;
    const answer = await reads.explainTask({ domain, workflowId, activityId: 'charge-card' });
    expect(answer.task).toMatchObject({ activityId: 'charge-card', state: 'started' });
    expect(answer.statements[0]).toMatch(/^Started and silent: nothing recorded since .* Heartbeats leave no event/);
    expect(answer.statements.join(' ')).not.toContain('Last start from this list');
    expectNoSecret(answer);
  });

  test('a task that is not there is said to be so, with those that are', async () => {
    const { task } = await desk.hold('charge-card');
    const { domain, workflowId } = task.execution;
    const other = await reads.explainTask({ domain, workflowId, activityId: 'other' });
    expect(other.task).toBeUndefined();
    expect(other.statements).toContain('No such activity task is open in this execution.');
    expect(other.statements).toContain(`Open are: charge-card (${task.scheduledEventId}).`);
    const none = await reads.explainTask({ domain, workflowId: 'no-such' });
    expect(none.statements).toEqual(['There is no open execution with the workflow id no-such.']);
  });

  test('a skeleton is checked without a call, with lines and columns', async () => {
    const before = desk.requests;
    const answer = await reads.checkSkeleton('respond-activity-task-canceled', '{\n  "TaskToken": "x"\n}');
    expect(answer).toMatchObject({ operation: 'RespondActivityTaskCanceled', valid: false, problemCount: 2 });
    expect(answer.problems).toContainEqual(
      expect.objectContaining({ severity: 'error', code: 'unknown', line: 2, column: 3 }),
    );
    expect(await reads.checkSkeleton('ListDomains', 'registrationStatus: REGISTERED\n')).toMatchObject({
      ...{ valid: true, problems: [] },
    });
    await expect(reads.checkSkeleton('ListEverything', '{}')).rejects.toThrow('There is no operation ListEverything');
    const many = `{${Array.from({ length: 70 }, (_, i) => `"m${i}": 1`).join(',')}}`;
    const { problems, problemCount } = await reads.checkSkeleton('ListDomains', many);
    expect([problems.length, problemCount]).toEqual([50, 71]);
    expect(desk.requests).toBe(before);
  });

  test('nothing is read where the workspace is not trusted; a check needs no trust', async () => {
    trusted = false;
    const before = desk.requests;
    for (const read of [
      reads.listDomains(),
      reads.listOpenTasks('orders'),
      reads.explainTask({ domain: 'orders', workflowId: 'w' }),
    ]) {
      await expect(read).rejects.toThrow(ReadFault);
    }
    expect((await reads.checkSkeleton('list-domains', '{}')).valid).toBe(false);
    expect(desk.requests).toBe(before);
  });
});
