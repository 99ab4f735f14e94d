import { expect, test } from 'vitest';
import type { SWF } from '@aws-sdk/client-swf';
import { benchOfEachTest } from './benchOfEachTest';
import { complete, decide, decisionList, domain, faultOf, start, startTask } from './support';

const bench = benchOfEachTest();

/** The four operations that a worker's token opens. */
const uses: readonly (readonly [string, (swf: SWF, taskToken: string) => Promise<unknown>])[] = [
  ['RespondActivityTaskCanceled', (swf, taskToken) => swf.respondActivityTaskCanceled({ taskToken })],
  ['RespondActivityTaskCompleted', (swf, taskToken) => swf.respondActivityTaskCompleted({ taskToken })],
  ['RespondActivityTaskFailed', (swf, taskToken) => swf.respondActivityTaskFailed({ taskToken })],
  ['RecordActivityTaskHeartbeat', (swf, taskToken) => swf.recordActivityTaskHeartbeat({ taskToken })],
];

const invalid = 'ValidationException: Invalid token';

test.each(uses)('%s refuses each bad token with its own fault', async (_operation, use) => {
  const { swf } = bench;
  const { execution, taskToken } = await startTask(swf);
  const judge = (token: string): Promise<string> => faultOf(use(swf, token));

  expect(await judge('')).toBe(
    "ValidationException: 1 validation error detected: Value '' at 'taskToken' failed to satisfy constraint: " +
      'Member must have length greater than or equal to 1',
  );
  expect(await judge('x'.repeat(1025))).toBe(
    `ValidationException: 1 validation error detected: Value '${'x'.repeat(64)}...' at 'taskToken' failed to satisfy ` +
      'constraint: Member must have length less than or equal to 1024',
  );
  expect(await judge('garbage')).toBe(invalid);
  expect(await judge(` ${taskToken}`)).toBe(invalid);
  expect(await judge(taskToken.slice(0, -4))).toBe(invalid);
  const middle = taskToken.charAt(100) === 'A' ? 'B' : 'A';
  expect(await judge(taskToken.slice(0, 100) + middle + taskToken.slice(101))).toBe(invalid);
  expect(await faultOf(use(bench.client('eu-west-1'), taskToken))).toBe(invalid);

  await swf.signalWorkflowExecution({ domain, workflowId: 'order-1', signalName: 'go' });
  const decision = await swf.pollForDecisionTask({ domain, taskList: decisionList });
  expect(await judge(decision.taskToken ?? '')).toBe(invalid);
  await swf.respondDecisionTaskCompleted({ taskToken: decision.taskToken });

  await swf.respondActivityTaskCompleted({ taskToken });
  expect(await judge(taskToken)).toBe('UnknownResourceFault: Unknown activity, scheduledEventId = 5');
  await decide(swf, complete);
  const gone = `UnknownResourceFault: Unknown execution: WorkflowExecution=[workflowId=order-1, runId=${execution.runId}]`;
  expect(await judge(taskToken)).toBe(gone);
  bench.local.clock.advance(8 * 86_400_000);
  expect(await judge(taskToken)).toBe(gone);
});

test('a token of an earlier task with the same activity id does not reach the later one', async () => {
  const { swf } = bench;
  const { taskToken } = await startTask(swf);
  await swf.respondActivityTaskFailed({ taskToken });
  await decide(swf, {
    decisionType: 'ScheduleActivityTask',
    scheduleActivityTaskDecisionAttributes: {
      activityId: 'pack-1',
      activityType: { name: 'PackParcel', version: '1' },
    },
  });
  expect(await faultOf(swf.respondActivityTaskCanceled({ taskToken }))).toBe(
    'UnknownResourceFault: Unknown activity, scheduledEventId = 5',
  );
});

test('a decision token is good once', async () => {
  const { swf } = bench;
  await start(swf);
  const { taskToken = '' } = await swf.pollForDecisionTask({ domain, taskList: decisionList });
  await swf.respondDecisionTaskCompleted({ taskToken });
  expect(await faultOf(swf.respondDecisionTaskCompleted({ taskToken }))).toBe(
    'UnknownResourceFault: Unknown decision task, scheduledEventId = 2',
  );
  expect(await faultOf(swf.respondDecisionTaskCompleted({ taskToken: 'garbage' }))).toBe(invalid);
});

test('a batch that is refused leaves its token usable and the history untouched', async () => {
  const { swf } = bench;
  const execution = await start(swf);
  const { taskToken = '' } = await swf.pollForDecisionTask({ domain, taskList: decisionList });
  const refused = swf.respondDecisionTaskCompleted({
    taskToken,
    decisions: [complete, { decisionType: 'ScheduleActivityTask' }],
  });
  expect(await faultOf(refused)).toBe(
    "ValidationException: 1 validation error detected: Value null at 'decisions.2.member." +
      "scheduleActivityTaskDecisionAttributes' failed to satisfy constraint: Member must not be null",
  );
  const early = swf.respondDecisionTaskCompleted({ taskToken, decisions: [complete, complete] });
  expect(await faultOf(early)).toBe('ValidationException: Close must be last decision in list');
  const { events } = await swf.getWorkflowExecutionHistory({ domain, execution });
  expect(events).toHaveLength(3);
  await swf.respondDecisionTaskCompleted({ taskToken, decisions: [complete] });
  const closed = await swf.describeWorkflowExecution({ domain, execution });
  expect(closed.executionInfo?.closeStatus).toBe('COMPLETED');
});
