/** Keeps what hangs below the bar in its place: under its opener, or over it where there is no room. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

const GAP = 6;
const MARGIN = 8;

interface Host extends ReactiveControllerHost {
  readonly renderRoot: ParentNode;
}

export class Drop implements ReactiveController {
  #listening = false;

  /** @param anchor what the element with this selector hangs on; undefined: it is not shown */
  constructor(
    private readonly host: Host,
    private readonly selector: string,
    private readonly anchor: () => Element | undefined,
    private readonly align: 'start' | 'end' = 'end',
  ) {
    host.addController(this);
  }

  hostUpdated(): void {
    const drop = this.host.renderRoot.querySelector<HTMLElement>(this.selector);
    const shown = Boolean(drop && this.anchor());
    if (drop?.isConnected && drop.matches(':popover-open') !== shown) drop.togglePopover(shown);
    this.#listen(shown);
    if (shown) this.#place();
  }

  hostDisconnected(): void {
    this.#listen(false);
  }

  #listen(listen: boolean): void {
    if (listen === this.#listening) return;
    this.#listening = listen;
    const change = listen ? window.addEventListener : window.removeEventListener;
    change('resize', this.#place);
    change('scroll', this.#place, { capture: true, passive: true } as AddEventListenerOptions);
  }

  readonly #place = (): void => {
    const drop = this.host.renderRoot.querySelector<HTMLElement>(this.selector);
    const anchor = this.anchor()?.getBoundingClientRect();
    if (!drop || !anchor) return;
    const { width, height } = drop.getBoundingClientRect();
    const { clientWidth, clientHeight } = document.documentElement;
    const below = anchor.bottom + GAP;
    const above = anchor.top - GAP - height;
    const fits = below + height <= clientHeight - MARGIN || above < MARGIN;
    const wanted = this.align === 'start' ? anchor.left : anchor.right - width;
    const left = Math.min(wanted, clientWidth - width - MARGIN);
    drop.style.setProperty('top', `${Math.round(fits ? below : above)}px`);
    drop.style.setProperty('left', `${Math.round(Math.max(MARGIN, left))}px`);
  };
}
