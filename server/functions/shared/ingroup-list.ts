/**
 * Lists of in-groups as a dialler stores them: names between spaces, closed by a hyphen, ` A B -`.
 * A list without the leading space is read as if it were there. Names compare without letter case.
 */

/** @returns the names, each once, in their order */
export function namesOf(list: string): string[] {
  // a hyphen of its own closes a list that somebody followed by a space
  const pieces = list.replace(/-$/, '').split(' ');
  return eachOnce(pieces.filter((piece) => piece !== '' && piece !== '-'));
}

/** @returns the names without repetitions, in the first spelling of each */
export function eachOnce(names: readonly string[]): string[] {
  const known = new Map<string, string>();
  for (const name of names) if (!known.has(keyOf(name))) known.set(keyOf(name), name);
  return [...known.values()];
}

/** @returns the list with a leading space; empty stays empty */
export function withLeadingSpace(list: string): string {
  return list === '' || list.startsWith(' ') ? list : ` ${list}`;
}

/** @returns the list with those names at its end that it lacks, written anew */
export function withNames(list: string, added: readonly string[]): string {
  return ` ${eachOnce([...namesOf(list), ...added]).join(' ')} -`;
}

/** @returns the list without the names; everything else as it was */
export function withoutNames(list: string, removed: readonly string[]): string {
  const keys = new Set(removed.map(keyOf));
  return withLeadingSpace(list)
    .split(' ')
    .filter((piece) => !keys.has(keyOf(piece)))
    .join(' ');
}

/** What makes two spellings the same name. */
export function keyOf(name: string): string {
  return name.toLowerCase();
}
