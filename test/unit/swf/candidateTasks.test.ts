import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { candidateTasks } from '../../../src/swf/candidateTasks';
import { Scene } from '../../support/scene';
import { HistoryBuilder } from './historyBuilder';
import { historyPages, ScriptedClient } from './scriptedClient';

/** Nobody waits. */
const clock = { now: () => Date.now(), sleep: () => Promise.resolve() };

describe('the tasks that a token may belong to', () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await Scene.start();
  });
  afterEach(async () => {
    await scene.stop();
  });

  test('are the started ones, and whether their cancellation was requested', async () => {
    const first = await scene.holdTask('first');
    const second = await scene.holdTask('second');
    await scene.requestCancel(second);
    await scene.scheduleTask('not started');
    const { tasks, complete } = await candidateTasks(scene.client, clock);
    expect(complete).toBe(true);
    expect(tasks.toSorted((a, b) => (a.activityId < b.activityId ? -1 : 1))).toEqual([
      { ...first.task, execution: expect.objectContaining(first.task.execution) as object, cancelRequested: false },
      { ...second.task, execution: expect.objectContaining(second.task.execution) as object, cancelRequested: true },
    ]);
  });

  test('may be in a deprecated domain, where executions still run', async () => {
    const { task } = await scene.holdTask();
    await scene.sdk.deprecateDomain({ name: scene.domain });
    expect(await candidateTasks(scene.client, clock)).toMatchObject({ tasks: [task], complete: true });
  });

  test('are none, and that is all, where nothing runs', async () => {
    expect(await candidateTasks(scene.client, clock)).toEqual({ tasks: [], complete: true });
  });

  test.each(['ListDomains', 'ListOpenWorkflowExecutions', 'GetWorkflowExecutionHistory'] as const)(
    'are not all of them when %s fails',
    async (operation) => {
      await scene.holdTask();
      scene.local.control.setFaults({ rules: [{ operation, fault: 'throttle' }] });
      expect(await candidateTasks(scene.client, clock)).toEqual({ tasks: [], complete: false });
    },
  );
});

describe('the search is bounded', () => {
  const history = new HistoryBuilder();
  history.start(history.schedule('a'));

  function account(executions: number, onRead: () => void = () => undefined): ScriptedClient {
    const infos = Array.from({ length: executions }, (_, i) => ({
      execution: { workflowId: `w-${i}`, runId: 'run' },
      workflowType: { name: 'T', version: '1' },
      startTimestamp: new Date(0),
      executionStatus: 'OPEN' as const,
    }));
    return new ScriptedClient({
      ListDomains: ({ registrationStatus }) => ({
        domainInfos: registrationStatus === 'REGISTERED' ? [{ name: 'd', status: 'REGISTERED' }] : [],
      }),
      ListOpenWorkflowExecutions: () => ({ executionInfos: infos }),
      GetWorkflowExecutionHistory: (input) => {
        onRead();
        return historyPages(history.events, 1000)(input);
      },
    });
  }
  const reads = ({ operations }: ScriptedClient) =>
    operations.filter((name) => name === 'GetWorkflowExecutionHistory').length;

  test('in executions, and says when there are more', async () => {
    const few = account(300);
    expect(await candidateTasks(few, clock)).toMatchObject({ complete: true });
    expect(reads(few)).toBe(300);
    const many = account(1000);
    const { tasks, complete } = await candidateTasks(many, clock);
    expect(complete).toBe(false);
    expect(tasks).toHaveLength(reads(many));
    expect(reads(many)).toBeLessThan(310);
  });

  test('in time, and says when it ran out', async () => {
    let now = 0;
    const slow = account(300, () => (now += 100));
    const { complete } = await candidateTasks(slow, { now: () => now, sleep: () => Promise.resolve() });
    expect(complete).toBe(false);
    expect(reads(slow)).toBeLessThan(60);
  });

  test('but a mistake of ours is no reason to say "not complete"', async () => {
    await expect(candidateTasks(new ScriptedClient({}), clock)).rejects.toThrow('No answer was written');
  });
});
