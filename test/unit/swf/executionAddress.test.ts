import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseExecutionAddress } from '../../../src/swf/executionAddress';

const runId = `2${'2Aa+/9'.repeat(8).slice(0, 44)}=`;

test.each([
  ['order-17', { workflowId: 'order-17' }],
  [' order 17 ', { workflowId: 'order 17' }],
  [runId, { runId }],
  [`order 17 ${runId}`, { workflowId: 'order 17', runId }],
  [`{"workflowId":"w","runId":"${runId}"}`, { workflowId: 'w', runId }],
  [`{"domain":"d","execution":{"workflowId":"w","runId":"r"}}`, { domain: 'd', workflowId: 'w', runId: 'r' }],
  [`[{"activityId":"a","workflowExecution":{"runId":"r","workflowId":"w"}}]`, { workflowId: 'w', runId: 'r' }],
  [
    `{"region":"us-east-1","resources":["arn:aws:swf:us-east-1:444444444444:/domain/Sim"],"detail":{"workflowExecutionDetail":{"executionInfo":{"execution":{"workflowId":"1","runId":"r"}}}}}`,
    { region: 'us-east-1', domain: 'Sim', workflowId: '1', runId: 'r' },
  ],
  [
    `https://console.aws.amazon.com/swf/home?region=us-east-1#execution_events:domain=orders;workflowId=order-17;runId=${runId.replace('=', '!=')}`,
    { region: 'us-east-1', domain: 'orders', workflowId: 'order-17', runId },
  ],
  [
    `https://eu-west-1.console.aws.amazon.com/swf/home#x:domain=orders;workflowId=a%20b`,
    { region: 'eu-west-1', domain: 'orders', workflowId: 'a b' },
  ],
  ['arn:aws:swf:eu-west-1:1:/domain/orders', { region: 'eu-west-1', domain: 'orders' }],
  [
    'arn:aws:swf:eu-west-1:1:/domain/orders order-17',
    { region: 'eu-west-1', domain: 'orders', workflowId: 'order-17' },
  ],
  ['', {}],
  ['{"runs":1', {}],
])('%s', (text, expected) => {
  const found = Object.entries(parseExecutionAddress(text)).filter(([, value]) => value !== undefined);
  expect(Object.fromEntries(found)).toEqual(expected);
});

test('any text is read without a throw', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.json(), fc.webUrl({ withFragments: true, withQueryParameters: true })),
      (text) => {
        parseExecutionAddress(text);
      },
    ),
  );
});
