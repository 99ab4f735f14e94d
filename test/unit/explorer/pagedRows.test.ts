import { describe, expect, test } from 'vitest';
import { PagedRows, type RowsPage } from '../../../src/explorer/pagedRows';

interface Answer {
  readonly resolve: (page: RowsPage<string>) => void;
  readonly reject: (reason: unknown) => void;
}

/** A level whose pages come when the test says so; the pages that were asked for, by number. */
class Pages {
  readonly asked: number[] = [];
  private readonly answers: Answer[] = [];
  readonly level = new PagedRows<string>(() => this.ask(1));

  private ask(number: number): Promise<RowsPage<string>> {
    this.asked.push(number);
    return new Promise((resolve, reject) => this.answers.push({ resolve, reject }));
  }

  /** The page that is waited for arrives. */
  arrive(rows: readonly string[], last = false): void {
    const next = (this.asked.at(-1) ?? 0) + 1;
    this.answers.shift()?.resolve({ rows, next: last ? undefined : () => this.ask(next) });
  }

  fail(reason: unknown): void {
    this.answers.shift()?.reject(reason);
  }
}

describe('a level of the tree', () => {
  test('asks for nothing before it is looked at', () => {
    expect(new Pages().asked).toEqual([]);
  });

  test('loads the first page once, however often it is looked at', async () => {
    const pages = new Pages();
    const looks = [pages.level.rows(), pages.level.rows()];
    pages.arrive(['a', 'b']);
    const seen = { rows: ['a', 'b'], more: true, failure: undefined };
    expect(await Promise.all(looks)).toEqual([seen, seen]);
    expect(await pages.level.rows()).toEqual(seen);
    expect(pages.asked).toEqual([1]);
  });

  test('appends a page for each time it is told to load more, and stops at the last', async () => {
    const pages = new Pages();
    const first = pages.level.rows();
    pages.arrive(['a']);
    await first;
    const second = pages.level.loadMore();
    pages.arrive(['b'], true);
    await second;
    expect(await pages.level.rows()).toEqual({ rows: ['a', 'b'], more: false, failure: undefined });
    await pages.level.loadMore();
    expect(await pages.level.rows()).toEqual({ rows: ['a', 'b'], more: false, failure: undefined });
    expect(pages.asked).toEqual([1, 2]);
  });

  test('joins calls to load more, and a look meanwhile waits for them', async () => {
    const pages = new Pages();
    const first = pages.level.rows();
    pages.arrive(['a']);
    await first;
    const loads = [pages.level.loadMore(), pages.level.loadMore()];
    const look = pages.level.rows();
    pages.arrive(['b']);
    await Promise.all(loads);
    expect((await look).rows).toEqual(['a', 'b']);
    expect(pages.asked).toEqual([1, 2]);
  });

  test('keeps its rows when a page fails, and tries that page again only when told to', async () => {
    const pages = new Pages();
    const first = pages.level.rows();
    pages.arrive(['a']);
    await first;
    const failure = new Error('no answer');
    const second = pages.level.loadMore();
    pages.fail(failure);
    await second;
    expect(await pages.level.rows()).toEqual({ rows: ['a'], more: true, failure });
    expect(await pages.level.rows()).toEqual({ rows: ['a'], more: true, failure });
    expect(pages.asked).toEqual([1, 2]);

    const again = pages.level.loadMore();
    pages.arrive(['b']);
    await again;
    expect(await pages.level.rows()).toEqual({ rows: ['a', 'b'], more: true, failure: undefined });
    expect(pages.asked).toEqual([1, 2, 2]);
  });

  test('whose first page fails has no rows and can be tried again', async () => {
    const pages = new Pages();
    const look = pages.level.rows();
    pages.fail('just a text');
    const { failure, ...rest } = await look;
    expect(rest).toEqual({ rows: [], more: true });
    expect(failure).toMatchObject({ message: 'just a text', cause: 'just a text' });
    const again = pages.level.loadMore();
    pages.arrive([], true);
    await again;
    expect(await pages.level.rows()).toEqual({ rows: [], more: false, failure: undefined });
  });
});
