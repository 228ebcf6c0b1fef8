/** `node --import ./tasks/ts-loader.mjs file.ts`: runs the sources as they are, also on Node 20. */
import { register } from 'node:module';

register('./ts-hooks.mjs', import.meta.url);
