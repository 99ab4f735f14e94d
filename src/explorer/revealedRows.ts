import { isWithin, type Node, type ParentNode } from './nodes';

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

  /** Forgets those below a row, or all. */
  forget(parent?: Node): void {
    for (const id of [...this.byId.keys()]) if (parent === undefined || isWithin(id, parent.id)) this.byId.delete(id);
  }
}
