import { html, nothing } from 'lit';
import type { FunctionParams } from '../../../protocol/functions/index.js';
import { type ButtonLook, button } from '../../controls/button.js';
import { icons } from '../../controls/icons.js';
import type { Control } from '../../desk/availability.js';
import { parsePhoneNumber, showPhoneNumber } from '../../desk/phone-number.js';
import { FormPanel } from '../form-panel.js';
import { Panel } from '../panel.js';
import { dialStyles } from './dial.styles.js';

type Step = FunctionParams<'preview_dial_action'>['value'];

/**
 * @summary Dials a number by hand, or the customer who is being previewed.
 * @csspart dial-number - the field
 * @csspart dial-button - the button
 * @csspart field - the caller ID
 * @csspart skip-button - skips the customer who is being previewed
 */
export class ViciDialPanel extends FormPanel {
  static override styles = [...(Panel.styles as []), dialStyles];
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
    return this.desk.session?.state === 'PREVIEW' ? this.#renderPreview() : this.#renderForm();
  }

  #renderPreview() {
    const { words, texts, desk } = this;
    return html`
      <p class="previewed">
        <span class="note">${texts.previewing}</span>
        <b>${showPhoneNumber(desk.session?.phone_number ?? '')}</b>
      </p>
      <div class="row">
        ${this.#step('preview', 'DIALONLY', {
          label: words.dial,
          icon: icons.phone,
          look: 'primary',
          part: 'dial-button',
        })}
        ${this.#step('preview-skip', 'SKIP', { label: texts.skip, part: 'skip-button' })}
        ${this.#otherNumbers()}
      </div>
      ${this.renderProblem('dial')}
    `;
  }

  #otherNumbers() {
    const { texts } = this;
    return html`${this.#step('preview-alt', 'ALTDIAL', { label: texts.otherPhone })}
    ${this.#step('preview-alt', 'ADR3DIAL', { label: texts.thirdPhone })}`;
  }

  #step(control: Control, value: Step, look: ButtonLook) {
    if (!this.shows(control)) return nothing;
    return this.act(control, 'dial', { ...look, onPress: () => void this.desk.preview(value) });
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
            aria-invalid=${problem !== ''}
            aria-describedby="hint"
            @input=${this.#typed}
          />
          ${button({
            label: this.desk.commands.isBusy('dial') ? words.dialling : words.dial,
            icon: icons.phone,
            look: 'primary',
            part: 'dial-button',
            type: 'submit',
            reason,
            busy: this.desk.commands.isBusy('dial'),
          })}
        </span>
      </label>
      <p class="note hint" id="hint" aria-live="polite">
        ${problem || reason || texts.numberHint}
      </p>
      ${this.renderProblem('dial')} ${this.callerIdField()}
      <fieldset>
        ${this.check('search', texts.searchLead, true)}
        ${this.shows('preview') ? this.check('preview', texts.previewFirst) : nothing}
        ${this.check('focus', texts.focusScreen, true)}
      </fieldset>
      ${
        this.desk.session?.state === 'DISPO'
          ? html`<div class="row">
              ${this.#otherNumbers()}
              ${this.#step('preview-finish', 'FINISH', { label: texts.finish })}
            </div>`
          : nothing
      }
    </form>`;
  }

  #typed(event: Event): void {
    this.number = (event.target as HTMLInputElement).value;
    this.problem = '';
  }

  async #submit(event: Event): Promise<void> {
    event.preventDefault();
    const { desk, texts } = this;
    if (this.reason('dial') || desk.commands.isBusy('dial')) return;
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
