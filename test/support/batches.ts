import type { Batch } from '../../src/batch/record';
import type { Desk } from './desk';

/** The only batch there is, as its record tells it. */
export async function onlyBatch({ batches }: Desk): Promise<Batch> {
  const [batch, ...others] = await batches.all();
  if (batch === undefined || others.length > 0) throw new Error('Not just one batch');
  return batch;
}

export function statesOf(batch: Batch): string[] {
  return batch.rows.map(({ state }) => state);
}

/** Runs a batch and stops it when so many requests were sent: how many that were when the stop was given. */
export async function stopAfter(
  count: number,
  sent: () => number,
  desk: Desk,
  run: () => Promise<void>,
): Promise<number> {
  let stopped = -1;
  const listener = desk.batches.onDidChange(() => {
    if (stopped >= 0 || sent() < count) return;
    stopped = sent();
    void desk.run('swf.stopBatch');
  });
  await run();
  listener.dispose();
  return stopped;
}
