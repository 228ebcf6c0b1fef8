/**
 * Gives a language's texts the names of the English ones.
 *
 * The build leaves names out of every other language (tasks/number-words.mjs): what came as an
 * object is then a list in the order of the English texts. Texts that still bear their names pass
 * through.
 *
 * @returns the texts by the names, or the places, that `english` has them under
 */
export function named<Texts>(texts: Texts, english: Texts): Texts {
  if (!english || typeof english !== 'object') return texts;
  const given = texts as readonly unknown[] & Record<string, unknown>;
  const entries = Object.entries(english).map(
    ([name, own], place) => [name, named(given[place] ?? given[name], own)] as const,
  );
  return (
    Array.isArray(english) ? entries.map(([, text]) => text) : Object.fromEntries(entries)
  ) as Texts;
}
