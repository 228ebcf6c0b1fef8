const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** @returns from 0 to 1: the first `n` of them lie evenly there, whatever `n` is */
export const evenly = (turn: number): number => (turn * GOLDEN) % 1;
