import type { Base } from './base';
import type { HeldParts } from './heldTasks';
import { ExplorerModel } from '../explorer/model';
import { ExplorerView } from '../explorer/view';
import { needsConnection, quickestPause, Watch } from '../explorer/watch';
import { watchedOf } from '../explorer/watched';
import { setting } from '../host/settings';
import { PinnedTasks } from '../swf/pinnedTasks';

/** The explorer: its rows, its view, its watch, its pins. */
export type ExplorerParts = ReturnType<typeof createExplorer>;

export function createExplorer(base: Base, { heldTasks }: HeldParts) {
  const { own, log, keys, clock, memory, connection, bulkClient, fail } = base;
  const pins = new PinnedTasks(memory, clock);
  const model = own(new ExplorerModel({ connect: () => connection.client(), connectInBulk: bulkClient, clock }));
  const view = own(
    new ExplorerView({
      model,
      clock,
      setState: (state) => {
        keys.set('swf.explorerState', state);
      },
      setSelected: (tokens) => {
        keys.set('swf.selectedRow', tokens);
      },
      log: (fault) => {
        log.warn(fault.message);
      },
      isKept: (task) => heldTasks.findKnown(task, connection.target) !== undefined,
      isPinned: (task) => connection.target !== undefined && pins.has(task, connection.target),
    }),
  );
  const watch = own(
    new Watch({
      clock,
      watched: () => watchedOf({ model, pins, target: () => connection.target, connect: bulkClient }),
      quickest: () => quickestPause(setting('watch')),
      needsPerson: needsConnection,
      onFailure: fail,
    }),
  );
  return { model, view, watch, pins };
}
