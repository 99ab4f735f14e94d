import type { ExplorerModel, Level } from './model';
import type { Watched } from './watch';
import type { SwfClient, Target } from '../swf/client';
import type { PinnedTasks } from '../swf/pinnedTasks';

/** Domains come and go so much more rarely than executions and tasks. */
const slownessOfDomains = 6;

const pinPrefix = 'pin ';

/** Whether what is watched under an id is a pinned task. */
export function isPin(id: string): boolean {
  return id.startsWith(pinPrefix);
}

export interface WatchedParts {
  readonly model: ExplorerModel;
  readonly pins: PinnedTasks;
  /** The target of the connection in use, if there is one. */
  readonly target: () => Target | undefined;
  readonly connect: () => Promise<SwfClient>;
}

/**
 * What the watch looks at: the levels of the tree that can be seen, and the pinned tasks of the connection in use. What was
 * never read is left to whoever opens it.
 */
export function watchedOf({ model, pins, target, connect }: WatchedParts): readonly Watched[] {
  const levels = model.openLevels().filter(({ rows }) => rows.readAt !== undefined);
  const used = target();
  const pinned = used === undefined ? [] : pins.of(used);
  return [
    ...levels.map((level) => watchedLevel(model, level)),
    ...pinned.map((pin) => ({
      id: `${pinPrefix}${pin.id}`,
      readAt: pin.readAt,
      slowness: 1,
      look: async () => await pins.look(pin, await connect()),
    })),
  ];
}

function watchedLevel(model: ExplorerModel, level: Level): Watched {
  const { parent, rows } = level;
  return {
    id: `rows ${parent?.id ?? ''}`,
    readAt: rows.readAt,
    slowness: parent === undefined ? slownessOfDomains : 1,
    look: () => model.reread(level),
  };
}
