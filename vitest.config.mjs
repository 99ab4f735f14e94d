// @ts-check
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Tests wait for servers and processes more than they compute: with two cores, one worker would leave half of them idle.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'unit',
          // Files share what they have loaded: a third of the time would be the loading of it, for each of them anew.
          isolate: false,
          // What takes a second takes ten while the machine has something else to do.
          include: ['test/unit/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          expect: { poll: { timeout: 20_000 } },
        },
      },
      // A window waits for its server half of the time: two of them on two cores take a quarter less than one after the other.
      ...['ui', 'package', 'pictures'].map((name) => ({
        test: {
          name,
          include: [`test/${name}/**/*.test.ts`],
          fileParallelism: name === 'ui',
          // On a machine that is busy a window may lose a click; `npm test` tells which tests needed their second try.
          retry: 1,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // A window shows what has happened when its machine comes to it.
          expect: { poll: { timeout: 20_000 } },
        },
      })),
    ],
  },
});
