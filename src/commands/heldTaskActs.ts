import * as l10n from '@vscode/l10n';
import type { ClaimParts } from './claimNextTask';
import { storeAgain } from './unstoredToken';
import { tellBeat } from './tellBeat';
import { UntrustedFault } from './trust';
import { maskToken } from '../swf/taskToken';
import { heartbeatInterval } from '../tokens/heartbeatSchedule';
import { beat, type Beat, lookAtHeldTask } from '../tokens/heldCare';
import { heldPlace, type HeldTask, isOf, OtherConnectionFault } from '../tokens/heldTask';
import type { Held } from '../tokens/heldTasks';

export interface HeldParts extends ClaimParts {
  /** The held task of a row of Held Tasks, or of a task's row elsewhere; the selected one when none was given. */
  readonly heldOf: (origin: unknown) => Held | undefined;
}

/** What can be done with a held task besides closing it. */
export function createHeldTaskActs(parts: HeldParts) {
  const { ui, heldTasks, documents } = parts;

  /** Does something with the held task of a row, or says that there is none. */
  const withHeld =
    (act: (held: HeldTask) => unknown) =>
    async (origin?: unknown): Promise<void> => {
      const found = parts.heldOf(origin);
      if (found === undefined) ui.glance(l10n.t('Select a held task first'));
      else await act(found.held);
    };

  return {
    heartbeat: withHeld(async (held) => {
      const again = async () => {
        tellBeat(held, await send(held, parts), parts, again);
      };
      await again();
    }),

    keepHeartbeating: withHeld(async (held) => {
      if (!parts.isTrusted()) throw new UntrustedFault();
      const known = await parts.connection.use(async (client) => {
        if (!isOf(held, client.target)) throw new OtherConnectionFault(held);
        await lookAtHeldTask(held, client, heldTasks);
        return (await heldTasks.all()).find((each) => each.held.id === held.id)?.held;
      });
      if (known === undefined) {
        tellBeat(held, { kind: 'left' }, parts, undefined);
        return;
      }
      const everyMs = heartbeatInterval(known.task);
      if (everyMs === undefined) {
        const why =
          known.task === undefined
            ? l10n.t('its heartbeat timeout is not known yet: its history does not show it')
            : l10n.t('it has no heartbeat timeout');
        ui.offer('information', l10n.t('No heartbeats on schedule for {0}: {1}.', heldPlace(held), why));
        return;
      }
      const seconds = Math.round(everyMs / 100) / 10;
      const confirmed = await ui.confirm({
        message: l10n.t('Record a heartbeat every {0} s?', seconds),
        detail: [
          l10n.t('For {0}.', heldPlace(held)),
          '',
          l10n.t(
            'Its decider and everyone else will take it for a task at work, until you turn this off, it is closed, or its start-to-close timeout fires.',
          ),
          '',
          l10n.t(
            'Heartbeats are recorded only while a window of this editor is open in which SWF Workbench is in use; open its view again after a restart.',
          ),
        ].join('\n'),
        action: l10n.t('Keep Heartbeating'),
        dismiss: l10n.t('Do Nothing'),
      });
      if (confirmed) await heldTasks.update(held.id, { heartbeats: { everyMs } });
    }),

    stopHeartbeating: withHeld(async (held) => {
      await heldTasks.update(held.id, { heartbeats: undefined });
      ui.glance(l10n.t('No more heartbeats on schedule: {0}', held.work?.activityId ?? ''));
    }),

    copyToken: withHeld(async (held) => {
      const taskToken = await heldTasks.tokenOf(held.id);
      if (taskToken === undefined) {
        ui.offer('error', l10n.t('The editor no longer has the task token of {0}.', heldPlace(held)));
        return;
      }
      const confirmed = await ui.confirm({
        message: l10n.t('Copy the task token {0}?', maskToken(taskToken)),
        detail: l10n.t(
          'It is the key to {0}: whoever has it and may call Amazon SWF in this account can complete, fail or cancel the task. It stays on the clipboard, where other programs can read it.',
          heldPlace(held),
        ),
        action: l10n.t('Copy Task Token'),
        dismiss: l10n.t('Copy Nothing'),
      });
      if (!confirmed) return;
      await documents.copy(taskToken);
      ui.glance(l10n.t('Copied the task token of {0}', held.work?.activityId ?? ''));
    }),

    storeAgain: withHeld((held) => storeAgain(held.id, heldPlace(held), parts)),

    forget: withHeld(async (held) => {
      const works = held.work !== undefined;
      const confirmed = await ui.confirm({
        message: works
          ? l10n.t('Forget the task token of {0}?', held.work.activityId)
          : l10n.t('Forget this interrupted poll?'),
        detail: works
          ? l10n.t(
              'The task stays open: {0}. Without its token it can only end by a timeout or with its execution, unless the token is kept elsewhere. No call gives it back.',
              heldPlace(held),
            )
          : l10n.t('Only this row is removed: {0}.', heldPlace(held)),
        action: works ? l10n.t('Forget the Token') : l10n.t('Remove the Row'),
        dismiss: l10n.t('Keep It'),
      });
      if (confirmed) await heldTasks.forget(held.id);
    }),
  };
}

async function send(held: HeldTask, parts: HeldParts): Promise<Beat> {
  if (!parts.isTrusted()) throw new UntrustedFault();
  return await parts.connection.use(async (client) => {
    if (!isOf(held, client.target)) throw new OtherConnectionFault(held);
    return await beat(held, client, parts.heldTasks, () => parts.clock.now());
  });
}
