import { html, nothing } from 'lit';
import type { LeadField } from '../../../protocol/functions/lead-fields.js';
import { formStyles } from '../form.styles.js';
import { FormPanel } from '../form-panel.js';
import { Panel } from '../panel.js';
import { leadField, leadFieldNames } from './lead-form.js';

/** What became of a field that is not as it was when the customer came on the screen. */
type Fate = 'saving' | 'saved' | 'changed';

/**
 * @summary Changes the customer's data while the agent talks; each field is sent when it is left.
 * @csspart field - each field
 */
export class ViciLeadPanel extends FormPanel {
  static override styles = [...(Panel.styles as []), formStyles];
  static override properties = {
    fates: { state: true },
  };

  private fates: Readonly<Partial<Record<LeadField, Fate>>> = {};
  #leadId = 0;
  #given: unknown;
  /** The names that the tables show as changed, and those of them that were changed here. */
  #announced = '';
  readonly #sent = new Set<string>();

  protected override willUpdate(): void {
    const { session } = this.desk;
    const leadId = session?.lead_id ?? 0;
    if (leadId !== this.#leadId || this.lead !== this.#given) {
      if (leadId !== this.#leadId) this.fates = {};
      this.#leadId = leadId;
      this.#given = this.lead;
      this.values = this.#known(leadId);
    }
    const names = session?.pending.external_update_fields ?? '';
    if (names === this.#announced) return;
    this.#announced = names;
    // What was sent before and never seen does not hide what others change later.
    if (names === '' && !this.desk.commands.isBusy('lead')) this.#sent.clear();
    for (const name of names.split(',').filter((one): one is LeadField => one in this.#labels)) {
      if (!this.#sent.delete(name)) this.fates = { ...this.fates, [name]: 'changed' };
    }
  }

  /** What the page knows, if it is of this customer. */
  #known(leadId: number): Record<string, string> {
    const { lead_id = leadId, ...fields } = this.lead;
    if (Number(lead_id) !== leadId || leadId === 0) return {};
    return Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [name, String(value ?? '')]),
    );
  }

  get #labels() {
    return this.panelWords.lead.fields;
  }

  protected override render() {
    const texts = this.panelWords.lead;
    const reason = this.reason('lead');
    return html`
      <p class="note">${reason ?? texts.onlyTyped}</p>
      ${this.renderProblem('lead')}
      ${
        reason
          ? nothing
          : html`<div class="grid">${leadFieldNames(texts).map((name) => this.#renderField(name))}</div>`
      }
    `;
  }

  #renderField(name: LeadField) {
    const fate = this.fates[name];
    const texts = this.panelWords.lead;
    return this.field(name, {
      ...leadField(name, texts),
      note: fate && html`<span class=${fate} role="status">${texts.fate[fate]}</span>`,
      onChange: (value) => void this.#save(name, value),
    });
  }

  async #save(name: LeadField, value: string): Promise<void> {
    const { desk } = this;
    const leadId = this.#leadId;
    const mark = (fate: Fate | undefined) => {
      if (leadId === this.#leadId) this.fates = { ...this.fates, [name]: fate };
    };
    this.#sent.add(name);
    mark('saving');
    const done = await desk.tell('lead', 'update_fields', {
      agent_user: desk.agentUser,
      [name]: value,
    });
    if (!done) this.#sent.delete(name);
    mark(done ? 'saved' : undefined);
  }
}
