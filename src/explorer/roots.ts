import type { Filter } from './filter';
import { ExplorerModel } from './model';
import {
  connectionIdOf,
  connectionNode,
  type ConnectionNode,
  isParent,
  type Node,
  noteId,
  type ParentNode,
} from './nodes';
import type { RowSources } from './levels';
import type { Connections } from '../connection/connections';
import type { OpenConnection } from '../connection/openConnection';
import { Emitter, type Owned } from '../emitter';
import { Fault } from '../swf/fault';
import type { ActivityTask } from '../swf/activityTasks';
import type { FoundExecution } from '../swf/findExecution';
import type { Readings } from '../swf/readings';

/** The rows of one connection, which know nothing of the others: what fails here takes nothing away there. */
export interface Root {
  readonly connection: OpenConnection;
  readonly model: ExplorerModel;
  readonly node: ConnectionNode;
}

export interface RootsParts {
  readonly connections: Connections;
  readonly sources: (connection: OpenConnection) => RowSources;
}

/**
 * The explorer's rows over all open connections: with one, its domains are the first rows, as there is nothing to be told
 * apart; with several, each is a row with its domains below.
 */
export class ExplorerRoots {
  private readonly changed = new Emitter<ParentNode | ConnectionNode | undefined>();
  private readonly filterChanged = new Emitter();
  /** Fires the row whose children changed, or nothing for all. */
  readonly onDidChange = this.changed.event;
  /** Which rows are shown, for all connections alike. */
  readonly filtered: {
    readonly current: Filter | undefined;
    readonly hidden: number;
    readonly onDidChange: Emitter['event'];
  };

  private readonly roots = new Map<string, Root & { readonly owned: readonly Owned[] }>();
  private readonly closed = new Set<string>();
  private filter: Filter | undefined;

  constructor(private readonly parts: RootsParts) {
    const currentFilter = () => this.filter;
    const hidden = () => this.all.reduce((sum, { model }) => sum + model.filtered.hidden, 0);
    this.filtered = {
      get current() {
        return currentFilter();
      },
      get hidden() {
        return hidden();
      },
      onDidChange: this.filterChanged.event,
    };
  }

  /** In the order of the connections. */
  get all(): readonly Root[] {
    const { all } = this.parts.connections;
    for (const [id, { model, owned }] of this.roots) {
      if (all.some((each) => each.id === id)) continue;
      this.roots.delete(id);
      for (const each of [...owned, model]) each.dispose();
    }
    return all.map((connection) => this.rootOf(connection));
  }

  /** Whether each connection has a row of its own. */
  get areRows(): boolean {
    return this.parts.connections.all.length > 1;
  }

  /** The rows that a row belongs to; nothing when its connection is no longer open. */
  of(node: Node): Root | undefined {
    const id = connectionIdOf(node);
    return this.all.find(({ connection }) => connection.id === id);
  }

  setFilter(filter: Filter | undefined): void {
    this.filter = filter;
    for (const { model } of this.all) model.setFilter(filter);
    this.filterChanged.fire();
  }

  /**
   * The rows below a row, or the first ones.
   * @throws Fault when there is one connection, and not even its domains could be read
   */
  async children(node?: Node): Promise<readonly Node[]> {
    if (node === undefined) {
      const { all, areRows } = this;
      if (areRows) return all.map((root) => root.node);
      return (await all[0]?.model.children()) ?? [];
    }
    if (node.kind !== 'connection') {
      const root = this.of(node);
      const below = (await root?.model.children(node)) ?? [];
      return root?.connection.mark === 'read-only' ? below.filter((each) => !offersWrite(each)) : below;
    }
    this.closed.delete(node.id);
    try {
      return (await this.of(node)?.model.children()) ?? [];
    } catch (fault) {
      if (!(fault instanceof Fault)) throw fault;
      return [{ kind: 'fault', id: noteId('fault', undefined, node.connection.id), parent: undefined, fault }];
    }
  }

  parent(node: Node): Node | undefined {
    if (node.kind === 'connection') return undefined;
    const root = this.of(node);
    return root?.model.parent(node) ?? (this.areRows ? root?.node : undefined);
  }

  readingsOf(node: Node): Readings | undefined {
    return this.of(node)?.model.readings;
  }

  /** Shows a row of an execution of one connection; see `ExplorerModel.reveal`. */
  async reveal(found: FoundExecution, connection: OpenConnection): Promise<Node | undefined> {
    return await this.all.find((root) => root.connection === connection)?.model.reveal(found);
  }

  async refresh(node: Node): Promise<void> {
    const root = this.of(node);
    if (root === undefined) return;
    if (node.kind === 'connection' || (node.kind === 'fault' && node.parent === undefined)) root.connection.reset();
    else await root.model.refresh(node);
  }

  setOpen(node: Node, isOpen: boolean): void {
    if (isParent(node)) this.of(node)?.model.setOpen(node, isOpen);
    else if (node.kind !== 'connection') return;
    else if (isOpen) this.closed.delete(node.id);
    else this.closed.add(node.id);
  }

  /** The connections whose rows can be seen. */
  get open(): readonly Root[] {
    return this.all.filter(({ node }) => !this.areRows || !this.closed.has(node.id));
  }

  /** Everything that is loaded, seen or not. */
  loaded(): readonly Node[] {
    return this.all.flatMap(({ model }) => model.loaded());
  }

  /** The loaded tasks that a timeout ends by a moment, in milliseconds since 1970; some may be there twice. */
  endingBy(moment: number): readonly ActivityTask[] {
    return this.all.flatMap(({ model }) => model.endingBy(moment));
  }

  /** Whether the rows can be seen at all: hidden ones cost no call. */
  setVisible(visible: boolean): void {
    for (const { model } of this.all) model.openTasks.setVisible(visible);
  }

  async rereadOpen(): Promise<void> {
    await Promise.all(this.open.map(({ model }) => model.rereadOpen()));
  }

  /** To be called when others are open than before. */
  relist(): void {
    this.changed.fire(undefined);
  }

  dispose(): void {
    for (const { model, owned } of this.roots.values()) for (const each of [...owned, model]) each.dispose();
    this.roots.clear();
  }

  private rootOf(connection: OpenConnection): Root {
    const known = this.roots.get(connection.id);
    if (known?.connection === connection) return known;
    for (const each of known === undefined ? [] : [...known.owned, known.model]) each.dispose();
    const model = new ExplorerModel({ ...this.parts.sources(connection), connectionId: connection.id });
    if (this.filter !== undefined) model.setFilter(this.filter);
    const node = connectionNode(connection);
    const owned = [
      model.onDidChange((parent) => {
        this.changed.fire(parent ?? (this.areRows ? node : undefined));
      }),
      model.filtered.onDidChange(() => {
        this.filterChanged.fire();
      }),
      connection.onDidReset(() => {
        model.reset();
      }),
    ];
    const root = { connection, model, node, owned };
    this.roots.set(connection.id, root);
    return root;
  }
}

/** Whether a row is a button for something that its connection would refuse. */
function offersWrite(node: Node): boolean {
  return node.kind === 'detail' && node.topic.is === 'action' && node.topic.action.command !== 'swf.openHistory';
}
