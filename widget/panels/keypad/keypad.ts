import { html, nothing } from 'lit';
import { button } from '../../controls/button.js';
import { toTones } from '../../desk/tones.js';
import { Panel } from '../panel.js';
import { keypadStyles } from './keypad.styles.js';

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'] as const;
/** What fits into one command. */
const MAX_TONES = 100;
const SHOWN = 24;

/**
 * @summary Sends tones into the call.
 * @csspart key - each key
 */
export class ViciKeypadPanel extends Panel {
  static override styles = [...(Panel.styles as []), keypadStyles];
  static override properties = {
    sent: { state: true },
    waiting: { state: true },
  };

  private get texts() {
    return this.panelWords.keypad;
  }

  private sent = '';
  /** The dialler holds one string at a time: these wait until the screen took the last one. */
  private waiting = '';
  #callId = '';

  protected override willUpdate(): void {
    const callId = this.desk.session?.call_id ?? '';
    if (callId !== this.#callId) {
      this.#callId = callId;
      this.sent = '';
      this.waiting = '';
    }
  }

  protected override updated(): void {
    this.#sendWaiting();
  }

  protected override render() {
    const { words, texts } = this;
    const reason = this.reason('keypad');
    return html`
      <div class="display" aria-label=${texts.tonesSent} role="status">
        ${
          this.sent || this.waiting
            ? html`<span>${this.sent.slice(-SHOWN)}</span
                ><span class="waiting">${this.waiting}</span>`
            : html`<span class="empty">${reason ?? texts.tonesEmpty}</span>`
        }
      </div>
      <div class="keys" role="group" aria-label=${words.keypad} @keydown=${this.#typed}>
        ${KEYS.map((key) =>
          button({
            label: key,
            part: 'key',
            reason,
            onPress: () => this.#press(key),
          }),
        )}
      </div>
      ${this.renderProblem('keypad') ?? nothing}
    `;
  }

  #typed(event: KeyboardEvent): void {
    if (!/^[0-9*#]$/.test(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    if (!this.reason('keypad')) this.#press(event.key);
  }

  #press(key: string): void {
    this.waiting = (this.waiting + key).slice(0, MAX_TONES);
    this.#sendWaiting();
  }

  #sendWaiting(): void {
    const { desk, waiting } = this;
    if (!waiting || desk.commands.isBusy('keypad') || this.reason('keypad')) return;
    this.waiting = '';
    this.sent += waiting;
    const value = toTones(waiting);
    void desk.tell('keypad', 'send_dtmf', { value }).then((done) => {
      if (!done) this.sent = this.sent.slice(0, -waiting.length);
    });
  }
}
