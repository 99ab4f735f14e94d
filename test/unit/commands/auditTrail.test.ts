import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { TrailEntry } from '../../../src/audit/line';
import { operations } from '../../../src/swf/operations';
import { Desk } from '../../support/desk';
import { executionRow, taskRow } from '../../support/fakeExplorer';

let desk: Desk;
beforeEach(async () => {
  desk = await Desk.open();
});
afterEach(async () => {
  desk.expectNoSecret();
  await desk.close();
});

/** What the trail tells, the oldest first; no file of it holds a secret, or any text that was sent. */
async function entries(...texts: string[]): Promise<TrailEntry[]> {
  await desk.trail.settled();
  const files = [...desk.trailFiles.texts.values()].join('');
  for (const secret of [...desk.secrets, ...texts]) expect(files).not.toContain(secret.slice(0, 12));
  return [...(await desk.trail.read()).entries].reverse();
}

const requestId = expect.any(String) as string;

describe('a line of the audit trail', () => {
  test('tells of a cancel where it went, what it was about, and the event that proves it', async () => {
    const held = await desk.hold();
    await desk.scene.requestCancel(held);
    desk.ui.types(held.taskToken, 'the card was 4711-0815');
    await desk.run('swf.cancelActivityTask', taskRow(held));
    const { domain, workflowId, runId } = held.task.execution;
    const eventId = (await desk.scene.eventTypes(held.task)).indexOf('ActivityTaskCanceled') + 1;
    expect(await entries('the card was 4711-0815')).toMatchObject([
      {
        operation: 'RespondActivityTaskCanceled',
        place: { region: 'us-east-1', endpoint: desk.scene.local.url },
        target: { domain, workflowId, runId, activityId: 'charge-card' },
        answer: { requestId, attempts: 1 },
        end: { outcome: 'recorded', eventIds: [eventId] },
      },
    ]);
  });

  test('is written for the heartbeats of a cancel by a token alone: one asks before, one finds the task after', async () => {
    const held = await desk.hold();
    desk.ui.types(held.taskToken, '');
    await desk.run('swf.cancelActivityTask');
    const found = await entries();
    expect(found.map(({ operation, answer }) => [operation, answer?.fault])).toEqual([
      ['RecordActivityTaskHeartbeat', undefined],
      ['RespondActivityTaskCanceled', undefined],
      ['RecordActivityTaskHeartbeat', 'unknownActivity'],
    ]);
    const { execution, activityId } = held.task;
    expect(found[1]?.target).toEqual({});
    expect(found[1]?.end).toMatchObject({ outcome: 'recorded', target: { ...execution, activityId } });
    desk.documents.inFront = 'swf-audit:/Audit Trail?workflow:order-1';
    await desk.run('swf.copyIncidentNote');
    expect(desk.documents.copied.at(-1)).toMatch(/RespondActivityTaskCanceled \| `order-1` +\| `charge-card`/);
  });

  test('tells of an act on an execution, of a poll and what it brought, and of a start', async () => {
    const held = await desk.hold();
    await desk.scene.scheduleTask('ship');
    desk.ui.types('wake up', 'the input is secret 1234');
    await desk.run('swf.signalExecution', executionRow(held));
    desk.claimOrigin = { domain: 'orders', taskList: 'L' };
    await desk.run('swf.claimNextTask');
    const start = {
      domain: 'orders',
      workflowId: 'order-new',
      workflowType: { name: 'T', version: '1' },
      taskList: { name: 'L' },
      childPolicy: 'TERMINATE',
      executionStartToCloseTimeout: '60',
      taskStartToCloseTimeout: '60',
      input: 'the input is secret 5678',
    };
    const name = 'a.start-workflow-execution.json';
    desk.documents.open.set(`file:///runbooks/${name}`, { text: JSON.stringify(start), fileName: name });
    await desk.run('swf.runSkeletonFile', { toString: () => `file:///runbooks/${name}` });
    const found = await entries('the input is secret');
    expect(found).toMatchObject([
      {
        operation: 'SignalWorkflowExecution',
        target: { ...held.task.execution },
        end: { outcome: 'recorded', eventIds: [expect.any(Number) as number] },
      },
      {
        operation: 'PollForActivityTask',
        target: { domain: 'orders', taskList: 'L' },
        answer: { target: { workflowId: 'order-2', activityId: 'ship' } },
      },
      {
        operation: 'StartWorkflowExecution',
        target: { domain: 'orders', workflowId: 'order-new', named: 'T 1' },
        end: { outcome: 'started', runId: expect.any(String) as string },
      },
    ]);
  });

  test('is written for each target of a batch, with its event', async () => {
    const rows = [
      { kind: 'task', task: await desk.scene.scheduleTask() },
      { kind: 'task', task: await desk.scene.scheduleTask() },
    ] as const;
    desk.ui.picks.push('Terminate');
    desk.ui.types('The region is going down', '');
    await desk.run('swf.actOnSeveral', rows[0], rows);
    expect(await entries('The region is going')).toMatchObject(
      rows.map(({ task: { execution } }) => ({
        operation: 'TerminateWorkflowExecution',
        target: { ...execution },
        answer: { requestId },
        end: { outcome: 'recorded', eventIds: [6] },
      })),
    );
  });

  test('tells the kind of the fault where a write was refused, and nothing where it never left', async () => {
    const held = await desk.hold();
    desk.ui.types(held.taskToken, '');
    desk.ui.confirmations.push(false);
    await desk.run('swf.completeActivityTask', taskRow(held));
    expect(await entries()).toEqual([]);
    const name = 'a.deprecate-domain.json';
    desk.documents.open.set(`file:///runbooks/${name}`, { text: '{"name":"nowhere"}', fileName: name });
    await desk.run('swf.runSkeletonFile', { toString: () => `file:///runbooks/${name}` });
    expect(await entries()).toMatchObject([
      {
        operation: 'DeprecateDomain',
        target: { named: 'nowhere' },
        answer: { fault: 'unknownDomain', delivered: 'no' },
      },
    ]);
  });

  test('is on the disk before its request is at the service', async () => {
    const held = await desk.hold();
    const sentBy: number[] = [];
    const append = desk.trailFiles.append.bind(desk.trailFiles);
    desk.trailFiles.append = async (name, text) => {
      // A slow disk: whoever did not wait for it would have sent by now.
      await new Promise((resolve) => setTimeout(resolve, 200));
      sentBy.push(desk.scene.requests('TerminateWorkflowExecution'));
      await append(name, text);
    };
    desk.ui.types('', '', '');
    await desk.run('swf.terminateExecution', executionRow(held));
    await desk.trail.settled();
    expect(sentBy).toEqual([0, 1, 1]);
  });

  test('that cannot be kept stops nothing, and that is said once', async () => {
    desk.trailFiles.append = () => Promise.reject(new Error('ENOSPC: no space left on device'));
    const held = await desk.hold();
    desk.ui.types('', '', '');
    await desk.run('swf.terminateExecution', executionRow(held));
    await desk.trail.settled();
    expect(desk.scene.requests('TerminateWorkflowExecution')).toBe(1);
    expect(desk.trailFaults.map(({ message }) => message)).toEqual(['ENOSPC: no space left on device']);
  });

  test('is written by all that writes: the service counts no write that the trail does not tell', async () => {
    const held = await desk.hold();
    const counted = () =>
      operations.reduce((sum, { name, access }) => sum + (access === 'write' ? desk.scene.requests(name) : 0), 0);
    const before = counted();
    desk.ui.types(held.taskToken, '50 %');
    await desk.run('swf.recordHeartbeat', taskRow(held));
    desk.ui.types(held.taskToken, 'done');
    await desk.run('swf.completeActivityTask', taskRow(held));
    desk.ui.types('because', '', '');
    await desk.run('swf.terminateExecution', executionRow(held));
    expect(await entries()).toHaveLength(counted() - before);
    expect(counted() - before).toBeGreaterThanOrEqual(3);
  });
});

test('the log tells of each call which it was, its request id, attempts and duration', async () => {
  const held = await desk.hold();
  desk.ui.types('', 'secret details', '');
  await desk.run('swf.terminateExecution', executionRow(held));
  const calls = desk.log.lines.filter((line) => / after \d+ ms, request id [\w-]{10,}, attempts 1$/.test(line));
  expect(calls.filter((line) => line.startsWith('info TerminateWorkflowExecution: answered'))).toHaveLength(1);
  expect(calls.some((line) => line.startsWith('debug GetWorkflowExecutionHistory: answered'))).toBe(true);
  expect(desk.log.lines.join('\n')).not.toContain('secret details');
});

describe('the commands of the audit trail', () => {
  beforeEach(async () => {
    const held = await desk.hold();
    desk.ui.types('', '', '');
    await desk.run('swf.terminateExecution', executionRow(held));
    await desk.trail.settled();
  });

  test('open it, whole or what a filter leaves', async () => {
    await desk.run('swf.openAuditTrail');
    desk.documents.inFront = 'swf-audit:/Audit Trail?domain:orders';
    desk.ui.moves.push({ how: 'accepted', value: 'operation:*terminate*' });
    await desk.run('swf.filterAuditTrail');
    expect(desk.documents.readOnly.map(({ address }) => address)).toEqual([
      'swf-audit:/Audit Trail?',
      'swf-audit:/Audit Trail?operation:*terminate*',
    ]);
    expect(desk.ui.fields.at(-1)?.value).toBe('domain:orders');
    expect(desk.ui.remarkOn('operation:*start*')?.text).toBe('Shows 0 of 1');
  });

  test('copy what is shown as a note', async () => {
    desk.documents.inFront = 'swf-audit:/Audit Trail?domain:orders';
    await desk.run('swf.copyIncidentNote');
    expect(desk.documents.copied.at(-1)).toMatch(/\| recorded \| 7 +\| TerminateWorkflowExecution \| `order-1` +\|/);
    desk.documents.inFront = 'swf-audit:/Audit Trail?domain:billing';
    await desk.run('swf.copyIncidentNote');
    expect(desk.documents.copied.at(-1)).toContain('- Requests that write: 0\n');
  });

  test('ask what to copy when it is not shown', async () => {
    desk.ui.moves.push({ how: 'accepted' });
    await desk.run('swf.copyIncidentNote');
    expect(desk.ui.fields.at(-1)?.value).toBe('since:1h');
    expect(desk.documents.copied.at(-1)).toContain('TerminateWorkflowExecution');
    desk.ui.moves.push({ how: 'left' });
    await desk.run('swf.copyIncidentNote');
    expect(desk.documents.copied).toHaveLength(1);
  });
});
