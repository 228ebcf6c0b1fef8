/** A running time, counted at the hub's clock. Only its own text changes, once a second. */
import { LitElement } from 'lit';

/** @internal */
export class ViciElapsed extends LitElement {
  static override properties = {
    since: { attribute: false },
    now: { attribute: false },
  };

  /** Epoch ms at the hub. */
  since = 0;
  now: () => number = Date.now;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #shown = '';

  protected override createRenderRoot() {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.setAttribute('role', 'timer');
    if (this.hasUpdated) this.#tick();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  protected override updated(): void {
    this.#tick();
  }

  #tick(): void {
    clearTimeout(this.#timer);
    const passed = Math.max(0, this.now() - this.since);
    const text = showDuration(passed);
    if (text !== this.#shown) {
      this.#shown = text;
      this.textContent = text;
    }
    // With the second's own beat, so that no second is skipped or shown twice.
    if (this.isConnected) this.#timer = setTimeout(() => this.#tick(), 1000 - (passed % 1000) + 5);
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
