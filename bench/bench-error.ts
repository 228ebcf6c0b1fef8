/** What the user has to know, in one line: a wrong argument, or something that cannot be reached. */
export class BenchError extends Error {}
