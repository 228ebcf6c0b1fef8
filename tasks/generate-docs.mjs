/** `npm run docs`: writes what is made from the schemas and from the elements' class comments. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { customElements } from './custom-elements.mjs';
import { functionsPage } from './functions-page.js';
import { root } from './steps.mjs';

writeFileSync(join(root, 'docs/functions.md'), functionsPage());
console.log('docs/functions.md written');
writeFileSync(join(root, 'custom-elements.json'), customElements());
console.log('custom-elements.json written');
