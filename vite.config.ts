/**
 * `vite build`: the agent controls as one ES module; `vite build --mode board`, after it: the
 * wallboard, another one; `vite build --mode demo`: the pages that show them.
 */
import { fileURLToPath } from 'node:url';
import { defineConfig, type UserConfig } from 'vite';
import { minifyChunks } from './tasks/minify-chunks.mjs';
import { minifyTemplates } from './tasks/minify-templates.mjs';
import { numberWords } from './tasks/number-words.mjs';

const LICENCE = '/*! Contains Lit. Copyright Google LLC. BSD-3-Clause */';
const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/**
 * Any page of any origin may embed it: library mode, so that no preload helper is put in. What lazy
 * chunks share stays in the entry, which is all that a page loads before the first control works.
 */
const widget: UserConfig = {
  publicDir: false,
  plugins: [numberWords(path('widget/index.ts')), minifyTemplates(), minifyChunks()],
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
            // the panels, the bar, and their words in English: other languages take names from them
            { name: 'panels', test: /\/widget\/(?:panels|bar|words\/(?:panels|errors)\/en)\b/ },
          ],
        },
        // Vite leaves the white space in libraries
        minify: true,
        postBanner: ({ isEntry }) => (isEntry ? LICENCE : ''),
      },
    },
  },
};

/** A build of its own: a page with one of the elements loads nothing of the other. */
const board: UserConfig = {
  publicDir: false,
  plugins: [numberWords(path('widget/board.ts')), minifyTemplates(), minifyChunks()],
  build: {
    outDir: path('dist/widget'),
    emptyOutDir: false,
    target: 'es2022',
    lib: { entry: path('widget/board.ts'), formats: ['es'], fileName: 'vici-agent-board' },
    rolldownOptions: {
      preserveEntrySignatures: 'allow-extension',
      output: {
        chunkFileNames: 'board-[name]-[hash].js',
        minify: true,
        postBanner: LICENCE,
      },
    },
  },
};

const demo: UserConfig = {
  root: path('widget/demo'),
  base: '/demo/',
  build: {
    outDir: path('dist/demo'),
    emptyOutDir: true,
    target: 'es2022',
    rolldownOptions: {
      input: [
        path('widget/demo/index.html'),
        path('widget/demo/board.html'),
        path('widget/demo/playground.html'),
      ],
    },
  },
};

export default defineConfig(({ mode }) => ({ board, demo })[mode] ?? widget);
