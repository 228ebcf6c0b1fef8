/**
 * Ends the run with one plain line: `N passed, N failed` (and `, N skipped` when there are any), and
 * names before it what passed only when tried again.
 */
import type { Reporter, TestModule, TestRunEndReason } from 'vitest/node';

export default class CountingReporter implements Reporter {
  onTestRunEnd(
    modules: readonly TestModule[],
    errors: readonly unknown[],
    reason: TestRunEndReason,
  ): void {
    let passed = 0;
    let failed = errors.length;
    let skipped = 0;
    const again: string[] = [];
    for (const module of modules) {
      // a file that cannot be loaded, or whose hooks fail, holds no failed test of its own
      let inFile = module.errors().length;
      for (const suite of module.children.allSuites()) inFile += suite.errors().length;
      failed += inFile;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        const { retryCount = 0 } = test.diagnostic() ?? {};
        if (state === 'passed' && retryCount > 0)
          again.push(`${module.relativeModuleId}: ${test.fullName}`);
        if (state === 'passed') passed++;
        else if (state === 'failed') failed++;
        else skipped++;
      }
    }
    if (reason !== 'passed' && failed === 0) failed = 1;
    const line = `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
    for (const name of again) process.stdout.write(`\npassed only when tried again: ${name}`);
    process.stdout.write(`\n${line}\n`);
  }
}
