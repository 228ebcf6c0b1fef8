/** Turns the page's `tel:` links into calls while `click-to-dial` is set. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

interface Host extends ReactiveControllerHost {
  readonly clickToDial: boolean;
}

export class ClickToDial implements ReactiveController {
  #listening = false;

  constructor(
    private readonly host: Host,
    private readonly dial: (number: string) => void,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    this.hostUpdated();
  }

  hostUpdated(): void {
    if (this.host.clickToDial === this.#listening) return;
    this.#listening = this.host.clickToDial;
    if (this.#listening) document.addEventListener('click', this.#clicked);
    else document.removeEventListener('click', this.#clicked);
  }

  hostDisconnected(): void {
    this.#listening = false;
    document.removeEventListener('click', this.#clicked);
  }

  readonly #clicked = (event: MouseEvent): void => {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    for (const target of event.composedPath()) {
      if (!(target instanceof HTMLAnchorElement) || target.protocol !== 'tel:') continue;
      event.preventDefault();
      this.dial(decoded(target.href.slice('tel:'.length)));
      return;
    }
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
