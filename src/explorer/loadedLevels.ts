import { isDeepStrictEqual } from 'node:util';
import { isWithin, type LevelNode, type Node } from './nodes';
import { PagedRows, type RowsPage } from './pagedRows';

/** The rows below one row, or the domains. */
export interface Level {
  /** As it was shown last: VS Code knows a row by its object. */
  parent: LevelNode | undefined;
  /** Whether its rows can be seen, as far as its own row is concerned. */
  isOpen: boolean;
  readonly rows: PagedRows<Node>;
}

/** The levels of the tree that were asked for, by the id of the row above; that of the domains has an empty one. */
export class LoadedLevels {
  private readonly byId = new Map<string, Level>();

  /** `load` reads the first page below a row, of as many rows as it is asked for. `now` is in milliseconds since 1970. */
  constructor(
    private readonly load: (parent: LevelNode | undefined, wanted: number) => Promise<RowsPage<Node>>,
    private readonly now: () => number,
  ) {}

  /** The level below a row, from now on an open one. */
  of(parent: LevelNode | undefined): Level {
    const id = parent?.id ?? '';
    const known = this.byId.get(id);
    if (known !== undefined) {
      known.parent = parent;
      known.isOpen = true;
      return known;
    }
    const options = { now: this.now, idOf: (row: Node) => row.id, same: showSame };
    const level: Level = {
      parent,
      isOpen: true,
      rows: new PagedRows<Node>((wanted) => this.load(level.parent, wanted), options),
    };
    this.byId.set(id, level);
    return level;
  }

  get(id: string): Level | undefined {
    return this.byId.get(id);
  }

  /** Whether a level is still the one below its row. */
  has(level: Level): boolean {
    return this.byId.get(level.parent?.id ?? '') === level;
  }

  all(): readonly (readonly [id: string, level: Level])[] {
    return [...this.byId.entries()];
  }

  /** Those whose rows can be seen; none inside a row that is closed. */
  open(): readonly Level[] {
    const all = this.all();
    const closed = all.filter(([, { isOpen }]) => !isOpen).map(([id]) => id);
    return all.filter(([id]) => !closed.some((each) => isWithin(id, each))).map(([, level]) => level);
  }

  /** Forgets levels, and gives their ids. */
  forget(which: (id: string, level: Level) => boolean): readonly string[] {
    const ids = this.all().flatMap(([id, level]) => (which(id, level) ? [id] : []));
    for (const id of ids) this.byId.delete(id);
    return ids;
  }
}

/** Whether two rows are the same but for the objects above them. */
function showSame(old: Node, fresh: Node): boolean {
  return isDeepStrictEqual({ ...old, parent: undefined }, { ...fresh, parent: undefined });
}
