import { bench, report } from '../../../bench/figures.js';

await bench(async () => {
  report({ what: 'one', value: 1.24, unit: 'ms', budget: { atMost: 2 } });
  report({ what: 'two', value: 2, unit: '×', digits: 2, budget: { atLeast: 2.5 } });
});
