/** A running time, counted at the hub's clock. Only its own text changes, once a second. */

/** @internal */
export class ViciElapsed extends HTMLElement {
  #since = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  now: () => number = Date.now;

  /** Epoch ms at the hub. */
  set since(since: number) {
    this.#since = since;
    this.#tick();
  }

  connectedCallback(): void {
    this.setAttribute('role', 'timer');
    this.#tick();
  }

  disconnectedCallback(): void {
    clearTimeout(this.#timer);
  }

  #tick(): void {
    clearTimeout(this.#timer);
    if (!this.isConnected) return;
    const passed = Math.max(0, this.now() - this.#since);
    this.textContent = showDuration(passed);
    // With the second's own beat, so that no second is skipped or shown twice.
    this.#timer = setTimeout(() => this.#tick(), 1000 - (passed % 1000) + 5);
  }
}

/** @param ms @returns `mm:ss` or `h:mm:ss` */
export function showDuration(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const two = (n: number) => String(n).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}
