import { html, nothing } from 'lit';
import { button } from '../../controls/button.js';
import { icons } from '../../controls/icons.js';
import { parsePhoneNumber, showPhoneNumber } from '../../desk/phone-number.js';
import { FormPanel } from '../form-panel.js';
import { Panel } from '../panel.js';
import { dialStyles } from './dial.styles.js';

/**
 * @summary Dials a number by hand, or the customer who is being previewed.
 * @csspart dial-number - the field
 * @csspart dial-button - the button
 * @csspart field - the caller ID
 * @csspart skip-button - skips the customer who is being previewed
 */
export class ViciDialPanel extends FormPanel {
  static override styles = [...(Panel.styles as []), dialStyles];
  static override readonly parts = ['dial-number', 'dial-button', 'skip-button', 'field', 'error'];

  static override properties = {
    number: { attribute: false },
    problem: { state: true },
  };

  private get texts() {
    return this.panelWords.dial;
  }

  /** What is typed. */
  number = '';
  private problem = '';

  get #input() {
    return this.renderRoot.querySelector('input');
  }

  protected override render() {
    return this.desk?.session?.state === 'PREVIEW' ? this.#renderPreview() : this.#renderForm();
  }

  #renderPreview() {
    const { words, texts, desk } = this;
    const busy = desk?.commands.isBusy('dial');
    return html`
      <p class="previewed">
        <span class="note">${texts.previewing}</span>
        <b>${showPhoneNumber(desk?.session?.phone_number ?? '')}</b>
      </p>
      <div class="row">
        ${button({
          label: words.dial,
          icon: icons.phone,
          look: 'primary',
          part: 'dial-button',
          reason: this.reason('preview'),
          busy,
          onPress: () => void desk?.preview('DIALONLY'),
        })}
        ${button({
          label: texts.skip,
          part: 'skip-button',
          reason: this.reason('preview-skip'),
          busy,
          onPress: () => void desk?.preview('SKIP'),
        })}
        ${this.#otherNumber('preview-alt', 'ALTDIAL', texts.otherPhone)}
        ${this.#otherNumber('preview-alt', 'ADR3DIAL', texts.thirdPhone)}
        ${this.#otherNumber('preview-finish', 'FINISH', texts.finish)}
      </div>
      ${this.renderProblem('dial')}
    `;
  }

  #otherNumber(
    control: 'preview-alt' | 'preview-finish',
    value: 'ALTDIAL' | 'ADR3DIAL' | 'FINISH',
    label: string,
  ) {
    if (!this.shows(control)) return nothing;
    return this.act(control, 'dial', { label, onPress: () => void this.desk?.preview(value) });
  }

  #renderForm() {
    const { words, texts, problem } = this;
    const reason = this.reason('dial');
    return html`<form @submit=${this.#submit} novalidate>
      <label class="field">
        <span>${texts.number}</span>
        <span class="number">
          <input
            part="dial-number"
            data-first
            type="tel"
            inputmode="tel"
            autocomplete="off"
            maxlength="40"
            .value=${this.number}
            aria-invalid=${problem ? 'true' : 'false'}
            aria-describedby="hint"
            @input=${this.#typed}
          />
          ${button({
            label: this.desk?.commands.isBusy('dial') ? words.dialling : words.dial,
            icon: icons.phone,
            look: 'primary',
            part: 'dial-button',
            type: 'submit',
            reason,
            busy: this.desk?.commands.isBusy('dial'),
          })}
        </span>
      </label>
      <p class="note hint" id="hint" aria-live="polite">
        ${problem || reason || texts.numberHint}
      </p>
      ${this.renderProblem('dial')} ${this.callerIdField(texts)}
      <fieldset>
        ${this.check('search', texts.searchLead, true)}
        ${this.check('preview', texts.previewFirst)}
        ${this.check('focus', texts.focusScreen, true)}
      </fieldset>
    </form>`;
  }

  #typed(event: Event): void {
    this.number = (event.target as HTMLInputElement).value;
    this.problem = '';
  }

  async #submit(event: Event): Promise<void> {
    event.preventDefault();
    const { desk, texts } = this;
    if (!desk || this.reason('dial') || desk.commands.isBusy('dial')) return;
    const number = parsePhoneNumber(this.number);
    if (!number) {
      this.problem = this.number.trim() ? texts.numberNotValid : texts.numberMissing;
      this.#input?.focus();
      return;
    }
    const group_alias = this.value('callerId');
    try {
      await desk.dial(number, {
        search: this.isChecked('search', true),
        preview: this.isChecked('preview'),
        focus: this.isChecked('focus', true),
        ...(group_alias && { group_alias }),
      });
      this.number = '';
    } catch {
      // Shown from the desk, with what was typed left to correct.
    }
  }
}
