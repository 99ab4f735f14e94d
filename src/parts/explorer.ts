import type { Base } from './base';
import type { HeldParts } from './heldTasks';
import { ExplorerRoots } from '../explorer/roots';
import { ExplorerView } from '../explorer/view';
import { needsConnection, quickestPause, Watch } from '../explorer/watch';
import { watchedOf } from '../explorer/watched';
import { setting } from '../host/settings';
import { PinnedTasks } from '../swf/pinnedTasks';

/** The explorer: its rows, its view, its watch, its pins. */
export type ExplorerParts = ReturnType<typeof createExplorer>;

export function createExplorer(base: Base, { heldTasks }: HeldParts) {
  const { own, log, keys, clock, memory, connections, bulkClient, fail } = base;
  const pins = new PinnedTasks(memory, clock);
  const model = own(
    new ExplorerRoots({
      connections,
      sources: (connection) => ({
        connect: () => connection.client(),
        connectInBulk: () => bulkClient(connection),
        clock,
      }),
    }),
  );
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
      isKept: (task, target) => heldTasks.findKnown(task, target) !== undefined,
      isPinned: (task, target) => target !== undefined && pins.has(task, target),
    }),
  );
  const watch = own(
    new Watch({
      clock,
      watched: () => {
        const open = model.open;
        return model.all.flatMap((root) => {
          const { model: rows, connection } = root;
          return watchedOf({
            model: rows,
            pins,
            connectionId: connection.id,
            target: () => connection.target,
            connect: () => bulkClient(connection),
            isOpen: open.includes(root),
          });
        });
      },
      quickest: () => quickestPause(setting('watch')),
      needsPerson: needsConnection,
      onFailure: fail,
    }),
  );
  return { model, view, watch, pins };
}
