/** Something due at a time, held in a TimerQueue. */
export interface QueuedTimer {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly fire: () => void;
}

interface Entry extends QueuedTimer {
  readonly order: number;
  index: number;
}

/** A binary heap of timers: earliest first, equal times in the order they were added; any timer can be taken out. */
export class TimerQueue {
  private readonly heap: Entry[] = [];
  private added = 0;

  get size(): number {
    return this.heap.length;
  }

  get first(): QueuedTimer | undefined {
    return this.heap[0];
  }

  /** Adds a timer; the function returned takes it out again, and does nothing once it has left the queue. */
  add(at: number, fire: () => void): () => void {
    const entry: Entry = { at, fire, order: this.added++, index: this.heap.length };
    this.heap.push(entry);
    this.raise(entry);
    return () => {
      this.remove(entry);
    };
  }

  /** Takes out the earliest timer. */
  shift(): QueuedTimer | undefined {
    const entry = this.heap[0];
    if (entry !== undefined) this.remove(entry);
    return entry;
  }

  private remove(entry: Entry): void {
    if (entry.index < 0) return;
    const last = this.heap.pop();
    if (last !== undefined && last !== entry) {
      this.place(last, entry.index);
      this.raise(last);
      this.sink(last);
    }
    entry.index = -1;
  }

  private raise(entry: Entry): void {
    while (entry.index > 0) {
      const parent = this.heap[(entry.index - 1) >> 1];
      if (parent === undefined || !before(entry, parent)) return;
      this.swap(entry, parent);
    }
  }

  private sink(entry: Entry): void {
    for (;;) {
      const left = this.heap[2 * entry.index + 1];
      const right = this.heap[2 * entry.index + 2];
      const child = left !== undefined && right !== undefined && before(right, left) ? right : left;
      if (child === undefined || !before(child, entry)) return;
      this.swap(entry, child);
    }
  }

  private swap(a: Entry, b: Entry): void {
    const index = a.index;
    this.place(a, b.index);
    this.place(b, index);
  }

  private place(entry: Entry, index: number): void {
    this.heap[index] = entry;
    entry.index = index;
  }
}

function before(a: Entry, b: Entry): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}
