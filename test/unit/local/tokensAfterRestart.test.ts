import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SWF } from '@aws-sdk/client-swf';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Credential } from '../../../src/local/credentials';
import {
  complete,
  decide,
  decisionList,
  domain,
  faultOf,
  history,
  register,
  schedule,
  start,
  startVirtualBench,
  titles,
  work,
  workflowType,
  type Bench,
} from './support';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'local-swf-tokens-'));
});

afterEach(() => rm(folder, { recursive: true }));

const open = (more: object = {}): Promise<Bench> => startVirtualBench({ data: join(folder, 'journal'), ...more });

const week = 7 * 86_400_000;

test('each state of a task has its fault, the same after a restart', async () => {
  const tokens = new Map<string, string>();
  const runs = new Map<string, string>();
  const startTask = async ({ swf }: Bench, workflowId: string): Promise<string> => {
    // A list of its own: the decision tasks that the earlier ones bring about are left lying.
    const taskList = { name: workflowId };
    const { runId = '' } = await swf.startWorkflowExecution({ domain, workflowId, workflowType, taskList });
    runs.set(workflowId, runId);
    const decision = await swf.pollForDecisionTask({ domain, taskList });
    const decisions = [schedule('pack-1', { startToCloseTimeout: '3600' })];
    await swf.respondDecisionTaskCompleted({ taskToken: decision.taskToken, decisions });
    const taskToken = await work(swf);
    tokens.set(workflowId, taskToken);
    return taskToken;
  };
  const judge = async ({ swf }: Bench): Promise<Record<string, string>> => {
    const faults: Record<string, string> = {};
    for (const [state, taskToken] of tokens) {
      const uses = [
        swf.recordActivityTaskHeartbeat({ taskToken }),
        ...(state === 'running'
          ? []
          : [
              swf.respondActivityTaskCanceled({ taskToken }),
              swf.respondActivityTaskCompleted({ taskToken }),
              swf.respondActivityTaskFailed({ taskToken }),
            ]),
      ];
      faults[state] = [...new Set(await Promise.all(uses.map(faultOf)))].join(' | ');
    }
    return faults;
  };

  let expected: Record<string, string>;
  {
    await using bench = await open();
    const { swf, local } = bench;
    await register(swf);
    await startTask(bench, 'vanished');
    await swf.terminateWorkflowExecution({ domain, workflowId: 'vanished' });
    local.clock.advance(week);
    await startTask(bench, 'timedOut');
    local.clock.advance(3_600_000);
    await swf.respondActivityTaskCompleted({ taskToken: await startTask(bench, 'completed') });
    await swf.respondActivityTaskCanceled({ taskToken: await startTask(bench, 'canceled') });
    await startTask(bench, 'closed');
    await swf.terminateWorkflowExecution({ domain, workflowId: 'closed' });
    const running = await startTask(bench, 'running');
    tokens.set('garbage', 'garbage');
    tokens.set('tampered', `${running.slice(0, 60)}${running.charAt(60) === 'A' ? 'B' : 'A'}${running.slice(61)}`);
    await start(swf, 'undecided');
    const { taskToken = '' } = await swf.pollForDecisionTask({ domain, taskList: decisionList });
    tokens.set('decision', taskToken);
    const invalid = 'ValidationException: Invalid token';
    const closed = 'UnknownResourceFault: Unknown activity, scheduledEventId = 5';
    const gone = (id: string): string =>
      `UnknownResourceFault: Unknown execution: WorkflowExecution=[workflowId=${id}, runId=${runs.get(id) ?? ''}]`;
    expected = {
      ...{ vanished: gone('vanished'), timedOut: closed, completed: closed, canceled: closed, closed: gone('closed') },
      ...{ running: 'no fault', garbage: invalid, tampered: invalid, decision: invalid },
    };
    expect(await judge(bench)).toEqual(expected);
  }
  await using bench = await open();
  expect(await judge(bench)).toEqual(expected);
  await bench.swf.respondActivityTaskCanceled({ taskToken: tokens.get('running') });
});

test('decision tokens and page tokens go on after a restart', async () => {
  let taskToken: string | undefined;
  let page: string | undefined;
  let execution = { workflowId: '', runId: '' };
  {
    await using bench = await open();
    await register(bench.swf);
    execution = await start(bench.swf);
    ({ taskToken } = await bench.swf.pollForDecisionTask({ domain, taskList: decisionList }));
    ({ nextPageToken: page } = await bench.swf.getWorkflowExecutionHistory({ domain, execution, maximumPageSize: 2 }));
  }
  await using bench = await open();
  const rest = await bench.swf.getWorkflowExecutionHistory({ domain, execution, nextPageToken: page });
  expect(titles(rest.events ?? [])).toEqual(['3 DecisionTaskStarted']);
  await bench.swf.respondDecisionTaskCompleted({ taskToken, decisions: [complete] });
  expect(titles(await history(bench.swf, execution)).at(-1)).toBe('5 WorkflowExecutionCompleted');
});

const key = { accessKeyId: 'AKIAOTHER', secretAccessKey: 'secret', account: '210987654321' };

test('what was refused stays refused, whatever the rules are after the restart, and accounts stay apart', async () => {
  const denying: Credential = { ...key, deny: [{ actions: ['swf:StartTimer'], domains: ['*'] }] };
  const client = ({ local }: Bench): SWF =>
    new SWF({ endpoint: local.url, region: 'us-east-1', credentials: key, maxAttempts: 1 });
  let execution = { workflowId: '', runId: '' };
  let before: string[];
  {
    await using bench = await open({ credentials: [denying] });
    const swf = client(bench);
    await register(swf);
    execution = await start(swf);
    await decide(swf, {
      decisionType: 'StartTimer',
      startTimerDecisionAttributes: { timerId: 't', startToFireTimeout: '1' },
    });
    before = titles(await history(swf, execution));
    expect(before.slice(4)).toEqual(['5 StartTimerFailed', '6 DecisionTaskScheduled']);
    swf.destroy();
  }
  await using bench = await open({ credentials: [key, { accessKeyId: 'AKIALOCAL', secretAccessKey: 'secret' }] });
  const swf = client(bench);
  expect(titles(await history(swf, execution))).toEqual(before);
  expect(await faultOf(bench.swf.describeDomain({ name: domain }))).toBe(
    'UnknownResourceFault: Unknown domain: orders',
  );
  swf.destroy();
});
