import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LocalClock } from '../../../src/local/clock';
import type { LocalSwfOptions } from '../../../src/local/startLocalSwf';
import {
  activityList,
  complete,
  dawn,
  decide,
  decisionList,
  domain,
  faultOf,
  history,
  register,
  requestCancel,
  rows,
  schedule,
  send,
  start,
  startBench,
  startVirtualBench,
  titles,
  work,
  type Bench,
} from './support';

let folder: string;
let data: string;
let bench: Bench | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'local-swf-keeping-'));
  data = join(folder, 'state.journal');
});
afterEach(async () => {
  vi.useRealTimers();
  await bench?.[Symbol.asyncDispose]();
  bench = undefined;
  await rm(folder, { recursive: true });
});

/** Ends the bench that there is and starts one that goes on from the file. */
async function restart(options: LocalSwfOptions = {}): Promise<Bench> {
  await bench?.[Symbol.asyncDispose]();
  bench = undefined;
  bench = await startVirtualBench({ data, ...options });
  return bench;
}

test('everything is there after a restart: histories to the millisecond, tasks, tokens, clock and lists', async () => {
  const before = await restart();
  await register(before.swf);
  const execution = await start(before.swf);
  await decide(before.swf, schedule('pack-1', { heartbeatTimeout: '60' }), schedule('pack-2'));
  const taskToken = await work(before.swf);
  before.local.clock.advance(30_000);
  await before.swf.recordActivityTaskHeartbeat({ taskToken, details: 'half' });
  await before.swf.signalWorkflowExecution({ domain, workflowId: 'order-1', signalName: 'hurry' });
  await before.swf.tagResource({
    resourceArn: `arn:aws:swf:us-east-1:123456789012:/domain/${domain}`,
    tags: [{ key: 'team', value: 'parcels' }],
  });
  const historyBefore = rows(await history(before.swf, execution));
  const timesBefore = (await history(before.swf, execution)).map((event) => event.eventTimestamp);
  const describedBefore = await before.swf.describeWorkflowExecution({ domain, execution });

  const { swf, local } = await restart({ account: '999999999999' });
  expect(local.clock.now()).toBe(dawn + 30_000);
  expect(rows(await history(swf, execution))).toEqual(historyBefore);
  expect((await history(swf, execution)).map((event) => event.eventTimestamp)).toEqual(timesBefore);
  expect({ ...(await swf.describeWorkflowExecution({ domain, execution })), $metadata: 0 }).toEqual({
    ...describedBefore,
    $metadata: 0,
  });
  expect(await swf.countPendingActivityTasks({ domain, taskList: activityList })).toMatchObject({ count: 1 });
  const { tags } = await swf.listTagsForResource({
    resourceArn: `arn:aws:swf:us-east-1:123456789012:/domain/${domain}`,
  });
  expect(tags).toEqual([{ key: 'team', value: 'parcels' }]);

  // The heartbeat timer goes on from the last heartbeat.
  local.clock.advance(59_999);
  await swf.recordActivityTaskHeartbeat({ taskToken });
  local.clock.advance(60_000);
  expect(titles(await history(swf, execution)).at(-1)).toBe('10 ActivityTaskTimedOut');
  expect(await faultOf(swf.respondActivityTaskCompleted({ taskToken }))).toBe(
    'UnknownResourceFault: Unknown activity, scheduledEventId = 5',
  );
});

test('a task token keeps its exact faults over restarts, and a foreign one is still refused', async () => {
  const { swf } = await restart();
  await register(swf);
  await start(swf);
  await decide(swf, schedule('pack-1'), schedule('pack-2'));
  const [first, second] = [await work(swf), await work(swf)];
  await swf.respondActivityTaskCanceled({ taskToken: first });
  const after = (await restart()).swf;
  expect(await faultOf(after.respondActivityTaskCanceled({ taskToken: first }))).toContain('Unknown activity');
  await decide(after, requestCancel('pack-2'));
  expect(await after.recordActivityTaskHeartbeat({ taskToken: second })).toMatchObject({ cancelRequested: true });
  await after.signalWorkflowExecution({ domain, workflowId: 'order-1', signalName: 'end' });
  await decide(after, complete);
  const again = (await restart()).swf;
  expect(await faultOf(again.respondActivityTaskCanceled({ taskToken: second }))).toContain('Unknown execution');
  const foreign = await startBench();
  expect(await faultOf(foreign.swf.recordActivityTaskHeartbeat({ taskToken: second }))).toBe(
    'ValidationException: Invalid token',
  );
  await foreign[Symbol.asyncDispose]();
});

test('a poll that waited is repeated where it got its task, and one that got nothing is not there', async () => {
  const waiting = await restart();
  const { swf } = waiting;
  await register(swf);
  const late = waiting.client().pollForActivityTask({ domain, taskList: activityList, identity: 'late' });
  const idle = waiting.client().pollForActivityTask({ domain, taskList: { name: 'nothing' }, identity: 'idle' });
  await expect.poll(() => bench?.local.service.counts().waitingPolls).toBe(2);
  const execution = await start(swf);
  await decide(swf, schedule('pack-1'), schedule('pack-2'));
  const { taskToken } = await late;
  bench?.local.clock.advance(60_000);
  expect((await idle).taskToken ?? '').toBe('');
  const before = rows(await history(swf, execution));
  expect(before.at(-1)).toMatchObject([7, 'ActivityTaskStarted', { identity: 'late', scheduledEventId: 5 }]);
  const after = (await restart()).swf;
  expect(rows(await history(after, execution))).toEqual(before);
  await after.respondActivityTaskCompleted({ taskToken });
});

test('time that passed while nothing ran passes at the start, and an advance by hand is kept', async () => {
  bench = await startBench({ data });
  await register(bench.swf);
  const execution = await start(bench.swf);
  await decide(bench.swf, schedule('pack-1', { scheduleToStartTimeout: '3600' }));
  await send(bench.local.url, { path: '/_local/clock', body: '{"advanceSeconds":3599}' });
  const advancedTo = bench.local.clock.now();
  await bench[Symbol.asyncDispose]();
  bench = await startBench({ data });
  expect(bench.local.clock.now()).toBeGreaterThanOrEqual(advancedTo);
  expect(titles(await history(bench.swf, execution)).at(-1)).toBe('5 ActivityTaskScheduled');
  await bench[Symbol.asyncDispose]();
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 7_200_000 });
  bench = await startBench({ data });
  const events = await history(bench.swf, execution);
  expect(titles(events).slice(5)).toEqual(['6 ActivityTaskTimedOut', '7 DecisionTaskScheduled']);
  expect(Number(events[5]?.eventTimestamp) - Number(events[4]?.eventTimestamp)).toBe(3_600_000);
});

test('a reset is kept, and run ids stay unique', async () => {
  const { swf, local } = await restart();
  await register(swf);
  const first = await start(swf);
  await send(local.url, { path: '/_local/reset' });
  const after = (await restart()).swf;
  expect(await after.listDomains({ registrationStatus: 'REGISTERED' })).toMatchObject({ domainInfos: [] });
  await register(after);
  expect((await start(after)).runId).not.toBe(first.runId);
});

test('requests that are refused and requests that read leave nothing in the file', async () => {
  const { swf } = await restart();
  await register(swf);
  await start(swf);
  const { size } = await stat(data);
  await faultOf(start(swf));
  await history(swf, await faultlessExecution(swf));
  await swf.countPendingDecisionTasks({ domain, taskList: decisionList });
  expect((await stat(data)).size).toBe(size);
});

async function faultlessExecution(swf: Bench['swf']): Promise<{ workflowId: string; runId: string }> {
  const { executionInfos } = await swf.listOpenWorkflowExecutions({
    domain,
    startTimeFilter: { oldestDate: new Date(0) },
  });
  const { workflowId = '', runId = '' } = executionInfos?.[0]?.execution ?? {};
  return { workflowId, runId };
}

test('one process at a time', async () => {
  const first = await restart();
  await expect(startBench({ data })).rejects.toThrow(`Another Local SWF keeps its state in ${data}`);
  await register(first.swf);
  await restart();
});

test('a file that is something else is left alone', async () => {
  await writeFile(data, 'dear diary');
  await expect(startBench({ data })).rejects.toThrow('is not a journal of Local SWF; it was left as it is');
  expect(await readFile(data, 'utf8')).toBe('dear diary');
  expect(await readdir(folder)).toEqual(['state.journal']);
});

test('the file is for its owner alone, for it holds the token key', async () => {
  await restart();
  expect((await stat(data)).mode & 0o777).toBe(process.platform === 'win32' ? 0o666 : 0o600);
});

test('a journal whose changes do not come about again is refused, not guessed at', async () => {
  const { swf } = await restart();
  for (const name of ['a', 'b']) await swf.registerDomain({ name, workflowExecutionRetentionPeriodInDays: '7' });
  await bench?.[Symbol.asyncDispose]();
  bench = undefined;
  const refused = startBench({ data, clock: new LocalClock({ standing: true }), quotas: { domains: 1 } });
  await expect(refused).rejects.toThrow(/cannot be repeated from byte \d+ on/);
  await restart();
});
