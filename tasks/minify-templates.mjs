/**
 * Takes what only people need out of the widget's `html` and `css` templates: line breaks,
 * indentation, comments. Bundlers leave the text of templates as it is.
 */

/** @returns {import('vite').Plugin} */
export function minifyTemplates() {
  return {
    name: 'minify-templates',
    apply: 'build',
    enforce: 'post',
    transform(code, id) {
      if (!/\/widget\/.*\.ts$/.test(id)) return null;
      const edits = [];
      visit(this.parse(code), (node) => {
        if (node.type !== 'TaggedTemplateExpression') return;
        const minify = { css: minifyCss, html: minifyHtml }[node.tag.name];
        if (!minify) return;
        const { quasis } = node.quasi;
        quasis.forEach(({ start, end }, index) => {
          const text = code.slice(start, end);
          edits.push({ start, end, text: minify(text, index === 0, index === quasis.length - 1) });
        });
      });
      let result = code;
      for (const { start, end, text } of edits.sort((a, b) => b.start - a.start)) {
        result = result.slice(0, start) + text + result.slice(end);
      }
      return { code: result, map: null };
    },
  };
}

function visit(node, see) {
  if (Array.isArray(node)) for (const one of node) visit(one, see);
  else if (node && typeof node.type === 'string') {
    see(node);
    for (const value of Object.values(node)) {
      if (value && typeof value === 'object') visit(value, see);
    }
  }
}

function minifyCss(text) {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,]|[>~](?= )|!(?=important)) ?/g, '$1')
    .replace(/: /g, ':')
    .replace(/;}/g, '}')
    .replace(/(?<![\w.])0\.(?=\d)/g, '.')
    .replace(/#(\w)\1(\w)\2(\w)\3(?=[;})])/g, '#$1$2$3')
    .replace(/='([\w-]+)'/g, '=$1');
}

/** Only white space with a line break in it is layout of the source. */
function minifyHtml(text, isFirst, isLast) {
  let short = text.replace(/>\s*\n\s*</g, '><').replace(/\s*\n\s*/g, ' ');
  if (isFirst) short = short.replace(/^ (?=<)/, '');
  if (isLast) short = short.replace(/(?<=>) $/, '');
  return short.replace(/ >/g, '>').replace(/(?<= [\w-]+)="([\w-]+)"(?=[ >])/g, '=$1');
}
