/** Which recorded cases are due: those of the functions that the hub has, and those of none. */
import { isFunctionName } from '../../protocol/functions/index.js';
import type { RecordedCase } from './recorded-case.js';

/** Files that are named after a section, not after a function. */
const SECTIONS = ['auth', 'general'];

/** @returns the function that a case means, cleaned as the text API cleans it; may be unknown */
export function meantFunction({ params }: RecordedCase): string {
  return (params.function ?? '').replace(/[^A-Za-z0-9_-]/g, '');
}

/** @returns every function that has recorded cases of its own */
export function recordedFunctions(cases: readonly RecordedCase[]): Set<string> {
  return new Set(
    cases.map(({ name }) => name.replace(/__.*$/, '')).filter((name) => !SECTIONS.includes(name)),
  );
}

/** @returns the cases whose function exists, or is meant to be unknown */
export function dueCases(cases: readonly RecordedCase[]): RecordedCase[] {
  const recorded = recordedFunctions(cases);
  return cases.filter((each) => {
    const name = meantFunction(each);
    return isFunctionName(name) || !recorded.has(name);
  });
}
