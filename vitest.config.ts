import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    reporters: ['default', './test/support/counting-reporter.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    // Browsers and killed servers on a small, shared machine; whatever needs it is named at the end.
    retry: process.env.CI ? 1 : 0,
    hookTimeout: 90_000,
    teardownTimeout: 30_000,
  },
});
