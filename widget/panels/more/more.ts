import { html, nothing, type PropertyValues } from 'lit';
import type {
  FunctionData,
  FunctionName,
  FunctionParams,
} from '../../../protocol/functions/index.js';
import type { FunctionResult } from '../../../protocol/messages.js';
import { button } from '../../controls/button.js';
import { icons } from '../../controls/icons.js';
import type { Control } from '../../desk/availability.js';
import { formStyles } from '../form.styles.js';
import { FormPanel } from '../form-panel.js';
import { Panel } from '../panel.js';
import { moreStyles } from './more.styles.js';
import { type FormName, forms } from './tools.js';

/** While the list is open the number of waiting calls is asked for this often. */
const QUEUE_EVERY_MS = 15_000;

/**
 * @summary The tools that are needed now and then.
 * @csspart more-tool - each line of the list
 * @csspart tool-button - what an open tool does
 * @csspart field - each field
 */
export class ViciMorePanel extends FormPanel {
  static override styles = [...(Panel.styles as []), formStyles, moreStyles];
  static override properties = {
    open: { state: true },
    said: { state: true },
    waiting: { state: true },
  };

  private open: FormName | undefined;
  private said = '';
  private waiting: number | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;
  #moveFocus = false;

  get texts() {
    return this.panelWords.more;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#timer = setInterval(() => void this.#count(), QUEUE_EVERY_MS);
    void this.#count();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('open') && this.#moveFocus) {
      this.#moveFocus = false;
      this.focus();
    }
  }

  protected override render() {
    const { open, texts, words, said } = this;
    const told = html`<p class="note saved" role="status">${said}</p>`;
    if (!open) return html`${this.#renderList()} ${said ? told : nothing}`;
    const reason = this.reason(open);
    return html`<header>
        ${button({
          label: words.back,
          icon: icons.back,
          iconOnly: true,
          look: 'quiet',
          onPress: () => this.#show(undefined),
        })}
        <h2>${texts.tools[open]}</h2>
      </header>
      ${forms[open](this)}
      ${reason ? html`<p class="note">${reason}</p>` : nothing}
      ${this.renderProblem(open)} ${said ? told : nothing}`;
  }

  #renderList() {
    const { texts, desk } = this;
    const names = (Object.keys(texts.tools) as (keyof typeof texts.tools)[]).filter((name) =>
      this.shows(name),
    );
    const line = (name: (typeof names)[number]) => {
      const label = texts.tools[name];
      if (name === 'webphone' || name === 'call-agent') {
        const onPress = () => (name === 'webphone' ? this.#openWebphone() : this.#callPhone());
        const icon = name === 'webphone' ? icons.outbound : icons.phone;
        return this.act(name, name, { label, icon, part: 'more-tool', look: 'quiet', onPress });
      }
      return button({
        label,
        icon: name === 'recording' && desk.session?.recording ? icons.check : icons.forward,
        part: 'more-tool',
        look: 'quiet',
        onPress: () => this.#show(name),
      });
    };
    return html`${
      this.shows('queue') && this.waiting !== undefined
        ? html`<p class="note" role="status">${texts.waiting(this.waiting)}</p>`
        : nothing
    }
      <div class="list">${names.map(line)}</div>
      ${this.renderProblem('webphone', 'call-agent', 'queue')}`;
  }

  /** Sends a tool's command and says that it was taken. */
  async tell<N extends FunctionName>(
    source: Control,
    name: N,
    params: FunctionParams<N>,
  ): Promise<void> {
    if (await this.ask(source, name, params)) this.say(this.texts.done);
  }

  /** @returns undefined: it failed, which is shown */
  async ask<N extends FunctionName>(
    source: Control,
    name: N,
    params: FunctionParams<N>,
  ): Promise<FunctionResult<FunctionData<N>> | undefined> {
    this.said = '';
    return this.desk.call(name, params, source).catch(() => undefined);
  }

  say(text: string): void {
    this.said = text;
  }

  #callPhone(): Promise<void> {
    return this.tell('call-agent', 'call_agent', { value: 'CALL' });
  }

  async #openWebphone(): Promise<void> {
    const result = await this.ask('webphone', 'webphone_url', { value: 'DISPLAY' });
    const url = result?.data?.webphone_url ?? '';
    if (/^https?:/i.test(url)) window.open(url, '_blank', 'noopener');
  }

  #show(name: FormName | undefined): void {
    this.open = name;
    this.said = '';
    this.values = {};
    this.#moveFocus = true;
  }

  async #count(): Promise<void> {
    if (!this.shows('queue') || this.reason('queue')) return;
    const params = { value: 'DISPLAY' } as const;
    const result = await this.desk.call('calls_in_queue_count', params, 'queue').catch(() => {});
    this.waiting = result?.data?.count ?? this.waiting;
  }
}
