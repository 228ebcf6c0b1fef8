/** A command that did its work but could not be logged: it must not be done again, only logged. */
export class UnfinishedError<Result = unknown> extends Error {
  readonly finish: () => Promise<Result>;

  /**
   * @param reason the database's error; its name, message and codes are taken over
   * @param finish does what is left and gives the result; throws like the first attempt
   */
  constructor(reason: unknown, finish: () => Promise<Result>) {
    super(reason instanceof Error ? reason.message : String(reason));
    Object.assign(this, reason);
    if (reason instanceof Error) this.name = reason.name;
    this.finish = finish;
  }
}
