import { defineConfig } from 'vitest/config';

/** Measure bytes, sockets or what is on the wire within a time: nothing else runs beside them. */
const MEASURING = ['test/leaks/**/*.test.ts', 'test/e2e/wire.test.ts'];

export default defineConfig({
  test: {
    provide: {
      crash: { files: 60, kills: 2 },
      leaks: { extent: 'some', repeats: 1, selfTests: 1 },
    },
    testTimeout: 60_000,
    hookTimeout: 180_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'together',
          include: ['test/**/*.test.ts'],
          // Recipes and hosts install packages.
          exclude: ['test/fixtures/**', 'test/recipes/**', 'test/hosts/**', ...MEASURING],
          maxWorkers: '100%',
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'measuring',
          include: MEASURING,
          // The measured facts take minutes and stand on axios, V8 and other packages alone: `npm run leaks`.
          exclude: [
            'test/leaks/{agent-packages,awaits,bodies,cures,errors,idle-bounds,idle-sockets,responses,unread-bodies,unread-fetch}.test.ts',
          ],
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
