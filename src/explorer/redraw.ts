import { isWithin, type Node } from './nodes';

/**
 * Knows which rows say something wrong by now, because their ages and countdowns have gone on: of those that were drawn, and
 * do not stand inside a closed row. Looking costs a comparison for each row, so it can be done every second.
 */
export class Redraw {
  private readonly rows = new Map<string, { readonly node: Node; readonly changesAt: number }>();
  private readonly closed = new Set<string>();

  /** A row was drawn, and says something else from then on, in milliseconds since 1970; infinite if never. */
  drawn(node: Node, changesAt: number): void {
    if (changesAt === Number.POSITIVE_INFINITY) this.rows.delete(node.id);
    else this.rows.set(node.id, { node, changesAt });
  }

  /** What stands below a row, or everything, will be drawn anew as far as it is still there. */
  forget(above: Node | undefined): void {
    if (above === undefined) this.rows.clear();
    else for (const id of this.rows.keys()) if (id !== above.id && isWithin(id, above.id)) this.rows.delete(id);
  }

  /** Whether the rows inside a row can be seen. */
  setOpen({ id }: Node, isOpen: boolean): void {
    if (isOpen) this.closed.delete(id);
    else this.closed.add(id);
  }

  /** Takes out the rows to draw anew at a moment, in milliseconds since 1970: they tell of themselves when they are drawn. */
  takeDue(now: number): readonly Node[] {
    const due: Node[] = [];
    for (const { node, changesAt } of this.rows.values()) {
      if (changesAt <= now && !this.isHidden(node.id)) due.push(node);
    }
    for (const { id } of due) this.rows.delete(id);
    return due;
  }

  private isHidden(id: string): boolean {
    for (const each of this.closed) if (id !== each && isWithin(id, each)) return true;
    return false;
  }
}
