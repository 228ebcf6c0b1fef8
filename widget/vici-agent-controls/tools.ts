/**
 * The tools: which panel is open, by whom it was opened, and their code, loaded once all else works.
 * In the panel layout one is always open; in the bar one may hang below it.
 */
import {
  html,
  type ReactiveController,
  type ReactiveControllerHost,
  type TemplateResult,
} from 'lit';
import { type Control, rules } from '../desk/availability.js';
import { type Phase, phaseOf } from '../desk/phases.js';
import { type All, loadAll, type PanelName, panelEntry, tabs } from '../panels/index.js';
import type { Panel } from '../panels/panel.js';
import { PANEL_CLOSE } from '../panels/panel-close.js';
import { loadPanelWords } from '../words/panel-words.js';
import type { View } from './view.js';

export interface ToolsHost extends ReactiveControllerHost, Element {
  readonly renderRoot: ParentNode;
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
  /** The panel that had the keyboard when something else took its place. */
  #left: PanelName | undefined;
  readonly #panels = new Map<PanelName, Panel>();
  /** The code of the panels and of the bar. */
  all: All | undefined;
  #loading = false;
  #failed = false;

  constructor(private readonly host: ToolsHost) {
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
    const { hidden, desk } = this.host.view;
    return tabs.filter((name) => {
      const permission = rules[name as Control]?.[2];
      // Most agents dial: that tab does not wait for what is allowed.
      const isAllowed = !permission || (desk.options?.allowed[permission] ?? name === 'dial');
      return !hidden.has(name) && isAllowed;
    });
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
    else if (tabs.includes(name)) this.select(name);
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

  /** The open panel itself, or what stands in its place. */
  content(): TemplateResult | Panel | undefined {
    const name = this.current;
    if (!name) return undefined;
    const { view } = this.host;
    const { words, panelWords, desk, hidden, lead } = view;
    const panel = this.#panel(name);
    if (panel) {
      Object.assign(panel, { desk, words, panelWords, hide: hidden, lead });
      panel.requestUpdate();
      return panel;
    }
    if (!this.#failed) return html`<p class="note" aria-busy="true"><i class="spin"></i></p>`;
    return html`<p class="note">${words.panelFailed}</p>
      <button type="button" @click=${() => this.load()}>${words.retry}</button>`;
  }

  hostUpdate(): void {
    const phase = phaseOf(this.host.view.desk.session);
    if (phase === this.#phase) return;
    const before = this.current;
    if (before && this.#panels.get(before)?.matches(':focus-within')) this.#left = before;
    this.#phase = phase;
    // What hung over the tools belonged to what is over now.
    if (this.#over === 'pause' || this.#over === 'hold') this.#over = undefined;
  }

  hostUpdated(): void {
    this.#keepFocus();
    const panel = this.current && this.#panels.get(this.current);
    if (!this.#focusPanel || !panel) return;
    this.#focusPanel = false;
    void panel.updateComplete.then(() => panel.focus({ preventScroll: true }));
  }

  /** To the tab, not into the panel: what is being typed must not go to another control. */
  #keepFocus(): void {
    const left = this.#left;
    this.#left = undefined;
    if (!left || left === this.current) return;
    const tab = this.host.renderRoot.querySelector<HTMLElement>(`#tab-${this.tab}`);
    (tab ?? this.#opener)?.focus({ preventScroll: true });
  }

  /** Loads the panels, the bar and their words, unless they are here. */
  load(): void {
    if (this.#loading) {
      if (this.all) this.#followLanguage();
      return;
    }
    this.#loading = true;
    this.#failed = false;
    Promise.all([loadAll(), loadPanelWords(this.host.view.language)])
      .then(([all]) => {
        this.all = all;
        all.settle(this.host, this);
      })
      .catch(() => {
        this.#loading = false;
        this.#failed = true;
      })
      .finally(() => this.host.requestUpdate());
  }

  /** Another language than the panels were loaded with: the old one stands until it is here. */
  #followLanguage(): void {
    loadPanelWords(this.host.view.language).then(
      (isNew) => isNew && this.host.requestUpdate(),
      () => {},
    );
  }

  #panel(name: PanelName): Panel | undefined {
    const here = this.#panels.get(name);
    if (here || !this.all) return here;
    const PanelClass = this.all.classes[name];
    const tag = `vici-${name}-panel`;
    if (!customElements.get(tag)) customElements.define(tag, PanelClass);
    const panel = document.createElement(tag) as Panel;
    panel.classList.add('fills');
    panel.setAttribute('exportparts', this.all.exportParts);
    panel.addEventListener(PANEL_CLOSE, () => this.close());
    this.#panels.set(name, panel);
    return panel;
  }
}
