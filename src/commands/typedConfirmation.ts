import * as l10n from '@vscode/l10n';
import { type Batch, isOpen } from '../batch/record';
import type { Ui } from '../ports';
import type { Target } from '../swf/client';

/**
 * Whether a batch that ends something may go to a connection that is marked production: of one execution its workflow id is
 * to be typed. Of several it is their number, since that is what differs from batch to batch and is wrong when more
 * rows were chosen than meant; a domain's name would soon be typed without thinking.
 */
export async function typedForProduction(batch: Batch, target: Target, ui: Ui): Promise<boolean> {
  if (target.mark !== 'production' || batch.head.operation === 'SignalWorkflowExecution') return true;
  const open = batch.rows.filter(isOpen);
  const ids = new Set(open.map((row) => row.target.workflowId));
  const [only] = ids;
  const wanted = ids.size === 1 && only !== undefined ? only : String(open.length);
  const { how } = await ui.ask({
    title: l10n.t('PRODUCTION, {0}', target.alias ?? target.label),
    step: 1,
    totalSteps: 1,
    prompt:
      ids.size === 1
        ? l10n.t('Type the workflow id to go on: {0}', wanted)
        : l10n.t('Type how many are ended to go on: {0}', wanted),
    placeholder: '',
    value: '',
    secret: false,
    check: (value) =>
      value.trim() === wanted
        ? undefined
        : { severity: 'error', text: l10n.t('Nothing is sent before this is typed: {0}', wanted) },
  });
  return how === 'accepted';
}
