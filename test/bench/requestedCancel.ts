import { systemClock } from '../../src/host/clock';
import type { SwfClient } from '../../src/swf/client';
import { closeTask } from '../../src/swf/closeTask';
import type { HeldTask } from './workflow';

/**
 * The whole procedure for a task chosen in the tree: was it requested, send, prove. The person answers at once.
 * Rejects unless the history proves the cancel.
 */
export async function requestedCancel(client: SwfClient, { task, taskToken }: HeldTask): Promise<void> {
  const outcome = await closeTask(
    {
      operation: 'RespondActivityTaskCanceled',
      document: { taskToken, details: 'The order was withdrawn' },
      task,
    },
    {
      client,
      clock: systemClock,
      check: 'historyOrHeartbeat',
      confirm: ({ requested }) => Promise.resolve(requested.answer === 'yes' && requested.source === 'history'),
      step: () => undefined,
    },
  );
  if (outcome.kind !== 'recorded') throw new Error(`The cancel was not recorded: ${outcome.kind}`);
}
