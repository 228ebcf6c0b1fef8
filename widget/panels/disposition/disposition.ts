import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { button } from '../../controls/button.js';
import { icons } from '../../controls/icons.js';
import { OptionList } from '../../controls/option-list.js';
import { Panel } from '../panel.js';
import { type CallbackDraft, callbackFields, judgeDraft, newDraft } from './callback-form.js';
import { dispositionStyles } from './disposition.styles.js';
import { findOutcomes, type Outcome } from './outcomes.js';

/**
 * @summary Chooses the outcome of a call, with a callback where the outcome is one.
 * @csspart disposition-search - the search field
 * @csspart dispositions - the list
 * @csspart disposition - each outcome
 * @csspart disposition-save - the button
 */
export class ViciDispositionPanel extends Panel {
  static override styles = [...(Panel.styles as []), dispositionStyles];
  static override properties = {
    text: { state: true },
    chosen: { state: true },
    draft: { state: true },
    problem: { state: true },
  };

  private get texts() {
    return this.panelWords.disposition;
  }

  private text = '';
  private chosen = '';
  /** The callback that is being filled in. */
  private draft: CallbackDraft | undefined;
  private problem = '';
  #leadId = 0;
  private readonly list = new OptionList(this, (index) => this.#keyed(index));

  protected override willUpdate(): void {
    const leadId = this.desk.session?.lead_id ?? 0;
    if (leadId !== this.#leadId) {
      this.#leadId = leadId;
      this.text = '';
      this.chosen = '';
      this.draft = undefined;
      this.problem = '';
      this.list.active = 0;
    }
  }

  protected override updated(changed: PropertyValues): void {
    // What had the focus is gone: the keyboard goes on in what took its place.
    if (changed.has('draft') && this.hasUpdated && this.#moveFocus) {
      this.#moveFocus = false;
      this.focus();
    }
  }
  #moveFocus = false;

  private get outcomes(): Outcome[] {
    return findOutcomes(this.desk.options?.statuses ?? [], this.text);
  }

  protected override render() {
    const outcome = this.desk.options?.statuses.find((one) => one.status === this.chosen);
    return this.draft && outcome
      ? this.#renderCallback(outcome, this.draft)
      : this.#renderOutcomes(outcome);
  }

  #renderOutcomes(outcome: Outcome | undefined) {
    const { texts, list, desk, outcomes } = this;
    list.sized(outcomes.length);
    const none = desk.options?.statuses.length === 0;
    return html`
      <div class="find">
        ${icons.search}
        <input
          part="disposition-search"
          data-first
          type="search"
          role="combobox"
          autocomplete="off"
          spellcheck="false"
          placeholder=${texts.findOutcome}
          aria-label=${texts.findOutcome}
          aria-expanded="true"
          aria-controls="outcomes"
          aria-activedescendant=${outcomes.length > 0 ? `option-${list.active}` : nothing}
          .value=${this.text}
          @input=${this.#typed}
          @keydown=${this.#onKey}
        />
        <div
          class="options"
          part="dispositions"
          id="outcomes"
          role="listbox"
          aria-label=${texts.outcomes}
        >
          ${outcomes.map((one, index) => this.#renderOutcome(one, index))}
          ${
            outcomes.length === 0 && desk.options
              ? html`<p class="note" role="status">
                  ${none ? texts.noOutcomes : texts.noOutcome(this.text)}
                </p>`
              : nothing
          }
        </div>
      </div>
      ${this.renderProblem('disposition')} ${this.#renderSave(outcome)}
    `;
  }

  #renderOutcome(one: Outcome, index: number) {
    const { texts } = this;
    const tag = one.scheduled_callback
      ? texts.callback
      : one.sale
        ? texts.sale
        : one.dnc
          ? texts.dnc
          : '';
    return html`<div
      id="option-${index}"
      part="disposition"
      class="option ${index === this.list.active ? 'active' : ''}"
      role="option"
      aria-selected=${one.status === this.chosen}
      @click=${() => this.#choose(one, index)}
      @dblclick=${() => this.#save(one)}
    >
      <span class="name">${one.status_name || one.status}</span>
      ${tag ? html`<span class="tag">${tag}</span>` : nothing}
      <span class="code">${one.status}</span>
    </div>`;
  }

  #renderCallback(outcome: Outcome, draft: CallbackDraft) {
    const { words, texts, desk } = this;
    const now = desk.now();
    const mayBeOwn = desk.options?.allowed.own_callbacks !== false;
    return html`
      <form class="when" novalidate @submit=${(event: Event) => this.#submitCallback(event, outcome)}>
        <div class="when">
          <header>
            ${button({
              label: words.back,
              icon: icons.back,
              iconOnly: true,
              look: 'quiet',
              onPress: () => this.#show(undefined),
            })}
            <h2>${texts.callbackFor(outcome.status_name || outcome.status)}</h2>
          </header>
          ${callbackFields(draft, this.panelWords, now, mayBeOwn, (part) => {
            this.draft = { ...draft, ...part };
            this.problem = '';
          })}
        </div>
        ${
          this.problem
            ? html`<p class="problem" role="alert">${icons.warning}<span>${this.problem}</span></p>`
            : this.renderProblem('disposition')
        }
        ${this.#renderSave(outcome, 'submit')}
      </form>
    `;
  }

  #renderSave(outcome: Outcome | undefined, type?: 'submit'): TemplateResult {
    const { words, texts, desk } = this;
    const busy = desk.commands.isBusy('disposition');
    const label = busy
      ? texts.saving
      : desk.session?.state === 'DISPO' || this.reason('disposition')
        ? texts.saveOutcome
        : texts.hangUpAndSave;
    return button({
      label,
      look: 'primary',
      className: 'save',
      part: 'disposition-save',
      type,
      reason: this.reason('disposition') ?? (outcome ? undefined : words.chooseOutcome),
      busy,
      onPress: type ? undefined : () => outcome && this.#save(outcome),
    });
  }

  #typed(event: Event): void {
    this.text = (event.target as HTMLInputElement).value;
    this.chosen = '';
    this.list.active = 0;
  }

  #onKey(event: KeyboardEvent): void {
    // These move in the text that is typed.
    if (event.key !== 'Home' && event.key !== 'End') this.list.onKey(event);
  }

  /** Enter chooses; once more, it saves. */
  #keyed(index: number): void {
    const outcome = this.outcomes[index];
    if (!outcome) return;
    if (outcome.status === this.chosen) this.#save(outcome);
    else this.#choose(outcome, index);
  }

  #choose(outcome: Outcome, index: number): void {
    this.chosen = outcome.status;
    this.list.move(index);
  }

  #save(outcome: Outcome): void {
    const { desk } = this;
    this.chosen = outcome.status;
    if (this.reason('disposition') || desk.commands.isBusy('disposition')) return;
    if (outcome.scheduled_callback) this.#show(newDraft(desk.now()));
    else void desk.dispose(outcome.status);
  }

  #submitCallback(event: Event, outcome: Outcome): void {
    event.preventDefault();
    const { desk, draft } = this;
    if (!draft || this.reason('disposition')) return;
    if (desk.commands.isBusy('disposition')) return;
    const judged = judgeDraft(draft, desk.now());
    if ('problem' in judged) this.problem = this.texts.callbackProblem[judged.problem];
    else void desk.dispose(outcome.status, judged.callback);
  }

  #show(draft: CallbackDraft | undefined): void {
    this.draft = draft;
    this.problem = '';
    this.#moveFocus = true;
  }
}
