/** One page of a level, and how to get the next one. */
export interface RowsPage<Row> {
  readonly rows: readonly Row[];
  readonly next?: (() => Promise<RowsPage<Row>>) | undefined;
}

/** The rows of a level at a moment. */
export interface LoadedRows<Row> {
  readonly rows: readonly Row[];
  readonly more: boolean;
  readonly failure: Error | undefined;
  /** When the rows were read, in milliseconds since 1970, if since then they could not be read again. */
  readonly staleSince: number | undefined;
}

export interface PagedRowsOptions<Row> {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly idOf: (row: Row) => string;
  /** Whether two rows show the same, so that the old one may stay. */
  readonly same: (old: Row, fresh: Row) => boolean;
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
  private rereading: Promise<boolean> | undefined;
  private failure: Error | undefined;
  private isStale = false;
  private read = 0;

  /** `first` gives the first page: of as many rows as it is asked for, if it can, so that a reread takes few calls. */
  constructor(
    private readonly first: (rowsWanted: number) => Promise<RowsPage<Row>>,
    private readonly options: PagedRowsOptions<Row>,
  ) {
    this.next = () => first(0);
  }

  /** The rows so far. A failed page never takes away what was loaded before it. */
  async rows(): Promise<LoadedRows<Row>> {
    if (!this.started) await this.loadMore();
    else await this.loading;
    const { loaded: rows, failure, next } = this;
    return { rows, more: next !== undefined, failure, staleSince: this.isStale ? this.read : undefined };
  }

  /** What is loaded now, without waiting for what is on its way. */
  get current(): readonly Row[] {
    return this.loaded;
  }

  /** When the rows were read, in milliseconds since 1970; nothing before the first time. */
  get readAt(): number | undefined {
    return this.read === 0 ? undefined : this.read;
  }

  get isLoading(): boolean {
    return this.loading !== undefined;
  }

  /** Appends the next page, or tries again the one that failed. */
  async loadMore(): Promise<void> {
    this.started = true;
    if (this.rereading !== undefined) await this.rereading;
    this.loading ??= this.loadPage().finally(() => {
      this.loading = undefined;
    });
    await this.loading;
  }

  /**
   * Reads as many rows again as are shown, and changes them only when all have come; a row that shows the same stays the
   * same object. A failure leaves the rows as they are. Says whether anything changed.
   */
  async reread(): Promise<boolean> {
    if (!this.started) return false;
    if (this.loading !== undefined) await this.loading;
    this.rereading ??= this.readAgain().finally(() => {
      this.rereading = undefined;
    });
    return await this.rereading;
  }

  private async loadPage(): Promise<void> {
    try {
      const page = await this.next?.();
      if (this.loaded.length === 0) this.read = this.options.now();
      this.loaded = [...this.loaded, ...(page?.rows ?? [])];
      this.next = page?.next;
      this.failure = undefined;
    } catch (error) {
      this.failure = asError(error);
    }
  }

  private async readAgain(): Promise<boolean> {
    const at = this.options.now();
    const wanted = this.loaded.length;
    const before = this.failure;
    try {
      let page = await this.first(wanted);
      const fresh = [...page.rows];
      while (fresh.length < wanted && page.next !== undefined) {
        page = await page.next();
        fresh.push(...page.rows);
      }
      const old = this.loaded;
      const rows = this.keepingObjects(fresh);
      const hadMore = this.next !== undefined;
      this.loaded = rows;
      this.next = page.next;
      this.failure = undefined;
      this.isStale = false;
      this.read = at;
      const sameRows = rows.length === old.length && rows.every((row, i) => row === old[i]);
      return !sameRows || hadMore !== (page.next !== undefined) || before !== undefined;
    } catch (error) {
      this.failure = asError(error);
      this.isStale = this.read !== 0;
      return before?.message !== this.failure.message;
    }
  }

  private keepingObjects(fresh: readonly Row[]): readonly Row[] {
    const { idOf, same } = this.options;
    const known = new Map(this.loaded.map((row) => [idOf(row), row]));
    return fresh.map((row) => {
      const old = known.get(idOf(row));
      return old !== undefined && same(old, row) ? old : row;
    });
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error), { cause: error });
}
