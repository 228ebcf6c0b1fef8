/** `npm run docs`: writes the pages of docs/ that are made from the schemas. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { functionsPage } from './functions-page.js';
import { root } from './steps.mjs';

writeFileSync(join(root, 'docs/functions.md'), functionsPage());
console.log('docs/functions.md written');
