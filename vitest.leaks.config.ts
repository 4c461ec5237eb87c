import { defineConfig } from 'vitest/config';

/** `LEAKPROOF_REPEATS=10 npm run leaks` judges every pair and every clean program ten times. */
const repeats = Number(process.env['LEAKPROOF_REPEATS'] ?? 1);
if (!Number.isSafeInteger(repeats) || repeats < 1)
  throw new RangeError(
    `LEAKPROOF_REPEATS takes a whole number from 1, not ${process.env['LEAKPROOF_REPEATS']}`,
  );

export default defineConfig({
  test: {
    include: ['test/leaks/**/*.test.ts'],
    globalSetup: 'test/leaks/record-run.ts',
    provide: { leaks: { extent: 'all', repeats, selfTests: 10 } },
    testTimeout: 180_000,
    hookTimeout: 60_000,
  },
});
