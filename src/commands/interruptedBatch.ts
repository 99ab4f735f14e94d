import * as l10n from '@vscode/l10n';
import { settledAfter } from './batch';
import type { Batches } from '../batch/batches';
import { type Batch, isOpen } from '../batch/record';
import { counted, settled } from '../batch/table';
import { batchWords, countWords } from '../batch/words';
import type { Clock, Ui } from '../ports';

interface InterruptedParts {
  readonly ui: Ui;
  readonly clock: Clock;
  readonly batches: Batches;
  readonly showResults: (id: string) => Promise<void>;
}

/**
 * Tells once of each batch that the end of its window interrupted, and offers to go on with it. One that another window may
 * be at work on is watched until it has stood still for long enough.
 */
export function createOfferInterrupted(
  { ui, clock, batches, showResults }: InterruptedParts,
  continueBatch: (id: string) => Promise<void>,
): () => Promise<void> {
  const interrupted = async () =>
    (await batches.all()).filter(
      ({ head, rows, end, offered }) =>
        end === undefined && offered !== true && rows.some(isOpen) && !batches.isRunning(head.id),
    );

  return async () => {
    const before = await interrupted();
    if (before.length === 0) return;
    const youngest = Math.max(...before.map(({ lastAt }) => lastAt));
    const wait = youngest + settledAfter - clock.now();
    if (wait > 0) await clock.sleep(wait);
    const known = new Map(before.map(({ head, lastAt }) => [head.id, lastAt]));
    const still = (await interrupted()).filter(({ head, lastAt }) => known.get(head.id) === lastAt);
    const [newest] = still;
    if (newest === undefined) return;
    const { id } = newest.head;
    for (const { head } of still) await batches.offered(head.id);
    ui.offer(
      'warning',
      words(newest, still.length - 1),
      new Map<string, () => unknown>([
        [l10n.t('Continue…'), () => continueBatch(id)],
        [l10n.t('Open Results'), () => showResults(id)],
        [l10n.t('Not Now'), () => undefined],
      ]),
    );
  };
}

function words(batch: Batch, others: number): string {
  const { operation } = batch.head;
  const what = l10n.t(
    'A batch was interrupted when its window ended, and is not done. {0}, of {1}: {2}.',
    batchWords[operation].title,
    countWords(operation, batch.rows.length),
    counted(settled(batch)),
  );
  const more =
    others === 0
      ? []
      : others === 1
        ? [l10n.t('So was 1 other: see "SWF: Continue Batch…".')]
        : [l10n.t('So were {0} others: see "SWF: Continue Batch…".', others)];
  return [what, ...more].join(' ');
}
