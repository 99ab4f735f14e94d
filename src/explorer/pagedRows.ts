/** One page of a level, and how to get the next one. */
export interface RowsPage<Row> {
  readonly rows: readonly Row[];
  readonly next?: (() => Promise<RowsPage<Row>>) | undefined;
}

/**
 * One level of the tree, page by page. Asking for the rows loads the first page once and repeats without effect, for VS
 * Code asks whenever it likes; only `loadMore` goes on. Calls in flight are joined.
 */
export class PagedRows<Row> {
  private loaded: readonly Row[] = [];
  private next: RowsPage<Row>['next'];
  private started = false;
  private loading: Promise<void> | undefined;
  private failure: Error | undefined;

  constructor(first: () => Promise<RowsPage<Row>>) {
    this.next = first;
  }

  /** The rows so far. A failed page never takes away what was loaded before it. */
  async rows(): Promise<{
    readonly rows: readonly Row[];
    readonly more: boolean;
    readonly failure: Error | undefined;
  }> {
    if (!this.started) await this.loadMore();
    else await this.loading;
    return { rows: this.loaded, more: this.next !== undefined, failure: this.failure };
  }

  /** Appends the next page, or tries again the one that failed. */
  async loadMore(): Promise<void> {
    this.started = true;
    this.loading ??= this.loadPage().finally(() => {
      this.loading = undefined;
    });
    await this.loading;
  }

  private async loadPage(): Promise<void> {
    try {
      const page = await this.next?.();
      this.loaded = [...this.loaded, ...(page?.rows ?? [])];
      this.next = page?.next;
      this.failure = undefined;
    } catch (error) {
      this.failure = error instanceof Error ? error : new Error(String(error), { cause: error });
    }
  }
}
