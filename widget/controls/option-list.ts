/** A list to choose from with arrows, Home, End and Enter, while the focus stays where it is. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

export class OptionList implements ReactiveController {
  /** The option that the keys are at. */
  active = 0;
  #count = 0;
  #scroll = false;

  constructor(
    private readonly host: ReactiveControllerHost & { renderRoot: ParentNode },
    private readonly choose: (index: number) => void,
  ) {
    host.addController(this);
  }

  /** @param count how many options there are now */
  sized(count: number): void {
    this.#count = count;
    this.active = Math.max(0, Math.min(this.active, count - 1));
  }

  move(index: number): void {
    this.active = index;
    this.#scroll = true;
    this.host.requestUpdate();
  }

  readonly onKey = (event: KeyboardEvent): void => {
    if (event.isComposing || this.#count === 0) return;
    const to = this.#target(event.key);
    if (to !== undefined) {
      event.preventDefault();
      this.move(to);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      this.choose(this.active);
    }
  };

  hostUpdated(): void {
    if (!this.#scroll) return;
    this.#scroll = false;
    this.host.renderRoot.querySelector('.option.active')?.scrollIntoView({ block: 'nearest' });
  }

  #target(key: string): number | undefined {
    const last = this.#count - 1;
    switch (key) {
      case 'ArrowDown':
        return this.active >= last ? 0 : this.active + 1;
      case 'ArrowUp':
        return this.active <= 0 ? last : this.active - 1;
      case 'PageDown':
        return Math.min(last, this.active + 8);
      case 'PageUp':
        return Math.max(0, this.active - 8);
      case 'Home':
        return 0;
      case 'End':
        return last;
      default:
        return undefined;
    }
  }
}
