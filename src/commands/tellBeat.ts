import * as l10n from '@vscode/l10n';
import { type LoginParts, mendingActions } from './logIn';
import { permissionActions } from './permissionActions';
import type { Documents, Log } from '../ports';
import { sentences } from '../swf/fault';
import type { Beat } from '../tokens/heldCare';
import { heldPlace, type HeldTask } from '../tokens/heldTask';

/** Says what a heartbeat brought; of one on schedule, which nothing does again, only what changes something. */
export function tellBeat(
  held: HeldTask,
  result: Beat,
  parts: LoginParts & { readonly log: Log; readonly documents: Pick<Documents, 'copy' | 'openBeside'> },
  again: (() => Promise<unknown>) | undefined,
): void {
  const { ui, log, documents } = parts;
  const asked = again !== undefined;
  const place = heldPlace(held);
  switch (result.kind) {
    case 'recorded': {
      if (!asked && !result.firstRequest) return;
      const text = result.cancelRequested
        ? l10n.t(
            'The decider requested the cancellation of {0}. Cancel it when its work is undone, or complete or fail it.',
            place,
          )
        : l10n.t('Heartbeat recorded; no cancellation was requested: {0}', place);
      if (result.cancelRequested) ui.offer('warning', text);
      else ui.glance(text);
      return;
    }
    case 'left':
      ui.offer('warning', l10n.t('Amazon SWF no longer knows {0}: it is closed, and its token was forgotten.', place));
      return;
    case 'failed': {
      const { fault } = result;
      log.warn(`Heartbeat of ${place}: ${fault.message}`);
      const next = asked ? fault.details.nextStep : l10n.t('It is tried again every few seconds.');
      const text = sentences(l10n.t('No heartbeat was recorded for {0}', place), fault.message, next);
      ui.offer(
        'error',
        text,
        new Map([...permissionActions(fault, documents), ...mendingActions(fault, parts, again)]),
      );
      return;
    }
    case 'noToken':
      ui.offer('error', l10n.t('No heartbeat was recorded: the editor no longer has the task token of {0}.', place));
  }
}
