/** A place in a Fifo. */
export interface Link<Item> {
  readonly item: Item;
  previous: Link<Item> | undefined;
  next: Link<Item> | undefined;
  queued: boolean;
}

/** First in, first out, with removal from the middle; every step costs the same however long the queue is. */
export class Fifo<Item> {
  private head: Link<Item> | undefined;
  private tail: Link<Item> | undefined;
  size = 0;

  push(item: Item): Link<Item> {
    const link: Link<Item> = { item, previous: this.tail, next: undefined, queued: true };
    if (this.tail === undefined) this.head = link;
    else this.tail.next = link;
    this.tail = link;
    this.size++;
    return link;
  }

  shift(): Item | undefined {
    const link = this.head;
    if (link === undefined) return undefined;
    this.remove(link);
    return link.item;
  }

  /** Does nothing if the link has left already. */
  remove(link: Link<Item>): void {
    if (!link.queued) return;
    if (link.previous === undefined) this.head = link.next;
    else link.previous.next = link.next;
    if (link.next === undefined) this.tail = link.previous;
    else link.next.previous = link.previous;
    link.previous = undefined;
    link.next = undefined;
    link.queued = false;
    this.size--;
  }
}
