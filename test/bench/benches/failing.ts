import { bench, report } from '../../../bench/figures.js';

await bench(async () => {
  report({ what: 'one', value: 1, unit: 'ms' });
  report({ what: 'a delay that nobody heard', value: Number.NaN, unit: 'ms' });
});
