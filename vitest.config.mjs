// @ts-check
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['test/unit/**/*.test.ts'] } },
      ...['ui', 'package', 'pictures'].map((name) => ({
        test: {
          name,
          include: [`test/${name}/**/*.test.ts`],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      })),
    ],
  },
});
