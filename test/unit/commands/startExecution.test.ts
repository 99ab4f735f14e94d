import { afterEach, beforeEach, expect, test } from 'vitest';
import { Desk } from '../../support/desk';

const input = '{"secret":"of the customer"}';
const original = {
  domain: 'orders',
  workflowId: 'order 7',
  workflowType: { name: 'T', version: '1' },
  taskList: { name: 'L' },
  taskPriority: '5',
  input,
  executionStartToCloseTimeout: '3600',
  tagList: ['express'],
  taskStartToCloseTimeout: '60',
  childPolicy: 'ABANDON' as const,
  lambdaRole: 'arn:aws:iam::1:role/x',
};

let desk: Desk;
let runId: string;
beforeEach(async () => {
  desk = await Desk.open();
  runId = (await desk.scene.sdk.startWorkflowExecution(original)).runId ?? '';
});
afterEach(async () => {
  await desk.close();
});

async function closeOriginal(): Promise<void> {
  await desk.scene.sdk.terminateWorkflowExecution({ domain: 'orders', workflowId: 'order 7' });
}

async function rerun(): Promise<string> {
  const execution = { domain: 'orders', workflowId: 'order 7', runId };
  desk.selected = { kind: 'execution', execution };
  await desk.run('swf.rerunExecution');
  const address = desk.documents.inFront ?? '';
  expect(address).toContain('order-7.start-workflow-execution.json');
  return address;
}

test('the document holds all that started the execution, and nothing is sent for it', async () => {
  await closeOriginal();
  const address = await rerun();
  expect(JSON.parse(desk.documents.open.get(address)?.text ?? '')).toEqual(original);
  expect(desk.scene.requests('StartWorkflowExecution')).toBe(1);
});

test('it is started once, proven, and the new run is named', async () => {
  await closeOriginal();
  await rerun();
  const outcome = await desk.run('swf.runSkeletonFile');
  expect(outcome).toMatchObject({ kind: 'started', seen: true, answerLost: false });
  expect(desk.scene.requests('StartWorkflowExecution')).toBe(2);
  const [question] = desk.ui.questions;
  expect(question?.detail).toContain(desk.scene.local.url);
  expect(question?.detail).toContain('Domain: orders');
  const { executionInfos = [] } = await desk.scene.sdk.listOpenWorkflowExecutions({
    domain: 'orders',
    startTimeFilter: { oldestDate: new Date(0) },
  });
  expect(desk.told).toContain(`Started order 7: run ${executionInfos[0]?.execution?.runId ?? '?'}`);
  expect(desk.log.lines.join('\n')).not.toContain('customer');
  await desk.ui.press('Open History');
  expect(desk.documents.readOnly).toHaveLength(1);
});

test('while one is open nothing is sent, and the open run is named', async () => {
  await rerun();
  await desk.run('swf.runSkeletonFile');
  expect(desk.scene.requests('StartWorkflowExecution')).toBe(1);
  expect(desk.ui.questions).toEqual([]);
  expect(desk.told).toContain(`is open, run ${runId}`);
});

test('one that was opened between the look and the send is told the same way', async () => {
  await closeOriginal();
  await rerun();
  desk.ui.confirmations.push(async () => {
    await desk.scene.sdk.startWorkflowExecution(original);
    return true;
  });
  expect(await desk.run('swf.runSkeletonFile')).toMatchObject({ kind: 'alreadyOpen' });
});

test('a lost answer is looked up, and nothing is sent twice', async () => {
  await closeOriginal();
  await rerun();
  desk.scene.local.control.setFaults({
    rules: [{ operation: 'StartWorkflowExecution', fault: 'resetAfter', count: 1 }],
  });
  const outcome = await desk.run('swf.runSkeletonFile');
  expect(outcome).toMatchObject({ kind: 'started', answerLost: true });
  expect(desk.scene.requests('StartWorkflowExecution')).toBe(2);
  expect(desk.told).toContain('The answer was lost');
});

test('dismissed, mistaken or in an untrusted workspace, nothing is sent', async () => {
  await closeOriginal();
  const address = await rerun();
  desk.ui.confirmations.push(false);
  await desk.run('swf.runSkeletonFile');
  desk.trusted = false;
  await desk.run('swf.runSkeletonFile');
  expect(desk.told).toContain('not trusted');
  desk.trusted = true;
  desk.documents.open.set(address, { text: '{"domain": "orders"}', fileName: 'a.start-workflow-execution.json' });
  await desk.run('swf.runSkeletonFile');
  expect(desk.told).toContain('has mistakes');
  expect(desk.scene.requests('StartWorkflowExecution')).toBe(1);
});
