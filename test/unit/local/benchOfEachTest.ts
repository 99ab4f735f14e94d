import { afterEach, beforeEach } from 'vitest';
import { register, startVirtualBench, type Bench } from './support';

/** A bench for a file's tests: each of them finds it new, with the domain and the types registered. */
export function benchOfEachTest(open: () => Promise<Bench> = startVirtualBench): Bench {
  let bench: Bench;
  beforeEach(async () => {
    bench = await open();
    await register(bench.swf);
  });
  const close = () => bench[Symbol.asyncDispose]();
  afterEach(close);
  return {
    get local() {
      return bench.local;
    },
    get swf() {
      return bench.swf;
    },
    client: (region) => bench.client(region),
    [Symbol.asyncDispose]: close,
  };
}
