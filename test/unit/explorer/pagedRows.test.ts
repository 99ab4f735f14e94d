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
  /** How many rows the first page was asked for, each time. */
  readonly wanted: number[] = [];
  now = 1000;
  readonly level = new PagedRows<string>(
    (wanted) => {
      this.wanted.push(wanted);
      return this.ask(1);
    },
    // A row is its id, and after a `=` what it shows.
    { now: () => this.now, idOf: (row) => row.split('=')[0] ?? row, same: (old, fresh) => old === fresh },
  );

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
    const seen = { rows: ['a', 'b'], more: true, failure: undefined, staleSince: undefined };
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
    expect(await pages.level.rows()).toEqual({
      rows: ['a', 'b'],
      more: false,
      failure: undefined,
      staleSince: undefined,
    });
    await pages.level.loadMore();
    expect(await pages.level.rows()).toEqual({
      rows: ['a', 'b'],
      more: false,
      failure: undefined,
      staleSince: undefined,
    });
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
    expect(await pages.level.rows()).toEqual({ rows: ['a'], more: true, failure, staleSince: undefined });
    expect(await pages.level.rows()).toEqual({ rows: ['a'], more: true, failure, staleSince: undefined });
    expect(pages.asked).toEqual([1, 2]);

    const again = pages.level.loadMore();
    pages.arrive(['b']);
    await again;
    expect(await pages.level.rows()).toEqual({
      rows: ['a', 'b'],
      more: true,
      failure: undefined,
      staleSince: undefined,
    });
    expect(pages.asked).toEqual([1, 2, 2]);
  });

  test('whose first page fails has no rows and can be tried again', async () => {
    const pages = new Pages();
    const look = pages.level.rows();
    pages.fail('just a text');
    const { failure, ...rest } = await look;
    expect(rest).toEqual({ rows: [], more: true, staleSince: undefined });
    expect(failure).toMatchObject({ message: 'just a text', cause: 'just a text' });
    const again = pages.level.loadMore();
    pages.arrive([], true);
    await again;
    expect(await pages.level.rows()).toEqual({ rows: [], more: false, failure: undefined, staleSince: undefined });
  });
});

describe('reading a level again', () => {
  async function loaded(rows: readonly string[], last = true): Promise<Pages> {
    const pages = new Pages();
    const first = pages.level.rows();
    pages.arrive(rows, last);
    await first;
    pages.now = 2000;
    return pages;
  }

  test('does nothing to a level that nobody looked at', async () => {
    const pages = new Pages();
    expect(await pages.level.reread()).toBe(false);
    expect(pages.asked).toEqual([]);
  });

  test('shows the old rows until all new ones have come, also to whoever looks meanwhile', async () => {
    const pages = await loaded(['a', 'b'], false);
    const reread = pages.level.reread();
    expect((await pages.level.rows()).rows).toEqual(['a', 'b']);
    pages.arrive(['c']);
    await Promise.resolve();
    expect((await pages.level.rows()).rows).toEqual(['a', 'b']);
    await settled();
    pages.arrive(['d'], true);
    expect(await reread).toBe(true);
    expect(await pages.level.rows()).toMatchObject({ rows: ['c', 'd'], more: false });
    expect(pages.wanted).toEqual([0, 2]);
  });

  test('says when nothing changed', async () => {
    const pages = await loaded(['a', 'b']);
    const reread = pages.level.reread();
    pages.arrive(['a', 'b'], true);
    expect(await reread).toBe(false);
    expect(pages.level.readAt).toBe(2000);
  });

  test.each([
    ['a row is gone', ['a']],
    ['a row is new', ['a', 'b', 'c']],
    ['the order is another', ['b', 'a']],
    ['a row shows something else', ['a', 'b=canceled']],
  ])('says when %s', async (_, rows) => {
    const pages = await loaded(['a', 'b']);
    const reread = pages.level.reread();
    pages.arrive(rows, true);
    expect(await reread).toBe(true);
    expect(pages.level.current).toEqual(rows);
  });

  test('keeps the rows when it fails, says since when, and says it once', async () => {
    const pages = await loaded(['a']);
    const failing = async (): Promise<boolean> => {
      const reread = pages.level.reread();
      pages.fail(new Error('busy'));
      return await reread;
    };
    expect(await failing()).toBe(true);
    expect(await pages.level.rows()).toMatchObject({ rows: ['a'], failure: { message: 'busy' }, staleSince: 1000 });
    expect(await failing()).toBe(false);

    pages.now = 3000;
    const mended = pages.level.reread();
    pages.arrive(['a'], true);
    expect(await mended).toBe(true);
    expect(await pages.level.rows()).toMatchObject({ rows: ['a'], failure: undefined, staleSince: undefined });
  });

  test('comes before a page that is asked for meanwhile, and joins itself', async () => {
    const pages = await loaded(['a'], false);
    const rereads = [pages.level.reread(), pages.level.reread()];
    const more = pages.level.loadMore();
    pages.arrive(['b']);
    await Promise.all(rereads);
    await settled();
    expect(pages.asked).toEqual([1, 1, 2]);
    pages.arrive(['c'], true);
    await more;
    expect((await pages.level.rows()).rows).toEqual(['b', 'c']);
  });
});

/** Everything that waits for promises alone has gone as far as it can. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
