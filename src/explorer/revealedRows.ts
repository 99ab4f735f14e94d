import { isWithin, type Node, type ParentNode } from './nodes';
import type { SwfClient } from '../swf/client';
import { findExecutions } from '../swf/findExecution';

/** Rows that someone asked for by name: shown above the others of their level until that is refreshed. */
export class RevealedRows {
  private readonly byId = new Map<string, { readonly parentId: string; readonly node: Node }>();

  add(parent: ParentNode, node: Node): void {
    this.byId.set(node.id, { parentId: parent.id, node });
  }

  has({ id }: Node): boolean {
    return this.byId.has(id);
  }

  /** Those below a row that are not among the ones that were read. */
  missing(parent: ParentNode | undefined, read: readonly Node[]): readonly Node[] {
    const own = [...this.byId.values()].filter(({ parentId }) => parentId === parent?.id);
    return own.flatMap(({ node }) => (read.some(({ id }) => id === node.id) ? [] : [node]));
  }

  /**
   * Forgets the open executions below a row that have closed, and says whether there were any: of what is not among the rows
   * that were read, one call each tells. `now` is in milliseconds since 1970.
   * @throws SwfFault when a call fails
   */
  async dropClosed(
    parent: ParentNode | undefined,
    read: readonly Node[],
    connect: () => Promise<SwfClient>,
    now: number,
  ): Promise<boolean> {
    const unseen = this.missing(parent, read).flatMap((node) => (node.kind === 'execution' ? [node] : []));
    if (unseen.length === 0) return false;
    const client = await connect();
    const isOpen = async ({ execution }: (typeof unseen)[number]) => {
      const found = await findExecutions(client, execution.domain, execution, now);
      return found.some(({ state }) => state === 'open');
    };
    const open = await Promise.all(unseen.map(isOpen));
    const closed = unseen.filter((_, i) => open[i] === false);
    for (const { id } of closed) this.byId.delete(id);
    return closed.length > 0;
  }

  /** Forgets those below a row, or all. */
  forget(parent?: Node): void {
    for (const id of [...this.byId.keys()]) if (parent === undefined || isWithin(id, parent.id)) this.byId.delete(id);
  }
}
