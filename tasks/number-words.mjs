/**
 * Leaves the names of the widget's texts out of what browsers load: a group of texts becomes a
 * list, and `words.pause` the place of that text in it. The type checker says which property is
 * a text, so nothing else that bears the same name is touched. A group from which texts are taken
 * by a name known only at run time, such as `words.state[state]`, keeps its names in English; what
 * loads another language names its list by them (widget/words/named.ts).
 */
import ts from 'typescript';

const TEXTS = /\/words\/(?:.*\/)?(?<language>[a-z]{2})\.ts$/;
/** The language that gives every other one its shape. */
const SOURCE = 'en';

/**
 * @param {string} entry the path of the module whose program is read
 * @returns {import('vite').Plugin}
 */
export function numberWords(entry) {
  /** @type {Map<string, string>} */
  let rewritten = new Map();
  return {
    name: 'number-words',
    apply: 'build',
    enforce: 'pre',
    buildStart() {
      rewritten = rewrite(programOf(entry));
    },
    transform(_code, id) {
      const code = rewritten.get(id);
      return code === undefined ? null : { code, map: null };
    },
  };
}

function programOf(entry) {
  const config = ts.findConfigFile(entry, ts.sys.fileExists);
  const { options } = ts.parseJsonConfigFileContent(
    { ...ts.readConfigFile(config, ts.sys.readFile).config, include: [] },
    ts.sys,
    config.replace(/[^/\\]*$/, ''),
  );
  return ts.createProgram([entry], { ...options, types: [] });
}

/** @returns {Map<string, string>} the changed modules by their path */
function rewrite(program) {
  const files = program.getSourceFiles().filter((file) => !file.isDeclarationFile);
  const checker = program.getTypeChecker();
  const groups = groupsOfTexts(files);
  const lists = withoutNamed(groups, files, checker);
  const rewritten = new Map();
  for (const file of files) {
    const edits = [];
    visit(file, (node) => {
      if (ts.isPropertyAccessExpression(node)) {
        const place = placeOf(checker.getSymbolAtLocation(node.name), lists);
        if (place === undefined) return;
        const dot = node.questionDotToken ? '?.' : '';
        edits.push({ start: node.expression.end, end: node.end, text: `${dot}[${place}]` });
      } else if (ts.isObjectLiteralExpression(node)) {
        const list = lists.get(node) ?? translated(node, file, checker, groups);
        if (list) edits.push(...asList(node, list, file));
      }
    });
    if (edits.length > 0) rewritten.set(file.fileName, applied(file.text, edits));
  }
  return rewritten;
}

/**
 * @returns {Map<ts.ObjectLiteralExpression, string[]>} the source language's groups, each with its
 *   texts' names in order
 */
function groupsOfTexts(files) {
  const groups = new Map();
  for (const file of files) {
    if (TEXTS.exec(file.fileName)?.groups?.language !== SOURCE) continue;
    visit(file, (node) => {
      if (ts.isObjectLiteralExpression(node) && namesOf(node)) groups.set(node, namesOf(node));
    });
  }
  return groups;
}

/** @returns the groups whose texts nobody asks for by a name that is known only at run time */
function withoutNamed(groups, files, checker) {
  const lists = new Map(groups);
  for (const file of files) {
    visit(file, (node) => {
      if (!ts.isExpression(node) && !ts.isObjectBindingPattern(node)) return;
      const group = groupOf(checker.getTypeAtLocation(node));
      if (lists.has(group) && isUsedByName(node, group, checker)) lists.delete(group);
    });
  }
  return lists;
}

/** @returns undefined if there is more in it than names with values */
function namesOf(group) {
  const names = group.properties.map((property) =>
    ts.isPropertyAssignment(property) || ts.isShorthandPropertyAssignment(property)
      ? property.name.text
      : undefined,
  );
  return names.includes(undefined) ? undefined : names;
}

/** @returns the object literal that a type is that of */
function groupOf(type) {
  const [declaration] = (type.getNonNullableType().symbol ?? type.symbol)?.declarations ?? [];
  return declaration && ts.isObjectLiteralExpression(declaration) ? declaration : undefined;
}

/** Whether an expression's texts may be asked for by other means than `.name`. */
function isUsedByName(node, group, checker) {
  if (ts.isObjectBindingPattern(node)) return true;
  const { parent } = node;
  if (parent.name === node) return false;
  if (ts.isPropertyAccessExpression(parent)) return false;
  if (ts.isElementAccessExpression(parent) && parent.expression === node) return true;
  if (ts.isForInStatement(parent) || ts.isForOfStatement(parent)) return true;
  const wanted = checker.getContextualType(node);
  if (wanted === undefined) return false;
  const possible = wanted.isUnion() ? wanted.types : [wanted];
  return !possible.some((type) => groupOf(type) === group);
}

/** @returns a text's place in its list; undefined: it is none, or its group keeps its names */
function placeOf(symbol, lists) {
  const [declaration] = symbol?.declarations ?? [];
  const list = declaration && lists.get(declaration.parent);
  return list?.indexOf(declaration.name.text);
}

/** @returns the names of the source language's group that this one of another language translates */
function translated(node, file, checker, groups) {
  if (!TEXTS.test(file.fileName) || groups.has(node)) return undefined;
  const wanted = checker.getContextualType(node);
  return wanted && groups.get(groupOf(wanted));
}

/** Edits that leave of `{ name: value, … }` the values, in the order of `list`. */
function asList(node, list, file) {
  const written = node.properties.map((one) => one.name.text);
  if (written.join() !== list.join()) {
    throw new Error(`${file.fileName}: not in the order of ${SOURCE}.ts: ${list.join(', ')}`);
  }
  return node.properties
    .filter((property) => property.initializer)
    .map(({ name, initializer }) => ({
      start: name.getStart(file),
      end: initializer.getStart(file),
      text: '',
    }))
    .concat(
      { start: node.getStart(file), end: node.getStart(file) + 1, text: '[' },
      { start: node.end - 1, end: node.end, text: ']' },
    );
}

function applied(text, edits) {
  let result = text;
  for (const { start, end, text: by } of edits.sort((a, b) => b.start - a.start)) {
    result = result.slice(0, start) + by + result.slice(end);
  }
  return result;
}

function visit(node, see) {
  see(node);
  ts.forEachChild(node, (child) => visit(child, see));
}
