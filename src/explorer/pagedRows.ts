/** One page of a listing. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly nextPageToken?: string | undefined;
}

/**
 * One level of the tree, page by page. Asking for the rows loads the first page once and repeats without effect, for VS
 * Code asks whenever it likes; only `loadMore` goes on. Calls in flight are joined.
 */
export class PagedRows<Row> {
  private loaded: Row[] = [];
  private nextPageToken: string | undefined;
  private started = false;
  private loading: Promise<void> | undefined;
  private failure: unknown;

  constructor(private readonly load: (pageToken: string | undefined) => Promise<Page<Row>>) {}

  /** The rows so far. A failed page never takes away what was loaded before it. */
  async rows(): Promise<{ rows: readonly Row[]; more: boolean; failure: unknown }> {
    if (!this.started) await this.loadMore();
    else await this.loading;
    return { rows: this.loaded, more: this.nextPageToken !== undefined, failure: this.failure };
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
      const page = await this.load(this.nextPageToken);
      this.loaded = [...this.loaded, ...page.rows];
      this.nextPageToken = page.nextPageToken;
      this.failure = undefined;
    } catch (error) {
      this.failure = error;
    }
  }
}
