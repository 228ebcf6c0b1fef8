/** What every panel is given, and how it behaves in the element. */
import { type CSSResultGroup, html, LitElement, nothing, type TemplateResult } from 'lit';
import { controls } from '../controls/controls.styles.js';
import { fields } from '../controls/fields.styles.js';
import { icons } from '../controls/icons.js';
import type { AgentDesk } from '../desk/agent-desk.js';
import { type Control, rules } from '../desk/availability.js';
import type { Source } from '../desk/commands.js';
import type { LeadValues } from '../vici-agent-controls/view.js';
import type { Words } from '../words/en.js';
import { errorText } from '../words/errors.js';
import type { PanelWords } from '../words/panels/en.js';
import { panelStyles } from './panel.styles.js';
import { PANEL_CLOSE } from './panel-close.js';

export abstract class Panel extends LitElement {
  static override styles: CSSResultGroup = [controls, fields, panelStyles];

  // Given before the panel is drawn, and again, with an update, whenever the element is drawn.
  desk!: AgentDesk;
  words!: Words;
  panelWords!: PanelWords;
  /** Names of controls that the page leaves out. */
  hide!: ReadonlySet<string>;
  /** What the page knows of the customer. */
  lead!: LeadValues;

  /** Why the panel's control cannot be used now, in words. */
  protected reason(control: Control): string | undefined {
    const why = this.desk.whyNot(control);
    return why && this.words.why[why];
  }

  /** Neither left out by the page nor forbidden by the campaign. */
  shows(control: Control): boolean {
    const permission = rules[control]?.[2];
    const forbidden = permission && this.desk.options?.allowed[permission] === false;
    return !this.hide.has(control) && !forbidden;
  }

  protected renderProblem(...sources: Source[]): TemplateResult | typeof nothing {
    const { desk, words } = this;
    const source = sources.find((one) => desk.commands.errorOf(one));
    const error = source === undefined ? undefined : desk.commands.errorOf(source);
    if (source !== undefined && error) {
      return html`<p class="problem" part="error" role="alert">
        ${icons.warning}<span>${errorText(error, this.panelWords.errors, words.failed)}</span>
        <button
          type="button"
          aria-label=${words.dismiss}
          title=${words.dismiss}
          @click=${() => desk.commands.dismiss(source)}
        >
          ${icons.close}
        </button>
      </p>`;
    }
    const slow = sources.some((one) => desk.commands.isSlow(one));
    return slow ? html`<p class="note" role="status">${words.slow}</p>` : nothing;
  }

  protected close(): void {
    this.dispatchEvent(new Event(PANEL_CLOSE, { bubbles: true, composed: true }));
  }

  /** Where the keyboard goes when the panel is opened. */
  override focus(options?: FocusOptions): void {
    const first = this.renderRoot.querySelector<HTMLElement>(
      '[data-first], input, textarea, button, [tabindex="0"]',
    );
    first?.focus(options);
  }
}
