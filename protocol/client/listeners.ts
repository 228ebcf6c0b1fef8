/** Callbacks of one kind of event. */
export class Listeners<Event> {
  readonly #listeners = new Set<(event: Event) => void>();

  /** @returns a function that takes the listener away again */
  add(listener: (event: Event) => void): () => void {
    // A wrapper of its own: the same function may be added twice.
    const own = (event: Event) => listener(event);
    this.#listeners.add(own);
    return () => {
      this.#listeners.delete(own);
    };
  }

  emit(event: Event): void {
    for (const listener of [...this.#listeners]) callSafely(listener, event);
  }
}

/** A listener that throws is reported like any uncaught error, and the client goes on. */
export function callSafely<Event>(listener: (event: Event) => void, event: Event): void {
  try {
    listener(event);
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}
