import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    reporters: ['default', './test/support/counting-reporter.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    // browsers and killed servers on a small machine: a failure has to show itself twice
    retry: process.env.CI ? 2 : 0,
    hookTimeout: 120_000,
    teardownTimeout: 30_000,
  },
});
