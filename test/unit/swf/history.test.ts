import { expect, test } from 'vitest';
import { readHistory } from '../../../src/swf/history';
import { HistoryBuilder } from './historyBuilder';
import { historyPages, ScriptedClient } from './scriptedClient';

const execution = { domain: 'd', workflowId: 'w', runId: 'r/+=' };

function clientOver(events: number): ScriptedClient {
  const history = new HistoryBuilder();
  for (let i = 0; i < events; i++) history.add('MarkerRecorded', {});
  return new ScriptedClient({ GetWorkflowExecutionHistory: historyPages(history.events, 1000) });
}

test.each([
  [0, 1],
  [1000, 1],
  [1001, 2],
  [25_000, 25],
])('%i events are read oldest first, in %i calls', async (count, calls) => {
  const client = clientOver(count);
  const events = await readHistory(client, execution, {});
  expect(events.map(({ eventId }) => eventId)).toEqual(Array.from({ length: count }, (_, i) => i + 1));
  expect(client.calls).toHaveLength(calls);
  expect(client.calls[0]?.input).toMatchObject({ domain: 'd', execution: { workflowId: 'w', runId: 'r/+=' } });
});

test('the signal that ends the reading goes with every call', async () => {
  const client = clientOver(1500);
  const { signal } = new AbortController();
  await readHistory(client, execution, { signal });
  expect(client.calls.map(({ options }) => options)).toEqual([{ signal }, { signal }]);
});
