import { describe, expect, test } from 'vitest';
import { listDomains, listOpenExecutions } from '../../../src/swf/listings';
import { ScriptedClient } from './scriptedClient';

const now = Date.UTC(2026, 5, 1);

describe('listDomains', () => {
  test('asks for the registered ones and passes page tokens on', async () => {
    const client = new ScriptedClient({
      ListDomains: ({ nextPageToken }) => ({
        domainInfos: [
          { name: 'Orders', status: 'REGISTERED', description: 'Shop', arn: 'arn:aws:swf:eu-west-1:1:/domain/Orders' },
          { name: undefined, status: 'REGISTERED' },
        ],
        nextPageToken: nextPageToken === undefined ? 'second' : undefined,
      }),
    });
    const { signal } = new AbortController();
    const first = await listDomains(client, { signal });
    expect(first).toEqual({
      items: [{ name: 'Orders', description: 'Shop', arn: 'arn:aws:swf:eu-west-1:1:/domain/Orders' }],
      nextPageToken: 'second',
    });
    const second = await listDomains(client, { nextPageToken: first.nextPageToken });
    expect(second.nextPageToken).toBeUndefined();
    expect(client.calls[0]).toMatchObject({ input: { registrationStatus: 'REGISTERED' }, options: { signal } });
    expect(client.calls[1]).toMatchObject({ input: { nextPageToken: 'second' } });
  });
});

describe('listOpenExecutions', () => {
  test('reads what the tree needs, and skips what has no identity', async () => {
    const startTimestamp = new Date(now - 5000);
    const workflowType = { name: 'Order', version: '2' };
    const client = new ScriptedClient({
      ListOpenWorkflowExecutions: () => ({
        executionInfos: [
          {
            execution: { workflowId: 'order-1', runId: 'a/b=' },
            workflowType,
            startTimestamp,
            executionStatus: 'OPEN',
            parent: { workflowId: 'batch', runId: 'r0' },
            tagList: ['vip'],
            cancelRequested: true,
          },
          { execution: { workflowId: 'order-2', runId: 'c' }, workflowType, startTimestamp, executionStatus: 'OPEN' },
          { execution: { workflowId: 'x', runId: undefined }, workflowType, startTimestamp, executionStatus: 'OPEN' },
          { execution: undefined, workflowType, startTimestamp, executionStatus: 'OPEN' },
        ],
      }),
    });
    const common = { domain: 'Orders', workflowType, startedAt: now - 5000 };
    expect(await listOpenExecutions(client, 'Orders', { now })).toEqual({
      items: [
        {
          ...common,
          workflowId: 'order-1',
          runId: 'a/b=',
          cancelRequested: true,
          tags: ['vip'],
          parent: { workflowId: 'batch', runId: 'r0' },
        },
        { ...common, workflowId: 'order-2', runId: 'c', cancelRequested: false, tags: [] },
      ],
    });
    expect(client.calls[0]).toMatchObject({
      input: { domain: 'Orders', startTimeFilter: { oldestDate: new Date(now - 366 * 86_400_000) } },
    });
  });

  test('a later page is asked for with the time range of the first, though the clock went on', async () => {
    const client = new ScriptedClient({
      ListOpenWorkflowExecutions: ({ nextPageToken }) => ({
        executionInfos: [],
        nextPageToken: nextPageToken === undefined ? 'second' : undefined,
      }),
    });
    const first = await listOpenExecutions(client, 'Orders', { now });
    await listOpenExecutions(client, 'Orders', { now: now + 60_000, nextPageToken: first.nextPageToken });
    const [one, two] = client.calls.map(({ input }) => input);
    expect(two).toEqual(Object.assign({}, one, { nextPageToken: 'second' }));
  });
});
