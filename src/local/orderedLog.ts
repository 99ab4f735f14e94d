/**
 * Items in the order they were added, each with a key that never falls (a time, a sequence number). Removed items are
 * passed over and swept out when they are the greater part, so adding, removing and starting anywhere stay cheap.
 */
export class OrderedLog<Item> {
  private items: Item[] = [];
  private readonly removed = new Set<Item>();

  constructor(private readonly keyOf: (item: Item) => number) {}

  get size(): number {
    return this.items.length - this.removed.size;
  }

  add(item: Item): void {
    this.items.push(item);
  }

  /** The item must be in the log. */
  remove(item: Item): void {
    this.removed.add(item);
    if (this.removed.size * 2 <= this.items.length) return;
    this.items = this.items.filter((kept) => !this.removed.has(kept));
    this.removed.clear();
  }

  /** Items with keys from `from` up, oldest first. */
  *ascending(from: number): Generator<Item> {
    const items = this.items;
    for (let index = this.indexOf(from); index < items.length; index++) {
      const item = items[index];
      if (item !== undefined && !this.removed.has(item)) yield item;
    }
  }

  /** Items with keys up to and including `from`, newest first. */
  *descending(from: number): Generator<Item> {
    const items = this.items;
    for (let index = this.indexOf(from, true) - 1; index >= 0; index--) {
      const item = items[index];
      if (item !== undefined && !this.removed.has(item)) yield item;
    }
  }

  /** The index of the first item whose key is at least `key`, or beyond it when `after` is set. */
  private indexOf(key: number, after = false): number {
    let low = 0;
    let high = this.items.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const item = this.items[middle];
      if (item === undefined) return low;
      const found = this.keyOf(item);
      if (found < key || (after && found === key)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
