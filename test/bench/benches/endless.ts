import { setTimeout as sleep } from 'node:timers/promises';
import { bench } from '../../../bench/figures.js';

await bench(() => sleep(600_000));
