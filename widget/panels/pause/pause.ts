import { html, nothing } from 'lit';
import { icons } from '../../controls/icons.js';
import { OptionList } from '../../controls/option-list.js';
import { Panel } from '../panel.js';
import { pauseStyles } from './pause.styles.js';

interface Choice {
  code: string;
  name: string;
  /** Seconds; 0: as long as it takes. */
  limit: number;
}

/**
 * @summary Pauses with a reason, or changes the reason of a pause.
 * @csspart pause-codes - the list
 * @csspart pause-code - each reason
 */
export class ViciPausePanel extends Panel {
  static override styles = [...(Panel.styles as []), pauseStyles];
  private get texts() {
    return this.panelWords.pause;
  }

  private readonly list = new OptionList(this, (index) => this.#choose(index));

  get #isPaused(): boolean {
    return this.desk.session?.state === 'PAUSED';
  }

  private get choices(): Choice[] {
    const options = this.desk.options;
    const codes = (options?.pause_codes ?? []).map((one) => ({
      code: one.pause_code,
      name: one.pause_code_name || one.pause_code,
      limit: one.time_limit,
    }));
    if (this.#isPaused || options?.pause_codes_required) return codes;
    return [{ code: '', name: this.texts.withoutReason, limit: 0 }, ...codes];
  }

  protected override render() {
    const { words, texts, list, desk } = this;
    const { choices } = this;
    list.sized(choices.length);
    const reason = this.reason('pause');
    const current = this.#isPaused ? desk.session?.pause_code : desk.plannedPauseCode || undefined;
    return html`
      ${reason ? html`<p class="note">${reason}</p>` : nothing}
      ${this.renderProblem('pause', 'pause-code')}
      ${
        choices.length === 0
          ? html`<p class="note">${texts.noPauseCodes}</p>`
          : html`<div
              class="options"
              part="pause-codes"
              role="listbox"
              tabindex="0"
              data-first
              aria-label=${this.#isPaused ? words.changeReason : words.pauseReason}
              aria-disabled=${Boolean(reason)}
              aria-activedescendant="option-${list.active}"
              @keydown=${list.onKey}
            >
              ${choices.map((choice, index) => this.#renderChoice(choice, index, current))}
            </div>`
      }
    `;
  }

  #renderChoice({ code, name, limit }: Choice, index: number, current?: string) {
    const minutes = Math.round(limit / 60);
    return html`<div
      id="option-${index}"
      part="pause-code"
      class="option ${index === this.list.active ? 'active' : ''}"
      role="option"
      aria-selected=${code === current}
      @click=${() => this.#choose(index)}
    >
      <span class="name">${name}</span>
      ${minutes > 0 ? html`<span class="code">${this.texts.minutes(minutes)}</span>` : nothing}
      ${code === current ? icons.check : nothing}
    </div>`;
  }

  async #choose(index: number): Promise<void> {
    const choice = this.choices[index];
    if (!choice || this.reason('pause')) return;
    if (await this.desk.pause(choice.code)) this.close();
  }
}
