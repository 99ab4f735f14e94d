import { loadLevel, type RowSources } from './levels';
import { isParent, isWithin, type Node, noteId, type ParentNode } from './nodes';
import { PagedRows } from './pagedRows';
import { Emitter } from '../emitter';
import { Fault } from '../swf/fault';

/**
 * The explorer's rows and what was loaded of them. Each level is loaded when it is first asked for and kept until it is
 * refreshed; asking again costs nothing. A level that fails is a row that says so.
 */
export class ExplorerModel {
  private readonly changed = new Emitter<ParentNode | undefined>();
  private levels = new Map<string, PagedRows<Node>>();

  /** Fires the row whose children changed, or nothing for all. */
  readonly onDidChange = this.changed.event;

  constructor(private readonly sources: RowSources) {}

  /**
   * The rows below a row, or the domains.
   * @throws Fault when not even the domains could be read
   */
  async children(parent?: Node): Promise<readonly Node[]> {
    if (parent !== undefined && !isParent(parent)) return [];
    const { rows, more, failure } = await this.level(parent).rows();
    if (failure !== undefined) {
      if (!(failure instanceof Fault) || (parent === undefined && rows.length === 0)) throw failure;
      return [...rows, { kind: 'fault', id: noteId('fault', parent), parent, fault: failure }];
    }
    return more ? [...rows, { kind: 'loadMore', id: noteId('loadMore', parent), parent, loaded: rows.length }] : rows;
  }

  parent(node: Node): Node | undefined {
    return node.kind === 'domain' ? undefined : node.parent;
  }

  async loadMore(parent: ParentNode | undefined): Promise<void> {
    await this.level(parent).loadMore();
    this.changed.fire(parent);
  }

  /** Forgets what was loaded below a row, or everything; the editor then asks for what it shows. */
  refresh(node?: Node): void {
    const parent = node === undefined || isParent(node) ? node : this.enclosing(node);
    for (const id of [...this.levels.keys()]) {
      if (parent === undefined || isWithin(id, parent.id)) this.levels.delete(id);
    }
    this.changed.fire(parent);
  }

  private enclosing(node: Node): ParentNode | undefined {
    const parent = this.parent(node);
    return parent !== undefined && isParent(parent) ? parent : undefined;
  }

  private level(parent: ParentNode | undefined): PagedRows<Node> {
    const id = parent?.id ?? '';
    const known = this.levels.get(id);
    if (known !== undefined) return known;
    const level = new PagedRows<Node>(() => loadLevel(parent, this.sources));
    this.levels.set(id, level);
    return level;
  }
}
