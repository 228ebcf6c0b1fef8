/**
 * The order of commands that could take one another's work for their own: one that looks for what an
 * earlier attempt has left is alone with its name, all others run together.
 */
interface Turn {
  readonly isAlone: boolean;
  readonly over: Promise<void>;
}

export class KeyedLock {
  private readonly taken = new Map<string, Turn[]>();

  /**
   * @param name what the commands have in common
   * @returns `ready` resolves when this one's turn has come, which lasts until `end` is called
   */
  take(name: string, isAlone: boolean): { ready: Promise<unknown>; end: () => void } {
    const line = this.taken.get(name) ?? [];
    this.taken.set(name, line);
    const before = line.filter((earlier) => isAlone || earlier.isAlone);
    let leave: () => void = () => {};
    const turn: Turn = {
      isAlone,
      over: new Promise<void>((resolve) => {
        leave = resolve;
      }),
    };
    line.push(turn);
    const end = () => {
      line.splice(line.indexOf(turn), 1);
      if (line.length === 0) this.taken.delete(name);
      leave();
    };
    return { ready: Promise.all(before.map(({ over }) => over)), end };
  }
}
