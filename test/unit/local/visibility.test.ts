import { expect, test } from 'vitest';
import type { ListOpenWorkflowExecutionsCommandInput, WorkflowExecutionInfo } from '@aws-sdk/client-swf';
import { benchOfEachTest } from './benchOfEachTest';
import { complete, dawn, decide, domain, faultOf, history, start, workflowType } from './support';

const bench = benchOfEachTest();

const always = { oldestDate: new Date(0) };

function ids(infos: readonly WorkflowExecutionInfo[] | undefined): (string | undefined)[] {
  return infos?.map((info) => info.execution?.workflowId) ?? [];
}

/** Starts order-1, order-2, … a minute apart. */
async function startMany(count: number): Promise<void> {
  for (let number = 1; number <= count; number++) {
    await start(bench.swf, `order-${number}`);
    bench.local.clock.advance(60_000);
  }
}

async function listAll(
  input: Omit<ListOpenWorkflowExecutionsCommandInput, 'domain' | 'startTimeFilter'>,
): Promise<(string | undefined)[][]> {
  const pages: (string | undefined)[][] = [];
  let nextPageToken: string | undefined;
  do {
    const page = await bench.swf.listOpenWorkflowExecutions({
      domain,
      startTimeFilter: always,
      ...input,
      nextPageToken,
    });
    pages.push(ids(page.executionInfos));
    nextPageToken = page.nextPageToken;
  } while (nextPageToken !== undefined);
  return pages;
}

test('open executions come newest first, in pages; a full last page has no token', async () => {
  await startMany(6);
  expect(await listAll({ maximumPageSize: 3 })).toEqual([
    ['order-6', 'order-5', 'order-4'],
    ['order-3', 'order-2', 'order-1'],
  ]);
  expect(await listAll({ maximumPageSize: 4, reverseOrder: true })).toEqual([
    ['order-1', 'order-2', 'order-3', 'order-4'],
    ['order-5', 'order-6'],
  ]);
  expect(await listAll({ maximumPageSize: 0 })).toHaveLength(1);
});

test('pages go on where they were although executions close and start meanwhile', async () => {
  const { swf } = bench;
  await startMany(5);
  const first = await swf.listOpenWorkflowExecutions({ domain, startTimeFilter: always, maximumPageSize: 2 });
  await swf.terminateWorkflowExecution({ domain, workflowId: 'order-4' });
  await swf.terminateWorkflowExecution({ domain, workflowId: 'order-2' });
  await start(swf, 'order-9');
  const { nextPageToken } = first;
  const second = await swf.listOpenWorkflowExecutions({
    domain,
    startTimeFilter: always,
    maximumPageSize: 2,
    nextPageToken,
  });
  expect(ids(second.executionInfos)).toEqual(['order-3', 'order-1']);
});

test('filters by start time, workflow id, type and tag', async () => {
  const { swf } = bench;
  await startMany(3);
  await swf.startWorkflowExecution({ domain, workflowId: 'tagged', workflowType, tagList: ['express'] });
  const list = async (
    filter: Omit<ListOpenWorkflowExecutionsCommandInput, 'domain' | 'startTimeFilter'>,
    startTimeFilter: { oldestDate: Date; latestDate?: Date } = always,
  ): Promise<(string | undefined)[]> => {
    const input = { domain, startTimeFilter, ...filter };
    const { executionInfos } = await swf.listOpenWorkflowExecutions(input);
    const { count } = await swf.countOpenWorkflowExecutions(input);
    expect(count).toBe(executionInfos?.length);
    return ids(executionInfos);
  };
  const minute = (number: number): Date => new Date(dawn + number * 60_000);
  expect(await list({}, { oldestDate: minute(1), latestDate: minute(2) })).toEqual(['order-3', 'order-2']);
  expect(await list({}, { oldestDate: minute(4) })).toEqual([]);
  expect(await list({ executionFilter: { workflowId: 'order-2' } })).toEqual(['order-2']);
  expect(await list({ tagFilter: { tag: 'express' } })).toEqual(['tagged']);
  expect(await list({ typeFilter: { name: 'FulfilOrder' } })).toHaveLength(4);
  expect(await list({ typeFilter: { name: 'FulfilOrder', version: '2' } })).toEqual([]);
});

test('closed executions are listed by start or by close, newest first', async () => {
  const { swf, local } = bench;
  await start(swf, 'order-1');
  await start(swf, 'order-2');
  await start(swf, 'order-3');
  for (const workflowId of ['order-2', 'order-3']) {
    local.clock.advance(1_000);
    await swf.terminateWorkflowExecution({ domain, workflowId });
  }
  await decide(swf, complete);
  const byStart = await swf.listClosedWorkflowExecutions({ domain, startTimeFilter: always });
  expect(ids(byStart.executionInfos)).toEqual(['order-3', 'order-2', 'order-1']);
  const byClose = await swf.listClosedWorkflowExecutions({ domain, closeTimeFilter: always });
  expect(ids(byClose.executionInfos)).toEqual(['order-1', 'order-3', 'order-2']);
  const terminated = await swf.listClosedWorkflowExecutions({
    domain,
    closeTimeFilter: always,
    closeStatusFilter: { status: 'TERMINATED' },
    reverseOrder: true,
  });
  expect(ids(terminated.executionInfos)).toEqual(['order-2', 'order-3']);
  expect(terminated.executionInfos?.[0]).toMatchObject({
    executionStatus: 'CLOSED',
    closeStatus: 'TERMINATED',
    startTimestamp: new Date(dawn),
    closeTimestamp: new Date(dawn + 1_000),
  });
  expect(await swf.countClosedWorkflowExecutions({ domain, startTimeFilter: always })).toMatchObject({ count: 3 });
});

test('filters that exclude one another are refused, and so is a question without a time', async () => {
  const { swf } = bench;
  const twice = 'ValidationException: Cannot specify more than one exclusive filters in the same query';
  const tagFilter = { tag: 'a' };
  const typeFilter = { name: 'a' };
  expect(
    await faultOf(swf.listOpenWorkflowExecutions({ domain, startTimeFilter: always, tagFilter, typeFilter })),
  ).toBe(twice);
  expect(
    await faultOf(swf.listClosedWorkflowExecutions({ domain, startTimeFilter: always, closeTimeFilter: always })),
  ).toBe(twice);
  expect(await faultOf(swf.listClosedWorkflowExecutions({ domain }))).toBe(
    'ValidationException: Must specify time filter',
  );
});

test('a history comes in pages, forwards and backwards', async () => {
  const { swf } = bench;
  const execution = await start(swf);
  for (let round = 0; round < 5; round++) {
    await swf.signalWorkflowExecution({ domain, workflowId: 'order-1', signalName: 'go' });
  }
  const pages = async (reverseOrder: boolean): Promise<(number | undefined)[][]> => {
    const found: (number | undefined)[][] = [];
    let nextPageToken: string | undefined;
    do {
      const input = { domain, execution, maximumPageSize: 3, reverseOrder, nextPageToken };
      const page = await swf.getWorkflowExecutionHistory(input);
      found.push(page.events?.map((event) => event.eventId) ?? []);
      nextPageToken = page.nextPageToken;
    } while (nextPageToken !== undefined);
    return found;
  };
  expect(await pages(false)).toEqual([[1, 2, 3], [4, 5, 6], [7]]);
  expect(await pages(true)).toEqual([[7, 6, 5], [4, 3, 2], [1]]);
  const first = await swf.getWorkflowExecutionHistory({ domain, execution, maximumPageSize: 3, reverseOrder: true });
  await swf.signalWorkflowExecution({ domain, workflowId: 'order-1', signalName: 'late' });
  const { nextPageToken } = first;
  const second = await swf.getWorkflowExecutionHistory({ domain, execution, reverseOrder: true, nextPageToken });
  expect(second.events?.map((event) => event.eventId)).toEqual([4, 3, 2, 1]);
});

test('a page token is good for its own question, for a day', async () => {
  const { swf, local } = bench;
  await startMany(3);
  const { nextPageToken } = await swf.listOpenWorkflowExecutions({
    domain,
    startTimeFilter: always,
    maximumPageSize: 1,
  });
  const ask = (token: string | undefined, client = swf): Promise<string> =>
    faultOf(client.listOpenWorkflowExecutions({ domain, startTimeFilter: always, nextPageToken: token }));
  const invalid = 'ValidationException: Invalid token';
  expect(await ask('corrupt')).toBe(invalid);
  expect(await faultOf(swf.listDomains({ registrationStatus: 'REGISTERED', nextPageToken }))).toBe(invalid);
  local.clock.advance(86_400_000);
  expect(await ask(nextPageToken)).toBe('no fault');
  local.clock.advance(1);
  expect(await ask(nextPageToken)).toBe('ValidationException: Specified token has exceeded its maximum lifetime');
});

test('an execution is found by both its ids or not at all', async () => {
  const { swf } = bench;
  const { runId } = await start(swf);
  expect(await faultOf(history(swf, { workflowId: 'order-2', runId }))).toBe(
    `UnknownResourceFault: Unknown execution: WorkflowExecution=[workflowId=order-2, runId=${runId}]`,
  );
  expect(await faultOf(swf.signalWorkflowExecution({ domain, workflowId: 'order-2', signalName: 'x' }))).toBe(
    'UnknownResourceFault: Unknown execution, workflowId = order-2',
  );
  expect(await faultOf(swf.terminateWorkflowExecution({ domain, workflowId: 'order-1', runId: 'other' }))).toBe(
    'UnknownResourceFault: Unknown execution: WorkflowExecution=[workflowId=order-1, runId=other]',
  );
});
