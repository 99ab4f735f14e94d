import type { ClaimParts } from './claimNextTask';
import { storeAgain } from './unstoredToken';
import { permissionActions } from './permissionActions';
import { UntrustedFault } from './trust';
import { sentences } from '../swf/fault';
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
      if (found === undefined) ui.glance('Select a held task first');
      else await act(found.held);
    };

  return {
    heartbeat: withHeld(async (held) => {
      const result = await send(held, parts);
      tellBeat(held, result, parts, true);
    }),

    keepHeartbeating: withHeld(async (held) => {
      if (!parts.isTrusted()) throw new UntrustedFault();
      const known = await parts.connection.use(async (client) => {
        if (!isOf(held, client.target)) throw new OtherConnectionFault(held);
        await lookAtHeldTask(held, client, heldTasks);
        return (await heldTasks.all()).find((each) => each.held.id === held.id)?.held;
      });
      if (known === undefined) {
        tellBeat(held, { kind: 'left' }, parts, true);
        return;
      }
      const everyMs = heartbeatInterval(known.task);
      if (everyMs === undefined) {
        const why =
          known.task === undefined
            ? 'its heartbeat timeout is not known yet: its history does not show it'
            : 'it has no heartbeat timeout';
        ui.offer('information', `No heartbeats on schedule for ${heldPlace(held)}: ${why}.`);
        return;
      }
      const seconds = Math.round(everyMs / 100) / 10;
      const confirmed = await ui.confirm({
        message: `Record a heartbeat every ${seconds} s?`,
        detail: [
          `For ${heldPlace(held)}.`,
          '',
          'Its decider and everyone else will take it for a task at work, until you turn this off, it is closed, or its start-to-close timeout fires.',
          '',
          'Heartbeats are recorded only while a window of this editor is open in which SWF Workbench is in use; open its view again after a restart.',
        ].join('\n'),
        action: 'Keep Heartbeating',
        dismiss: 'Do Nothing',
      });
      if (confirmed) await heldTasks.update(held.id, { heartbeats: { everyMs } });
    }),

    stopHeartbeating: withHeld(async (held) => {
      await heldTasks.update(held.id, { heartbeats: undefined });
      ui.glance(`No more heartbeats on schedule: ${held.work?.activityId ?? ''}`);
    }),

    copyToken: withHeld(async (held) => {
      const taskToken = await heldTasks.tokenOf(held.id);
      if (taskToken === undefined) {
        ui.offer('error', `The editor no longer has the task token of ${heldPlace(held)}.`);
        return;
      }
      const confirmed = await ui.confirm({
        message: `Copy the task token ${maskToken(taskToken)}?`,
        detail: `It is the key to ${heldPlace(held)}: whoever has it and may call Amazon SWF in this account can complete, fail or cancel the task. It stays on the clipboard, where other programs can read it.`,
        action: 'Copy Task Token',
        dismiss: 'Copy Nothing',
      });
      if (!confirmed) return;
      await documents.copy(taskToken);
      ui.glance(`Copied the task token of ${held.work?.activityId ?? ''}`);
    }),

    storeAgain: withHeld((held) => storeAgain(held.id, heldPlace(held), parts)),

    forget: withHeld(async (held) => {
      const works = held.work !== undefined;
      const confirmed = await ui.confirm({
        message: works ? `Forget the task token of ${held.work.activityId}?` : 'Forget this interrupted poll?',
        detail: works
          ? `The task stays open: ${heldPlace(held)}. Without its token it can only end by a timeout or with its execution, unless the token is kept elsewhere. No call gives it back.`
          : `Only this row is removed: ${heldPlace(held)}.`,
        action: works ? 'Forget the Token' : 'Remove the Row',
        dismiss: 'Keep It',
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

/** Says what a heartbeat brought; of one on schedule only what changes something. */
export function tellBeat(
  held: HeldTask,
  result: Beat,
  { ui, log, documents }: Pick<HeldParts, 'ui' | 'log' | 'documents'>,
  asked: boolean,
): void {
  const place = heldPlace(held);
  switch (result.kind) {
    case 'recorded': {
      if (!asked && !result.firstRequest) return;
      const text = result.cancelRequested
        ? `The decider requested the cancellation of ${place}. Cancel it when its work is undone, or complete or fail it.`
        : `Heartbeat recorded; no cancellation was requested: ${place}`;
      if (result.cancelRequested) ui.offer('warning', text);
      else ui.glance(text);
      return;
    }
    case 'left':
      ui.offer('warning', `Amazon SWF no longer knows ${place}: it is closed, and its token was forgotten.`);
      return;
    case 'failed': {
      const { fault } = result;
      log.warn(`Heartbeat of ${place}: ${fault.message}`);
      const next = asked ? fault.details.nextStep : 'It is tried again every few seconds.';
      const text = sentences(`No heartbeat was recorded for ${place}`, fault.message, next);
      ui.offer('error', text, permissionActions(fault, documents));
      return;
    }
    case 'noToken':
      ui.offer('error', `No heartbeat was recorded: the editor no longer has the task token of ${place}.`);
  }
}
