import { afterEach, describe, expect, test } from 'vitest';
import type { Credential, Rule } from '../../../src/local/credentials';
import { type OperationName, operation as operationOf } from '../../../src/swf/operations';
import { ExecutionBatch } from './executionBatch';
import { Desk } from '../../support/desk';
import { executionRow, taskRow } from '../../support/fakeExplorer';

const command = 'swf.checkPermissions';
const reading = ['swf:List*', 'swf:Describe*', 'swf:Count*', 'swf:Get*'];

let desk: Desk;
afterEach(async () => {
  await desk.close();
});

/** The desk of somebody who may do this alone, in these domains. */
async function openAs(actions: readonly string[], domains: readonly string[] = ['*'], deny?: Rule): Promise<void> {
  const allow = [{ actions, domains }];
  const olga: Credential = { accessKeyId: 'AKIAOLGA', secretAccessKey: 's', userName: 'olga', allow };
  desk = await Desk.openAs({ ...olga, ...(deny && { deny: [deny] }) });
}

/** The report's lines by what they are about. */
function report(): Map<string, string> {
  const rows = (desk.documents.beside.at(-1)?.text ?? '').matchAll(/^\| ([^|]+) \| ([^|]+) \|/gm);
  return new Map([...rows].map(([, what = '', verdict = '']) => [what, verdict]));
}

describe('Check Permissions', () => {
  test('of somebody who may read: every reading feature works, of the others nothing is claimed', async () => {
    await openAs(reading);
    await desk.hold();
    desk.ui.picks.push('orders');
    await desk.run(command);
    const found = report();
    expect(found.get('Open activity tasks, histories, timelines, and the proof of every act')).toBe('Yes');
    expect(found.get('Task lists offered before a claim')).toBe('Yes');
    expect(found.get('Cancel Activity Task')).toBe('Not known without doing it');
    expect(desk.told).toContain('allowed 10, denied 0, not known 0');
  });

  test('makes reading calls only', async () => {
    await openAs(['swf:*']);
    await desk.hold();
    const before = { ...desk.scene.local.control.state().requests };
    desk.ui.picks.push('orders');
    await desk.run(command);
    const after = desk.scene.local.control.state().requests;
    const made = (Object.keys(after) as OperationName[]).filter((name) => after[name] !== before[name]);
    expect(made.length).toBe(10);
    expect(made.map((name) => operationOf(name).access)).not.toContain('write');
  });

  test('names what is denied, and what nothing could be tried on', async () => {
    await openAs(reading, ['*'], { actions: ['swf:GetWorkflowExecutionHistory'], domains: ['orders'] });
    await desk.hold();
    desk.ui.picks.push('orders');
    await desk.run(command);
    expect(report().get('Open activity tasks, histories, timelines, and the proof of every act')).toBe(
      '**No**: `swf:GetWorkflowExecutionHistory` is denied',
    );
    expect(desk.told).toContain('allowed 9, denied 1, not known 0');
    await desk.scene.sdk.registerDomain({ name: 'empty', workflowExecutionRetentionPeriodInDays: '1' });
    desk.ui.picks.push('empty');
    await desk.run(command);
    expect(report().get('Executions by their run id, and long histories')).toBe(
      'Not known: no execution was found to try it on',
    );
  });

  test('lets whoever may not list the domains type one, and tells the account from the denial', async () => {
    await openAs(['swf:GetWorkflowExecutionHistory'], ['orders']);
    desk.ui.types('orders');
    await desk.run(command);
    expect(report().get('The list of domains')).toBe('**No**: `swf:ListDomains` is denied');
    await desk.ui.press('Copy Policy for Reading');
    expect(JSON.parse(desk.documents.copied[0] ?? '')).toEqual({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: 'swf:ListDomains', Resource: 'arn:aws:swf:us-east-1:123456789012:/domain/*' },
        {
          Effect: 'Allow',
          Action: [
            'swf:CountOpenWorkflowExecutions',
            'swf:CountPendingActivityTasks',
            'swf:DescribeActivityType',
            'swf:DescribeDomain',
            'swf:DescribeWorkflowExecution',
            'swf:GetWorkflowExecutionHistory',
            'swf:ListActivityTypes',
            'swf:ListClosedWorkflowExecutions',
            'swf:ListOpenWorkflowExecutions',
          ],
          Resource: 'arn:aws:swf:us-east-1:123456789012:/domain/orders',
        },
      ],
    });
    await desk.ui.press('Copy Policy for All');
    expect(desk.documents.copied[1]).toContain('swf:RespondActivityTaskCanceled');
  });

  test('the policy that it gives is enough: with it, everything is allowed', async () => {
    await openAs(['swf:ListDomains']);
    desk.ui.picks.push('orders');
    await desk.run(command);
    await desk.ui.press('Copy Policy for Reading');
    const { Statement } = JSON.parse(desk.documents.copied[0] ?? '') as { Statement: { Action: string | string[] }[] };
    await desk.close();
    await openAs(Statement.flatMap(({ Action }) => Action));
    await desk.hold();
    desk.ui.picks.push('orders');
    await desk.run(command);
    expect(desk.told).toContain('allowed 10, denied 0, not known 0');
  });

  test('a service that fails is not called a denial', async () => {
    await openAs(reading);
    desk.scene.local.control.setFaults({ rules: [{ operation: 'ListActivityTypes', fault: 'html' }] });
    desk.ui.picks.push('orders');
    await desk.run(command);
    expect(report().get('Task lists offered before a claim')).toContain(
      'Not known, the call failed: The service failed',
    );
  });
});

test('a row that could not be read as the call was denied gives the statement that is missing', async () => {
  await openAs(reading);
  const client = await desk.connection.client();
  const start = { domain: 'orders', workflowId: 'order-1', signalName: 's' };
  const fault = await client.call('SignalWorkflowExecution', start).catch((error: unknown) => error);
  await desk.run('swf.copyIamStatement', fault);
  expect(JSON.parse(desk.documents.copied[0] ?? '')).toMatchObject({ Action: 'swf:SignalWorkflowExecution' });
  await desk.run('swf.copyIamStatement', new Error('not a fault of a call'));
  expect(desk.documents.copied).toHaveLength(1);
});

describe('a denied act', () => {
  test.each([
    ['swf.cancelActivityTask', 'RespondActivityTaskCanceled'],
    ['swf.signalExecution', 'SignalWorkflowExecution'],
  ] as const)('%s offers the statement that is missing', async (id, operation) => {
    await openAs(reading);
    const held = await desk.hold();
    if (id === 'swf.cancelActivityTask') desk.ui.types(held.taskToken, '');
    else desk.ui.types('go on', '');
    await desk.run(id, id === 'swf.cancelActivityTask' ? taskRow(held) : executionRow(held));
    expect(desk.told).toContain(`Not allowed: swf:${operation} on arn:aws:swf:us-east-1:123456789012:/domain/orders`);
    expect(desk.told).not.toContain('{');
    await desk.ui.press('Copy IAM Statement');
    expect(JSON.parse(desk.documents.copied[0] ?? '')).toEqual({
      Effect: 'Allow',
      Action: `swf:${operation}`,
      Resource: 'arn:aws:swf:us-east-1:123456789012:/domain/orders',
    });
    await desk.ui.press('Open IAM Policy');
    expect(desk.documents.beside.at(-1)).toMatchObject({ fileName: 'iam-policy.json' });
    desk.expectNoSecret();
  });

  test('in a batch offers it once for all', async () => {
    await openAs(reading);
    const all = new ExecutionBatch(desk);
    await all.start(3);
    all.planSignal();
    await all.actOnAll();
    expect(desk.told).toContain('Signal: 3 refused, of 3 workflow executions.');
    await desk.ui.press('Copy IAM Statement');
    expect(desk.documents.copied).toHaveLength(1);
    expect(JSON.parse(desk.documents.copied[0] ?? '')).toMatchObject({ Action: 'swf:SignalWorkflowExecution' });
  });
});
