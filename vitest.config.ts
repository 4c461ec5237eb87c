import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // The measured facts take minutes and stand on axios, V8 and other packages alone: `npm run leaks`. Recipes and hosts install packages.
    exclude: ['test/fixtures/**', 'node_modules/**', 'test/recipes/**', 'test/hosts/**', 'test/leaks/{agent-packages,awaits,bodies,cures,errors,idle-sockets,responses}.test.ts'],
    provide: { crash: { files: 60, kills: 2 }, leaks: { extent: 'some', repeats: 1, selfTests: 1 } },
    testTimeout: 60_000,
    hookTimeout: 180_000,
  },
});
