import * as vscode from 'vscode';
import type { Base } from './base';
import { tellBeat } from '../commands/tellBeat';
import { HeldTasksView } from '../explorer/heldView';
import { fileRecords } from '../host/records';
import { vscodeSecrets } from '../host/secrets';
import { HeartbeatSchedule } from '../tokens/heartbeatSchedule';
import { isOf } from '../tokens/heldTask';
import { HeldTasks } from '../tokens/heldTasks';
import { describeLeft, HeldWatch } from '../tokens/heldWatch';
import { StoreTrial } from '../tokens/storeTrial';

/** Held tasks: their store, their heartbeats, their view. */
export type HeldParts = ReturnType<typeof createHeldTasks>;

export function createHeldTasks(context: vscode.ExtensionContext, base: Base) {
  const { own, log, ui, keys, documents, clock, connections, fail } = base;
  const secrets = vscodeSecrets(context.secrets);
  const records = fileRecords(vscode.Uri.joinPath(context.globalStorageUri, 'held-tasks').fsPath);
  const heldTasks = own(new HeldTasks({ secrets, records, clock }));
  const storeTrial = new StoreTrial(secrets, records, vscode.env.sessionId);
  const held = {
    heldTasks,
    clock,
    connections,
    fail,
  };
  const heartbeats = own(
    new HeartbeatSchedule({
      ...held,
      // Nothing is sent from a workspace that is not trusted.
      useOf: (task) => {
        const own = vscode.workspace.isTrusted ? connections.known((target) => isOf(task, target)) : undefined;
        return own && ((procedure) => own.use(procedure));
      },
      tell: (task, beat) => {
        tellBeat(task, beat, { ui, log, documents, connections }, undefined);
      },
    }),
  );
  const heldWatch = new HeldWatch({
    ...held,
    uses: () => connections.all.map((each) => (procedure) => each.use(procedure)),
    left: (left) => {
      ui.glance(describeLeft(left));
      log.info(describeLeft(left));
    },
  });
  const heldView = own(
    new HeldTasksView({
      ...held,
      heartbeatsOf: (id) => heartbeats.stateOf(id),
      setSelected: (tokens) => {
        keys.set('swf.selectedHeldTask', tokens);
      },
      look: () => void heldWatch.look(),
    }),
  );
  return { heldTasks, heartbeats, heldWatch, heldView, storeTrial };
}
