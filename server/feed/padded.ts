/** Lists for `in (…)`, brought to a few lengths, so that few statements are ever prepared. */

const LENGTHS = [1, 8, 64, 512];
const LONGEST = 512;

/** @returns the values in chunks, each filled up with repetitions of its last value */
export function paddedChunks<T>(values: readonly T[]): T[][] {
  const chunks: T[][] = [];
  for (let start = 0; start < values.length; start += LONGEST) {
    const chunk = values.slice(start, start + LONGEST);
    const length = LENGTHS.find((size) => size >= chunk.length) ?? LONGEST;
    const last = chunk[chunk.length - 1] as T;
    while (chunk.length < length) chunk.push(last);
    chunks.push(chunk);
  }
  return chunks;
}
