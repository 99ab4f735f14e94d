import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { startBench, titles } from './support';
import type { HistoryEvent } from '@aws-sdk/client-swf';

const run = promisify(execFile);

/** Other people's client; Local SWF must suit it, and the project must not need it. */
const cliIsHere = spawnSync('aws', ['--version']).status === 0;
if (!cliIsHere) console.log('The AWS CLI is absent: its scenario is not run.');

test.runIf(cliIsHere)(
  'the AWS CLI takes an empty service to a canceled task',
  async () => {
    await using bench = await startBench();
    const env = {
      ...process.env,
      AWS_ACCESS_KEY_ID: 'AKIALOCAL',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_ENDPOINT_URL_SWF: bench.local.url,
    };
    const aws = async (...args: string[]): Promise<Map<string, unknown>> => {
      const { stdout } = await run('aws', ['swf', ...args, '--output', 'json'], { env });
      return new Map(Object.entries(stdout === '' ? {} : (JSON.parse(stdout) as object)));
    };
    const token = (answer: Map<string, unknown>): string => String(answer.get('taskToken'));
    const domain = ['--domain', 'orders'];
    const type = ['--name', 'Pack', '--workflow-version', '1'];
    const name = ['--name', 'orders', '--workflow-execution-retention-period-in-days', '7'];
    await aws('register-domain', ...name);
    await aws(
      ...['register-workflow-type', ...domain, ...type, '--default-task-list', 'name=deciders'],
      ...['--default-child-policy', 'TERMINATE', '--default-task-start-to-close-timeout', 'NONE'],
      ...['--default-execution-start-to-close-timeout', '3600'],
    );
    await aws(
      ...['register-activity-type', ...domain, '--name', 'Seal', '--activity-version', '1'],
      ...['--default-task-list', 'name=packers', '--default-task-heartbeat-timeout', 'NONE'],
      ...['--default-task-schedule-to-start-timeout', 'NONE', '--default-task-schedule-to-close-timeout', 'NONE'],
      ...['--default-task-start-to-close-timeout', '600'],
    );
    const started = await aws(
      ...['start-workflow-execution', ...domain, '--workflow-id', 'order-1'],
      ...['--workflow-type', 'name=Pack,version=1'],
    );
    const decision = await aws('poll-for-decision-task', ...domain, '--task-list', 'name=deciders');
    const decisions = [
      {
        decisionType: 'ScheduleActivityTask',
        scheduleActivityTaskDecisionAttributes: { activityId: 'seal', activityType: { name: 'Seal', version: '1' } },
      },
    ];
    const answer = ['--task-token', token(decision), '--decisions', JSON.stringify(decisions)];
    await aws('respond-decision-task-completed', ...answer);
    const task = await aws('poll-for-activity-task', ...domain, '--task-list', 'name=packers');
    await aws('respond-activity-task-canceled', '--task-token', token(task), '--details', 'stopped');
    const again = aws('respond-activity-task-canceled', '--task-token', token(task));
    await expect(again).rejects.toThrow('(UnknownResourceFault)');
    await expect(again).rejects.toThrow('Unknown activity, scheduledEventId = 5');
    const execution = `workflowId=order-1,runId=${String(started.get('runId'))}`;
    const history = await aws('get-workflow-execution-history', ...domain, '--execution', execution);
    expect(titles(history.get('events') as HistoryEvent[]).slice(4)).toEqual([
      '5 ActivityTaskScheduled',
      '6 ActivityTaskStarted',
      '7 ActivityTaskCanceled',
      '8 DecisionTaskScheduled',
    ]);
  },
  120_000,
);
