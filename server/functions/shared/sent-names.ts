/** Functions that act on which parameters were sent, whatever their value. */

/** @returns those of `names` that the request holds, in the order of `names` */
export function sentOf<const N extends string>(
  names: readonly N[],
  sent: readonly string[],
): readonly N[] {
  return names.filter((name) => sent.includes(name));
}
