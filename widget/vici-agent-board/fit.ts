/** How a wall of fixed height shows all agents: side by side and smaller, as far as can be read. */

export interface Fit {
  /** Tables side by side. */
  readonly columns: number;
  /** Size of their text, of the board's. */
  readonly scale: number;
}

/** From roomy to tight; what fits in none of them scrolls. `scale` is that of `.fit-N` in the styles. */
export const FITS = [
  { columns: 1, scale: 1.2 },
  { columns: 1, scale: 1 },
  { columns: 2, scale: 1 },
  { columns: 2, scale: 0.8 },
  { columns: 3, scale: 0.7 },
  { columns: 4, scale: 0.6 },
] as const satisfies readonly Fit[];

/** Where nothing has to fit: the board's own text size. */
export const PLAIN_FIT = 1;

/** Heights in em, as in the styles. */
const HEAD = 2.2;
const ROW = 2.2;

/** @param heightEm room for the tables, in the board's text size @returns an index of {@link FITS} */
export function fitFor(agents: number, heightEm: number): number {
  const index = FITS.findIndex(({ columns, scale }) => {
    const rows = Math.floor((heightEm / scale - HEAD) / ROW);
    return rows * columns >= agents;
  });
  return index < 0 ? FITS.length - 1 : index;
}

/** @returns the items in as many parts, the first ones in the first */
export function inParts<Item>(items: readonly Item[], parts: number): Item[][] {
  const size = Math.max(1, Math.ceil(items.length / parts));
  const count = Math.max(1, Math.ceil(items.length / size));
  return Array.from({ length: count }, (_, part) => items.slice(part * size, (part + 1) * size));
}
