/** Every text stands in every language. */
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { reasons } from '../../protocol/reasons.js';
import { en } from '../../widget/words/en.js';
import { en as errorsEn } from '../../widget/words/errors/en.js';
import { es } from '../../widget/words/es.js';
import { en as panelsEn } from '../../widget/words/panels/en.js';
import { es as panelsEs } from '../../widget/words/panels/es.js';
import { languageOf } from '../../widget/words/words.js';

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

/** Words that are the same in both languages. */
const ALIKE = new Set(['pause.minutes', 'why.closed']);

describe('the words', () => {
  it.each([
    ['the element', { en, es }],
    ['the panels', { en: panelsEn, es: panelsEs }],
  ])('of %s are complete and translated', (_name, both) => {
    const english = texts(both.en);
    const spanish = texts(both.es);
    expect([...spanish.keys()].sort()).toEqual([...english.keys()].sort());
    for (const [key, text] of english) {
      expect(text, key).not.toBe('');
      if (!ALIKE.has(key)) expect(spanish.get(key), key).not.toBe(text);
    }
  });

  it('cover every panel', () => {
    const folders = readdirSync(new URL('../../widget/panels/', import.meta.url), {
      withFileTypes: true,
    });
    const names = folders.filter((one) => one.isDirectory()).map(({ name }) => name);
    const inCamelCase = (name: string) => name.replace(/-(.)/, (_, letter) => letter.toUpperCase());
    expect(names.map(inCamelCase).sort()).toEqual(
      Object.keys(panelsEn)
        .filter((name) => name !== 'errors')
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

  it.each([
    ['es', 'es'],
    ['es-MX', 'es'],
    ['en-GB', 'en'],
    ['est', 'en'],
    ['de', 'en'],
    ['', 'en'],
  ])('for a page in %j are %s', (tag, language) => {
    expect(languageOf(tag)).toBe(language);
  });
});
