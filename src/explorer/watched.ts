import type { Level } from './loadedLevels';
import type { ExplorerModel } from './model';
import type { Watched } from './watch';
import type { SwfClient, Target } from '../swf/client';
import type { DomainScan } from '../swf/domainScan';
import type { PinnedTasks } from '../swf/pinnedTasks';

/** Domains come and go so much more rarely than executions and tasks. */
const slownessOfDomains = 6;

/** What is said of one task follows from what is read for its execution, but for the counts of task lists: few are allowed. */
const slownessOfDetails = 3;

/** How much rarer than a level a scan of few executions is read. */
const slownessOfScans = 3;

/** Calls a second that all the looks at a scan come to at most: a tenth of what Amazon SWF allows (`documentedRates`). */
const scanCalls = 6;

const pinPrefix = 'pin ';

/** Whether what is watched under an id is a pinned task. */
export function isPin(id: string): boolean {
  return id.startsWith(pinPrefix);
}

export interface WatchedParts {
  readonly model: ExplorerModel;
  readonly pins: PinnedTasks;
  /** The connection that the rows belong to. */
  readonly connectionId?: string;
  /** Its target, once it is known. */
  readonly target: () => Target | undefined;
  readonly connect: () => Promise<SwfClient>;
  /** Whether its rows can be seen; its pins are looked at in any case. */
  readonly isOpen?: boolean;
}

/**
 * What the watch looks at: the levels of the tree that can be seen, and the pinned tasks of the connection in use. What was
 * never read is left to whoever opens it.
 */
export function watchedOf(parts: WatchedParts): readonly Watched[] {
  const { model, pins, target, connect, connectionId = '', isOpen = true } = parts;
  const levels = (isOpen ? model.openLevels() : []).filter(({ rows }) => rows.readAt !== undefined);
  const used = target();
  const pinned = used === undefined ? [] : pins.of(used);
  return [
    ...levels.map((level) => watchedLevel(model, level, connectionId)),
    ...(isOpen ? model.openScans() : []).flatMap(({ id, scan }) => (isForWatch(scan) ? [watchedScan(id, scan)] : [])),
    ...pinned.map((pin) => ({
      id: `${pinPrefix}${pin.id}`,
      readAt: pin.readAt,
      slowness: 1,
      look: async () => await pins.look(pin, await connect()),
    })),
  ];
}

function watchedLevel(model: ExplorerModel, level: Level, connectionId: string): Watched {
  const { parent, rows } = level;
  return {
    id: `rows ${parent?.id ?? connectionId}`,
    readAt: rows.readAt,
    slowness: parent === undefined ? slownessOfDomains : parent.kind === 'task' ? slownessOfDetails : 1,
    look: () => model.reread(level),
  };
}

function isForWatch(scan: DomainScan): boolean {
  return scan.state === 'done' || scan.state === 'failed';
}

/** A scan costs a call for each execution: the more there are, the rarer it is. */
function watchedScan(id: string, scan: DomainScan): Watched {
  return {
    id: `scan ${id}`,
    readAt: scan.progress.endedAt,
    takesLong: true,
    slowness: slownessOfScans * (1 + scan.progress.total / 100),
    leastPause: (scan.progress.total / scanCalls) * 1000,
    look: async () => {
      const before = scan.changeCount;
      await scan.rescan();
      if (scan.fault !== undefined) throw scan.fault;
      return scan.changeCount !== before;
    },
  };
}
