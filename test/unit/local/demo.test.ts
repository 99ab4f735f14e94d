import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { LocalClock } from '../../../src/local/clock';
import { demoAgeMs, seedDemo, type HeldTask } from '../../../src/local/demo/seedDemo';
import { writeDemoWorkspace } from '../../../src/local/demo/demoWorkspace';
import { dawn, startBench, titles, type Bench } from './support';

let bench: Bench;
let held: readonly HeldTask[];

beforeEach(async () => {
  bench = await startBench({ clock: new LocalClock({ standing: true, startAt: dawn }) });
  held = await seedDemo(bench.local.service);
});

afterEach(() => bench[Symbol.asyncDispose]());

const always = { oldestDate: new Date(0) };

function lastEvents(task: HeldTask, count: number): Promise<string[]> {
  const { domain, workflowId, runId } = task;
  return bench.swf
    .getWorkflowExecutionHistory({ domain, execution: { workflowId, runId }, reverseOrder: true })
    .then(({ events }) => titles(events?.slice(0, count).reverse() ?? []));
}

function heldTask(cancelRequested: boolean): HeldTask {
  const found = held.find((task) => task.cancelRequested === cancelRequested);
  if (found === undefined) throw new RangeError('no such task');
  return found;
}

test('it leaves the count of requests to those who send some', () => {
  expect(bench.local.control.state().requests).toEqual({});
});

test('it shows several domains, pages of executions, and every way to end', async () => {
  const { swf } = bench;
  expect((await swf.listDomains({ registrationStatus: 'REGISTERED' })).domainInfos?.map((info) => info.name)).toEqual([
    'media',
    'notifications',
    'orders',
    'sandbox',
    'shipping',
  ]);
  expect((await swf.listDomains({ registrationStatus: 'DEPRECATED' })).domainInfos).toHaveLength(1);
  const page = await swf.listOpenWorkflowExecutions({
    domain: 'notifications',
    startTimeFilter: always,
    maximumPageSize: 100,
  });
  expect(page.nextPageToken).toBeDefined();
  for (const status of ['COMPLETED', 'FAILED', 'CANCELED', 'TERMINATED', 'TIMED_OUT'] as const) {
    const filter = { domain: 'orders', startTimeFilter: always, closeStatusFilter: { status } };
    expect((await swf.countClosedWorkflowExecutions(filter)).count).toBeGreaterThan(0);
  }
  expect(bench.local.clock.now()).toBe(dawn + demoAgeMs);
});

test('it stays as it is for a day: tasks that time out are scheduled again', async () => {
  const before = bench.local.service.counts();
  for (let minutes = 0; minutes < 24 * 60; minutes += 10) {
    bench.local.clock.advance(600_000);
    await expect.poll(() => bench.local.service.counts().waitingPolls, { interval: 0 }).toBe(before.waitingPolls);
  }
  expect(bench.local.service.counts()).toEqual(before);
  for (const task of held) expect(await lastEvents(task, 1)).not.toEqual([expect.stringContaining('TimedOut')]);
});

test('in the domain where all goes wrong there is every kind of event, and every way to end', async () => {
  const { swf } = bench;
  for (const status of ['COMPLETED', 'FAILED', 'CANCELED', 'TERMINATED', 'TIMED_OUT', 'CONTINUED_AS_NEW'] as const) {
    const filter = { domain: 'shipping', startTimeFilter: always, closeStatusFilter: { status } };
    expect((await swf.countClosedWorkflowExecutions(filter)).count, status).toBeGreaterThan(0);
  }
  const list = await swf.listOpenWorkflowExecutions({ domain: 'shipping', startTimeFilter: always });
  const seen = new Set<string>();
  for (const { execution } of list.executionInfos ?? []) {
    const { events = [] } = await swf.getWorkflowExecutionHistory({ domain: 'shipping', execution });
    for (const { eventType } of events) seen.add(String(eventType));
  }
  expect([...seen]).toEqual(
    expect.arrayContaining([
      'ActivityTaskCancelRequested',
      'ActivityTaskFailed',
      'ChildWorkflowExecutionStarted',
      'ChildWorkflowExecutionCompleted',
      'DecisionTaskTimedOut',
      'LambdaFunctionCompleted',
      'LambdaFunctionFailed',
      'MarkerRecorded',
      'TimerStarted',
      'WorkflowExecutionSignaled',
    ]),
  );
  const backlog = { domain: 'shipping', taskList: { name: 'customs-desk' } };
  expect((await swf.countPendingActivityTasks(backlog)).count).toBe(11);
});

test('canceling the task whose cancel was requested brings its clean-up about', async () => {
  const task = heldTask(true);
  const { taskToken } = task;
  expect(await bench.swf.recordActivityTaskHeartbeat({ taskToken })).toMatchObject({ cancelRequested: true });
  await bench.swf.respondActivityTaskCanceled({ taskToken });
  await expect
    .poll(() => lastEvents(task, 5))
    .toEqual([
      '12 ActivityTaskCanceled',
      '13 DecisionTaskScheduled',
      '14 DecisionTaskStarted',
      '15 DecisionTaskCompleted',
      '16 ActivityTaskScheduled',
    ]);
});

test('canceling a task that nobody asked to cancel fails its workflow', async () => {
  const task = heldTask(false);
  const { taskToken } = task;
  expect(await bench.swf.recordActivityTaskHeartbeat({ taskToken })).toMatchObject({ cancelRequested: false });
  await bench.swf.respondActivityTaskCanceled({ taskToken });
  await expect.poll(() => lastEvents(task, 1)).toEqual(['11 WorkflowExecutionFailed']);
});

test('the workspace holds skeletons that cancel, a log with the tokens, and settings', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'local-swf-demo-'));
  try {
    await writeDemoWorkspace(folder, bench.local.url, held);
    expect((await readdir(folder)).sort()).toEqual([
      '.vscode',
      'README.md',
      'cancel-resize-image.respond-activity-task-canceled.json',
      'cancel-transcode-video.respond-activity-task-canceled.json',
      'worker.log',
    ]);
    const read = (name: string): Promise<string> => readFile(join(folder, name), 'utf8');
    expect(JSON.parse(await read('.vscode/settings.json'))).toEqual({
      'swf.endpoint': bench.local.url,
      'swf.region': 'us-east-1',
    });
    const log = await read('worker.log');
    for (const task of held) expect(log).toContain(`taskToken=${task.taskToken}\n`);
    const text = await read('cancel-resize-image.respond-activity-task-canceled.json');
    expect(text).toMatch(/^\{\n {4}"taskToken": "/);
    const skeleton = JSON.parse(text) as { taskToken: string; details: string };
    expect(skeleton.taskToken).toBe(heldTask(true).taskToken);
    await bench.swf.respondActivityTaskCanceled(skeleton);
  } finally {
    await rm(folder, { recursive: true });
  }
});
