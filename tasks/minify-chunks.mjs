/**
 * Makes the widget's chunks small once more: the bundler's own minifier leaves about two percent,
 * and white space in libraries.
 */
import { minify } from 'terser';

/** @returns {import('vite').Plugin} */
export function minifyChunks() {
  return {
    name: 'minify-chunks',
    apply: 'build',
    async generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue;
        const { code = chunk.code } = await minify(chunk.code, {
          module: true,
          ecma: 2020,
          compress: { passes: 3, sequences: false, unsafe_arrows: true, pure_getters: true },
          format: { comments: /^!/ },
        });
        chunk.code = code;
      }
    },
  };
}
