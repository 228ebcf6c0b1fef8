/** What time it is at the hub: the agents' computers are seldom right to the second. */
import type { LiveClient } from '../../protocol/client/live-client.js';

const AGAIN_MS = 10 * 60_000;

export class HubClock {
  /** Hub time minus this computer's, ms. */
  offset = 0;
  #measuredAt = 0;
  readonly #client: LiveClient;
  readonly #stop: () => void;
  readonly #listeners = new Set<() => void>();

  constructor(client: LiveClient) {
    this.#client = client;
    this.#stop = client.onState(({ state }) => {
      if (state === 'open') void this.#measure();
    });
  }

  /** Epoch ms at the hub. */
  now(): number {
    const here = Date.now();
    if (here - this.#measuredAt > AGAIN_MS && this.#client.state === 'open') void this.#measure();
    return here + this.offset;
  }

  /** @returns a function that takes the listener away */
  onAdjusted(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  stop(): void {
    this.#stop();
    this.#listeners.clear();
  }

  async #measure(): Promise<void> {
    const sent = Date.now();
    this.#measuredAt = sent;
    try {
      const { time } = await this.#client.request('ping', {});
      this.offset = time - (sent + Date.now()) / 2;
      for (const listener of this.#listeners) listener();
    } catch {
      // The last offset is the best there is.
    }
  }
}
