/** What the build reads, and the stamp in dist/ that says from what it was built. */
import { hashOf, readStamp } from './steps.mjs';

export const BUILD_STAMP = 'dist/.built-from';

const SOURCES = [
  'protocol',
  'server',
  'widget',
  'package-lock.json',
  'package.json',
  'tsconfig.json',
  'tsconfig.build.json',
  'tsconfig.widget.json',
  'vite.config.ts',
  'tasks/build.mjs',
  'tasks/minify-templates.mjs',
];

export const hashOfSources = () => hashOf(SOURCES);

export const isBuilt = () => readStamp(BUILD_STAMP) === hashOfSources();
