import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/cli/crash-safety.test.ts'],
    provide: { crash: { files: 2000, kills: 50 } },
    testTimeout: 180_000,
  },
});
