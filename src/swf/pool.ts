/**
 * Does one work for each item, so many at a time, in the order in which items are added; those of `addFirst` go before
 * all others that wait.
 */
export class Pool<Item> {
  private first: Item[] = [];
  private rest: Item[] = [];
  /** Where the next of `rest` stands: taking from the front of a long list would move all of it. */
  private taken = 0;
  private underWay = 0;
  private failure: Error | undefined;
  private readonly idle: (() => void)[] = [];
  private readonly progress: (() => void)[] = [];

  constructor(
    private readonly limit: number,
    private readonly work: (item: Item) => Promise<void>,
  ) {}

  get waiting(): number {
    return this.first.length + this.rest.length - this.taken;
  }

  add(items: readonly Item[]): void {
    for (const item of items) this.rest.push(item);
    this.goOn();
  }

  addFirst(items: readonly Item[]): void {
    this.first.push(...items);
    this.goOn();
  }

  /**
   * Resolves when no more than so many wait.
   * @throws Error what the first work failed for
   */
  async shrunkTo(most: number): Promise<void> {
    while (this.waiting > most && this.failure === undefined) {
      await new Promise<void>((resolve) => this.progress.push(resolve));
    }
    if (this.failure !== undefined) throw this.failure;
  }

  /**
   * Resolves when nothing is under way and nothing waits.
   * @throws Error what the first work failed for; none was begun after it, and those under way have ended
   */
  async drained(): Promise<void> {
    if (this.underWay > 0) await new Promise<void>((resolve) => this.idle.push(resolve));
    if (this.failure !== undefined) throw this.failure;
  }

  private goOn(): void {
    while (this.underWay < this.limit && this.failure === undefined) {
      const item = this.next();
      if (item === undefined) return;
      this.underWay++;
      void this.do(item);
    }
  }

  private async do(item: Item): Promise<void> {
    try {
      await this.work(item);
    } catch (error) {
      this.failure ??= error instanceof Error ? error : new Error(String(error), { cause: error });
    }
    this.underWay--;
    this.goOn();
    for (const resolve of this.progress.splice(0)) resolve();
    if (this.underWay === 0) for (const resolve of this.idle.splice(0)) resolve();
  }

  private next(): Item | undefined {
    const urgent = this.first.shift();
    if (urgent !== undefined) return urgent;
    const item = this.rest[this.taken];
    if (item === undefined) return undefined;
    if (++this.taken === this.rest.length) [this.rest, this.taken] = [[], 0];
    return item;
  }
}
