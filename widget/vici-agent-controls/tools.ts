/**
 * The tools: which panel is open, by whom it was opened, and its code, loaded when first needed.
 * In the panel layout one is always open; in the bar one may hang below it.
 */
import {
  html,
  type ReactiveController,
  type ReactiveControllerHost,
  type TemplateResult,
} from 'lit';
import { type Phase, phaseOf } from '../desk/phases.js';
import { type PanelName, panelEntry, panelNames } from '../panels/index.js';
import type { Panel } from '../panels/panel.js';
import { PANEL_CLOSE } from '../panels/panel-close.js';
import type { View } from './view.js';

/** After the element works: the page has more urgent things to load. */
const PREFETCH_AFTER_MS = 2_000;

interface Host extends ReactiveControllerHost {
  readonly view: View;
  readonly layout: 'panel' | 'bar';
}

export class Tools implements ReactiveController {
  #phase: Phase = 'idle';
  /** What the agent chose in a phase, for the next time. */
  readonly #chosen = new Map<Phase, PanelName>();
  /** Opened by its own control, over the tabs. */
  #over: PanelName | undefined;
  /** Open below the bar. */
  #dropped: PanelName | undefined;
  #opener: HTMLElement | undefined;
  #focusPanel = false;
  readonly #panels = new Map<PanelName, Panel>();
  readonly #loading = new Map<PanelName, Promise<void>>();
  readonly #failed = new Set<PanelName>();

  constructor(private readonly host: Host) {
    host.addController(this);
  }

  /** The open panel. */
  get current(): PanelName | undefined {
    return this.host.layout === 'bar' ? this.#dropped : (this.#over ?? this.tab);
  }

  /** The tool whose tab is selected. */
  get tab(): PanelName | undefined {
    const { names } = this;
    const chosen = this.#chosen.get(this.#phase);
    if (chosen && names.includes(chosen)) return chosen;
    return names.find((name) => panelEntry(name).opensIn === this.#phase) ?? names[0];
  }

  /** The tools that have a tab. */
  get names(): PanelName[] {
    const { hidden } = this.host.view;
    return panelNames.filter((name) => panelEntry(name).tab && !hidden.has(name));
  }

  /** Something hangs over the tabs or below the bar, and can be closed. */
  get isOver(): boolean {
    return this.host.layout === 'bar' ? this.#dropped !== undefined : this.#over !== undefined;
  }

  get opener(): HTMLElement | undefined {
    return this.#opener;
  }

  /** @param by the event of the control that opens it: the focus returns there */
  open(name: PanelName, by?: Event): void {
    const opener = by?.currentTarget;
    this.#opener = opener instanceof HTMLElement ? opener : undefined;
    if (this.host.layout === 'bar') this.#dropped = name;
    else if (panelEntry(name).tab) this.select(name);
    else this.#over = name;
    this.#focusPanel = true;
    this.host.requestUpdate();
  }

  toggle(name: PanelName, by?: Event): void {
    if (this.isOver && this.current === name) this.close();
    else this.open(name, by);
  }

  select(name: PanelName): void {
    this.#chosen.set(this.#phase, name);
    this.#over = undefined;
    this.host.requestUpdate();
  }

  close(): void {
    if (!this.isOver) return;
    this.#over = undefined;
    this.#dropped = undefined;
    this.#opener?.focus();
    this.#opener = undefined;
    this.host.requestUpdate();
  }

  /** Begins to load a panel that will probably be opened. */
  prefetch(name: PanelName): void {
    void this.#load(name);
  }

  /** All of them, so that they are there when the connection is not. */
  prefetchAll(): void {
    if (this.#prefetched) return;
    this.#prefetched = true;
    setTimeout(() => {
      for (const name of panelNames) if (!this.host.view.hidden.has(name)) this.prefetch(name);
    }, PREFETCH_AFTER_MS);
  }
  #prefetched = false;

  /** The open panel itself, or what stands in its place. */
  content(): TemplateResult | Panel | undefined {
    const name = this.current;
    if (!name) return undefined;
    const panel = this.#panels.get(name);
    const { words, language, desk } = this.host.view;
    if (panel) {
      panel.desk = desk;
      panel.words = words;
      panel.language = language;
      panel.revision += 1;
      return panel;
    }
    if (!this.#failed.has(name)) {
      void this.#load(name);
      return html`<p class="note" aria-busy="true"><i class="spin"></i></p>`;
    }
    return html`<p class="note">${words.panelFailed}</p>
      <button
        type="button"
        @click=${() => {
          this.#failed.delete(name);
          this.host.requestUpdate();
        }}
      >
        ${words.retry}
      </button>`;
  }

  hostUpdate(): void {
    const phase = phaseOf(this.host.view.desk.session);
    if (phase === this.#phase) return;
    this.#phase = phase;
    // What hung over the tools belonged to what is over now.
    if (this.#over === 'pause') this.#over = undefined;
  }

  hostUpdated(): void {
    const panel = this.current && this.#panels.get(this.current);
    if (!this.#focusPanel || !panel) return;
    this.#focusPanel = false;
    void panel.updateComplete.then(() => panel.focus({ preventScroll: true }));
  }

  #load(name: PanelName): Promise<void> {
    const begun = this.#loading.get(name);
    if (begun) return begun;
    const loading = this.#create(name).catch(() => {
      this.#failed.add(name);
      this.#loading.delete(name);
      this.host.requestUpdate();
    });
    this.#loading.set(name, loading);
    return loading;
  }

  async #create(name: PanelName): Promise<void> {
    const PanelClass = await panelEntry(name).load();
    const tag = `vici-${name}-panel`;
    if (!customElements.get(tag)) customElements.define(tag, PanelClass);
    const panel = document.createElement(tag) as Panel;
    panel.classList.add('fills');
    panel.setAttribute('exportparts', PanelClass.parts.join(', '));
    panel.addEventListener(PANEL_CLOSE, () => this.close());
    this.#panels.set(name, panel);
    this.host.requestUpdate();
  }
}
