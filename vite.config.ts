/** `vite build`: the widget as one ES module; `vite build --mode demo`: the page that shows it. */
import { fileURLToPath } from 'node:url';
import { defineConfig, type UserConfig } from 'vite';
import { minifyTemplates } from './tasks/minify-templates.mjs';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/**
 * Any page of any origin may embed it: library mode, so that no preload helper is put in. What lazy
 * chunks share stays in the entry, which is all that a page loads before the first control works.
 */
const widget: UserConfig = {
  publicDir: false,
  plugins: [minifyTemplates()],
  build: {
    outDir: path('dist/widget'),
    emptyOutDir: true,
    target: 'es2022',
    lib: { entry: path('widget/index.ts'), formats: ['es'], fileName: 'vici-agent-controls' },
    rolldownOptions: {
      preserveEntrySignatures: 'allow-extension',
      output: {
        chunkFileNames: '[name]-[hash].js',
        // one file compresses better than several: all that the first control needs
        codeSplitting: {
          groups: [
            {
              name: 'core',
              test: /\/widget\/(?:index|events|vici-agent-controls\/|desk\/(?!phone)|connection\/|words\/(?:en|words|errors)\.ts|panels\/(?:index|panel-close)\.ts)/,
            },
          ],
        },
        // Vite leaves the white space in libraries
        minify: true,
        postBanner: '/*! Contains Lit. Copyright Google LLC. BSD-3-Clause */',
      },
    },
  },
};

const demo: UserConfig = {
  root: path('widget/demo'),
  base: '/demo/',
  build: { outDir: path('dist/demo'), emptyOutDir: true, target: 'es2022' },
};

export default defineConfig(({ mode }) => (mode === 'demo' ? demo : widget));
