/** The `idempotency_key` of a command, as a function sees it. */
export interface CommandKey {
  readonly text: string;
  /** An attempt that nobody remembers may have done it already: look before it is done again. */
  readonly mayBeDone: boolean;
}
