/** Every text stands in every language. */
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { reasons } from '../../protocol/reasons.js';
import { en as errorsEn } from '../../widget/words/errors/en.js';
import { named } from '../../widget/words/named.js';
import { en as panelsEn } from '../../widget/words/panels/en.js';

/** Every leaf as `path -> text`; functions are called with something. */
function texts(of: object, path = ''): Map<string, string> {
  const all = new Map<string, string>();
  for (const [key, value] of Object.entries(of)) {
    if (value && typeof value === 'object') {
      for (const [inner, text] of texts(value, `${path}${key}.`)) all.set(inner, text);
    } else all.set(path + key, typeof value === 'function' ? value(2) : value);
  }
  return all;
}

/** Words that are the same in two languages. */
const ALIKE = new Set(['pause.minutes', 'why.closed']);

const FOLDERS = {
  'the element': 'words',
  'the panels': 'words/panels',
  'what can go wrong': 'words/errors',
  'the board': 'vici-agent-board/words',
};
const folder = (path: string) => new URL(`../../widget/${path}/`, import.meta.url);
const languages = readdirSync(folder('words')).flatMap(
  (file) => /^([a-z]{2})\.ts$/.exec(file)?.[1] ?? [],
);
const load = async (path: string, language: string): Promise<object> =>
  (await import(`${folder(path)}${language}.ts`))[language];

describe('the words', () => {
  const others = languages.filter((language) => language !== 'en');
  it.each(
    Object.entries(FOLDERS).flatMap(([what, path]) =>
      others.map((language) => [what, language, path] as const),
    ),
  )('of %s are complete, translated and in order in %s', async (_what, language, path) => {
    const english = texts(await load(path, 'en'));
    const translated = texts(await load(path, language));
    expect([...translated.keys()]).toEqual([...english.keys()]);
    for (const [key, text] of english) {
      expect(text, key).not.toBe('');
      if (!ALIKE.has(key)) expect(translated.get(key), key).not.toBe(text);
    }
  });

  it('get their names back from the English ones, which the build leaves out', () => {
    const english = { a: 'one', group: { READY: 'two', '3-WAY': 'three' }, list: ['four'] };
    const spanish = { a: 'uno', group: { READY: 'dos', '3-WAY': 'tres' }, list: ['cuatro'] };
    const built = ['uno', ['dos', 'tres'], ['cuatro']] as unknown as typeof english;
    expect(named(built, english)).toEqual(spanish);
    expect(named(spanish, english)).toEqual(spanish);
  });

  it('cover every panel', () => {
    const folders = readdirSync(new URL('../../widget/panels/', import.meta.url), {
      withFileTypes: true,
    });
    const names = folders.filter((one) => one.isDirectory()).map(({ name }) => name);
    const inCamelCase = (name: string) => name.replace(/-(.)/, (_, letter) => letter.toUpperCase());
    expect(names.map(inCamelCase).sort()).toEqual(
      Object.keys(panelsEn)
        .filter((name) => name !== 'errors' && name !== 'callerId')
        .sort(),
    );
  });

  it('explain only errors that exist', () => {
    const own = new Set(
      'not_valid not_allowed in_dnc campaign_dnc entry_empty not_exist recording_error invalid_params too_many_requests database_unavailable internal_error timeout connection_lost client_closed token_missing token_unavailable token_not_valid not_authenticated too_many_connections url_not_valid closed_by_hub'.split(
        ' ',
      ),
    );
    const unknown = Object.keys(errorsEn).filter((one) => !(one in reasons) && !own.has(one));
    expect(unknown).toEqual([]);
  });
});
