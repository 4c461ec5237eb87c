import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // The measured facts take a minute or two and stand on axios and V8 alone: `npm run leaks`.
    exclude: ['test/fixtures/**', 'node_modules/**', 'test/recipes/**', 'test/leaks/{awaits,bodies,errors,responses}.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 180_000,
  },
});
