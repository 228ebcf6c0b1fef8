/** Loads the bar layout when it is asked for, and hangs its tools where they belong. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { renderBar } from '../bar/bar.js';
import type { Tools } from './tools.js';

interface Host extends ReactiveControllerHost, Element {
  readonly layout: 'panel' | 'bar';
  readonly renderRoot: ParentNode;
  readonly view: { readonly tools: Tools };
}

export class BarLoader implements ReactiveController {
  render: typeof renderBar | undefined;
  #loading = false;

  constructor(private readonly host: Host) {
    host.addController(this);
  }

  hostUpdate(): void {
    if (this.host.layout === 'bar' && !this.#loading) void this.#load();
  }

  async #load(): Promise<void> {
    const { host } = this;
    this.#loading = true;
    try {
      const { barStyles, Drop, renderBar } = await import('../bar/bar.js');
      if (host.shadowRoot && barStyles.styleSheet) {
        host.shadowRoot.adoptedStyleSheets.push(barStyles.styleSheet);
      }
      const part = (selector: string) => host.renderRoot.querySelector(selector) ?? undefined;
      new Drop(host, '.drop:not(.message)', () => {
        const { tools } = host.view;
        if (host.layout !== 'bar' || !tools.isOver) return undefined;
        return tools.opener ?? part('.tools') ?? host;
      });
      const hasMessage = () => (part('.drop.message > *') ? host : undefined);
      new Drop(host, '.drop.message', hasMessage, 'start');
      this.render = renderBar;
      host.requestUpdate();
    } catch {
      // Asked for again with the next change.
      this.#loading = false;
    }
  }
}
